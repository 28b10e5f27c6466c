package app.vaultnotes.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import app.vaultnotes.desktop.editor.NoteEditor;
import app.vaultnotes.document.Id;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;

/** Two windows show one note, and people write in both; what was written outlives the app. */
class TwoWindowsTest extends WindowTest {

    private AppWindow second(Id note) {
        AppWindow second =
                onFx(() -> {
                    AppWindow made = app.window(new Stage(), app.window().vault());
                    made.open(note);
                    return made;
                });
        await("the note is not shown", () -> second.shown().filter(note::equals).isPresent());
        await("it has no keys", () -> isIn(second.stage().getScene().getFocusOwner(), second));
        return second;
    }

    private static boolean isIn(Node node, AppWindow window) {
        return node != null && Shown.isIn(node, window.panes());
    }

    private static void caret(NoteEditor editor, int place) {
        onFx(() -> {
            editor.select(place, place);
            return true;
        });
    }

    @Test
    void bothSeeWhatIsTypedInEitherAndKeepTheirCarets() {
        Id id = note("Note", "first\nsecond\n");
        NoteEditor one = open(id);
        AppWindow window = second(id);
        NoteEditor two = onFx(() -> window.current().orElseThrow().editor());
        caret(one, 5);
        caret(two, 12);
        for (char letter = 'a'; letter <= 'z'; letter++) {
            typeIn(app.window(), Character.toString(letter));
            typeIn(window, Character.toString(Character.toUpperCase(letter)));
        }
        String both = "firstabcdefghijklmnopqrstuvwxyz\nsecondABCDEFGHIJKLMNOPQRSTUVWXYZ\n";
        await("the first lacks something", () -> one.text().equals(both));
        await("the second lacks something", () -> two.text().equals(both));
        await("it is not saved", () -> one.isSaved() && two.isSaved());
        assertEquals(both, inVault(v -> v.notes().text(id)));
        assertEquals(31, onFx(one::caret));
        assertEquals(both.length() - 1, onFx(two::caret));
    }

    @Test
    void whatIsTypedIsTakenBackAndSetAgainAfterARestart() {
        Id id = note("Note", "before\n");
        NoteEditor editor = open(id);
        caret(editor, 6);
        type(" and after");
        await("it is not saved", editor::isSaved);
        restart();
        NoteEditor again = open(id);
        await("it is not there", () -> again.text().equals("before and after\n"));
        press(KeyCode.Z, true);
        await("it was not taken back", () -> again.text().equals("before\n"));
        restart();
        NoteEditor third = open(id);
        await("it is there again", () -> third.text().equals("before\n"));
        press(KeyCode.Y, true);
        await("it was not set again", () -> third.text().equals("before and after\n"));
        assertEquals("before and after\n", inVault(v -> v.notes().text(id)));
    }

    private void restart() {
        onFx(() -> {
            app.stop();
            app = new DesktopApp(folder.resolve("app.properties"));
            app.open(new Stage(), folder.resolve("vault"));
            return true;
        });
    }
}
