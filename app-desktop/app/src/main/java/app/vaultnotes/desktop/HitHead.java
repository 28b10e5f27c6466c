package app.vaultnotes.desktop;

import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;

/**
 * The first line of a hit: the title, the folder beside it and the day at the end. Where they do
 * not fit, the folder and the day stand below the title.
 */
final class HitHead extends Region {

    private static final double GAP = 8;

    private final MarkedText title;
    private final Label folder;
    private final Label day;

    HitHead(MarkedText title, Label folder, Label day) {
        this.title = title;
        this.folder = folder;
        this.day = day;
        getChildren().addAll(title, folder, day);
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    private boolean isOneLine(double width) {
        double folderWidth = folder.getText().isEmpty() ? 0 : folder.prefWidth(-1) + GAP;
        return title.prefWidth(-1) + folderWidth + GAP + day.prefWidth(-1) <= width;
    }

    private double titleHeight(double width) {
        return title.prefHeight(isOneLine(width) ? title.prefWidth(-1) : width);
    }

    @Override
    protected double computeMinWidth(double height) {
        return 0;
    }

    @Override
    protected double computePrefHeight(double given) {
        double width = given < 0 ? Math.max(getWidth(), 1) : given;
        double below = isOneLine(width) ? 0 : day.prefHeight(-1);
        return titleHeight(width) + below;
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        boolean oneLine = isOneLine(width);
        double titleWidth = oneLine ? title.prefWidth(-1) : width;
        double titleHeight = titleHeight(width);
        double dayWidth = Math.min(width, day.prefWidth(-1));
        double left = oneLine ? titleWidth + GAP : 0;
        title.resizeRelocate(0, 0, titleWidth, titleHeight);
        title.layout();
        double top = oneLine ? title.getBaselineOffset() - day.getBaselineOffset() : titleHeight;
        place(day, width - dayWidth, top, dayWidth);
        place(folder, left, top, Math.max(0, width - dayWidth - GAP - left));
    }

    private static void place(Node node, double left, double top, double width) {
        node.resizeRelocate(left, top, width, node.prefHeight(-1));
    }
}
