package app.vaultnotes.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.Heads;
import app.vaultnotes.crdt.TextEdit;
import app.vaultnotes.crdt.engine.JavaDocument;
import app.vaultnotes.crdt.engine.JavaEngine;
import app.vaultnotes.crdt.engine.Limits;
import app.vaultnotes.document.Id;
import app.vaultnotes.document.NoteDocument;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two copies of a note, of which one was put into a snapshot, get a change of few bytes that makes
 * very much: a snapshot pays for less than the changes in it.
 */
class CompactedCopiesTest {

    private static final String WORDS = "some words to stand here\n".repeat(200);

    @TempDir Path folder;

    /** With so little for nothing that frames of changes pay for what a snapshot does not. */
    private final JavaEngine engine =
            new JavaEngine(new Limits(1 << 24, Limits.OPERATIONS, 300, 1 << 20));

    private Vaults vaults;
    private Id note;

    @BeforeEach
    void copies() throws IOException {
        vaults = new Vaults(folder);
        vaults.create("compacted").close();
        try (Vault vault = open("compacted")) {
            note = vault.notes().write("Long", WORDS).id();
            for (int i = 0; i <= Compaction.MAX_LOOSE_CHANGES; i++) {
                vault.notes().type(note, List.of(insertion("x")));
            }
        }
        vaults.copy("compacted", "loose");
        vaults.copy("compacted", "theirs");
        try (Vault vault = open("compacted")) {
            assertEquals(1, vault.compact());
        }
    }

    private Vault open(String name) {
        return vaults.open(name, engine, name);
    }

    private static TextEdit insertion(String text) {
        return new TextEdit(NoteDocument.TEXT, 0, 0, text);
    }

    private static Change parting(JavaDocument author) {
        return author.change(
                        w -> {
                            for (int at = WORDS.length() / 2 - 1; at >= 0; at--) {
                                w.splice(NoteDocument.TEXT, 2 * at, 1, "");
                            }
                        })
                .orElseThrow();
    }

    private Merged merge(Vault into, String from) {
        try (Vault other = open(from)) {
            return into.merge(other.session().store, Progress.NONE);
        }
    }

    private Heads heads(Vault vault) {
        return vault.session().store.changes().document(note).orElseThrow().heads();
    }

    /** What a copy has afterwards, in memory and opened again. */
    private Heads requireTaken(String name, Change dense) {
        Heads heads;
        String text;
        try (Vault vault = open(name)) {
            vault.notes().text(note);
            Merged merged = merge(vault, "theirs");
            assertEquals(List.of(), merged.problems(), name);
            assertEquals(1, merged.received(), name);
            heads = heads(vault);
            assertTrue(heads.hashes().contains(dense.hash()), name);
            text = vault.notes().text(note);
        }
        try (Vault vault = open(name)) {
            assertEquals(List.of(), vault.check(Progress.NONE), name);
            assertEquals(text, vault.notes().text(note), name);
        }
        return heads;
    }

    @Test
    void bothTakeIt() {
        Change dense;
        try (Vault vault = open("theirs")) {
            dense = parting(StoredRows.author(vault, note, 7));
            StoredRows.put(vault, note, dense);
        }
        assertEquals(requireTaken("loose", dense), requireTaken("compacted", dense));
        try (Vault vault = open("compacted")) {
            for (int i = 0; i <= 2 * Compaction.MAX_LOOSE_CHANGES; i++) {
                vault.notes().type(note, List.of(insertion("y")));
            }
            vault.compact();
        }
        try (Vault compacted = open("compacted");
                Vault loose = open("loose")) {
            assertEquals(List.of(), compacted.check(Progress.NONE));
            loose.merge(compacted.session().store, Progress.NONE);
            assertEquals(heads(compacted), heads(loose));
            assertEquals(compacted.notes().text(note), loose.notes().text(note));
        }
    }
}
