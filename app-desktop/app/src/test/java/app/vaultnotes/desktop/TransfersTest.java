package app.vaultnotes.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.document.Id;
import app.vaultnotes.vault.exporting.Export;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ProgressBar;
import org.junit.jupiter.api.Test;

/** Notes come in and go out while one works on; it can be stopped, and a report tells of it. */
class TransfersTest extends WindowTest {

    private static final int MANY = 3_000;

    private void start(Path from) {
        onFx(() -> {
            app.window().commands().transfers().importFrom(from);
            return true;
        });
    }

    private void awaitReport() {
        await("there is no report", () -> app.window().layer().lookup(".vn-reading") != null);
    }

    private String title(String selector) {
        return onFx(() -> ((Label) app.window().layer().lookup(selector)).getText());
    }

    @Test
    void whatIsLeftOutIsNamed() throws IOException {
        Path notes = Files.createDirectories(folder.resolve("notes"));
        Files.writeString(notes.resolve("One.md"), "one\n");
        Files.createSymbolicLink(notes.resolve("Link.md"), notes.resolve("One.md"));
        start(notes);
        awaitReport();
        assertEquals("1 note came over, 1 thing needs a look", title(".vn-page-title"));
        String rows =
                onFx(() ->
                        ((ListView<?>) app.window().layer().lookup(".vn-reading .list-view"))
                                .getItems()
                                .toString());
        assertTrue(rows.contains("Left out: 1") && rows.contains("Link.md"), rows);
    }

    @Test
    void anImportIsStoppedAndWhatCameIsKept() throws IOException {
        Path notes = Files.createDirectories(folder.resolve("notes"));
        for (int i = 0; i < MANY; i++) {
            Files.writeString(notes.resolve("Note " + i + ".md"), "text ".repeat(200) + i);
        }
        await("there is no foot", () -> app.window().status().lookup(".vn-share") != null);
        List<String> said = onFx(this::stopOnceUnderWay);
        start(notes);
        await("the work goes on", () -> app.window().status().work().isEmpty());
        assertTrue(said.get(0).matches("Importing: [1-9].*"), said::toString);
        await("nobody says so", () -> app.window().toasts().count() == 1);
        assertTrue(title(".vn-toast .label").startsWith("Stopped."));
        int came = inVault(vault -> vault.catalogue().counts().notes());
        assertTrue(came < MANY, came + " notes");
    }

    /** Stops work as soon as a part of it is done; who looks now and then may come too late. */
    private List<String> stopOnceUnderWay() {
        StatusBar status = app.window().status();
        List<String> said = new ArrayList<>();
        ((ProgressBar) status.lookup(".vn-share"))
                .progressProperty()
                .addListener((o, was, share) -> {
                    if (share.doubleValue() > 0) {
                        said.add(status.work());
                        ((Button) status.lookup(".vn-stop")).fire();
                    }
                });
        return said;
    }

    @Test
    void anExportWritesTheNotesAndOverwritesNothing() throws IOException {
        note("Folder/One", "one\n");
        Path there = Files.createDirectories(folder.resolve("there"));
        assertEquals(there, Transfers.free(there, "vault"));
        Files.writeString(there.resolve("mine.txt"), "mine");
        Path free = Transfers.free(there, "vault");
        onFx(() -> {
            app.window().commands().transfers().exportTo(free, Export.Format.MARKDOWN);
            return true;
        });
        awaitReport();
        assertEquals("1 note was exported", title(".vn-page-title"));
        assertEquals("one\n", Files.readString(there.resolve("vault/Folder/One.md")));
        assertEquals(there.resolve("vault 2"), Transfers.free(there, "vault"));
    }

    @Test
    void aFolderAndANoteBecomePdf() throws IOException {
        Id one = note("Folder/One", "# Head\n\none\n");
        note("Two", "two\n");
        Id shelf = inVault(vault -> vault.catalogue().note(one).orElseThrow().state().shelf());
        Path pages = folder.resolve("pages");
        onFx(() -> {
            app.window().commands().transfers().exportPages(shelf, pages);
            return true;
        });
        awaitReport();
        assertEquals("1 note was exported", title(".vn-page-title"));
        assertPdf(pages.resolve("One.pdf"));
        Path file = folder.resolve("One alone.pdf");
        onFx(() -> {
            app.window().commands().transfers().exportNote(one, file);
            return true;
        });
        await("there is no file", () -> Files.exists(file) && file.toFile().length() > 0);
        await("the work goes on", () -> app.window().status().work().isEmpty());
        assertPdf(file);
    }

    private static void assertPdf(Path file) throws IOException {
        byte[] start = Arrays.copyOf(Files.readAllBytes(file), 4);
        assertEquals("%PDF", new String(start, StandardCharsets.US_ASCII));
    }

    @Test
    void aFileThatIsNoZipIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("no.zip"), "no zip");
        start(file);
        await("nothing is said", () -> app.window().toasts().count() == 1);
        assertEquals("", onFx(() -> app.window().status().work()));
    }
}
