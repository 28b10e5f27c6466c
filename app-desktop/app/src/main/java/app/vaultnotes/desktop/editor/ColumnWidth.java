package app.vaultnotes.desktop.editor;

import javafx.animation.PauseTransition;
import javafx.geometry.Insets;
import javafx.util.Duration;

/** Keeps an area's column in the middle, and what is as wide as the column at its width. */
final class ColumnWidth {

    private static final int TOP_AIR = 8;
    private static final Duration RESIZED_AFTER = Duration.millis(120);

    private final LiveArea area;
    private final Look look;
    private final PauseTransition resized = new PauseTransition(RESIZED_AFTER);
    private double shown;

    ColumnWidth(LiveArea area, Look look) {
        this.area = area;
        this.look = look;
        resized.setOnFinished(e -> fit());
        area.widthProperty().addListener(o -> set());
    }

    /** The area or its type has another width. */
    void set() {
        double side = look.side(area.getWidth());
        area.setPadding(new Insets(TOP_AIR, side, 0, side));
        if (shown == 0) {
            shown = look.columnWidth();
        } else if (look.columnWidth() != shown) {
            resized.playFromStart();
        }
    }

    /** What is as wide as the column is made anew once its width stays. */
    private void fit() {
        if (!area.isFocused() && area.isFocusWithin()) {
            resized.playFromStart(); // What is written in keeps its node.
            return;
        }
        shown = look.columnWidth();
        for (int i = 0; i < area.fold().rows().size(); i++) {
            if (Widgets.isWide(area.fold().rows().get(i))) {
                area.remake(i);
            }
        }
    }
}
