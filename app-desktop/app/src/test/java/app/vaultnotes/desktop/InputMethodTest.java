package app.vaultnotes.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import app.vaultnotes.desktop.editor.NoteEditor;
import app.vaultnotes.document.Id;
import java.util.List;
import javafx.event.Event;
import javafx.scene.input.InputMethodEvent;
import javafx.scene.input.InputMethodHighlight;
import javafx.scene.input.InputMethodTextRun;
import org.junit.jupiter.api.Test;

/** Chinese and Japanese are composed in the line; only what is committed is in the note. */
class InputMethodTest extends WindowTest {

    private void compose(String composed, String committed) {
        onFx(() -> {
            List<InputMethodTextRun> runs =
                    composed.isEmpty()
                            ? List.of()
                            : List.of(
                                    new InputMethodTextRun(
                                            composed, InputMethodHighlight.UNSELECTED_RAW));
            Event.fireEvent(
                    focused(),
                    new InputMethodEvent(
                            InputMethodEvent.INPUT_METHOD_TEXT_CHANGED,
                            runs,
                            committed,
                            composed.length()));
            return true;
        });
    }

    private NoteEditor opened(Id id, int caret) {
        NoteEditor editor = open(id);
        onFx(() -> {
            editor.select(caret, caret);
            return true;
        });
        return editor;
    }

    @Test
    void composedTextIsShownAndOnlyCommittedTextIsWritten() {
        NoteEditor editor = opened(note("Note", "# Head\n\nab **c** d\n"), 9);
        compose("に", "");
        assertEquals("aに" + "b c d", onFx(editor::shownLine));
        assertEquals("# Head\n\nab **c** d\n", onFx(editor::text));
        compose("にほ", "");
        compose("にほん", "");
        assertEquals("aにほんb c d", onFx(editor::shownLine));
        compose("", "日本");
        assertEquals("a日本b c d", onFx(editor::shownLine));
        assertEquals("# Head\n\na日本b **c** d\n", onFx(editor::text));
        type("x");
        assertEquals("# Head\n\na日本xb **c** d\n", onFx(editor::text));
    }

    @Test
    void whatOthersWriteMeanwhileLeavesNoRubbish() {
        Id id = note("Note", "one\ntwo\n");
        NoteEditor editor = opened(id, 7);
        compose("に", "");
        note("Note", "zero\none\ntwo\n");
        await("it did not come", () -> editor.text().equals("zero\none\ntwo\n"));
        assertEquals("twoに", onFx(editor::shownLine));
        compose("", "に");
        await("it is not saved", editor::isSaved);
        assertEquals("zero\none\ntwoに\n", inVault(v -> v.notes().text(id)));
    }

    @Test
    void anEmptyLineAndACancelledComposition() {
        NoteEditor editor = opened(note("Note", "a\n\nb"), 2);
        compose("に", "");
        assertEquals("に", onFx(editor::shownLine));
        compose("", "");
        assertEquals("", onFx(editor::shownLine));
        assertEquals("a\n\nb", onFx(editor::text));
        type("x");
        assertEquals("a\nx\nb", onFx(editor::text));
    }
}
