package app.vaultnotes.desktop;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.cli.HeldVault;
import app.vaultnotes.crdt.TextDiff;
import app.vaultnotes.document.Id;
import app.vaultnotes.vault.Edited;
import app.vaultnotes.vault.Progress;
import app.vaultnotes.vault.Vault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.control.Label;
import org.junit.jupiter.api.Test;

/** A person sees what merges brought. */
class MergedPageTest extends TimeTest {

    @Test
    void whatAMergeChangedIsListedAndComesBack() {
        Id id = note("Note", "one two\n");
        inVault(vault -> vault.notes().write("Untouched", "same"));
        try (HeldVault other = HeldVault.open(folder.resolve("other"))) {
            HeldVault.merge(other.vault(), folder.resolve("vault"), Progress.NONE);
            other.vault().notes().write("Note", "one two three\n");
            other.vault().notes().write("Folder/Fresh", "made there\n");
        }
        doFx(() -> app.window().merges().merge(folder.resolve("other")));
        click(Words.of("merge.show"));
        await("no page", () -> page().filter(p -> p.listed().size() == 2).isPresent());
        MergedPage page = onFx(() -> page().orElseThrow());
        doFx(() -> choose(page, "Folder/Fresh"));
        await("not what is new", () -> came(page).equals("made there"));
        assertTrue(onFx(() -> page.restoring().isDisabled()));
        doFx(() -> choose(page, "Note"));
        await("not what came", () -> came(page).equals(" three"));
        await("it is not seen", () -> page.listed().stream().allMatch(a -> a.seen()));
        click(Words.of("merged.restore"));
        await("it did not come back", () -> text(id).equals("one two\n"));
        click(Words.of("undo"));
        await("it was not undone", () -> text(id).equals("one two three\n"));
        assertFalse(onFx(() -> button(Words.of("merged.status", 2)).isPresent()));
    }

    private static String came(MergedPage page) {
        return shown(page.rows(), TextDiff.Kind.INSERTED);
    }

    private static void choose(MergedPage page, String path) {
        page.list()
                .getSelectionModel()
                .select(
                        page.listed().stream()
                                .filter(a -> a.path().equals(path))
                                .findFirst()
                                .orElseThrow());
    }

    private Optional<MergedPage> page() {
        return app.window()
                .panes()
                .current()
                .page()
                .filter(MergedPage.class::isInstance)
                .map(MergedPage.class::cast);
    }

    @Test
    void aFolderThatIsNoCopyIsRefusedInWords() throws IOException {
        Files.createDirectories(folder.resolve("empty"));
        doFx(() -> app.window().merges().merge(folder.resolve("empty")));
        await("nothing is said", () -> app.window().toasts().count() == 1);
        assertTrue(onFx(() -> page()).isEmpty());
    }

    @Test
    void attachmentsThatCameBackAreCounted() throws IOException {
        note("Note", "one\n");
        Path file = Files.writeString(folder.resolve("data.bin"), "bytes");
        inVault(vault -> attached(vault, file));
        try (HeldVault other = HeldVault.open(folder.resolve("other"))) {
            HeldVault.merge(other.vault(), folder.resolve("vault"), Progress.NONE);
        }
        try (Stream<Path> blobs = Files.walk(folder.resolve("vault/blobs"))) {
            for (Path blob : blobs.filter(Files::isRegularFile).toList()) {
                Files.delete(blob);
            }
        }
        doFx(() -> app.window().merges().merge(folder.resolve("other")));
        await("nothing is said", () -> isSaid(Words.of("merge.mended", 1)));
    }

    private static Edited attached(Vault vault, Path file) {
        try {
            return vault.attach("Note", file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isSaid(String words) {
        return app.window().stage().getScene().getRoot().lookupAll(".label").stream()
                .anyMatch(label -> ((Label) label).getText().contains(words));
    }
}
