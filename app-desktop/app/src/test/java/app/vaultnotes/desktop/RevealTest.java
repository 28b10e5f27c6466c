package app.vaultnotes.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.desktop.editor.NoteEditor;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import org.fxmisc.richtext.GenericStyledArea;
import org.junit.jupiter.api.Test;

/** Marks show where the caret is and nowhere else, and what one reads stays where it is. */
class RevealTest extends WindowTest {

    private static final String NOTE =
            """
            # Title

            First **strong** and *slanted* and `code` and ==marked== words.

            A [[Link|link]] and a [page](https://example.org), ~~struck~~, #tag.

            ## Second

            > [!tip] Panel
            > inside the panel

            - [ ] a task
            - an item with **strong** letters

            ```java
            int x = 1;
            ```

            | a | b |
            |---|---|
            | 1 | 2 |

            Last line.
            """;

    private static final List<String> MARKS =
            List.of("**", "*", "`", "==", "[[", "]]", "](", "~~", "#", "[!", "> ", "|", "- [");

    private void openAtEnd() {
        open(note("Note", NOTE));
        caretAt("Last line");
    }

    private NoteEditor editor() {
        return app.window().current().orElseThrow().editor();
    }

    private void caretAt(String words) {
        int place = NOTE.indexOf(words) + words.length();
        onFx(() -> {
            editor().select(place, place);
            return true;
        });
        layOut();
    }

    /** What is put off until the next pulse is done. */
    private void layOut() {
        onFx(() -> {
            app.window().stage().getScene().getRoot().applyCss();
            app.window().stage().getScene().getRoot().layout();
            return true;
        });
    }

    private String shown() {
        return onFx(() -> editor().shownText());
    }

    private String shownLine() {
        return onFx(() -> editor().shownLine());
    }

    private GenericStyledArea<?, ?, ?> area() {
        Node found = app.window().layer().lookup(".vn-note");
        return (GenericStyledArea<?, ?, ?>) found;
    }

    /** How far from the top of the window the first line with these words is. */
    private double top(String words) {
        return onFx(() -> {
            String text = area().getText();
            int at = text.indexOf(words);
            Optional<Bounds> bounds = area().getCharacterBoundsOnScreen(at, at + 1);
            return bounds.orElseThrow().getMinY();
        });
    }

    @Test
    void noMarkIsSeenWhereTheCaretIsNot() {
        openAtEnd();
        String shown = shown().replace("#tag", "tag");
        for (String mark : MARKS) {
            assertFalse(shown.contains(mark), mark + " in " + shown);
        }
    }

    @Test
    void anElementThatIsEnteredShowsItsMarksAlone() {
        openAtEnd();
        caretAt("First **str");
        assertEquals("First **strong** and slanted and code and marked words.", shownLine());
        caretAt("*slan");
        assertEquals("First strong and *slanted* and code and marked words.", shownLine());
        caretAt("`co");
        assertEquals("First strong and slanted and `code` and marked words.", shownLine());
        caretAt("==mar");
        assertEquals("First strong and slanted and code and ==marked== words.", shownLine());
        caretAt("[[Link|li");
        assertTrue(shownLine().startsWith("A [[Link|link]] and a page, struck, #tag"), shownLine());
        caretAt("First");
        assertEquals("First strong and slanted and code and marked words.", shownLine());
    }

    @Test
    void theLineUnderTheCaretDoesNotMove() {
        openAtEnd();
        List<String> places =
                List.of(
                        "# Ti",
                        "**str",
                        "*slan",
                        "`co",
                        "[[Link|li",
                        "## Sec",
                        "inside the",
                        "a ta");
        List<String> seen =
                List.of("itle", "trong", "lanted", "ode", "ink", "econd", "nside the", "ask");
        for (int i = 0; i < places.size(); i++) {
            double before = top(seen.get(i));
            caretAt(places.get(i));
            assertEquals(before, top(seen.get(i)), 0.5, places.get(i));
            caretAt("Last line");
            assertEquals(before, top(seen.get(i)), 0.5, "left: " + places.get(i));
        }
    }

    @Test
    void theLinesAroundStayWhenTheCaretGoesThroughThem() {
        openAtEnd();
        List<String> lines = List.of("First", "A ", "econd", "nside the", "n item", "Last");
        List<Double> before = lines.stream().map(this::top).toList();
        for (String place : List.of("First **str", "A [[Link|li", "## Sec", "an item with **st")) {
            caretAt(place);
            Stream<Double> now = lines.stream().map(this::top);
            assertEquals(before, now.toList(), place);
        }
    }
}
