package app.vaultnotes.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

/** What the app says about itself, and about its failures. */
class AboutTest extends WindowTest {

    private CrashReports reports() {
        return new CrashReports(folder.resolve("reports"), Clock.systemUTC());
    }

    @Test
    void aReportHasPlacesButNoWords() throws IOException {
        Path file =
                reports()
                        .write(
                                Thread.currentThread(),
                                new IllegalStateException(
                                        "my secret", new IOException("of a note")))
                        .orElseThrow();
        String text = Files.readString(file);
        assertTrue(text.contains("AboutTest.aReportHasPlacesButNoWords"), text);
        assertTrue(text.contains("Caused by: java.io.IOException"), text);
        assertTrue(text.contains("Vault Notes " + About.version()), text);
        assertFalse(text.contains("secret") || text.contains("of a note"), text);
    }

    @Test
    void theSameErrorIsWrittenOnceAndOldReportsGo() throws IOException {
        CrashReports reports = reports();
        for (int i = 0; i < 30; i++) {
            reports.write(Thread.currentThread(), new IllegalStateException());
        }
        assertEquals(1, reports.all().size());
        for (int i = 10; i < 40; i++) {
            Files.writeString(folder.resolve("reports/report-2000-" + i + ".txt"), "old");
        }
        reports().write(Thread.currentThread(), new IllegalStateException());
        List<Path> kept = reports.all();
        assertEquals(20, kept.size());
        assertFalse(kept.get(0).endsWith("report-2000-10.txt"));
    }

    @Test
    void anErrorNobodyCaughtIsToldAndCanBeRead() {
        Thread thread = new Thread(() -> {});
        app.crashed(thread, new IllegalStateException("hidden"));
        await(
                "nothing is said of the report",
                () -> app.window().layer().lookup(".vn-toast .button") != null);
        onFx(() -> {
            ((Button) app.window().layer().lookup(".vn-toast .button")).fire();
            return true;
        });
        String shown = onFx(() -> ((TextArea) app.window().layer().lookup(".text-area")).getText());
        assertTrue(shown.contains("java.lang.IllegalStateException"), shown);
    }

    @Test
    void aboutNamesThePlacesAndTheLicencesOfAllParts() {
        onFx(() -> About.open(app.window()));
        TextArea parts = onFx(() -> (TextArea) app.window().layer().lookup(".text-area"));
        String text = onFx(parts::getText);
        for (String part : List.of("sqlite-jdbc", "richtextfx", "javafx-controls", "Noto Serif")) {
            assertTrue(text.contains(part), text);
        }
        text.lines().forEach(line -> assertTrue(line.matches(".+ · .+"), line));
        String vault = folder.resolve("vault").toString();
        assertTrue(
                onFx(() ->
                        app.window().layer().lookupAll(".label").stream()
                                .anyMatch(l -> ((Label) l).getText().contains(vault))));
    }

    @Test
    void aQuestionMarkAmongTheCommandsListsAllKeys() {
        press(KeyCode.P, true);
        await("the commands are not open", () -> app.window().palette().isOpen());
        onFx(() -> {
            ((javafx.scene.control.TextField) focused()).setText("?");
            return true;
        });
        press(KeyCode.ENTER, false);
        await("the sheet is not open", () -> app.window().layer().lookup(".vn-shortcut") != null);
        int rows = onFx(() -> app.window().layer().lookupAll(".vn-shortcut").size());
        Preferences preferences = app.window().app().preferences();
        long withKeys =
                onFx(() ->
                        app.window().commands().all().stream()
                                .filter(each -> !each.keyWords(preferences).isEmpty())
                                .count());
        assertEquals(withKeys, rows);
    }
}
