package app.vaultnotes.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.crdt.TextDiff;
import app.vaultnotes.document.Id;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

/** A person looks back at what a note was. */
class HistoryViewTest extends TimeTest {

    private HistoryView history(NoteSheet sheet) {
        return sheet.history().orElseThrow();
    }

    private void awaitDifference(NoteSheet sheet, String went, String came) {
        await(
                "not " + went + " and " + came,
                () -> {
                    List<DiffRows.Row> rows = history(sheet).rows();
                    return !rows.isEmpty()
                            && shown(rows, TextDiff.Kind.REMOVED).equals(went)
                            && shown(rows, TextDiff.Kind.INSERTED).equals(came);
                });
    }

    private String said() {
        Node toast = app.window().layer().lookup(".vn-toast");
        return toast == null ? "" : toast.getAccessibleText();
    }

    @Test
    void keysOpenTheHistoryAndStepThroughIt() {
        NoteSheet sheet = openSheet(note("Note", "one\n", "one two\n", "one three\n"));
        press(KeyCode.H, true, true);
        await("no history", () -> sheet.history().isPresent());
        awaitDifference(sheet, "two", "three");
        press(KeyCode.LEFT);
        awaitDifference(sheet, "", " three");
        press(KeyCode.END);
        awaitDifference(sheet, "", "");
        press(KeyCode.HOME);
        awaitDifference(sheet, "", " three");
        HistoryPanel list = onFx(() -> app.window().right().history());
        await("no versions are listed", () -> list.lines().size() == 4);
        press(KeyCode.ESCAPE);
        await("the history is still shown", () -> sheet.history().isEmpty());
        await("the editor has no keys", () -> focused().equals(sheet.editor().lookup(".vn-note")));
    }

    @Test
    void aVersionComesBackAndCanBeUndone() {
        Id id = note("Note", "one\n", "one two\n");
        NoteSheet sheet = openSheet(id);
        press(KeyCode.H, true, true);
        awaitDifference(sheet, "", " two");
        click(Words.of("history.restore"));
        await("it did not come back", () -> sheet.editor().text().equals("one\n"));
        assertTrue(onFx(sheet::history).isEmpty());
        click(Words.of("undo"));
        await("it was not undone", () -> sheet.editor().text().equals("one two\n"));
        assertEquals("one two\n", text(id));
        assertEquals(4, inVault(v -> v.timeline().versions("Note")).size());
    }

    @Test
    void whatWasWrittenSinceIsNotUndoneWithARestoring() {
        Id id = note("Note", "one\n", "one two\n");
        NoteSheet sheet = openSheet(id);
        press(KeyCode.H, true, true);
        awaitDifference(sheet, "", " two");
        click(Words.of("history.restore"));
        await("it did not come back", () -> sheet.editor().text().equals("one\n"));
        doFx(() -> sheet.editor().replace(0, 0, "typed "));
        click(Words.of("undo"));
        await("it is not said that it is too late", () -> Words.of("history.late").equals(said()));
        assertEquals("typed one\n", text(id));
    }

    @Test
    void oneParagraphComesBackAndTheHistoryStays() {
        Id id = note("Note", "first\n\nsecond\n\nthird\n", "FIRST\n\nsecond\n\nTHIRD\n");
        NoteSheet sheet = openSheet(id);
        press(KeyCode.H, true, true);
        awaitDifference(sheet, "first|third", "FIRST|THIRD");
        click(Words.of("history.restore.paragraph"));
        awaitDifference(sheet, "third", "THIRD");
        assertEquals("first\n\nsecond\n\nTHIRD\n", text(id));
        click(Words.of("undo"));
        awaitDifference(sheet, "first|third", "FIRST|THIRD");
    }

    @Test
    void aVersionIsChosenAndNamedInTheList() {
        Id id = note("Note", "one\n", "one two\n");
        NoteSheet sheet = openSheet(id);
        doFx(() -> app.window().showRight(RightPanel.View.HISTORY));
        HistoryPanel list = onFx(() -> app.window().right().history());
        await("no versions are listed", () -> list.lines().size() == 3);
        doFx(list::takeFocus);
        press(KeyCode.DOWN);
        await("the list passes the day", () -> sheet.version().isPresent());
        press(KeyCode.DOWN);
        String oldest = inVault(v -> v.timeline().versions("Note")).get(1).id();
        await("not the oldest", () -> sheet.version().equals(Optional.of(oldest)));
        doFx(list::takeFocus);
        press(KeyCode.F2);
        await("nothing asks for a name", () -> focused() instanceof TextField);
        doFx(() -> ((TextField) focused()).setText("Draft"));
        click(Words.of("name.set"));
        await(
                "it has no name",
                () ->
                        list.lines().stream()
                                .anyMatch(line ->
                                        line instanceof NoteHistory.Line.Version(var entry)
                                                && entry.version().name().equals("Draft")));
        assertEquals("one\n", inVault(v -> v.timeline().text("Note", "Draft")));
    }

    @Test
    void aLongNoteWithThousandsOfChangesIsLaidOutWhereItIsSeen() {
        StringBuilder before = new StringBuilder();
        StringBuilder after = new StringBuilder();
        for (int i = 0; i < 2_000; i++) {
            before.append("A line of a long note number ").append(i).append(" goes on here.\n\n");
            after.append("A line of the long note number ").append(i).append(" goes on here.\n\n");
        }
        NoteSheet sheet = openSheet(note("Note", before.toString(), after.toString()));
        press(KeyCode.H, true, true);
        await("no difference", () -> history(sheet).rows().size() > 4_000);
        long changed =
                onFx(() -> history(sheet).rows().stream().filter(DiffRows.Row::isChanged).count());
        assertEquals(2_000, changed);
        await("no rows are laid out", () -> rowsLaidOut(sheet) > 5);
        int nodes = onFx(() -> rowsLaidOut(sheet));
        assertTrue(nodes < 200, nodes + " rows are laid out");
        press(KeyCode.PAGE_DOWN);
    }

    @Test
    void arabicAndHebrewDifferencesWrapAtEveryWidth() {
        String words = "هذا نص طويل باللغة العربية מילים בעברית and English 12 ".repeat(20);
        NoteSheet sheet = openSheet(note("نص", words, words.replace("طويل", "قصير جدا") + "نهاية"));
        press(KeyCode.H, true, true);
        await("no difference", () -> !history(sheet).rows().isEmpty());
        for (int width = 700; width < 1_300; width += 37) {
            int wanted = width;
            doFx(() -> {
                app.window().stage().setWidth(wanted);
                app.window().stage().getScene().getRoot().applyCss();
                app.window().stage().getScene().getRoot().layout();
            });
        }
        assertTrue(onFx(() -> history(sheet).rows().get(0).isChanged()));
    }

    private int rowsLaidOut(NoteSheet sheet) {
        return history(sheet).lookupAll(".vn-diff-row").size();
    }
}
