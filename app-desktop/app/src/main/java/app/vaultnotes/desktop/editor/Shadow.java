package app.vaultnotes.desktop.editor;

import javafx.beans.InvalidationListener;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;

/**
 * The shadow of a panel that floats: a node of its own behind the panel. As an effect of the panel
 * it would be computed anew for every letter that changes in the panel, which takes several frames
 * without a graphics card.
 */
public final class Shadow extends Region {

    private final Region panel;

    private Shadow(Region panel) {
        this.panel = panel;
        getStyleClass().add("vn-shadow");
        setManaged(false);
        setMouseTransparent(true);
        setCache(true);
        visibleProperty().bind(panel.visibleProperty());
        InvalidationListener moved = o -> follow();
        panel.layoutXProperty().addListener(moved);
        panel.layoutYProperty().addListener(moved);
        panel.widthProperty().addListener(moved);
        panel.heightProperty().addListener(moved);
    }

    private void follow() {
        resizeRelocate(panel.getLayoutX(), panel.getLayoutY(), panel.getWidth(), panel.getHeight());
    }

    /** Adds a panel with its shadow to a layout, in front of what is there. */
    public static void add(Pane layout, Region panel) {
        layout.getChildren().addAll(new Shadow(panel), panel);
    }
}
