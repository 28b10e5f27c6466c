package app.vaultnotes.desktop;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.robot.Robot;
import javafx.stage.Stage;
import javafx.stage.Window;
import javafx.stage.WindowEvent;

/**
 * Uses the app's window by its keys, as a person would. For a thread of its own, never the JavaFX
 * thread: every method waits.
 */
public final class Hands {

    private static final int LIMIT_SECONDS = 60;
    private static final long LOOK_NANOS = 2_000_000;

    /** Does work on the JavaFX thread and waits for it. */
    public static <T> T onFx(Supplier<T> work) {
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

    /**
     * Waits until something holds on the JavaFX thread.
     *
     * @throws IllegalStateException when it does not within a minute
     */
    void await(String what, BooleanSupplier holds) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (!onFx(holds::getAsBoolean)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("waited in vain: " + what);
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** Presses keys together, the last one last. */
    void press(KeyCode... keys) {
        onFx(() -> {
            Robot robot = new Robot();
            List<KeyCode> held = Arrays.asList(keys);
            held.forEach(robot::keyPress);
            held.reversed().forEach(robot::keyRelease);
            return true;
        });
    }

    /** Types small letters and blanks. */
    void type(String letters) {
        letters.chars().mapToObj(Hands::key).forEach(this::press);
    }

    /** The key of a small letter or of the blank. */
    static KeyCode key(int letter) {
        return letter == ' '
                ? KeyCode.SPACE
                : KeyCode.valueOf(Character.toString(letter).toUpperCase(Locale.ROOT));
    }

    /** The app's window; waits until it shows. */
    Stage window() {
        await("there is no window", () -> Window.getWindows().stream().anyMatch(Hands::isReady));
        return onFx(() ->
                Window.getWindows().stream()
                        .filter(Hands::isReady)
                        .map(Stage.class::cast)
                        .findFirst()
                        .orElseThrow());
    }

    private static boolean isReady(Window window) {
        return window instanceof Stage stage && stage.isShowing() && stage.isFocused();
    }

    /** Opens the first note whose name has these letters, through the switcher. */
    void openNote(Stage stage, String letters) {
        press(KeyCode.CONTROL, KeyCode.O);
        await("there is no switcher", () -> hasFocus(stage, AccessibleRole.TEXT_FIELD));
        type(letters);
        press(KeyCode.ENTER);
        await("the note has no focus", () -> hasFocus(stage, AccessibleRole.TEXT_AREA));
    }

    /** Whether what has the focus in a window is of this kind. */
    static boolean hasFocus(Stage stage, AccessibleRole role) {
        Scene scene = stage.getScene();
        Node owner = scene == null ? null : scene.getFocusOwner();
        return owner != null && owner.getAccessibleRole() == role;
    }

    /** Asks a window to close, as its frame does. */
    void close(Stage stage) {
        onFx(() -> {
            stage.fireEvent(new WindowEvent(stage, WindowEvent.WINDOW_CLOSE_REQUEST));
            return true;
        });
    }
}
