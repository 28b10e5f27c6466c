package app.vaultnotes.desktop;

import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Tooltip;
import javafx.util.Duration;
import org.kordamp.ikonli.javafx.FontIcon;

/** Icons, and buttons that are nothing but one. */
final class Icons {

    static final String SIDEBAR = "fltral-dock-left-20";
    static final String RIGHT = "fltral-dock-right-20";
    static final String SEARCH = "fltrmz-search-20";
    static final String NEW_FOLDER = "fltral-folder-add-20";
    static final String NEW_NOTE = "fltrmz-note-add-20";
    static final String TODAY = "fltral-calendar-20";
    static final String CLOSE = "fltral-dismiss-20";
    static final String ADD = "fltral-add-20";
    static final String BACK = "fltral-arrow-left-20";
    static final String FORWARD = "fltral-arrow-right-20";
    static final String DARK = "fltrmz-weather-moon-20";

    private static final double TOOLTIP_MILLIS = 600;

    private Icons() {}

    static FontIcon of(String literal) {
        return new FontIcon(literal);
    }

    /**
     * A button that shows an icon alone.
     *
     * @param name what it does, for its tooltip and for screen readers
     */
    static Button button(String literal, String name, Runnable action) {
        Button button = new Button();
        button.setGraphic(of(literal));
        button.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        button.getStyleClass().add("vn-icon-button");
        button.setAccessibleText(name);
        Tooltip tooltip = new Tooltip(name);
        tooltip.setShowDelay(Duration.millis(TOOLTIP_MILLIS));
        button.setTooltip(tooltip);
        button.setOnAction(e -> action.run());
        return button;
    }
}
