package app.vaultnotes.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import app.vaultnotes.crdt.TextEdit;
import app.vaultnotes.document.Id;
import app.vaultnotes.document.NoteDocument;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that touch more notes than stay in memory. */
class ManyLinksTest {

    /** Some times as many as a session keeps open. */
    private static final int NOTES = 2_000;

    @TempDir Path folder;
    private Vault vault;

    @BeforeEach
    void create() {
        vault = new Vaults(folder).create("v");
        vault.notes().write("Hub", "the hub");
        Id inside = vault.bulk().folder(List.of("F"));
        List<Bulk.Prepared> notes = new ArrayList<>();
        for (int i = 0; i < NOTES; i++) {
            notes.add(note(i % 2 == 0 ? inside : Id.ROOT, "N" + i, "to [[Hub]] and [[F/N0]]"));
        }
        vault.bulk().commit(notes);
    }

    private Bulk.Prepared note(Id shelf, String title, String text) {
        return vault.bulk()
                .note(new Bulk.NewNote(shelf, title, title + ".md", text, Optional.empty(), 1, 1));
    }

    @AfterEach
    void close() {
        vault.close();
    }

    private void allSay(String folderPath, String text) {
        for (int i = 0; i < NOTES; i++) {
            String path = i % 2 == 0 ? folderPath + "/N" + i : "N" + i;
            assertEquals(text, vault.notes().text(vault.paths().note(path).id()), path);
        }
        assertEquals(List.of(), vault.check(Progress.NONE));
    }

    @Test
    void theRenameOfAHubTakesAllItsLinksAlongAndBack() {
        Edited moved = vault.moves().move("Hub", "Center");
        assertEquals(NOTES, moved.links());
        allSay("F", "to [[Center]] and [[F/N0]]");
        vault.undo().undo("Center");
        allSay("F", "to [[Hub]] and [[F/N0]]");
        vault.undo().redo("Hub");
        allSay("F", "to [[Center]] and [[F/N0]]");
    }

    @Test
    void theMoveOfAFolderTakesAllLinksIntoItAlong() {
        Edited moved = vault.moves().move("F", "G");
        assertEquals(NOTES, moved.links());
        allSay("G", "to [[Hub]] and [[G/N0]]");
        vault.moves().move("G", "F");
        allSay("F", "to [[Hub]] and [[F/N0]]");
    }

    @Test
    void aFolderOfManyNotesGoesIntoTheTrashAndComesBack() {
        vault.trash().put("F");
        assertEquals(NOTES / 2 + 1, vault.trash().entries().size());
        vault.trash().restore("F");
        allSay("F", "to [[Hub]] and [[F/N0]]");
    }

    @Test
    void aReplacementInManyNotesChangesAll() {
        vault.replacing()
                .replace(
                        new Replacement("Hub", "Rim", false, true),
                        vault.replacing().everywhere(),
                        Progress.NONE);
        allSay("F", "to [[Rim]] and [[F/N0]]");
    }

    /** What left memory before the commit still has what was done to it. */
    @Test
    void aNoteEditedAgainInOneBatchHasBothEdits() {
        Session session = vault.session();
        Id first = vault.paths().note("N1").id();
        session.locked(() -> {
            Batch batch = new Batch(session);
            for (int round = 0; round < 2; round++) {
                for (int i = 1; i < NOTES; i += 2) {
                    Id id = vault.paths().note("N" + i).id();
                    batch.noteInPassing(id, insertion("+"), Batch.Step.COMMAND);
                }
            }
            batch.commit();
            return true;
        });
        assertEquals("++to [[Hub]] and [[F/N0]]", vault.notes().text(first));
        assertEquals(List.of(), vault.check(Progress.NONE));
    }

    /** What left memory and was never committed is as if it had not been done. */
    @Test
    void whatFailsAfterItLeftMemoryIsForgotten() {
        Session session = vault.session();
        assertThrows(
                IllegalStateException.class,
                () ->
                        session.locked(() -> {
                            Batch batch = new Batch(session);
                            for (int i = 1; i < NOTES; i += 2) {
                                Id id = vault.paths().note("N" + i).id();
                                batch.noteInPassing(id, insertion("+"), Batch.Step.COMMAND);
                            }
                            throw new IllegalStateException("stopped");
                        }));
        vault.notes().write("N1", "anew");
        assertEquals("anew", vault.notes().text(vault.paths().note("N1").id()));
        assertEquals(List.of(), vault.check(Progress.NONE));
    }

    private static List<TextEdit> insertion(String text) {
        return List.of(new TextEdit(NoteDocument.TEXT, 0, 0, text));
    }
}
