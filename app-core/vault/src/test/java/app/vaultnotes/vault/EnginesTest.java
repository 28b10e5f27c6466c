package app.vaultnotes.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.crdt.CrdtEngine;
import app.vaultnotes.crdt.Heads;
import app.vaultnotes.crdt.automerge.AutomergeEngine;
import app.vaultnotes.crdt.engine.JavaEngine;
import app.vaultnotes.document.Id;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Vaults that one engine wrote and the other goes on with, and devices on either of them. */
class EnginesTest {

    private static final int STEPS = 60;

    @TempDir Path folder;

    @Test
    void aVaultOfTheReferenceOpensEditsAndMergesUnderOursAndBack() throws IOException {
        Vaults vaults = new Vaults(folder);
        CrdtEngine ours = new JavaEngine();
        CrdtEngine theirs = new AutomergeEngine();
        vaults.create("first").close();
        Id note;
        try (Vault vault = vaults.open("first", theirs, "one")) {
            note = vault.notes().write("Work/Plan", "first 😀\nsecond\n").id();
            vaults.clock.advance(Duration.ofHours(1));
            vault.notes().write("Work/Plan", "first 😀\nsecond, changed\n");
            vault.properties().set("Work/Plan", "state", List.of("open"));
        }
        vaults.copy("first", "second");
        Map<String, String> seen = new TreeMap<>();
        try (Vault vault = vaults.open("second", ours, "two")) {
            assertEquals(
                    "first 😀\nsecond\n",
                    vault.timeline()
                            .text("Work/Plan", last(vault.timeline().versions("Work/Plan")).id()));
            vaults.clock.advance(Duration.ofHours(1));
            vault.notes().write("Work/Plan", vault.notes().text(note) + "ours\n");
            vault.notes().write("New", "from ours\n");
            vault.properties().set("Work/Plan", "state", List.of("done"));
        }
        try (Vault here = vaults.open("first", theirs, "one")) {
            String text = here.notes().text(note);
            here.notes().write("Work/Plan", text.replace("first", "first, theirs"));
            try (Vault there = vaults.open("second", theirs, "two")) {
                here.merge(there.session().store, Progress.NONE);
            }
            assertTrue(here.notes().text(note).endsWith("ours\n"));
            assertTrue(here.notes().text(note).contains("first, theirs"));
            seen.putAll(Copies.seen(here));
        }
        try (Vault here = vaults.open("second", ours, "two");
                Vault there = vaults.open("first", ours, "one")) {
            assertEquals(seen, Copies.seen(there), "what the other engine wrote");
            here.merge(there.session().store, Progress.NONE);
            assertEquals(seen, Copies.seen(here));
            assertEquals(heads(there), heads(here));
            assertEquals(List.of(), here.check(Progress.NONE));
        }
    }

    private static <T> T last(List<T> all) {
        return all.get(all.size() - 1);
    }

    static LongStream seeds() {
        return LongStream.range(0, Boolean.getBoolean("vaultnotes.heavy") ? 500 : 6);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void devicesOnEitherEngineComeToTheSameHeads(long seed) throws IOException {
        Random random = new Random(seed);
        try (Copies copies = new Copies(folder, random, 2, EnginesTest::engine)) {
            for (int i = 0; i < STEPS; i++) {
                copies.step();
            }
            copies.settle();
            Vault reference = copies.vaults.get(0);
            Vault ours = copies.vaults.get(1);
            assertEquals(heads(reference), heads(ours), "seed " + seed);
            assertEquals(Copies.seen(reference), Copies.seen(ours), "seed " + seed);
            assertEquals(List.of(), ours.check(Progress.NONE), "seed " + seed);
            assertEquals(List.of(), reference.check(Progress.NONE), "seed " + seed);
        }
    }

    private static CrdtEngine engine(int copy) {
        return copy == 0 ? new AutomergeEngine() : new JavaEngine();
    }

    /** The heads of all documents. */
    private static Map<Id, Heads> heads(Vault vault) {
        Map<Id, Heads> heads = new TreeMap<>();
        vault.session().store.changes().documents().forEach(d -> heads.put(d.id(), d.heads()));
        return heads;
    }
}
