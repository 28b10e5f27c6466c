package app.vaultnotes.desktop;

import javafx.application.Application;

/** Starts the app. Apart from the application class, so that JavaFX may lie on the class path. */
public final class Launcher {

    private Launcher() {}

    /** Opens the vault in the folder that the first argument names, or the last one. */
    public static void main(String[] arguments) {
        Application.launch(DesktopApp.class, arguments);
    }
}
