package app.vaultnotes.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.crdt.Cursor;
import app.vaultnotes.desktop.editor.NoteEditor;
import app.vaultnotes.desktop.editor.OtherCaret;
import app.vaultnotes.document.Id;
import app.vaultnotes.ui.sharing.Company.Fellow;
import app.vaultnotes.vault.sync.Caret;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Label;
import org.fxmisc.richtext.CaretNode;
import org.junit.jupiter.api.Test;

/** Where others are in a note, as a window shows it. */
class OthersTest extends WindowTest {

    private static final String TEXT =
            """
            # A heading that is read

            The first paragraph of a note, in which several people write at once.

            > [!note] A callout
            > With words in it.

            | Name | Word |
            |------|------|
            | one  | two  |

            The last paragraph.
            """;

    private final List<Id> devices = List.of(Id.random(), Id.random(), Id.random());
    private final Id note = Id.random();

    private OtherCaret at(int who, String label, int anchor, int caret) {
        Caret unused = new Caret(note, Cursor.END, Cursor.END);
        Fellow fellow = new Fellow(devices.get(who), label, label, who, unused);
        return new OtherCaret(fellow, OptionalInt.of(anchor), OptionalInt.of(caret));
    }

    private void show(NoteEditor editor, OtherCaret... others) {
        onFx(() -> {
            editor.showOthers(List.of(others));
            return true;
        });
    }

    private static List<CaretNode> carets(NoteEditor editor) {
        List<CaretNode> all = new ArrayList<>();
        editor.lookupAll(".vn-their-caret").forEach(node -> all.add((CaretNode) node));
        return all;
    }

    /** The names that are read, each with its place in the scene. */
    private static List<Label> flags(NoteEditor editor) {
        return editor.lookupAll(".vn-their-flag").stream()
                .filter(node -> node.isVisible() && node.getLayoutY() >= 0)
                .map(Label.class::cast)
                .toList();
    }

    private static Bounds inScene(Node node) {
        return node.localToScene(node.getLayoutBounds());
    }

    private NoteEditor write(int caret) {
        NoteEditor editor = open(note("Note", TEXT));
        onFx(() -> {
            editor.select(caret, caret);
            return true;
        });
        return editor;
    }

    /** Between which letters of what is shown they stand, from the first to the last. */
    private static List<Integer> places(NoteEditor editor) {
        return carets(editor).stream().map(CaretNode::getPosition).sorted().toList();
    }

    @Test
    void theyAreAtTheirLettersWhateverIsWrittenAndHoweverItIsShown() {
        int place = TEXT.indexOf("several");
        NoteEditor editor = write(0);
        show(editor, at(0, "ana", place, place), at(1, "ben", place, place + 7));
        await("there are no carets", () -> places(editor).size() == 2);
        int shown = onFx(() -> places(editor).get(0));
        type("xyz");
        await("they do not move", () -> places(editor).get(0) >= shown + 3);
        onFx(() -> {
            editor.setMode(NoteEditor.Mode.SOURCE);
            return true;
        });
        List<Integer> written = List.of(place + 3, place + 10);
        await("not in the source", () -> places(editor).equals(written));
        show(editor, at(1, "ben", place, place));
        await("who is gone is there", () -> carets(editor).size() == 1);
        show(editor);
        assertEquals(List.of(), onFx(() -> carets(editor)));
        assertEquals(List.of(), onFx(() -> flags(editor)));
    }

    @Test
    void namesLieBesideEachOtherAndNeverOverTheLineOneWritesIn() {
        int first = TEXT.indexOf("The first");
        NoteEditor editor = write(first + 4);
        int same = first + 10;
        show(editor, at(0, "ana", same, same), at(1, "a long name of somebody", same, same));
        await("not both are named", () -> flags(editor).size() == 2);
        onFx(() -> {
            Bounds one = inScene(flags(editor).get(0));
            Bounds two = inScene(flags(editor).get(1));
            assertFalse(one.intersects(two), () -> one + " and " + two);
            for (Bounds each : List.of(one, two)) {
                assertTrue(each.getMaxY() <= line(editor).getMinY() + 2, each + " over the line");
            }
            return true;
        });
        int title = TEXT.indexOf("A callout") + 2;
        int below = TEXT.indexOf("With") + 2;
        onFx(() -> {
            editor.select(title, title);
            return true;
        });
        show(editor, at(0, "ana", below, below));
        await("it is not named", () -> flags(editor).size() == 1);
        onFx(() -> {
            Bounds flag = inScene(flags(editor).get(0));
            Bounds line = line(editor);
            boolean over =
                    flag.getMaxY() > line.getMinY() + 2 && flag.getMinY() < line.getMaxY() - 2;
            assertFalse(over, () -> flag + " over " + line);
            return true;
        });
    }

    private static Bounds line(NoteEditor editor) {
        return editor.lookupAll(".caret").stream()
                .filter(node -> !node.getStyleClass().contains("vn-their-caret"))
                .map(OthersTest::inScene)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theFootSaysWhoIsThere() {
        open(note("Note", TEXT));
        Fellow ana = at(0, "ana", 0, 0).who();
        Fellow ben = at(1, "ben", 0, 0).who();
        Fellow nobody = at(2, "", 0, 0).who();
        StatusBar status = app.window().status();
        onFx(() -> {
            status.showOthers(List.of(ana), () -> {});
            assertEquals("ana is here", status.others());
            status.showOthers(List.of(ana, ben), () -> {});
            assertEquals("ana and ben are here", status.others());
            status.showOthers(List.of(ana, ben, nobody), () -> {});
            assertEquals("ana and 2 others are here", status.others());
            status.showOthers(List.of(nobody), () -> {});
            assertEquals("Somebody is here", status.others());
            status.showOthers(List.of(), () -> {});
            assertEquals("", status.others());
            return true;
        });
    }
}
