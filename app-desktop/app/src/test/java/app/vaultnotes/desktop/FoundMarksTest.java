package app.vaultnotes.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.desktop.editor.NoteEditor;
import app.vaultnotes.document.Id;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.text.Text;
import org.junit.jupiter.api.Test;

/** While a person looks for something in a note, it is marked wherever it stands. */
class FoundMarksTest extends WindowTest {

    private static final String LONG =
            IntStream.range(0, 400)
                    .mapToObj(i -> "Paragraph " + i + (i % 100 == 0 ? " has a needle" : " is hay"))
                    .collect(Collectors.joining("\n\n"));

    private void find(String words) {
        press(KeyCode.F, true);
        onFx(() -> {
            ((TextField) focused()).setText(words);
            return true;
        });
    }

    private List<String> marked(NoteEditor editor, String styleClass) {
        return editor.lookupAll("." + styleClass).stream()
                .filter(Text.class::isInstance)
                .map(node -> ((Text) node).getText())
                .toList();
    }

    private void awaitMarks(NoteEditor editor, List<String> all, List<String> current) {
        await(
                "not marked: " + all + ", " + current,
                () ->
                        marked(editor, "found").equals(all)
                                && marked(editor, "found-current").equals(current));
    }

    private void awaitCount(String words) {
        await(
                "the count is not " + words,
                () ->
                        app.window().layer().lookupAll(".vn-find .label").stream()
                                .anyMatch(n -> ((Label) n).getText().equals(words)));
    }

    private static boolean isInView(NoteEditor editor, Node node) {
        Bounds all = editor.localToScene(editor.getLayoutBounds());
        Bounds place = node.localToScene(node.getLayoutBounds());
        return place.getHeight() > 0
                && place.getMinY() >= all.getMinY()
                && place.getMaxY() <= all.getMaxY();
    }

    private static List<Node> parts(NoteEditor editor, String styleClass) {
        return editor.lookupAll("." + styleClass).stream()
                .filter(node -> !(node instanceof Text))
                .toList();
    }

    @Test
    void everyHitIsMarkedAndTheOneOneIsAtMore() {
        NoteEditor editor =
                open(note("Note", "one two **One**\n\n`one` [two](https://one.example)\n"));
        find("one");
        awaitCount("1 of 4");
        awaitMarks(editor, List.of("one", "One", "one"), List.of("one"));
        press(KeyCode.ENTER, false);
        awaitCount("2 of 4");
        awaitMarks(editor, List.of("one", "One", "one"), List.of("One"));
        press(KeyCode.ENTER, false);
        press(KeyCode.ENTER, false); // its address is shown while one is there
        awaitCount("4 of 4");
        awaitMarks(editor, List.of("one", "One", "one", "one"), List.of("one"));
        press(KeyCode.ESCAPE, false);
        awaitMarks(editor, List.of(), List.of());
    }

    @Test
    void expressionsAreMarkedAndBadOnesAreNot() {
        NoteEditor editor = open(note("Note", "ab1 cd22\nef333"));
        onFx(() -> {
            editor.select(0, 0);
            return true;
        });
        find("[0-9]+\\n?");
        onFx(() -> {
            app.window().layer().lookupAll(".vn-find-toggle").stream()
                    .map(ToggleButton.class::cast)
                    .filter(b -> b.getText().equals(".*"))
                    .forEach(b -> b.setSelected(true));
            return true;
        });
        awaitMarks(editor, List.of("1", "22", "333"), List.of("1"));
        onFx(() -> {
            ((TextField) focused()).setText("[0-9");
            return true;
        });
        awaitCount("Not a regular expression");
        awaitMarks(editor, List.of(), List.of());
    }

    @Test
    void marksFollowWhatIsWrittenHereAndElsewhere() {
        Id id = note("Note", "one two one\n");
        NoteEditor editor = open(id);
        find("one");
        awaitCount("1 of 2");
        onFx(() -> {
            editor.replace(4, 7, "one");
            return true;
        });
        awaitCount("1 of 3");
        awaitMarks(editor, List.of("one", "one", "one"), List.of("one"));
        await("it is not saved", editor::isSaved);
        note("Note", "one\n\none one one\n");
        awaitCount("1 of 4");
        awaitMarks(editor, List.of("one", "one", "one", "one"), List.of("one"));
    }

    @Test
    void onlyWhatIsInViewIsMarkedAndNothingStaysBehind() {
        NoteEditor editor = open(note("Note", LONG));
        find("needle");
        awaitCount("1 of 4");
        awaitMarks(editor, List.of("needle"), List.of("needle"));
        onFx(() -> {
            editor.goTo(LONG.indexOf("Paragraph 299"));
            return true;
        });
        await("it is not in view", () -> marked(editor, "found").size() == 1);
        awaitMarks(editor, List.of("needle"), List.of());
        onFx(() -> {
            app.window().run("find");
            return true;
        });
        await("the bar has no keys", () -> focused() instanceof TextField);
        press(KeyCode.ESCAPE, false);
        for (int place : new int[] {LONG.indexOf("Paragraph 299"), 0}) {
            onFx(() -> {
                editor.goTo(place);
                return true;
            });
            awaitMarks(editor, List.of(), List.of());
        }
    }

    @Test
    void hitsInTablesAndPropertiesAreMarkedAndInView() {
        String rows =
                IntStream.range(0, 90)
                        .mapToObj(i -> "| " + i + " | " + (i == 80 ? "the needle" : "hay") + " |\n")
                        .collect(Collectors.joining());
        String text = "---\nkind: needle\nstate: new\n---\nText\n\n| a | b |\n|---|---|\n" + rows;
        NoteEditor editor = open(note("Note", text + "\nEnd with a needle\n"));
        onFx(() -> {
            editor.goTo(0);
            return true;
        });
        find("needle");
        awaitCount("2 of 3"); // the caret rests behind the properties
        press(KeyCode.ENTER, false);
        awaitCount("3 of 3");
        press(KeyCode.ENTER, false);
        awaitCount("1 of 3");
        await(
                "the property is not marked",
                () ->
                        parts(editor, "found-current").stream()
                                .anyMatch(p -> p instanceof PropertyRow && isInView(editor, p)));
        press(KeyCode.ENTER, false);
        await(
                "the cell is not in view",
                () ->
                        parts(editor, "found-current").stream()
                                .anyMatch(p ->
                                        p.getStyleClass().contains("table-cell")
                                                && isInView(editor, p)));
        assertEquals(
                List.of("the needle"),
                onFx(() ->
                        parts(editor, "found-current").stream()
                                .flatMap(p -> p.lookupAll(".table-cell-text").stream())
                                .map(t -> ((Text) t).getText())
                                .filter(Objects::nonNull)
                                .toList()));
        press(KeyCode.ESCAPE, false);
        await("marks stay", () -> editor.lookupAll(".found").isEmpty());
    }

    @Test
    void aPropertyThatIsReadIsMarkedToo() {
        NoteEditor editor = open(note("Note", "---\nkind: needle\nother: hay\n---\ntext\n"));
        onFx(() -> {
            editor.setMode(NoteEditor.Mode.READING);
            return true;
        });
        find("needle");
        awaitCount("1 of 1");
        await("it is not marked", () -> parts(editor, "found-current").size() == 1);
        assertTrue(onFx(() -> parts(editor, "found-current").get(0).toString()).contains("HBox"));
        press(KeyCode.ESCAPE, false);
        await("it is still marked", () -> parts(editor, "found").isEmpty());
    }
}
