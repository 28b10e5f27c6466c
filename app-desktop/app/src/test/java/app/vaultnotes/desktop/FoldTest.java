package app.vaultnotes.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.desktop.editor.NoteEditor;
import app.vaultnotes.document.Id;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;

/** A person folds parts of a note. */
class FoldTest extends WindowTest {

    private static final String TEXT =
            "# One\nfirst\n\n- a\n  - b\n- c\n\n```js\nlet x\n```\n\n> [!note]- Closed\n> inside\n\n# Two\nlast\n";

    private NoteEditor opened(int caret) {
        NoteEditor editor = open(note("Note", TEXT));
        onFx(() -> {
            editor.select(caret, caret);
            return true;
        });
        return editor;
    }

    private String shown(NoteEditor editor) {
        return onFx(() -> editor.shownText().replace('\ufffc', '@'));
    }

    @Test
    void calloutsWrittenToBeClosedAre() {
        NoteEditor editor = opened(0);
        assertTrue(shown(editor).contains("Closed@\n\nTwo"), shown(editor));
    }

    @Test
    void keysFoldWhatTheCaretStandsInAndShowItAgain() {
        NoteEditor editor = opened(TEXT.indexOf("first") + 2);
        press(KeyCode.PERIOD, true);
        assertEquals("# One@\nTwo\nlast\n", shown(editor));
        assertEquals(5, onFx(editor::caret));
        press(KeyCode.PERIOD, true);
        assertTrue(shown(editor).contains("first\n\na\nb"), shown(editor));
        press(KeyCode.PERIOD, true, true);
        assertEquals("# One@\nTwo@", shown(editor));
        press(KeyCode.COMMA, true, true);
        assertEquals(List.of(), onFx(editor::folded));
    }

    @Test
    void whatIsFoldedIsFoldedAfterARestart() {
        opened(TEXT.indexOf("first") + 2);
        press(KeyCode.PERIOD, true);
        Id id = onFx(() -> app.window().shown().orElseThrow());
        onFx(() -> {
            app.stop();
            app = new DesktopApp(folder.resolve("app.properties"));
            app.open(new Stage(), folder.resolve("vault"));
            return true;
        });
        NoteEditor again = open(id);
        assertEquals("# One@\nTwo\nlast\n", shown(again));
    }

    @Test
    void aCaretThatGoesInsideOpensIt() {
        NoteEditor editor = opened(0);
        press(KeyCode.PERIOD, true, true);
        int inside = TEXT.indexOf("let x");
        onFx(() -> {
            editor.goTo(inside);
            return true;
        });
        assertEquals(inside, onFx(editor::caret));
        assertTrue(shown(editor).contains("let x") && shown(editor).endsWith("Two@"));
    }

    @Test
    void whatIsFoundInsideIsShown() {
        NoteEditor editor = opened(0);
        press(KeyCode.PERIOD, true, true);
        press(KeyCode.F, true);
        type("inside");
        await("it is not found", () -> editor.selectedText().equals("inside"));
        assertTrue(shown(editor).contains("inside"));
    }

    @Test
    void keysAtTheEndOfWhatIsFoldedOpenItInsteadOfDeletingIt() {
        NoteEditor editor = opened(5);
        press(KeyCode.PERIOD, true);
        press(KeyCode.DELETE, false);
        assertEquals(TEXT, onFx(editor::text));
        assertTrue(shown(editor).contains("first"));
    }

    @Test
    void foldsStayWhenOneTypesReadsAndComesBack() {
        NoteEditor editor = opened(TEXT.indexOf("a\n"));
        press(KeyCode.PERIOD, true);
        assertTrue(shown(editor).contains("a@\nc"), shown(editor));
        onFx(() -> {
            editor.select(0, 0);
            return true;
        });
        type("x");
        assertTrue(shown(editor).contains("a@\nc"), shown(editor));
        press(KeyCode.E, true);
        assertTrue(shown(editor).contains("a@\nc"), shown(editor));
        press(KeyCode.E, true);
        press(KeyCode.W, true);
        await("it is not closed", () -> app.window().current().isEmpty());
        NoteEditor again = open(inVault(v -> v.paths().note("Note").id()));
        assertTrue(shown(again).contains("a@\nc"), shown(again));
    }

    @Test
    void theMarkInTheMarginFolds() {
        NoteEditor editor = opened(TEXT.length());
        Node mark = onFx(() -> editor.lookup(".vn-fold"));
        await(
                "there is no mark",
                () -> {
                    new Mouse(editor.getScene()).to(editor.lookup(".row-h1"));
                    return mark.isVisible();
                });
        onFx(() -> {
            new Mouse(mark.getScene()).to(mark).click(0);
            return true;
        });
        assertTrue(shown(editor).startsWith("One@\nTwo"), shown(editor));
        await("there is no sign", () -> editor.lookup(".folded") != null);
        onFx(() -> {
            editor.getScene().getRoot().applyCss();
            editor.getScene().getRoot().layout();
            Node sign = editor.lookup(".folded");
            new Mouse(sign.getScene()).to(sign).click(0);
            return true;
        });
        assertTrue(shown(editor).startsWith("One\nfirst"), shown(editor));
    }
}
