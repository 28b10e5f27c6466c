package app.vaultnotes.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import app.vaultnotes.desktop.editor.NoteEditor;
import app.vaultnotes.document.Id;
import java.util.List;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.Test;

/** What stands beside a note and below it tells of the note, and of nothing where there is none. */
class BesideTest extends WindowTest {

    private static final String OSMOSIS =
            "# Osmosis\n\nFirst line.\n- water crosses **most** [[Cell membranes|membranes]] slowly\n";

    private List<String> lines() {
        return app.window().right().lookupAll(".vn-linked-line").stream()
                .map(Node::getAccessibleText)
                .toList();
    }

    private void released() {
        onFx(() -> {
            Event.fireEvent(
                    focused(),
                    new KeyEvent(
                            KeyEvent.KEY_RELEASED,
                            "",
                            "",
                            KeyCode.RIGHT,
                            false,
                            false,
                            false,
                            false));
            return true;
        });
    }

    private void awaitPlace(String told, String shown) {
        await(
                "the caret is not said to be at " + told,
                () ->
                        app.window().status().lookupAll(".label").stream()
                                .map(Label.class::cast)
                                .anyMatch(label ->
                                        told.equals(label.getAccessibleText())
                                                && shown.equals(label.getText())));
    }

    @Test
    void linksAndMentionsShowTheirLinesAndLeadThere() {
        Id id = note("Cell membranes", "Two sheets.\n");
        note("Osmosis", OSMOSIS);
        String signal = "The chain reaches the cell membranes if the residues say so.\n";
        note("Folder/Signal", "![[Cell membranes]]\n\nplain\n\n" + "word ".repeat(900) + signal);
        note("Table", "| a | b |\n|---|---|\n| one    | see  [[Cell membranes]] |\n");
        note("Talk", "Nothing.\n\n> About *Cell membranes* and more\n");
        open(id);
        await(
                "the lines are not " + lines(),
                () ->
                        lines().equals(
                                        List.of(
                                                "Signal: Cell membranes",
                                                "Osmosis: water crosses most membranes slowly",
                                                "Table: one see Cell membranes",
                                                "Talk: About Cell membranes and more")));
        onFx(() -> {
            Node line =
                    app.window().right().lookupAll(".vn-linked-line").stream()
                            .filter(n -> n.getAccessibleText().startsWith("Osmosis"))
                            .findFirst()
                            .orElseThrow();
            Event.fireEvent(
                    line,
                    new KeyEvent(
                            KeyEvent.KEY_PRESSED,
                            "",
                            "",
                            KeyCode.ENTER,
                            false,
                            false,
                            false,
                            false));
            return true;
        });
        await("it is not open", () -> title().equals("Osmosis"));
        NoteEditor editor = onFx(() -> app.window().current().orElseThrow().editor());
        int start = OSMOSIS.indexOf("[[Cell");
        int end = OSMOSIS.indexOf(" slowly");
        await("the caret is not there", () -> editor.caret() >= start && editor.caret() <= end);
    }

    @Test
    void theFootTellsWhereTheCaretIs() {
        NoteEditor editor = open(note("Note", "one\r\ntwo 👨‍👩‍👧 three\n"));
        awaitPlace("Line 1, column 1", "1:1");
        onFx(() -> {
            editor.select(5, 9);
            return true;
        });
        released();
        awaitPlace("Line 2, column 5, 4 selected", "2:5, 4 selected");
        press(KeyCode.E, true);
        released();
        await(
                "a place is told where one only reads",
                () ->
                        app.window().status().lookupAll(".label").stream()
                                .noneMatch(label -> "2:5".equals(((Label) label).getText())));
    }

    @Test
    void nothingStandsBesideWhatIsNoNote() {
        open(note("Note", "text"));
        await("nothing is beside the note", () -> app.window().columns().getItems().size() == 3);
        for (PageName page : List.of(new PageName.Search("text"), new PageName.Trash())) {
            onFx(() -> {
                app.window().open(page, AppWindow.Where.TAB);
                return true;
            });
            await(
                    "something is beside it",
                    () -> !app.window().columns().shows(app.window().right()));
            assertFalse(
                    onFx(() ->
                            app.window().layer().lookupAll(".vn-icon-button").stream()
                                    .anyMatch(b ->
                                            Words.of("command.right")
                                                    .equals(b.getAccessibleText()))));
        }
        onFx(() -> {
            app.window().tabs().go(1);
            return true;
        });
        await("it is not beside", () -> app.window().columns().shows(app.window().right()));
        assertEquals("left right", onFx(app.window().columns()::written));
    }

    @Test
    void theFootNamesNoPlaceOfTheCaretWhileOneLooksBack() {
        open(note("Note", "first\n"));
        await("it names none", () -> foot().contains("1:1"));
        onFx(() -> {
            app.window().run("history");
            return true;
        });
        await("it still names one", () -> !foot().contains("1:1"));
        onFx(() -> {
            app.window().current().orElseThrow().closeHistory();
            return true;
        });
        await("it names none again", () -> foot().contains("1:1"));
    }

    private List<String> foot() {
        return app.window().status().lookupAll(".label").stream()
                .map(node -> ((Label) node).getText())
                .toList();
    }
}
