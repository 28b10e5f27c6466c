package app.vaultnotes.desktop.editor;

import java.util.Optional;
import javafx.geometry.Bounds;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.stage.Popup;
import org.jspecify.annotations.Nullable;

/**
 * A panel that floats over a note, in the look of the note's window. Its window is made when it is
 * first shown: every note that is opened would wait for it. For the JavaFX thread.
 */
final class Floating {

    private final Region panel;
    private @Nullable Popup popup;

    /** A panel that is not shown yet. */
    Floating(Region panel) {
        this.panel = panel;
    }

    boolean isShowing() {
        return popup != null && popup.isShowing();
    }

    void hide() {
        if (popup != null) {
            popup.hide();
        }
    }

    /** Where an area's caret is on the screen; a row that is new is laid out before. */
    static Optional<Bounds> caret(LiveArea area) {
        if (area.getCaretBounds().isEmpty()) {
            area.layout();
        }
        return area.getCaretBounds();
    }

    /** Shows it at a place on the screen. */
    void show(LiveArea area, double x, double y) {
        Popup shown = popup == null ? make() : popup;
        popup = shown;
        StackPane layout = (StackPane) shown.getContent().get(0);
        layout.getStylesheets().setAll(area.getScene().getStylesheets());
        shown.getScene()
                .getRoot()
                .getStyleClass()
                .setAll(area.getScene().getRoot().getStyleClass());
        shown.show(area, x, y);
    }

    private Popup make() {
        StackPane layout = new StackPane();
        Shadow.add(layout, panel);
        Popup made = new Popup();
        made.getContent().add(layout);
        made.setAutoHide(true);
        made.setAutoFix(true);
        return made;
    }
}
