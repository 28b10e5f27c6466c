package app.vaultnotes.desktop.editor;

import javafx.geometry.Bounds;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.ScrollBar;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;

/**
 * Shows something that may be wider than its place, with a bar to scroll it sideways then. It is as
 * high as what it shows; turning the wheel up and down belongs to the note.
 */
final class SidewaysBox extends Region {

    private static final int BAR = 12;

    private final Region content;
    private final ScrollBar bar = new ScrollBar();
    private final Rectangle clip = new Rectangle();
    private final double room;
    private final int barHeight;

    /**
     * A box.
     *
     * @param content as wide as its least width
     * @param room how wide the box is
     * @param isFromRight whether the right end is what one sees first
     */
    SidewaysBox(Region content, double room, boolean isFromRight) {
        this.content = content;
        this.room = room;
        double hidden = Math.max(0, content.getMinWidth() - room);
        this.barHeight = hidden > 0 ? BAR : 0;
        bar.setVisible(hidden > 0);
        bar.setOrientation(Orientation.HORIZONTAL);
        bar.setFocusTraversable(false);
        bar.setMax(hidden);
        bar.setValue(isFromRight ? hidden : 0);
        bar.setVisibleAmount(hidden * room / content.getMinWidth());
        bar.valueProperty().addListener(o -> requestLayout());
        setClip(clip);
        addEventFilter(ScrollEvent.SCROLL, this::scroll);
        getChildren().addAll(content, bar);
    }

    private void scroll(ScrollEvent e) {
        if (Math.abs(e.getDeltaX()) > Math.abs(e.getDeltaY())) {
            bar.setValue(Math.clamp(bar.getValue() - e.getDeltaX(), 0, bar.getMax()));
            e.consume();
        }
    }

    /** Scrolls to something in the content. */
    void show(Node inside) {
        Bounds place = content.sceneToLocal(inside.localToScene(inside.getLayoutBounds()));
        double left = Math.max(place.getMaxX() - room, Math.min(place.getMinX(), bar.getValue()));
        bar.setValue(Math.clamp(left, 0, bar.getMax()));
    }

    @Override
    public double getBaselineOffset() {
        return BASELINE_OFFSET_SAME_AS_HEIGHT;
    }

    @Override
    protected double computeMinWidth(double height) {
        return room;
    }

    @Override
    protected double computePrefWidth(double height) {
        return room;
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected double computePrefHeight(double width) {
        return content.prefHeight(content.getMinWidth()) + barHeight;
    }

    @Override
    protected void layoutChildren() {
        double height = content.prefHeight(content.getMinWidth());
        content.resizeRelocate(-Math.rint(bar.getValue()), 0, content.getMinWidth(), height);
        bar.resizeRelocate(0, height + 2, room, BAR - 2.0);
        // Its own height may be that of letters which had no style yet.
        clip.setWidth(room);
        clip.setHeight(height + barHeight);
    }
}
