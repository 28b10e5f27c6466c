package app.vaultnotes.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.desktop.editor.NoteEditor;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import javafx.event.Event;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.text.Text;
import org.junit.jupiter.api.Test;

/** Misspelt words get a wave, and can be put right with keys alone. */
class ProofreadingTest extends WindowTest {

    @Override
    void prepare() throws IOException {
        Path samples = samples();
        Path all = Files.createDirectories(folder.resolve("words"));
        for (String name : List.of("en_US.aff", "en_US.dic", "de_DE.aff", "de_DE.dic")) {
            Files.copy(samples.resolve(name), all.resolve(name));
        }
        Files.writeString(
                folder.resolve("app.properties"),
                "spell.folder="
                        + all.toString().replace("\\", "\\\\")
                        + "\nlanguage=en\nspelling=en-US\n");
    }

    private static Path samples() {
        try {
            return Path.of(
                            Objects.requireNonNull(
                                            ProofreadingTest.class.getResource(
                                                    "spelling/en_US.dic"))
                                    .toURI())
                    .resolveSibling("");
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private NoteEditor editor(String text) {
        return open(note("Note", text));
    }

    /** The words with a wave, in the order of the window. */
    private List<String> waves() {
        return app.window().stage().getScene().getRoot().lookupAll(".misspelt").stream()
                .map(node -> ((Text) node).getText())
                .toList();
    }

    private void awaitWaves(String... words) {
        await("the waves are not " + List.of(words), () -> waves().equals(List.of(words)));
    }

    private void caret(NoteEditor editor, int place) {
        onFx(() -> {
            editor.select(place, place);
            return true;
        });
    }

    private void key(KeyCode code, boolean shift) {
        onFx(() -> {
            Event.fireEvent(
                    focused(),
                    new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, shift, false, false, false));
            return true;
        });
    }

    private void choose(NoteEditor editor, String words) {
        await("nothing is suggested", () -> editor.proofreading().isOpen());
        onFx(() -> {
            item(editor, words).fire();
            editor.proofreading().menu().hide();
            return true;
        });
    }

    private static MenuItem item(NoteEditor editor, String words) {
        return editor.proofreading().menu().getItems().stream()
                .filter(item -> words.equals(item.getText()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(offered(editor)));
    }

    private static String offered(NoteEditor editor) {
        return editor.proofreading().menu().getItems().stream()
                .map(item -> String.valueOf(item.getText()))
                .collect(Collectors.joining(", "));
    }

    @Test
    void wrongWordsGetAWaveAndNothingElseDoes() {
        editor("the gardne is `gren` and **quiett** #tagg\n");
        awaitWaves("gardne", "quiett");
    }

    @Test
    void theWordThatIsTypedWaitsUntilTheCaretLeavesIt() {
        NoteEditor editor = editor("a wrongg word ");
        caret(editor, 14);
        awaitWaves("wrongg");
        type("gardne");
        awaitWaves("wrongg");
        type(" ");
        awaitWaves("wrongg", "gardne");
        type("gardne"); // known to be wrong, but still being typed
        awaitWaves("wrongg", "gardne");
        caret(editor, 0);
        awaitWaves("wrongg", "gardne", "gardne");
    }

    @Test
    void aSuggestionReplacesTheWordInOneStep() {
        NoteEditor editor = editor("the gardne is green");
        awaitWaves("gardne");
        caret(editor, 6);
        key(KeyCode.F7, false);
        choose(editor, "garden");
        await("it is not replaced", () -> editor.text().equals("the garden is green"));
        assertEquals(10, onFx(editor::caret));
        awaitWaves();
        press(KeyCode.Z, true);
        await("it is not taken back", () -> editor.text().equals("the gardne is green"));
    }

    @Test
    void aWordIsAddedForAllVaultsAndKeptInAFile() throws IOException {
        NoteEditor editor = editor("zorb zorb and gardne");
        awaitWaves("zorb", "zorb", "gardne");
        caret(editor, 2);
        key(KeyCode.F7, false);
        choose(editor, Words.of("spelling.add"));
        awaitWaves("gardne");
        assertEquals("zorb\n", Files.readString(folder.resolve("dictionary.txt")));
    }

    @Test
    void aWordIsIgnoredInAllNotes() {
        NoteEditor editor = editor("zorb and gardne");
        awaitWaves("zorb", "gardne");
        caret(editor, 0);
        key(KeyCode.F7, false);
        choose(editor, Words.of("spelling.ignore"));
        awaitWaves("gardne");
        assertFalse(Files.exists(folder.resolve("dictionary.txt")));
        open(note("Another", "zorb and gardne"));
        awaitWaves("gardne");
    }

    @Test
    void theNextWrongWordIsSelectedRoundTheNote() {
        NoteEditor editor = editor("zorb is\n" + "the green garden\n".repeat(400) + "and gardne");
        awaitWaves("zorb");
        key(KeyCode.F7, true);
        await("none is selected", () -> editor.selectedText().equals("zorb"));
        key(KeyCode.F7, true);
        await("the last is not selected", () -> editor.selectedText().equals("gardne"));
        key(KeyCode.F7, true);
        await("the first is not selected again", () -> editor.selectedText().equals("zorb"));
    }

    @Test
    void otherLanguagesAndOffActAtOnce() {
        editor("der gardne und die Blumen");
        awaitWaves("der", "gardne", "und", "die", "Blumen");
        set(Preferences.Key.SPELLING, "de-DE en-US");
        awaitWaves("gardne");
        set(Preferences.Key.SPELL_CHECK, "off");
        awaitWaves();
        set(Preferences.Key.SPELL_CHECK, "on");
        awaitWaves("gardne");
    }

    private void set(Preferences.Key key, String value) {
        onFx(() -> {
            app.preferences().set(key, value);
            return true;
        });
    }

    @Test
    void sourceAndReadingHaveNoWaves() {
        NoteEditor editor = editor("the gardne");
        awaitWaves("gardne");
        for (NoteEditor.Mode mode : List.of(NoteEditor.Mode.READING, NoteEditor.Mode.SOURCE)) {
            onFx(() -> {
                editor.setMode(mode);
                return true;
            });
            awaitWaves();
        }
    }

    @Test
    void settingsNameTheLanguagesAndWhatToInstall() {
        onFx(() -> {
            SettingsPanel.open(app.window()).showGroup("writing");
            return true;
        });
        await("no languages", () -> languages().control().lookup(".vn-several") != null);
        MenuButton button = onFx(() -> (MenuButton) languages().control().lookup(".vn-several"));
        assertEquals("English (United States)", onFx(button::getText));
        onFx(() -> {
            ((javafx.scene.control.CheckMenuItem) button.getItems().get(0)).setSelected(true);
            button.getItems().get(0).fire();
            return true;
        });
        set(Preferences.Key.SPELL_FOLDER, folder.resolve("nowhere").toString());
        onFx(() -> {
            SettingsPanel.open(app.window()).showGroup("writing");
            return true;
        });
        await("nothing to install", () -> languages().detail().contains("hunspell-en-us"));
    }

    private Setting languages() {
        List<SettingsPanel> panels =
                app.window().layer().lookupAll(".vn-settings").stream()
                        .map(SettingsPanel.class::cast)
                        .toList();
        assertTrue(!panels.isEmpty());
        return panels.get(panels.size() - 1).lines().stream()
                .filter(line -> line.name().equals(Words.of("settings.spelling.languages")))
                .findFirst()
                .orElseThrow();
    }
}
