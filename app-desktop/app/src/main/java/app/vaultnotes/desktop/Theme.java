package app.vaultnotes.desktop;

import app.vaultnotes.desktop.editor.NoteType;
import app.vaultnotes.desktop.editor.ScaledSheet;
import java.net.URL;
import java.util.ArrayList;
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
    private static final String ACCENT = "accent-";

    /** The accents that can be chosen; each is a class of its own in the sheet of tokens. */
    static final List<String> ACCENTS =
            List.of("teal", "blue", "violet", "rose", "red", "amber", "green", "gray");

    private Theme() {}

    /** Sets what all windows share; call before the first one is made. */
    static void begin() {
        Application.setUserAgentStylesheet(BASE);
    }

    /** Dresses a window or dialog. */
    static void dress(Scene scene, Preferences preferences) {
        int zoom = preferences.number(Preferences.Key.ZOOM, 50, 300);
        List<String> sheets =
                List.of(
                        ScaledSheet.of(sheet("tokens.css"), zoom),
                        ScaledSheet.of(sheet("components.css"), zoom));
        if (!scene.getStylesheets().equals(sheets)) {
            scene.getStylesheets().setAll(sheets);
        }
        List<String> classes = new ArrayList<>(scene.getRoot().getStyleClass());
        classes.removeIf(name -> name.equals(DARK) || name.startsWith(ACCENT));
        if (isDark(preferences)) {
            classes.add(DARK);
        }
        classes.add(ACCENT + preferences.get(Preferences.Key.ACCENT));
        if (!scene.getRoot().getStyleClass().equals(classes)) {
            scene.getRoot().getStyleClass().setAll(classes);
        }
        if (scene.getWindow() != null && scene.getWindow().isShowing()) {
            // Until then all styles are taken back, and who asks for a row measures bare letters.
            scene.getRoot().applyCss();
        }
    }

    static boolean isDark(Preferences preferences) {
        return switch (preferences.get(Preferences.Key.THEME)) {
            case "dark" -> true;
            case "light" -> false;
            default -> Platform.getPreferences().getColorScheme() == ColorScheme.DARK;
        };
    }

    /** Chooses dark where it is light, and light where it is dark. */
    static void toggle(Preferences preferences) {
        preferences.set(Preferences.Key.THEME, isDark(preferences) ? "light" : "dark");
    }

    /** Makes everything larger or smaller by so many per cent; as large as usual with 0. */
    static void zoom(Preferences preferences, int by) {
        int now = preferences.number(Preferences.Key.ZOOM, 50, 300);
        int zoom = by == 0 ? 100 : Math.clamp(now + (long) by, 50, 300);
        preferences.set(Preferences.Key.ZOOM, Integer.toString(zoom));
    }

    /** How many times the usual size everything has. */
    static double zoom(Preferences preferences) {
        return preferences.number(Preferences.Key.ZOOM, 50, 300) / 100.0;
    }

    /** How notes are set. */
    static NoteType type(Preferences preferences) {
        double zoom = zoom(preferences);
        int size = preferences.number(Preferences.Key.NOTE_SIZE, 8, 48);
        NoteType.Width width =
                switch (preferences.get(Preferences.Key.LINE_WIDTH)) {
                    case "narrow" -> NoteType.Width.NARROW;
                    case "wide" -> NoteType.Width.WIDE;
                    case "full" -> NoteType.Width.FULL;
                    default -> NoteType.Width.READING;
                };
        return new NoteType(preferences.get(Preferences.Key.NOTE_FONT), size * zoom, width);
    }

    static String sheet(String name) {
        URL found = Theme.class.getResource(name);
        return Objects.requireNonNull(found, name).toExternalForm();
    }
}
