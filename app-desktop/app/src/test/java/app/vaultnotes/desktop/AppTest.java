package app.vaultnotes.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.desktop.editor.NoteEditor;
import app.vaultnotes.document.Id;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;

/** A person writes in a window on a real vault. */
class AppTest extends WindowTest {

    @Test
    void whatIsTypedIsSavedAndTakenBack() {
        Id id = note("Note", "# Title\n\nplain\n");
        NoteEditor editor = open(id);
        onFx(() -> {
            editor.select(14, 14);
            return true;
        });
        type(" and more");
        assertEquals("# Title\n\nplain and more\n", onFx(editor::text));
        await("it is not saved", editor::isSaved);
        assertEquals("# Title\n\nplain and more\n", inVault(v -> v.notes().text(id)));
        press(KeyCode.Z, true);
        await("it was not taken back", () -> editor.text().equals("# Title\n\nplain\n"));
        assertEquals("# Title\n\nplain\n", inVault(v -> v.notes().text(id)));
    }

    @Test
    void aListGoesOnAndEnds() {
        NoteEditor editor = open(note("Note", "- [x] one"));
        onFx(() -> {
            editor.select(9, 9);
            return true;
        });
        press(KeyCode.ENTER, false);
        type("two");
        press(KeyCode.ENTER, false);
        press(KeyCode.ENTER, false);
        type("end");
        assertEquals("- [x] one\n- [ ] two\nend", onFx(editor::text));
    }

    @Test
    void marksAreSetAroundASelectionAndTakenAway() {
        NoteEditor editor = open(note("Note", "one two three"));
        onFx(() -> {
            editor.select(4, 7);
            return true;
        });
        press(KeyCode.B, true);
        assertEquals("one **two** three", onFx(editor::text));
        press(KeyCode.B, true);
        assertEquals("one two three", onFx(editor::text));
        press(KeyCode.K, true);
        assertEquals("one [[two]] three", onFx(editor::text));
    }

    @Test
    void whatOthersWriteAppearsAndTheCaretStaysAtItsWord() {
        Id id = note("Note", "first\nsecond\n");
        NoteEditor editor = open(id);
        onFx(() -> {
            editor.select(12, 12);
            return true;
        });
        note("Note", "before\nfirst\nsecond\n");
        await("it did not appear", () -> editor.text().equals("before\nfirst\nsecond\n"));
        assertEquals(19, onFx(editor::caret));
        type("!");
        await("it is not saved", editor::isSaved);
        assertEquals("before\nfirst\nsecond!\n", inVault(v -> v.notes().text(id)));
    }

    @Test
    void bothTypingAtOnceKeepsEverything() {
        Id id = note("Note", "start\n");
        NoteEditor editor = open(id);
        for (int i = 0; i < 20; i++) {
            type("a" + i + " ");
            String theirs = "b" + i + "\n";
            inVault(v -> {
                String text = v.notes().text(id);
                return v.notes().write("Note", text + theirs);
            });
        }
        await("it is not saved", editor::isSaved);
        String text = inVault(v -> v.notes().text(id));
        await("the window shows another text", () -> editor.text().equals(text));
        for (int i = 0; i < 20; i++) {
            assertTrue(text.contains("a" + i + " ") && text.contains("b" + i + "\n"), text);
        }
    }

    @Test
    void theSwitcherOpensAndMakesNotes() {
        note("Folder/Resting potential", "text");
        open(note("Other", "text"));
        press(KeyCode.O, true);
        await("there is no switcher", () -> app.window().palette().isOpen());
        type("respot");
        press(KeyCode.ENTER, false);
        await("it is not open", () -> title().equals("Resting potential"));
        press(KeyCode.O, true);
        await("there is no switcher", () -> app.window().palette().isOpen());
        type("A new one");
        press(KeyCode.ENTER, false);
        await("it was not made", () -> title().equals("A new one"));
    }

