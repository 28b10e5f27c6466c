package app.vaultnotes.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.crdt.CrdtException;
import app.vaultnotes.crdt.TextEdit;
import app.vaultnotes.crdt.engine.JavaEngine;
import app.vaultnotes.crdt.engine.Limits;
import app.vaultnotes.document.Id;
import app.vaultnotes.document.NoteDocument;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a note takes that was open while its changes were put into a snapshot. */
class CompactedNotesTest {

    private static final String WORDS = "some words to stand here\n".repeat(200);

    @TempDir Path folder;

    /** With so little for nothing that frames of changes pay for what a snapshot does not. */
    private final JavaEngine engine =
            new JavaEngine(new Limits(1 << 24, Limits.OPERATIONS, 300, 1 << 20));

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 20})
    void loadsAgainFromTheSnapshotAndTheChangesSince(int every) {
        Vaults vaults = new Vaults(folder);
        vaults.create("v").close();
        Id note;
        String text;
        try (Vault vault = vaults.open("v", engine, "one")) {
            note = vault.notes().write("Long", WORDS).id();
            for (int i = 0; i <= Compaction.MAX_LOOSE_CHANGES; i++) {
                vault.notes().type(note, List.of(insertion(WORDS.length() + i, "x")));
            }
            assertEquals(1, vault.compact());
            removeOneOf(every, vault, note);
            vault.notes().type(note, List.of(insertion(0, "it ")));
            text = vault.notes().text(note);
        }
        try (Vault vault = vaults.open("v", engine, "one")) {
            assertEquals(List.of(), vault.check(Progress.NONE));
            assertEquals(text, vault.notes().text(note));
            vault.notes().type(note, List.of(insertion(3, "goes on ")));
        }
    }

    private static TextEdit insertion(int at, String text) {
        return new TextEdit(NoteDocument.TEXT, at, 0, text);
    }

    /** One change of next to no bytes that parts the text everywhere; it may be refused. */
    private static void removeOneOf(int every, Vault vault, Id note) {
        List<TextEdit> removals = new ArrayList<>();
        for (int at = 0; at < WORDS.length() / every * (every - 1); at += every - 1) {
            removals.add(new TextEdit(NoteDocument.TEXT, at, 1, ""));
        }
        try {
            vault.notes().type(note, removals);
        } catch (CrdtException refused) {
            assertTrue(vault.notes().text(note).startsWith(WORDS));
        }
    }
}
