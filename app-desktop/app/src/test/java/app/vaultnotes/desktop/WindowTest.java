package app.vaultnotes.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.desktop.editor.NoteEditor;
import app.vaultnotes.document.Id;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What tests of windows have in common: an app with a real vault, keys, and waiting. */
abstract class WindowTest {

    static final int LIMIT_SECONDS = 60;
    static final long LOOK_NANOS = 5_000_000;

    @TempDir Path folder;
    DesktopApp app = new DesktopApp(Path.of("unused"));

    @BeforeAll
    static void startToolkit() {
        Toolkit.start();
    }

    /** Puts what a test needs into its folder, before the window opens. */
    void prepare() throws IOException {}

    @BeforeEach
    void openWindow() throws IOException {
        Toolkit.FAILURES.clear();
        prepare();
        onFx(() -> {
            app = new DesktopApp(folder.resolve("app.properties"));
            app.open(new Stage(), folder.resolve("vault"));
            return app;
        });
    }

    @AfterEach
    void close() {
        onFx(() -> {
            app.stop();
            return true;
        });
        assertEquals(List.of(), List.copyOf(Toolkit.FAILURES));
    }

    static <T> T onFx(Supplier<T> work) {
        return Hands.onFx(work);
    }

    void await(String what, BooleanSupplier holds) {
        use(what, () -> Optional.of(true).filter(yes -> holds.getAsBoolean()), yes -> {});
    }

    /** Uses something as soon as it is there, in one go: it may be another one the next time. */
    <T> void use(String what, Supplier<Optional<T>> find, Consumer<T> use) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (!onFx(() -> isUsed(find, use))) {
            assertTrue(System.nanoTime() < deadline, () -> what + "; " + onFx(this::state));
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private static <T> boolean isUsed(Supplier<Optional<T>> find, Consumer<T> use) {
        Optional<T> found;
        try {
            found = find.get();
        } catch (NoSuchElementException | IndexOutOfBoundsException | NullPointerException e) {
            return false; // what it is looked for in is not there yet
        }
        found.ifPresent(use);
        return found.isPresent();
    }

    private String state() {
        String toasts =
                app.window().layer().lookupAll(".vn-toast .label").stream()
                        .map(node -> ((Label) node).getText())
                        .collect(Collectors.joining(", "));
        return "shown: " + title() + ", focus: " + focused() + ", said: " + toasts;
    }

    <T> T inVault(VaultLane.Work<T> work) {
        return app.window().lane().ask(work).orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
    }

    Id note(String path, String text) {
        return inVault(vault -> vault.notes().write(path, text).id());
    }

    /** Opens a note and gives its editor, shown in the window. */
    NoteEditor open(Id note) {
        onFx(() -> {
            app.window().open(note);
            return true;
        });
        await("the note is not shown", () -> app.window().shown().filter(note::equals).isPresent());
        NoteEditor editor = onFx(() -> app.window().current().orElseThrow().editor());
        await("it has no keys", () -> focused().isFocused() && Shown.isIn(focused(), editor));
        return editor;
    }

    Node focused() {
        return focused(app.window());
    }

    /** What has the keys in a window. */
    private static Node focused(AppWindow window) {
        Node owner = window.stage().getScene().getFocusOwner();
        return owner == null ? window.stage().getScene().getRoot() : owner;
    }

    void press(KeyCode key, boolean control) {
        press(key, control, false);
    }

    void press(KeyCode key, boolean control, boolean alt) {
        onFx(() -> {
            pressNow(key, control, alt);
            return true;
        });
    }

    /** The same on the JavaFX thread, on which nothing comes between this and what follows. */
    void pressNow(KeyCode key, boolean control, boolean alt) {
        Event.fireEvent(
                focused(),
                new KeyEvent(KeyEvent.KEY_PRESSED, "", "", key, false, control, alt, false));
    }

    void type(String text) {
        typeIn(app.window(), text);
    }

    /** Types into what has the keys in a window. */
    static void typeIn(AppWindow window, String text) {
        onFx(() -> {
            typeNow(window, text);
            return true;
        });
    }

    /** The same on the JavaFX thread, on which nothing comes between the letters. */
    static void typeNow(AppWindow window, String text) {
        text.chars().forEach(c -> fireTyped(window, c));
    }

    private static void fireTyped(AppWindow window, int c) {
        Event.fireEvent(
                focused(window),
                new KeyEvent(
                        KeyEvent.KEY_TYPED,
                        Character.toString(c),
                        "",
                        KeyCode.UNDEFINED,
                        false,
                        false,
                        false,
                        false));
    }

    String title() {
        return app.window().current().map(NoteSheet::title).orElse("");
    }
}
