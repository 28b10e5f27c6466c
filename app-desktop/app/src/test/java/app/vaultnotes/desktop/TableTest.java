package app.vaultnotes.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.desktop.editor.NoteEditor;
import app.vaultnotes.document.Id;
import javafx.geometry.Orientation;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import org.junit.jupiter.api.Test;

/** A person writes in the cells of a table. */
class TableTest extends WindowTest {

    private static final String TABLE = "before\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nafter\n";

    private void awaitCell(String text) {
        await(
                "no cell with “" + text + "” is written in",
                () -> focused() instanceof TextField field && field.getText().equals(text));
    }

    @Test
    void cellsAreWrittenInAndTabMovesOn() {
        Id id = note("Note", TABLE);
        NoteEditor editor = open(id);
        onFx(() -> {
            editor.select(0, 0);
            return true;
        });
        press(KeyCode.DOWN, false);
        press(KeyCode.DOWN, false);
        awaitCell("a");
        type("x");
        assertEquals(TABLE.replace("| a |", "| ax |"), onFx(editor::text));
        type("|y");
        assertEquals(TABLE.replace("| a |", "| ax\\|y |"), onFx(editor::text));
        press(KeyCode.TAB, false);
        awaitCell("b");
        press(KeyCode.TAB, false);
        awaitCell("1");
        press(KeyCode.TAB, false);
        awaitCell("2");
        press(KeyCode.TAB, false);
        awaitCell("");
        type("new");
        assertTrue(onFx(editor::text).contains("| 1 | 2 |\n| new |"), onFx(editor::text));
        press(KeyCode.ESCAPE, false);
        await("the text has no focus", () -> !(focused() instanceof TextField));
        type("z");
        assertTrue(onFx(editor::text).endsWith("|\nz\nafter\n"), onFx(editor::text));
        await("it is not saved", editor::isSaved);
        assertEquals(onFx(editor::text), inVault(v -> v.notes().text(id)));
    }

    @Test
    void anArabicTableBeginsAtTheRight() {
        NoteEditor editor =
                open(note("Note", "before\n\n| الشجرة | العدد |\n|---|---|\n| زيتون | 12 |\n"));
        onFx(() -> {
            editor.select(0, 0);
            return true;
        });
        press(KeyCode.DOWN, false);
        press(KeyCode.DOWN, false);
        awaitCell("الشجرة");
        double first = focusedX();
        press(KeyCode.TAB, false);
        awaitCell("العدد");
        assertTrue(focusedX() < first, first + " and then " + focusedX());
        press(KeyCode.TAB, false);
        awaitCell("زيتون");
        assertEquals(first, focusedX());
    }

    @Test
    void aTableFitsThePaneThatWasSplit() {
        NoteEditor editor = open(note("Note", TABLE));
        double before = onFx(() -> tableWidth(editor));
        onFx(() -> {
            app.window().split(Orientation.HORIZONTAL);
            return true;
        });
        assertTrue(before > 100, "no table: " + before);
        await("the table is as wide as before", () -> tableWidth(editor) < before - 100);
    }

    private static double tableWidth(NoteEditor editor) {
        editor.getScene().getRoot().layout();
        return editor.lookup(".table") instanceof Region table ? table.getWidth() : 0.0;
    }

    private double focusedX() {
        return onFx(() -> {
            focused().getScene().getRoot().layout();
            return focused().localToScene(0, 0).getX();
        });
    }

    /** Nothing comes between these keys, not even a picture of the window. */
    @Test
    void lettersTypedAtOnceAreWrittenInTheRowThatCame() {
        NoteEditor editor = open(note("Note", TABLE));
        onFx(() -> {
            editor.select(0, 0);
            return true;
        });
        press(KeyCode.DOWN, false);
        press(KeyCode.DOWN, false);
        awaitCell("a");
        String written =
                onFx(() -> {
                    for (int i = 0; i < 4; i++) {
                        pressNow(KeyCode.TAB, false, false);
                    }
                    typeNow(app.window(), "new");
                    pressNow(KeyCode.ENTER, false, false);
                    typeNow(app.window(), "last");
                    return editor.text();
                });
        assertTrue(written.contains("| 1 | 2 |\n| new | |\n| last | |\n"), written);
    }

    @Test
    void theCaretBesideATableIsAsHighAsALine() {
        NoteEditor editor = open(note("Note", TABLE));
        onFx(() -> {
            editor.select("before\n\n".length(), "before\n\n".length());
            return true;
        });
        await(
                "the caret is not cut",
                () ->
                        editor.lookup(".caret").getClip() != null
                                && editor.lookup(".caret").getClip().getLayoutBounds().getHeight()
                                        < 30);
        onFx(() -> {
            editor.select(0, 0);
            return true;
        });
        await("the caret is cut", () -> editor.lookup(".caret").getClip() == null);
    }

    @Test
    void aTableIsInsertedAndFilled() {
        NoteEditor editor = open(note("Note", "text"));
        onFx(() -> {
            app.window().run("table");
            return true;
        });
        awaitCell("");
        type("head");
        press(KeyCode.ENTER, false);
        awaitCell("");
        type("body");
        assertEquals("text\n\n| head |  |\n| --- | --- |\n| body |  |\n", onFx(editor::text));
    }

    @Test
    void whatOthersWriteComesInWhileACellIsWrittenIn() {
        Id id = note("Note", TABLE);
        NoteEditor editor = open(id);
        onFx(() -> {
            editor.select(0, 0);
            return true;
        });
        press(KeyCode.DOWN, false);
        press(KeyCode.DOWN, false);
        awaitCell("a");
        type("x");
        await("it is not saved", editor::isSaved);
        note("Note", "first\n" + TABLE.replace("| a |", "| ax |"));
        await("it did not come", () -> editor.text().startsWith("first\n"));
        awaitCell("ax");
        type("y");
        assertEquals("first\n" + TABLE.replace("| a |", "| axy |"), onFx(editor::text));
    }
}
