package app.vaultnotes.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.desktop.editor.NoteEditor;
import app.vaultnotes.desktop.editor.Scrolled;
import app.vaultnotes.document.Id;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.fxmisc.flowless.VirtualizedScrollPane;
import org.junit.jupiter.api.Test;

/** A note that is opened again stands where it stood. */
class NotePlacesTest extends WindowTest {

    private static final String TEXT =
            IntStream.range(0, 12)
                            .mapToObj(i -> "key" + i + ": value\n")
                            .collect(Collectors.joining("", "---\n", "---\n"))
                    + IntStream.range(0, 200)
                            .mapToObj(i -> "Paragraph " + i + " of the note.\n\n")
                            .collect(Collectors.joining());

    private void again() {
        press(KeyCode.W, true);
        await("it is not closed", () -> app.window().current().isEmpty());
    }

    private void restart() {
        onFx(() -> {
            app.stop();
            app = new DesktopApp(folder.resolve("app.properties"));
            app.open(new Stage(), folder.resolve("vault"));
            return true;
        });
        await("the note is not there", () -> app.window().current().isPresent());
    }

    private void awaitAtTop(NoteEditor editor) {
        await(
                "the properties are not at the top",
                () -> {
                    Node form = editor.lookup(".properties");
                    Bounds all = editor.localToScene(editor.getLayoutBounds());
                    Bounds place = form.localToScene(form.getLayoutBounds());
                    return editor.scrolled().equals(Scrolled.TOP)
                            && place.getHeight() > 100
                            && place.getMinY() >= all.getMinY();
                });
    }

    @Test
    void rowsKeepTheirPlacesInAnotherTheme() {
        NoteEditor editor = open(note("Note", "- item\n\nwords\n\n".repeat(40) + "end"));
        onFx(() -> {
            editor.place(0);
            return true;
        });
        await("no rows", () -> heights(editor).size() > 10);
        settle();
        List<Double> before = onFx(() -> heights(editor));
        for (String theme : List.of("dark", "light", "dark")) {
            onFx(() -> {
                app.preferences().set(Preferences.Key.THEME, theme);
                app.window().dress();
                return true;
            });
            Hands.onFx(() -> new Frames(editor.getScene()).awaitPicture(() -> true)).join();
            settle();
            assertEquals(before, onFx(() -> heights(editor)), theme);
        }
    }

    /** How high the rows are that are seen. */
    private static List<Double> heights(NoteEditor editor) {
        return editor.lookupAll(".paragraph-box").stream()
                .filter(Node::isVisible)
                .map(row -> row.getLayoutBounds().getHeight())
                .toList();
    }

    private void settle() {
        // Two layouts: what scrolls late has scrolled then.
        onFx(() -> {
            app.window().layer().applyCss();
            app.window().layer().layout();
            return true;
        });
        onFx(() -> {
            app.window().layer().layout();
            return true;
        });
    }

    @Test
    void aNoteThatWasNeverScrolledIsOpenAtItsProperties() {
        Id id = note("Note", TEXT);
        awaitAtTop(open(id));
        again();
        NoteEditor editor = open(id);
        settle();
        awaitAtTop(editor);
        restart();
        settle();
        awaitAtTop(onFx(() -> app.window().current().orElseThrow().editor()));
    }

    @Test
    void aNoteIsScrolledToWhereItWas() {
        Id id = note("Note", TEXT);
        NoteEditor editor = open(id);
        awaitAtTop(editor);
        onFx(() -> {
            ((VirtualizedScrollPane<?>) editor.getChildren().get(0)).scrollYBy(1_237);
            return true;
        });
        await("it does not scroll", () -> !editor.scrolled().equals(Scrolled.TOP));
        settle();
        Scrolled there = onFx(editor::scrolled);
        assertTrue(there.above() > 0, there::toString);
        int caret = onFx(editor::caret);
        again();
        NoteEditor opened = open(id);
        await("it is elsewhere", () -> opened.scrolled().equals(there));
        settle();
        assertEquals(there, onFx(opened::scrolled));
        assertEquals(caret, onFx(opened::caret));
        restart();
        await(
                "it is elsewhere after the restart",
                () -> app.window().current().orElseThrow().editor().scrolled().equals(there));
        settle();
        assertEquals(there, onFx(() -> app.window().current().orElseThrow().editor().scrolled()));
    }

    @Test
    void aLinkToAHeadingOfAnotherNoteLeadsToIt() {
        String other = "first\n\n".repeat(50) + "# Part\n\nmore\n";
        note("Other", other);
        NoteEditor editor = open(note("Note", "[[Other#Part]]"));
        onFx(() -> {
            editor.select(3, 3);
            editor.follow();
            return true;
        });
        await("it is not open", () -> title().equals("Other"));
        NoteEditor there = onFx(() -> app.window().current().orElseThrow().editor());
        int heading = other.indexOf("# Part");
        await("the caret is not there", () -> Math.abs(there.caret() - heading) <= 2);
    }
}
