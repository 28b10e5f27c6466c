package app.vaultnotes.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.crdt.TextEdit;
import app.vaultnotes.document.Id;
import app.vaultnotes.document.NoteDocument;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever follows the patches of a note has its text without ever reading it again. */
class PatchesTest {

    private static final int STEPS = 60;

    @TempDir private Path folder;

    static LongStream seeds() {
        return LongStream.range(0, Boolean.getBoolean("vaultnotes.heavy") ? 1_000 : 8);
    }

    /** The texts of a vault's notes, read once each and then held by patches alone. */
    private static final class Follower {
        private final Vault vault;
        private final Map<Id, NoteText> texts = new HashMap<>();
        private int patched;
        private int missed;

        Follower(Vault vault) {
            this.vault = vault;
            vault.onText(this::take);
        }

        private void take(TextPatch patch) {
            NoteText known = texts.get(patch.note());
            if (known == null) {
                return;
            }
            if (!known.heads().equals(patch.before())) {
                missed++;
                texts.remove(patch.note());
                return;
            }
            String text = known.text();
            for (TextEdit edit : patch.edits()) {
                text = edit.applyTo(text);
            }
            texts.put(patch.note(), new NoteText(text, patch.after()));
            patched++;
        }

        void look() {
            for (Id note : notes()) {
                NoteText now = vault.notes().read(note);
                NoteText held = texts.computeIfAbsent(note, id -> now);
                if (held.heads().equals(now.heads())) {
                    assertEquals(now.text(), held.text());
                } else {
                    missed++;
                    texts.put(note, now);
                }
            }
        }

        private List<Id> notes() {
            return vault.session().store.changes().documents().stream()
                    .filter(entry -> vault.catalogue().note(entry.id()).isPresent())
                    .map(ChangeLog.DocumentEntry::id)
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whoeverFollowsHasTheText(long seed) throws java.io.IOException {
        Random random = new Random(seed);
        RelayLog relay = new RelayLog();
        try (Copies copies = new Copies(folder, random, 2)) {
            copies.meetBy((one, other) -> relay.meet(one));
            List<Follower> followers = new ArrayList<>();
            copies.vaults.forEach(vault -> followers.add(new Follower(vault)));
            for (int i = 0; i < STEPS; i++) {
                copies.step();
                if (random.nextInt(4) == 0) {
                    followers.forEach(Follower::look);
                }
            }
            copies.vaults.forEach(relay::meet);
            copies.vaults.forEach(relay::meet);
            followers.forEach(Follower::look);
            for (Follower follower : followers) {
                assertTrue(
                        follower.missed <= follower.patched / 4,
                        () ->
                                "seed "
                                        + seed
                                        + ": "
                                        + follower.missed
                                        + " missed, "
                                        + follower.patched
                                        + " patched");
            }
        }
    }

    @Test
    void whatFailsIsNotTold() {
        try (Vault vault = new Vaults(folder).create("v")) {
            Id note = vault.notes().write("N", "one\n").id();
            List<TextPatch> told = new ArrayList<>();
            Listening listening = vault.onText(told::add);
            NoteText before = vault.notes().read(note);
            vault.notes().type(note, List.of(new TextEdit(NoteDocument.TEXT, 0, 0, "zero ")));
            assertEquals(1, told.size());
            assertEquals(before.heads(), told.get(0).before());
            assertEquals(vault.notes().heads(note), told.get(0).after());
            try {
                vault.session()
                        .locked(() -> {
                            LiveNote live = vault.session().note(note);
                            List<TextEdit> edits =
                                    List.of(new TextEdit(NoteDocument.TEXT, 0, 1, ""));
                            new Batch(vault.session())
                                    .note(live, live.meta(), edits, Batch.Step.TYPING);
                            throw new IllegalStateException("before it is durable");
                        });
            } catch (IllegalStateException e) {
                assertEquals("before it is durable", e.getMessage());
            }
            vault.notes().type(note, List.of(new TextEdit(NoteDocument.TEXT, 0, 4, "two")));
            assertEquals("two one\n", vault.notes().text(note));
            assertEquals(2, told.size());
            listening.close();
            vault.notes().write("N", "three\n");
            assertEquals(2, told.size());
        }
    }
}
