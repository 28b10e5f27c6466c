package app.vaultnotes.desktop.editor;

import app.vaultnotes.ui.live.Row;
import app.vaultnotes.ui.live.RowStyle;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.Rectangle;

/**
 * Some rows of a note that are only read. Its height is known as soon as its width is, which that
 * of an area is not: an area only guesses how high rows are until it has shown them.
 */
final class StillText extends Region {

    private static final double LINE = 25;

    private final double most;
    private final double line;
    private final Rectangle clip = new Rectangle();

    /**
     * How much of it is shown.
     *
     * @param height of that, in pixels
     * @param rows that are seen
     */
    private record Extent(double height, int rows) {}

    /**
     * Rows.
     *
     * @param most pixels of height that are shown
     */
    StillText(List<Row> rows, Look look, double most) {
        this.most = most;
        this.line = LINE * look.type().scale();
        getStyleClass().add("still-text");
        setClip(clip);
        for (Row row : rows) {
            StackPane box = new StackPane();
            RowStyle style = getChildren().isEmpty() ? first(row.style()) : row.style();
            box.getChildren().add(new StillRow(row, style, look));
            getChildren().add(box);
        }
        for (Node table : lookupAll(".table")) {
            // It is not the one of the note around that is looked for, nor written in.
            table.getStyleClass().remove("table");
            table.setMouseTransparent(true);
        }
    }

    /** There is no text above the first row that a heading would need air to. */
    private static RowStyle first(RowStyle style) {
        return style.kind() instanceof RowStyle.Heading heading
                ? new RowStyle(
                        new RowStyle.Heading(heading.level(), false),
                        style.indent(),
                        style.mark(),
                        style.quoteDepth(),
                        style.callout(),
                        style.rightToLeft())
                : style;
    }

    /** Whether all rows have their place at this width. */
    boolean isWhole(double width) {
        return extent(width).rows() == getChildren().size() && fits(width);
    }

    private boolean fits(double width) {
        return getChildren().stream().mapToDouble(box -> height(box, width)).sum() <= most;
    }

    /** Whole rows where they fit; of a long one whole lines. */
    private Extent extent(double width) {
        double sum = 0;
        int rows = 0;
        for (Node box : getChildren()) {
            double next = height(box, width);
            if (sum + next > most) {
                double left = Math.floor((most - sum) / line) * line;
                return sum > most / 2 ? new Extent(sum, rows) : new Extent(sum + left, rows + 1);
            }
            sum += next;
            rows++;
        }
        return new Extent(sum, rows);
    }

    private double height(Node box, double width) {
        return snapSizeY(box.prefHeight(width));
    }

    @Override
    protected double computePrefHeight(double width) {
        return extent(width).height();
    }

    @Override
    protected void layoutChildren() {
        Extent extent = extent(getWidth());
        double top = 0;
        for (int i = 0; i < getChildren().size(); i++) {
            Node box = getChildren().get(i);
            double height = height(box, getWidth());
            box.resizeRelocate(0, top, getWidth(), height);
            box.setVisible(i < extent.rows());
            top += height;
        }
        // Signs may stand a little outside of their rows.
        clip.setX(-line);
        clip.setWidth(getWidth() + 2 * line);
        clip.setHeight(extent.height());
    }
}
