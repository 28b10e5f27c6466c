package app.vaultnotes.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.desktop.editor.NoteEditor;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.stage.PopupWindow;
import javafx.stage.Window;
import org.fxmisc.richtext.GenericStyledArea;
import org.junit.jupiter.api.Test;

/** A person looks at what a link leads to without following it. */
class PeekTest extends WindowTest {

    private static final String CELLS =
            "# Cells\n\nfirst\n\n## Wall\n\n**thick**\n\n## Core\n\nlast\n";

    private NoteEditor linked(String link) {
        note("Cells", CELLS);
        String text = "see " + link + " there";
        NoteEditor editor = open(note("Note", text));
        onFx(() -> {
            editor.select(0, 0);
            return true;
        });
        return editor;
    }

    private Scene card() {
        await("there is no card", () -> find() != null);
        return onFx(this::find);
    }

    private @org.jspecify.annotations.Nullable Scene find() {
        return Window.getWindows().stream()
                .filter(w -> w instanceof PopupWindow && w.isShowing())
                .map(Window::getScene)
                .filter(s -> s.getRoot().lookup(".vn-peek") != null)
                .findFirst()
                .orElse(null);
    }

    private static String shown(Scene card) {
        Node area = card.getRoot().lookup(".vn-note");
        return onFx(() -> ((GenericStyledArea<?, ?, ?>) area).getText());
    }

    @Test
    void keysShowTheNoteUnderTheCaretAndEscClosesIt() {
        NoteEditor editor = linked("[[Cells]]");
        onFx(() -> {
            editor.select(8, 8);
            return true;
        });
        press(KeyCode.ENTER, true, true);
        Scene card = card();
        assertEquals("Cells", onFx(() -> ((Label) card.getRoot().lookup(".vn-section")).getText()));
        assertTrue(shown(card).contains("first"), shown(card));
        press(KeyCode.ESCAPE, false);
        await("it is still there", () -> !editor.isPeeking());
        assertEquals("see [[Cells]] there", onFx(editor::text));
    }

    @Test
    void aLinkToAHeadingShowsItsPartAsItIsRead() {
        NoteEditor editor = linked("[[Cells#Wall]]");
        onFx(() -> {
            editor.select(8, 8);
            editor.peek();
            return true;
        });
        assertEquals("Wall\n\nthick\n\n", shown(card()));
    }

    @Test
    void theMouseOverALinkShowsItAndLeavingClosesIt() {
        NoteEditor editor = linked("[[Cells]]");
        await(
                "there is no card",
                () -> {
                    Node link = editor.lookup(".a");
                    if (link != null && !editor.isPeeking()) {
                        new Mouse(editor.getScene()).to(link);
                    }
                    return editor.isPeeking();
                });
        assertTrue(shown(card()).contains("first"));
        onFx(() -> {
            new Mouse(editor.getScene()).to(app.window().sidebar());
            return true;
        });
        await("it is still there", () -> !editor.isPeeking());
    }

    @Test
    void aLinkToNothingShowsNothing() {
        NoteEditor editor = linked("[[Nowhere]]");
        onFx(() -> {
            editor.select(8, 8);
            editor.peek();
            return true;
        });
        inVault(v -> true);
        assertFalse(onFx(editor::isPeeking));
    }
}
