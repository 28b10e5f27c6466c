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
    static final String FOLDER = "fltral-folder-20";
    static final String TAG = "fltrmz-tag-20";
    static final String BOOKMARK = "fltral-bookmark-20";
    static final String SORT = "fltral-arrow-sort-20";
    static final String TRASH = "fltral-delete-20";
    static final String SETTINGS = "fltrmz-settings-20";
    static final String DOWN = "fltral-chevron-down-20";
    static final String READING = "fltral-book-open-20";
    static final String MORE = "fltrmz-more-20";
    static final String OUTLINE = "fltrmz-text-bullet-list-tree-20";
    static final String LINKS = "fltral-link-20";
    static final String PROPERTIES = "fltral-apps-list-20";
    static final String HISTORY = "fltral-history-20";
    static final String UNDO = "fltral-arrow-undo-20";
    static final String INFO = "fltral-info-20";
    static final String NOTE = "fltral-document-20";
    static final String FILE = "fltral-attach-20";
    static final String DARK = "fltrmz-weather-moon-20";

    static final String REPLACE = "fltral-arrow-swap-20";
    static final String STAR = "fltrmz-star-20";
    static final String PREVIOUS = "fltral-chevron-left-20";
    static final String LIGHT = "fltrmz-weather-sunny-20";
    static final String WRITING = "fltrmz-text-font-20";
    static final String KEYBOARD = "fltral-keyboard-20";
    static final String LANGUAGE = "fltral-globe-20";
    static final String IMPORT = "fltral-arrow-import-20";
    static final String OPEN_FOLDER = "fltral-folder-open-20";
    static final String NEXT = "fltral-chevron-right-20";

    static final String PICTURE = "fltral-image-20";

    static final String LAPTOP = "fltral-laptop-20";
    static final String DESKTOP = "fltral-desktop-20";
    static final String PHONE = "fltrmz-phone-mobile-20";
    static final String TABLET = "fltrmz-tablet-20";
    static final String TERMINAL = "fltral-code-20";
    static final String RELAY = "fltral-cloud-20";
    static final String PERSON = "fltrmz-person-20";
    static final String PEOPLE = "fltrmz-people-20";
    static final String DONE = "fltral-checkmark-20";
    static final String SYNC = "fltral-arrow-sync-20";

    private static final double TOOLTIP_MILLIS = 600;

    private Icons() {}

    static FontIcon of(String literal) {
        return new FontIcon(literal);
    }

    /** An icon beside a line of text. */
    static FontIcon small(String literal) {
        FontIcon icon = of(literal);
        icon.getStyleClass().add("vn-icon-small");
        return icon;
    }

    /** Shows that what a button stands for is on, or off. */
    static void setOn(Button button, boolean on) {
        button.getStyleClass().removeAll("on");
        if (on) {
            button.getStyleClass().add("on");
        }
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
        name(button, name);
        button.setOnAction(e -> action.run());
        return button;
    }

    /** Says what a button does to those who see only its icon, and to screen readers. */
    static void name(Button button, String name) {
        button.setAccessibleText(name);
        button.setOnMouseEntered(e -> tell(button, name));
    }

    /** A tooltip is a window of its own; most buttons never need theirs. */
    private static void tell(Button button, String name) {
        if (button.getTooltip() == null) {
            Tooltip tooltip = new Tooltip(name);
            tooltip.setShowDelay(Duration.millis(TOOLTIP_MILLIS));
            button.setTooltip(tooltip);
        }
    }
}
