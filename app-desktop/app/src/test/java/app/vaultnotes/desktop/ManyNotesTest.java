package app.vaultnotes.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import app.vaultnotes.cli.HeldVault;
import app.vaultnotes.document.Id;
import app.vaultnotes.vault.Progress;
import app.vaultnotes.vault.importing.FolderSource;
import app.vaultnotes.vault.importing.Import;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

/** A vault of 10,000 notes opens, and its switcher, its tree and its search answer. */
class ManyNotesTest extends WindowTest {

    private static final int FOLDERS = 10;
    private static final int EACH = 1_000;

    @Override
    void prepare() throws IOException {
        Path source = folder.resolve("source");
        for (int i = 0; i < FOLDERS; i++) {
            Path place = Files.createDirectories(source.resolve("Folder " + i));
            for (int j = 0; j < EACH; j++) {
                int number = i * EACH + j;
                Files.writeString(
                        place.resolve("Note " + number + ".md"), "The note " + number + ".\n");
            }
        }
        try (HeldVault held = HeldVault.open(folder.resolve("vault"))) {
            Import.run(held.vault(), new FolderSource(source), "", Progress.NONE);
        }
    }

    private Id find(String path) {
        return inVault(v -> v.paths().note(path).id());
    }

    private int rows() {
        return app.window().tree().getExpandedItemCount();
    }

    @Test
    void itsSwitcherTreeAndSearchAnswer() {
        await("the folders are not there", () -> rows() == FOLDERS);
        open(find("Folder 4/Note 4321"));
        await("the tree does not show it", () -> rows() == FOLDERS + EACH);
        await(
                "it is not selected",
                () ->
                        app.window().tree().allSelected().stream()
                                .anyMatch(e -> e.name().equals("Note 4321")));
        press(KeyCode.O, true);
        await("there is no switcher", () -> app.window().palette().isOpen());
        type("note 9876");
        press(KeyCode.ENTER, false);
        await("it is not open", () -> title().equals("Note 9876"));
        await("the tree does not show it", () -> rows() == FOLDERS + 2 * EACH);
        type("x");
        await("it is not saved", () -> app.window().isSaved());
        assertEquals("xThe note 9876.\n", inVault(v -> v.notes().text(find(v))));
    }

    private static Id find(app.vaultnotes.vault.Vault vault) {
        return vault.paths().note("Folder 9/Note 9876").id();
    }
}
