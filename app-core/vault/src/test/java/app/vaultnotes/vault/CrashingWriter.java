package app.vaultnotes.vault;

import app.vaultnotes.crdt.TextEdit;
import app.vaultnotes.document.Id;
import app.vaultnotes.document.NoteDocument;
import java.nio.file.Path;
import java.util.List;

/** Writes for as long as it lives, and says what is saved. */
final class CrashingWriter {

    private CrashingWriter() {}

    /**
     * Runs on the vault {@code v} in the folder named first; the second argument tells rounds
     * apart.
     */
    public static void main(String[] arguments) {
        try (Vault vault = new Vaults(Path.of(arguments[0])).open("v")) {
            for (int i = 0; ; i++) {
                String word = "r" + arguments[1] + "w" + i;
                Id id = vault.notes().write("Note" + i % 5, "text\n" + word + "\n").id();
                vault.notes()
                        .type(
                                id,
                                List.of(
                                        new TextEdit(
                                                NoteDocument.TEXT, 0, 0, "typed" + word + " ")));
                vault.notes().write("Kept-" + word, word);
                vault.compact();
                System.out.println("Kept-" + word + " " + word);
                System.out.flush();
            }
        }
    }
}
