package app.vaultnotes.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.desktop.editor.NoteEditor;
import app.vaultnotes.document.Id;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.text.Text;
import org.junit.jupiter.api.Test;

/** Notes are shown inside of others, as they are read. */
class EmbedTest extends WindowTest {

    private static final String CELL =
            "---\nkind: part\n---\n# Cell\n\nIt **lives**.\n\n## Wall\n\nOf *sugar*.\n\n- a\n"
                    + "- one block ^b1\n- c\n\n## Core\n\nLast.\n";

    /** The titles of the notes that are shown inside. */
    private static List<String> titles(NoteEditor editor) {
        return editor.lookupAll(".note-embed-title").stream()
                .map(node -> ((Label) node).getText())
                .toList();
    }

    /** What is read in the embeds, from the outer to the inner ones. */
    private static String words(NoteEditor editor) {
        return editor.lookupAll(".still-text .t").stream()
                .filter(Text.class::isInstance)
                .map(node -> ((Text) node).getText())
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("|"));
    }

    /** What is said beside the names of embeds that are not shown. */
    private static String said(NoteEditor editor) {
        return editor.lookupAll(".embed").stream()
                .map(row ->
                        row.lookupAll(".label").stream()
                                .map(label -> ((Label) label).getText())
                                .collect(Collectors.joining(": ")))
                .collect(Collectors.joining("|"));
    }

    private void awaitWords(NoteEditor editor, String words) {
        await("read: " + onFx(() -> words(editor)), () -> words(editor).equals(words));
    }

    private static Bounds place(Node node) {
        return node.localToScene(node.getLayoutBounds());
    }

    @Test
    void theWholeNoteItsSectionOrOneBlockIsShown() {
        note("Folder/Cell", CELL);
        NoteEditor editor = open(note("All", "See\n\n![[Cell]]\n\nend"));
        awaitWords(editor, "Cell|It |lives|.|Wall|Of |sugar|.|a|one block |c|Core|Last.");
        assertEquals(List.of("Cell"), onFx(() -> titles(editor)));
        NoteEditor part = open(note("Part", "See\n\n![[Cell#Wall]]\n\nend"));
        awaitWords(part, "Wall|Of |sugar|.|a|one block |c");
        assertEquals(List.of("Cell › Wall"), onFx(() -> titles(part)));
        NoteEditor block = open(note("Block", "See\n\n![[Cell#^b1]]\n\nend"));
        awaitWords(block, "one block");
    }

    @Test
    void itIsAsHighAsItsTextAndItsTitleLeadsToTheNote() {
        Id cell = note("Cell", "# Cell\n\nfirst\n\nlast.");
        NoteEditor editor = open(note("All", "See\n\n![[Cell]]\n\nbetween\n\nend"));
        awaitWords(editor, "Cell|first|last.");
        await(
                "what follows does not stand below it",
                () -> {
                    double foot = place(editor.lookup(".note-embed-card")).getMaxY();
                    double last = place(text(editor, "last.")).getMaxY();
                    double next = place(text(editor, "between")).getMinY();
                    return last < foot && foot - last < 30 && foot < next && next - foot < 60;
                });
        onFx(() -> {
            new Mouse(editor.getScene()).to(editor.lookup(".note-embed-title")).click(0);
            return true;
        });
        await("it is not open", () -> app.window().shown().filter(cell::equals).isPresent());
    }

    private static Node text(NoteEditor editor, String words) {
        return editor.lookupAll(".t").stream()
                .filter(node -> node instanceof Text text && text.getText().equals(words))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theCaretInItsLineShowsHowItIsWrittenAndKeysOpenIt() {
        note("Other", "other\n");
        Id cell = note("Cell", "lives\n");
        NoteEditor editor = open(note("All", "See\n\n![[Other]] ![[Cell]]\n\nend"));
        awaitWords(editor, "other|lives");
        onFx(() -> {
            editor.select(18, 18);
            return true;
        });
        await("no source", () -> editor.shownLine().contains("![[Cell]]"));
        awaitWords(editor, "other|lives");
        press(KeyCode.ENTER, false, true);
        await("it is not open", () -> app.window().shown().filter(cell::equals).isPresent());
    }

    @Test
    void typingBesideItKeepsItsNode() {
        note("Cell", "lives\n");
        NoteEditor editor = open(note("All", "See ![[Cell]] there\n\nend"));
        awaitWords(editor, "lives");
        onFx(() -> {
            editor.select(19, 19);
            return true;
        });
        Node before = onFx(() -> editor.lookup(".note-embed"));
        type("and here");
        await("nothing is typed", () -> editor.text().startsWith("See ![[Cell]] thereand here"));
        assertEquals(before, onFx(() -> editor.lookup(".note-embed")));
    }

    @Test
    void itFollowsTheNoteAndTheCaretBelowStaysWhereItIs() {
        note("Cell", "first\n");
        NoteEditor editor = open(note("All", "See\n\n![[Cell]]\n\nend\n" + "more\n".repeat(100)));
        awaitWords(editor, "first");
        onFx(() -> {
            editor.select(18, 18);
            return true;
        });
        await("it has no place", () -> place(text(editor, "end")).getMinY() > 100);
        double before = onFx(() -> place(text(editor, "end")).getMinY());
        note("Cell", "second\n\nand\n\nthird");
        awaitWords(editor, "second|and|third");
        await("the caret moved", () -> isAt(editor, before));
        note("Cell", "less");
        awaitWords(editor, "less");
        await("the caret moved", () -> isAt(editor, before));
    }

    /** What grows above is made up for in the pulse that lays it out. */
    private static boolean isAt(NoteEditor editor, double y) {
        return Math.abs(place(text(editor, "end")).getMinY() - y) <= 1;
    }

    @Test
    void whatIsMissingIsSaidUntilItIsThere() {
        NoteEditor editor = open(note("All", "See\n\n![[Cell]]\n\nend"));
        await("nothing is said", () -> said(editor).equals("Cell: " + Words.of("embed.missing")));
        note("Cell", "now\n");
        awaitWords(editor, "now");
        open(note("Part", "See\n\n![[Cell#Nowhere]]\n\nend"));
        NoteEditor part = onFx(() -> app.window().current().orElseThrow().editor());
        await("nothing is said", () -> said(part).equals("Cell: " + Words.of("embed.missing")));
    }

    @Test
    void noNoteIsShownInItselfAndNoneTooDeep() {
        note("A", "a\n\n![[B]]\n");
        note("B", "b\n\n![[A]]\n");
        NoteEditor editor = open(note("All", "![[A]]\n\n![[All]]\n\nend"));
        String around = Words.of("embed.around");
        await("not both are shown", () -> titles(editor).equals(List.of("A", "B")));
        await("it is not said", () -> said(editor).equals("A: " + around + "|All: " + around));
        for (int i = 1; i <= 6; i++) {
            note("D" + i, "d" + i + "\n\n![[D" + (i + 1) + "]]\n");
        }
        NoteEditor deep = open(note("Deep", "![[D1]]\n\nend"));
        await("not three are shown", () -> titles(deep).equals(List.of("D1", "D2", "D3")));
        String much = Words.of("embed.too_much");
        await("it is not said", () -> said(deep).equals("D4: " + much));
    }

    @Test
    void oneRowAndOneEmbedShowOnlySome() {
        String many =
                IntStream.range(0, 60)
                        .mapToObj(i -> "![[N" + i + "]]")
                        .collect(Collectors.joining(" "));
        inVault(vault -> {
            for (int i = 0; i < 60; i++) {
                vault.notes().write("N" + i, "n" + i + "\n");
            }
            return true;
        });
        NoteEditor editor = open(note("Many", many));
        await("not eight are shown", () -> titles(editor).size() == 8);
        NoteEditor around = open(note("Around", "![[Many]]\n\nend"));
        await("not eight are shown in the one", () -> titles(around).size() == 9);
    }

    @Test
    void aLongNoteIsCut() {
        note("Long", "word ".repeat(100_000));
        NoteEditor editor = open(note("All", "![[Long]]\n\nend"));
        await("it is not shown", () -> titles(editor).equals(List.of("Long")));
        await("nothing is read", () -> !words(editor).isEmpty());
        assertTrue(onFx(() -> words(editor)).length() < 4_200);
        await("it is too high", () -> editor.lookup(".note-embed-card").prefHeight(616) < 480);
        assertTrue(onFx(() -> editor.lookup(".note-embed-more").isVisible()));
    }

    @Test
    void itIsShownToBeReadAndItsLinksLeadFromWhereItLies() {
        Id near = note("Folder/Near", "near\n");
        note("Folder/Cell", "to [there](Near.md)\n");
        NoteEditor editor = open(note("All", "![[Cell]]\n\nend"));
        onFx(() -> {
            editor.setMode(NoteEditor.Mode.READING);
            return true;
        });
        awaitWords(editor, "to |there");
        onFx(() -> {
            new Mouse(editor.getScene()).to(text(editor, "there")).click(0);
            return true;
        });
        await("it is not open", () -> app.window().shown().filter(near::equals).isPresent());
    }
}
