package app.vaultnotes.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.desktop.editor.NoteEditor;
import app.vaultnotes.document.Id;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person writes in a window on a real vault. */
class AppTest {

    private static final int LIMIT_SECONDS = 20;
    private static final long LOOK_NANOS = 5_000_000;

    @TempDir Path folder;
    private DesktopApp app = new DesktopApp();

    @BeforeAll
    static void startToolkit() {
        CompletableFuture<Void> started = new CompletableFuture<>();
        try {
            Platform.startup(() -> started.complete(null));
        } catch (IllegalStateException _) {
            // Another test has started it.
            started.complete(null);
        }
        started.orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
        Platform.setImplicitExit(false);
        Fonts.load();
    }

    @BeforeEach
    void openWindow() {
        onFx(() -> {
            app = new DesktopApp();
            app.open(new Stage(), folder.resolve("vault"));
            return app;
        });
    }

    @AfterEach
    void close() {
        onFx(() -> {
            app.window().stage().hide();
            return true;
        });
        app.stop();
    }

    private static <T> T onFx(Supplier<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Platform.runLater(() -> {
            try {
                result.complete(work.get());
            } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
            }
        });
        return result.orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
    }

    private static void await(String what, BooleanSupplier holds) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (!onFx(holds::getAsBoolean)) {
            assertTrue(System.nanoTime() < deadline, what);
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private <T> T inVault(VaultLane.Work<T> work) {
        return app.window().lane().ask(work).orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
    }

    private Id note(String path, String text) {
        return inVault(vault -> vault.notes().write(path, text).id());
    }

    /** Opens a note and gives its editor, shown in the window. */
    private NoteEditor open(Id note) {
        onFx(() -> {
            app.window().open(note);
            return true;
        });
        await("the note is not shown", () -> app.window().shown().filter(note::equals).isPresent());
        await("the editor has no focus", () -> focused().isFocused());
        return onFx(() -> app.window().current().orElseThrow().editor());
    }

    private Node focused() {
        Node owner = app.window().stage().getScene().getFocusOwner();
        return owner == null ? app.window().stage().getScene().getRoot() : owner;
    }

    private void press(KeyCode key, boolean control) {
        onFx(() -> {
            Event.fireEvent(
                    focused(),
                    new KeyEvent(KeyEvent.KEY_PRESSED, "", "", key, false, control, false, false));
            return true;
        });
    }

    private void type(String text) {
        onFx(() -> {
            text.chars()
                    .forEach(c ->
                            Event.fireEvent(
                                    focused(),
                                    new KeyEvent(
                                            KeyEvent.KEY_TYPED,
                                            Character.toString(c),
                                            "",
                                            KeyCode.UNDEFINED,
                                            false,
                                            false,
                                            false,
                                            false)));
            return true;
        });
    }

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

    private String title() {
        return app.window().current().map(NoteSheet::title).orElse("");
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
}
