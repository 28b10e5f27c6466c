package app.vaultnotes.desktop.editor;

import javafx.animation.PauseTransition;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.layout.Region;
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
        // In the middle of what the scroll bar leaves or not: it comes and goes while one writes.
        double bar = area.getParent() instanceof Region all ? all.getWidth() - area.getWidth() : 0;
        double moved = Math.clamp(Math.floor(bar / 2), 0, side - Look.SIDE);
        area.setPadding(new Insets(TOP_AIR, side - moved, 0, side + moved));
        if (shown == 0) {
            shown = look.columnWidth();
        } else if (look.columnWidth() != shown) {
            resized.playFromStart();
        }
    }

    /**
     * Whether something in the area has the keys. Asked of the window, since an area that was moved
     * to another place in it while it had the keys believes for good that they are within.
     */
    private boolean isWrittenIn() {
        Node owner = area.getScene() == null ? null : area.getScene().getFocusOwner();
        Parent around = owner == null ? null : owner.getParent();
        while (around != null && !around.equals(area)) {
            around = around.getParent();
        }
        return around != null;
    }

    /** What is as wide as the column is made anew once its width stays. */
    private void fit() {
        if (isWrittenIn()) {
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
