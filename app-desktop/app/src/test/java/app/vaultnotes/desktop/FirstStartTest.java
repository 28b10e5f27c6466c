package app.vaultnotes.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.document.Id;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.scene.control.Label;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The first window leads to a vault in every way that it offers. */
class FirstStartTest extends WindowTest {

    private record First(FirstStart start, Stage stage) {}

    private First first(Path place) {
        return onFx(() -> {
            app.stop();
            app = new DesktopApp(folder.resolve("first.properties"));
            Stage stage = new Stage();
            FirstStart start = new FirstStart(app, stage, place);
            start.show();
            return new First(start, stage);
        });
    }

    @Test
    void theFirstChoiceHasTheFocusAndMakesAVaultThatTeaches() {
        First first = first(folder.resolve("new"));
        assertEquals(
                3, onFx(() -> first.stage().getScene().getRoot().lookupAll(".vn-choice")).size());
        assertTrue(
                onFx(() ->
                        first.stage()
                                .getScene()
                                .getFocusOwner()
                                .getAccessibleText()
                                .startsWith("Start a new vault")));
        onFx(() -> {
            first.start().newVault();
            return true;
        });
        await("no note is shown", () -> title().equals("1 Writing and marks"));
        int notes = inVault(vault -> vault.catalogue().counts().notes());
        assertEquals(5, notes);
        assertEquals(List.of(folder.resolve("new")), onFx(app::recent));
    }

    @Test
    void aFolderIsBroughtInAndReported() throws IOException {
        Path notes = Files.createDirectories(folder.resolve("notes"));
        Files.writeString(notes.resolve("One.md"), "# One\n\nSee [[Two]].\n");
        Files.writeString(notes.resolve("Two.md"), "Two\n");
        First first = first(folder.resolve("new"));
        onFx(() -> {
            first.start().importFrom(notes);
            return true;
        });
        await("there is no report", () -> app.window().layer().lookup(".vn-reading") != null);
        assertTrue(onFx(() -> said(".vn-page-title")).startsWith("2 notes came over"));
        assertEquals("Two\n", inVault(vault -> vault.notes().text(vault.paths().note("Two").id())));
    }

    private String said(String selector) {
        return ((Label) app.window().layer().lookup(selector)).getText();
    }

    @Test
    void onlyAVaultIsOpened() {
        note("Old", "here already");
        First first = first(folder.resolve("new"));
        onFx(() -> {
            first.start().openVault(folder.resolve("nothing"));
            return true;
        });
        Label failed = onFx(() -> (Label) first.stage().getScene().lookup(".vn-wrong"));
        assertTrue(onFx(failed::getText).startsWith("There is no vault in "), failed.getText());
        onFx(() -> {
            first.start().openVault(folder.resolve("vault"));
            return true;
        });
        int notes = inVault(vault -> vault.catalogue().counts().notes());
        assertEquals(1, notes);
    }

    private static final Pattern LINK = Pattern.compile("\\[\\[([^\\]]+)\\]\\]");

    /** One link of the notes leads nowhere on purpose: it is to be followed. */
    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void theNotesThatTeachLeadFromOneToTheNext(String language) {
        Id begin = inVault(vault -> Welcome.write(vault, language));
        int open =
                inVault(vault -> {
                    int missing = 0;
                    String folder = Words.in(Locale.of(language)).getString("welcome.folder");
                    for (String name : Welcome.NOTES) {
                        String title = Words.in(Locale.of(language)).getString("welcome." + name);
                        Id note = vault.paths().note(folder + "/" + title).id();
                        Id shelf = vault.catalogue().note(note).orElseThrow().state().shelf();
                        Matcher links = LINK.matcher(vault.notes().text(note));
                        assertTrue(links.find(), title);
                        do {
                            boolean there =
                                    vault.links().resolve(links.group(1), shelf, false).isPresent();
                            missing += there ? 0 : 1;
                        } while (links.find());
                    }
                    return missing;
                });
        assertEquals(1, open);
        open(begin);
    }
}
