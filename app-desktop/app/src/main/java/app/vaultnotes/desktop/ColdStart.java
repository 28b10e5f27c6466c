package app.vaultnotes.desktop;

import app.vaultnotes.document.Id;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.scene.AccessibleRole;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;

/**
 * A start that is measured from outside: the process says {@code painted} when the last note is on
 * the screen with a letter that was typed into it, then its window is closed, so that the next
 * start finds it as a person leaves it. Without arguments it is a bare window with one label
 * instead.
 */
public final class ColdStart {

    private ColdStart() {}

    /** Starts as {@link Launcher} does. */
    public static void main(String[] arguments) {
        if (arguments.length == 0) {
            Application.launch(Bare.class);
        } else {
            Beginning.begin(arguments);
            Application.launch(Note.class, arguments);
        }
    }

    private static void painted() {
        say("painted");
    }

    /** Tells the process that measures. */
    static void say(String line) {
        PrintStream out =
                new PrintStream(
                        new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        out.println(line);
    }

    /** The least that JavaFX can show. */
    public static final class Bare extends Application {
        @Override
        public void start(Stage stage) {
            stage.setScene(new Scene(new Label("text"), 1_440, 900));
            Frames frames = new Frames(stage.getScene());
            stage.show();
            CompletableFuture<Void> _ =
                    frames.awaitPicture(() -> true)
                            .thenRun(ColdStart::painted)
                            .thenRun(Platform::exit);
        }
    }

    /** The app with its last note. */
    public static final class Note extends DesktopApp {
        @Override
        public void start(Stage stage) {
            super.start(stage);
            Frames frames = new Frames(stage.getScene());
            stage.getScene()
                    .focusOwnerProperty()
                    .addListener((o, was, owner) -> {
                        if (owner != null
                                && owner.getAccessibleRole() == AccessibleRole.TEXT_AREA) {
                            Platform.runLater(() -> type(frames));
                        }
                    });
            Id vault = window().vault().id();
            if (new WindowMemory(preferences(), vault, 0).layout().isEmpty()) {
                window().lane().ask(opened -> opened.recent(1).get(0), window()::open);
            }
        }

        private void type(Frames frames) {
            // Rather than by a robot: what that needs of the display at first is not the app's.
            Event.fireEvent(
                    window().stage().getScene().getFocusOwner(),
                    new KeyEvent(
                            KeyEvent.KEY_TYPED,
                            "a",
                            "",
                            KeyCode.UNDEFINED,
                            false,
                            false,
                            false,
                            false));
            CompletableFuture<Void> _ =
                    frames.awaitPicture(() -> true)
                            .thenRun(ColdStart::painted)
                            .thenRun(() -> Platform.runLater(() -> close(window())));
        }
    }
}
