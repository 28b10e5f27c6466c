package app.vaultnotes.crdt.automerge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.crdt.ActorId;
import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.CrdtDocument;
import app.vaultnotes.crdt.CrdtException;
import app.vaultnotes.crdt.Heads;
import app.vaultnotes.crdt.Path;
import app.vaultnotes.crdt.Value;
import app.vaultnotes.crdt.engine.JavaDocument;
import app.vaultnotes.crdt.engine.JavaEngine;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows that another engine let wait and this one cannot take. */
class FlawedRowsTest {
    private static final Path TEXT = Path.of("text");
    private static final ActorId READER = ActorId.fromByteArray(new byte[] {9});

    private byte[] start = new byte[0];
    private Change base;
    private Change flawed;
    private Change behind;

    @BeforeEach
    void makeChanges() {
        JavaDocument author = author(1);
        author.change(w -> w.splice(TEXT, 0, 0, "words"));
        start = author.save();
        base = author.change(w -> w.splice(TEXT, 0, 0, "some ")).orElseThrow();
        flawed = author.change(w -> w.put(Path.of("k"), new Value.Int(1L << 40))).orElseThrow();
        behind = author.change(w -> w.splice(TEXT, 0, 0, "more than ")).orElseThrow();
    }

    private static JavaDocument author(int actor) {
        return new JavaEngine()
                .create(ActorId.fromByteArray(new byte[] {(byte) actor}), SkeletonMaker.note());
    }

    private CrdtDocument load(Change... rows) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(start);
        List.of(rows).forEach(row -> all.writeBytes(row.toByteArray()));
        return new AutomergeEngine().load(READER, all.toByteArray());
    }

    private void requireNamed(CrdtDocument document) {
        String said = document.leftOut().orElse("");
        assertTrue(said.contains(flawed.hash().toString()), said);
    }

    @Test
    void oneThatStillWaitsIsLetGo() {
        try (CrdtDocument document = load(flawed, behind)) {
            assertEquals("words", document.now().text(TEXT));
            assertEquals(List.of(behind), document.waiting());
            requireNamed(document);
            document.apply(List.of(base));
            assertEquals("some words", document.now().text(TEXT));
            assertEquals(List.of(behind), document.waiting());
        }
    }

    @Test
    void oneThatWaitedIsLeftOut() {
        try (CrdtDocument document = load(flawed, behind, base)) {
            assertEquals("some words", document.now().text(TEXT));
            assertEquals(List.of(behind), document.waiting());
            requireNamed(document);
        }
    }

    /** Whichever of the two that each builds on is looked for first. */
    @Test
    void theOthersStillComeWhenAllTheyBuildOnIsThere() {
        List<Change> rows = new ArrayList<>(List.of(flawed));
        List<Change> late = new ArrayList<>();
        for (int actor = 2; actor < 12; actor++) {
            JavaDocument other = author(actor);
            late.add(other.change(w -> w.splice(TEXT, 0, 0, "x")).orElseThrow());
            other.apply(new JavaEngine().load(READER, start).changesSince(Heads.NONE));
            other.apply(List.of(base));
            rows.add(other.change(w -> w.splice(TEXT, 0, 0, "y")).orElseThrow());
        }
        rows.add(base);
        try (CrdtDocument document = load(rows.toArray(Change[]::new))) {
            assertEquals(10, document.waiting().size());
            document.apply(late);
            assertEquals(List.of(), document.waiting());
            assertEquals(30, document.now().length(TEXT));
        }
    }

    @Test
    void oneThatCameInItsTurnIsRefused() {
        assertThrows(CrdtException.class, () -> load(base, flawed));
        try (CrdtDocument document = load()) {
            assertThrows(CrdtException.class, () -> document.apply(List.of(flawed)));
            assertEquals(List.of(), document.waiting());
            assertTrue(document.leftOut().isEmpty());
        }
    }
}
