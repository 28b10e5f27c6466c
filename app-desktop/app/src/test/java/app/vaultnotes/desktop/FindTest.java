package app.vaultnotes.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import app.vaultnotes.desktop.editor.NoteEditor;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

/** A person finds and replaces in a note, reads it, and looks at its source. */
class FindTest extends WindowTest {

    private void into(String prompt, String text) {
        onFx(() -> {
            TextField field =
                    app.window().layer().lookupAll(".vn-find .text-field").stream()
                            .map(TextField.class::cast)
                            .filter(f -> f.getPromptText().equals(prompt))
                            .findFirst()
                            .orElseThrow();
            field.requestFocus();
            field.setText(text);
            return true;
        });
    }

    private void awaitSelected(NoteEditor editor, int from, int to) {
        await(
                "what was found is not selected",
                () -> editor.selectedFrom() == from && editor.selectedTo() == to);
    }

    @Test
    void wordsAreFoundAndReplaced() {
        NoteEditor editor = open(note("Note", "one **two** One\nthree one\n"));
        press(KeyCode.H, true);
        into("Find", "one");
        awaitSelected(editor, 0, 3);
        press(KeyCode.ENTER, false);
        awaitSelected(editor, 12, 15);
        into("Replace with", "1");
        press(KeyCode.ENTER, false);
        await("it is not replaced", () -> editor.text().equals("one **two** 1\nthree one\n"));
        press(KeyCode.ESCAPE, false);
        await("the text has no focus", () -> !(focused() instanceof TextField));
    }

    @Test
    void allIsReplacedAtOnceAndTakenBackAtOnce() {
        NoteEditor editor = open(note("Note", "one two one\none\n"));
        press(KeyCode.H, true);
        into("Find", "one");
        awaitSelected(editor, 0, 3);
        into("Replace with", "1");
        onFx(() -> {
            app.window().layer().lookupAll(".vn-find .button").stream()
                    .map(Button.class::cast)
                    .filter(b -> b.getText().equals("Replace all"))
                    .forEach(Button::fire);
            return true;
        });
        await("it is not replaced", () -> editor.text().equals("1 two 1\n1\n"));
        press(KeyCode.ESCAPE, false);
        press(KeyCode.Z, true);
        await("it was not taken back", () -> editor.text().equals("one two one\none\n"));
    }

    @Test
    void aNoteIsReadAndItsSourceShown() {
        String text = "# Head\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n**end**";
        NoteEditor editor = open(note("Note", text));
        press(KeyCode.E, true);
        assertEquals(NoteEditor.Mode.READING, onFx(editor::mode));
        type("x");
        assertEquals(text, onFx(editor::text));
        press(KeyCode.E, true);
        onFx(() -> {
            app.window().run("source");
            editor.select(text.length(), text.length());
            return true;
        });
        assertEquals(text, onFx(editor::shownText));
        type("!");
        assertEquals(text + "!", onFx(editor::text));
        onFx(() -> {
            app.window().run("source");
            return true;
        });
        assertEquals(NoteEditor.Mode.LIVE, onFx(editor::mode));
        assertEquals(text + "!", onFx(editor::text));
    }
}
