package app.vaultnotes.desktop;

import java.net.URL;
import java.util.List;
import java.util.Objects;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.scene.Scene;

/** The look of all windows: light or dark, as the system has it unless its user chose. */
final class Theme {

    private static final String BASE = "/atlantafx/base/theme/primer-light.css";
    private static final String DARK = "dark";

    /** What its user chose. */
    enum Choice {
        SYSTEM,
        LIGHT,
        DARK
    }

    private Theme() {}

    /** Sets what all windows share; call before the first one is made. */
    static void begin() {
        Application.setUserAgentStylesheet(BASE);
    }

    /** Dresses a window or dialog. */
    static void dress(Scene scene, Choice choice) {
        scene.getStylesheets().setAll(List.of(sheet("tokens.css"), sheet("components.css")));
        boolean dark =
                choice == Choice.DARK
                        || (choice == Choice.SYSTEM
                                && Platform.getPreferences().getColorScheme() == ColorScheme.DARK);
        List<String> classes = scene.getRoot().getStyleClass();
        classes.remove(DARK);
        if (dark) {
            classes.add(DARK);
        }
    }

    static String sheet(String name) {
        URL found = Theme.class.getResource(name);
        return Objects.requireNonNull(found, name).toExternalForm();
    }
}
