package app.vaultnotes.desktop;

import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.desktop.editor.NoteEditor;
import app.vaultnotes.document.Id;
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
import org.junit.jupiter.api.io.TempDir;

/** A window on a real vault, without a screen. */
abstract class WindowTest {

    private static final int LIMIT_SECONDS = 20;
    private static final long LOOK_NANOS = 5_000_000;

    private static boolean running;

    @TempDir Path folder;
    DesktopApp app = new DesktopApp(Path.of("unused"));

    @BeforeAll
    static void startToolkit() {
        if (running) {
            return; // it can be started once only
        }
        running = true;
        CompletableFuture<Void> started = new CompletableFuture<>();
        Platform.startup(() -> started.complete(null));
        started.orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
        Platform.setImplicitExit(false);
        Fonts.load();
    }

    @BeforeEach
    void openWindow() {
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
    }

    static <T> T onFx(Supplier<T> work) {
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

    static void await(String what, BooleanSupplier holds) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (!onFx(holds::getAsBoolean)) {
            assertTrue(System.nanoTime() < deadline, what);
            LockSupport.parkNanos(LOOK_NANOS);
        }
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
        await("the editor has no focus", () -> focused().isFocused());
        return onFx(() -> app.window().current().orElseThrow().editor());
    }

    Node focused() {
        Node owner = app.window().stage().getScene().getFocusOwner();
        return owner == null ? app.window().stage().getScene().getRoot() : owner;
    }

    void press(KeyCode key, boolean control) {
        onFx(() -> {
            Event.fireEvent(
                    focused(),
                    new KeyEvent(KeyEvent.KEY_PRESSED, "", "", key, false, control, false, false));
            return true;
        });
    }

    void type(String text) {
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
}
