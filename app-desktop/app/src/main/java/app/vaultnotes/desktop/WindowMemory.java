package app.vaultnotes.desktop;

import app.vaultnotes.document.Id;
import java.util.Optional;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;

/** How a window on a vault looked when it was last open. */
final class WindowMemory {

    private static final int MOST_WINDOWS = 10;
    private static final int LEAST = 400;

    private final Preferences preferences;
    private final String name;

    /** The memory of a vault's window with this number, from 0. */
    WindowMemory(Preferences preferences, Id vault, int number) {
        this.preferences = preferences;
        this.name = vault + "." + number;
    }

    /** How many windows a vault had; at least one. */
    static int count(Preferences preferences, OpenedVault vault) {
        String count = preferences.remembered(vault.id() + ".windows");
        return count.matches("\\d{1,2}") ? Math.clamp(Integer.parseInt(count), 1, MOST_WINDOWS) : 1;
    }

    static void setCount(Preferences preferences, OpenedVault vault, int count) {
        preferences.remember(vault.id() + ".windows", Integer.toString(count));
    }

    /** Keeps how a window looks. */
    void keep(AppWindow window) {
        Stage stage = window.stage();
        if (!stage.isMaximized()) {
            preferences.remember(
                    name + ".place",
                    String.format(
                            java.util.Locale.ROOT,
                            "%.0f %.0f %.0f %.0f",
                            stage.getX(),
                            stage.getY(),
                            stage.getWidth(),
                            stage.getHeight()));
        }
        preferences.remember(name + ".maximized", stage.isMaximized() ? "yes" : "");
        preferences.remember(name + ".panels", window.columns().written());
        preferences.remember(name + ".panes", window.standing().written());
        window.panes().all().forEach(pane -> pane.each(window.pages()::remember));
        preferences.remember(name + ".folds", window.pages().places().written());
    }

    /** Makes a window look as it did; what is not known, or lies on no screen, stays as it is. */
    void restore(AppWindow window) {
        String[] place = preferences.remembered(name + ".place").split(" ", -1);
        try {
            if (place.length == 4) {
                place(window.stage(), place);
            }
        } catch (NumberFormatException e) {
            // Whoever wrote this there: the window stands where a new one does.
        }
        if (preferences.remembered(name + ".maximized").equals("yes")) {
            window.stage().setMaximized(true);
        }
        window.columns().restore(preferences.remembered(name + ".panels"));
        window.pages().places().read(preferences.remembered(name + ".folds"));
    }

    /** What stood in the panes of the window. */
    Optional<Layout> layout() {
        return Layout.read(preferences.remembered(name + ".panes"));
    }

    private static void place(Stage stage, String[] place) {
        double x = Double.parseDouble(place[0]);
        double y = Double.parseDouble(place[1]);
        double width = Math.max(LEAST, Double.parseDouble(place[2]));
        double height = Math.max(LEAST, Double.parseDouble(place[3]));
        Rectangle2D all = new Rectangle2D(x, y, width, height);
        boolean visible =
                Screen.getScreens().stream().anyMatch(s -> s.getVisualBounds().contains(all));
        if (visible) {
            stage.setX(x);
            stage.setY(y);
        }
        stage.setWidth(width);
        stage.setHeight(height);
    }
}
