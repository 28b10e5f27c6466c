package app.vaultnotes.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import app.vaultnotes.desktop.editor.NoteEditor;
import app.vaultnotes.document.Id;
import java.util.List;
import java.util.Random;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.input.KeyCode;
import javafx.scene.text.Text;
import org.fxmisc.richtext.GenericStyledArea;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A row that is written in keeps its nodes, and shows what a row made anew shows. */
class KeptNodesTest extends WindowTest {

    private static final long SEED = 20_261_130;
    private static final int STEPS = 60;

    private static final List<String> TYPED =
            List.of("a", "b ", " ", "**", "*", "`", "[[", "]]", "#", "=", "ש", "ب ", "👍");

    private GenericStyledArea<?, ?, ?> area() {
        return (GenericStyledArea<?, ?, ?>) app.window().layer().lookup(".vn-note");
    }

    /** The node of the caret's row. */
    private Parent row() {
        return area().getCaretSelectionBind().getUnderlyingCaret().getParent();
    }

    private void layOut() {
        Parent root = app.window().stage().getScene().getRoot();
        root.applyCss();
        root.layout();
    }

    /** One piece of a row as it is seen. */
    private record Piece(String text, List<String> looks, Bounds place) {}

    private List<Piece> pieces() {
        layOut();
        return row().getChildrenUnmodifiable().stream()
                .filter(Text.class::isInstance)
                .map(Text.class::cast)
                .map(text ->
                        new Piece(
                                text.getText(),
                                List.copyOf(text.getStyleClass()),
                                text.getBoundsInParent()))
                .toList();
    }

    private Bounds caret() {
        layOut();
        return area().getCaretBounds().orElseThrow();
    }

    private void typeSomething(Random random) {
        onFx(() -> {
            switch (random.nextInt(6)) {
                case 0 -> pressNow(KeyCode.BACK_SPACE, false, false);
                case 1 -> pressNow(KeyCode.DELETE, false, false);
                case 2 ->
                        pressNow(random.nextBoolean() ? KeyCode.LEFT : KeyCode.RIGHT, false, false);
                default -> typeNow(app.window(), TYPED.get(random.nextInt(TYPED.size())));
            }
            return true;
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Some **strong** and [[Linked|link]] words, #tag and `code`.",
                "- [ ] a task with *slanted* words",
                "## A heading of `code`",
                "> [!tip] A callout",
                "שלום **עולם** and more",
                "x"
            })
    void itShowsWhatARowMadeAnewShows(String line) {
        Id note = note("Note", "First\n\n" + line + "\n\nLast\n");
        NoteEditor editor = open(note);
        Random random = new Random(SEED);
        onFx(() -> {
            editor.place("First\n\n".length() + line.length() / 2);
            return true;
        });
        for (int i = 0; i < STEPS; i++) {
            typeSomething(random);
            if (i % 7 == 0) {
                onFx(this::pieces);
            }
        }
        int place = onFx(editor::caret);
        List<Piece> kept = onFx(this::pieces);
        Bounds caret = onFx(this::caret);
        await("it is not saved", editor::isSaved);
        onFx(() -> {
            app.window().closeTab(note);
            return true;
        });
        NoteEditor again = open(note);
        onFx(() -> {
            again.place(place);
            return true;
        });
        assertEquals(kept, onFx(this::pieces));
        assertEquals(caret, onFx(this::caret));
    }

    @Test
    void aLetterMakesNoNodesAnewButItsOwn() {
        NoteEditor editor = open(note("Note", "First\n\nSome **strong** words\n"));
        onFx(() -> {
            editor.place(editor.text().indexOf("words"));
            layOut();
            Parent row = row();
            List<Node> before = List.copyOf(row.getChildrenUnmodifiable());
            typeNow(app.window(), "a");
            layOut();
            assertSame(row, row());
            List<Node> gone =
                    before.stream()
                            .filter(node -> !row.getChildrenUnmodifiable().contains(node))
                            .toList();
            assertEquals(
                    List.of(" words"), gone.stream().map(node -> ((Text) node).getText()).toList());
            return true;
        });
    }
}
