package app.vaultnotes.desktop;

import app.vaultnotes.cli.Main;
import java.nio.file.Path;
import java.util.List;
import javafx.application.Application;

/** Starts the app. Apart from the application class, so that JavaFX may lie on the class path. */
public final class Launcher {

    /** Names an empty folder to train in; set by whoever makes the start-up cache. */
    private static final String TRAINING_PROPERTY = "vaultnotes.training";

    private Launcher() {}

    /**
     * Opens the vault in the folder that {@code --vault} names, or the usual one, and shows the
     * Markdown files that are named; anything else is a command for the terminal.
     */
    public static void main(String[] arguments) {
        String training = System.getProperty(TRAINING_PROPERTY);
        if (training != null) {
            Training.run(Path.of(training));
        } else if (Arguments.of(List.of(arguments)).isPresent()) {
            open(arguments);
        } else {
            Main.main(arguments);
        }
    }

    private static void open(String[] arguments) {
        Beginning.begin(arguments);
        try {
            Application.launch(DesktopApp.class, arguments);
        } catch (UnsupportedOperationException e) {
            Beginning.end();
            // So JavaFX says that there is no display, or not what windows are made of.
            System.err.println(
                    "vaultnotes: " + Words.of("window.none", String.valueOf(e.getMessage())));
            System.exit(1);
        }
    }
}
