package app.vaultnotes.desktop;

import app.vaultnotes.document.Id;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.AccessibleRole;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.robot.Robot;
import javafx.stage.Stage;

/**
 * A start that is measured from outside: the process says {@code painted} when the last note is on
 * the screen with a letter that was typed into it, then ends. Without arguments it is a bare window
 * with one label instead.
 */
public final class ColdStart {

    private ColdStart() {}

    /** Starts as {@link Launcher} does. */
    public static void main(String[] arguments) {
        Application.launch(arguments.length == 0 ? Bare.class : Note.class, arguments);
    }

    private static void painted() {
        say("painted");
        Platform.exit();
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
            CompletableFuture<Void> _ = frames.awaitPicture(() -> true).thenRun(ColdStart::painted);
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
            window().lane().ask(vault -> vault.recent(1).get(0), this::openLast);
        }

        private void openLast(Id last) {
            if (window().current().isEmpty()) {
                window().open(last);
            }
        }

        private void type(Frames frames) {
            Robot robot = new Robot();
            robot.keyPress(KeyCode.A);
            robot.keyRelease(KeyCode.A);
            CompletableFuture<Void> _ = frames.awaitPicture(() -> true).thenRun(ColdStart::painted);
        }
    }
}
