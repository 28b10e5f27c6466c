package app.vaultnotes.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import app.vaultnotes.crdt.TextEdit;
import app.vaultnotes.document.Id;
import app.vaultnotes.document.NoteDocument;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Links follow in long notes, too, whose lists lag behind what is typed. */
class MovedAfterTypingTest {

    private static final String LONG = "prose and more ".repeat(400);

    @TempDir Path folder;

    private static void type(Vault vault, Id note, String text) {
        vault.notes().type(note, List.of(new TextEdit(NoteDocument.TEXT, 0, 0, text)));
    }

    @Test
    void linksFollowWhereTheyStandNow() {
        try (Vault vault = new Vaults(folder).create("v")) {
            vault.notes().write("Target", "here");
            Id note = vault.notes().write("Long", LONG + "[[Target]]").id();
            type(vault, note, "typed before ");
            vault.moves().move("Target", "Renamed");
            assertEquals("typed before " + LONG + "[[Renamed]]", vault.notes().text(note));
            type(vault, note, "[[Renamed]] ");
            vault.moves().move("Long", "F/Long");
            vault.moves().move("Renamed", "Again");
            String links = "[[Again]] typed before " + LONG + "[[Again]]";
            assertEquals(links, vault.notes().text(note));
            type(vault, note, "more ");
            vault.undo().undo("Again");
            assertEquals("more " + links.replace("Again", "Renamed"), vault.notes().text(note));
        }
    }
}
