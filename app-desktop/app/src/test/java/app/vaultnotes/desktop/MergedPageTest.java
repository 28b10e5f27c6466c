package app.vaultnotes.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.cli.HeldVault;
import app.vaultnotes.crdt.TextDiff;
import app.vaultnotes.document.Id;
import app.vaultnotes.ui.sharing.SyncLog;
import app.vaultnotes.vault.Arrivals.Choice;
import app.vaultnotes.vault.Edited;
import app.vaultnotes.vault.Progress;
import app.vaultnotes.vault.Vault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
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
        assertFalse(isShown("merged.take.mine"));
        doFx(() -> choose(page, "Note"));
        await("not what came", () -> came(page).equals(" three"));
        await("it is not seen", () -> page.listed().stream().allMatch(a -> a.seen()));
        assertFalse(isShown("merged.take.theirs"));
        click(Words.of("merged.take.mine"));
        await("it did not come back", () -> text(id).equals("one two\n"));
        click(Words.of("undo"));
        await("it was not undone", () -> text(id).equals("one two three\n"));
        assertFalse(onFx(() -> button(Words.of("merged.status", 2)).isPresent()));
    }

    /** Both wrote in a note, and knew nothing of each other. */
    private MergedPage met(String before, String here, String there) {
        note("Note", before);
        try (HeldVault other = HeldVault.open(folder.resolve("other"))) {
            HeldVault.merge(other.vault(), folder.resolve("vault"), Progress.NONE);
            other.vault().notes().write("Note", there);
        }
        inVault(vault -> vault.notes().write("Note", here));
        doFx(() -> app.window().merges().merge(folder.resolve("other")));
        click(Words.of("merge.show"));
        await("no page", () -> page().filter(p -> p.listed().size() == 1).isPresent());
        MergedPage page = onFx(() -> page().orElseThrow());
        await("no texts", () -> page.detail().note().isPresent());
        return page;
    }

    private boolean isShown(String words) {
        return onFx(() -> button(Words.of(words)).filter(Node::isVisible).isPresent());
    }

    private void look(String words) {
        use(
                "no way to look: " + words,
                () ->
                        Shown.under(app.window().layer()).stream()
                                .filter(ToggleButton.class::isInstance)
                                .map(ToggleButton.class::cast)
                                .filter(b -> b.getText().equals(Words.of(words)))
                                .findFirst(),
                ToggleButton::fire);
    }

    private Choice choice() {
        return inVault(vault -> vault.arrivals().all().get(0).choice());
    }

    @Test
    void eachSideIsComparedAndTakenWholeOrByParagraph() {
        MergedPage page =
                met(
                        "one\n\ntwo\n\nthree\n",
                        "one here\n\ntwo\n\nthree\n",
                        "one\n\ntwo there\n\nthree there\n");
        Id id = inVault(vault -> vault.paths().note("Note").id());
        await("not what came", () -> came(page).equals(" there| there"));
        look("merged.look.theirs");
        await("not what was here", () -> came(page).equals(" here"));
        look("merged.look.apart");
        await("not both", () -> shown(page.detail().rows(), TextDiff.Kind.REMOVED).equals(" here"));
        assertTrue(onFx(() -> button(Words.of("merged.paragraph")).isEmpty()));
        look("merged.look.mine");
        click(Words.of("merged.paragraph"));
        await("no paragraph came back", () -> text(id).equals("one here\n\ntwo\n\nthree there\n"));
        await("it is offered again", () -> came(page).equals(" there| there") && open(page) == 1);
        click(Words.of("undo"));
        await("it was not undone", () -> text(id).equals("one here\n\ntwo there\n\nthree there\n"));
        await("it is not open again", () -> open(page) == 2);
        assertEquals(Choice.NONE, choice());
        click(Words.of("merged.take.theirs"));
        await("theirs were not taken", () -> text(id).equals("one\n\ntwo there\n\nthree there\n"));
        await("it is not remembered", () -> choice() == Choice.THEIRS);
        assertEquals(
                List.of(SyncLog.What.TOOK_THEIRS, SyncLog.What.TOOK_PART),
                onFx(() ->
                        app.window().vault().sharing().log().lines().stream()
                                .map(SyncLog.Line::what)
                                .filter(what -> what != SyncLog.What.STATE)
                                .toList()));
    }

    private static int open(MergedPage page) {
        return page.detail().note().orElseThrow().open().size();
    }

    @Test
    void keepingTheMergeEditsNothingAndTypingGoesOn() {
        MergedPage page = met("one\n\ntwo\n", "one here\n\ntwo\n", "one\n\ntwo there\n");
        Id id = inVault(vault -> vault.paths().note("Note").id());
        click(Words.of("merged.keep"));
        await("it is not remembered", () -> choice() == Choice.MERGE);
        await("it can be kept again", () -> !page.detail().note().orElseThrow().canKeep());
        assertEquals("one here\n\ntwo there\n", text(id));
        assertFalse(onFx(() -> button(Words.of("merged.status", 1)).isPresent()));
        inVault(vault -> vault.notes().write("Note", "zero\n\none here\n\ntwo there\n"));
        click(Words.of("merged.take.mine"));
        await("what was written since is gone", () -> text(id).equals("zero\n\none here\n\ntwo\n"));
    }

    private static String came(MergedPage page) {
        return shown(page.detail().rows(), TextDiff.Kind.INSERTED);
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