    @Test
    void theSwitcherFindsOtherNames() {
        note("Cells/Mitochondrion", "---\naliases: [power plant]\n---\n");
        open(note("Other", "text"));
        press(KeyCode.O, true);
        await("there is no switcher", () -> app.window().palette().isOpen());
        type("powerp");
        press(KeyCode.ENTER, false);
        await("it is not open", () -> title().equals("Mitochondrion"));
    }

    @Test
    void theTabAtTheFrontComesBackWhenAnotherNoteIsGone() {
        Id gone = Id.random();
        Id first = note("First", "1");
        Id front = note("Front", "2");
        Id last = note("Last", "3");
        onFx(() -> {
            app.window()
                    .restore(
                            new LastPages(
                                    app.window().lane(),
                                    new Layout.Sheets(
                                            2,
                                            Stream.of(gone, first, front, last)
                                                    .<PageName>map(PageName.Note::new)
                                                    .toList())));
            return true;
        });
        await("not all came back", () -> app.window().tabs().all().size() == 3);
        await("another is at the front", () -> title().equals("Front"));
    }

    @Test
    void arabicAndHebrewWrapAtEveryWidth() {
        String words = "هذا نص طويل باللغة العربية מילים בעברית and English 12 ".repeat(20);
        NoteEditor editor =
                open(note("نص", words + "\n\n| " + words + " | b |\n|---|---|\n| x | y |\n"));
        for (int width = 700; width < 1_000; width += 23) {
            int wanted = width;
            onFx(() -> {
                app.window().stage().setWidth(wanted);
                app.window().stage().getScene().getRoot().applyCss();
                app.window().stage().getScene().getRoot().layout();
                return true;
            });
        }
        onFx(() -> {
            editor.select(3, 3);
            return true;
        });
        type("x");
        assertEquals('x', onFx(() -> editor.text().charAt(3)));
    }

    @Test
    void hostileNotesOpenAndCanBeWrittenIn() {
        for (String text :
                new String[] {
                    "[".repeat(20_000),
                    ">".repeat(5_000) + " deep",
                    "word ".repeat(50_000),
                    "```\n".repeat(3_000),
                    "a\u0000b\u2028c\r\nd\re"
                }) {
            Id id = note("Hostile", text);
            NoteEditor editor = open(id);
            await("it is not shown", () -> editor.text().equals(text));
            onFx(() -> {
                editor.select(0, 0);
                return true;
            });
            type("x");
            await("it is not saved", editor::isSaved);
            // Behind the marks that are hidden where the caret was put.
            String written = inVault(v -> v.notes().text(id));
            assertEquals(text.length() + 1, written.length());
            assertEquals(text, written.replace("x", ""));
        }
    }

    @Test
    void theWindowIsDrawnInLightAndDark() throws IOException {
        note("Cells/Membranes", "# Membranes\n\n**Two** sheets of [[Lipid]].\n\n- [ ] draw\n");
        open(inVault(v -> v.paths().note("Cells/Membranes").id()));
        for (String name : new String[] {"light", "dark"}) {
            Path file = folder.resolve(name + ".png");
            onFx(() -> {
                try {
                    Screenshot.write(app.window().stage().getScene(), file);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
                app.window().toggleDark();
                return true;
            });
            assertTrue(Files.size(file) > 10_000, name);
        }
    }

    @Test
    void whatStandsAroundTheNotesComesAfterTheirFirstPicture() {
        AppWindow second =
                onFx(() -> {
                    AppWindow made = app.window(new Stage(), app.window().vault());
                    assertTrue(made.sidebar().getChildren().isEmpty());
                    assertTrue(made.right().getChildren().isEmpty());
                    return made;
                });
        await("nothing is at the left", () -> !second.sidebar().getChildren().isEmpty());
        await("nothing is at the right", () -> !second.right().getChildren().isEmpty());
        await("it has no icon", () -> !second.stage().getIcons().isEmpty());
    }
}
