package app.vaultnotes.desktop;

import javafx.scene.Node;
import javafx.scene.control.ListCell;
import org.jspecify.annotations.Nullable;

/** A cell as wide as its list and as high as what it shows needs for that, with wrapping text. */
abstract class WideCell<T> extends ListCell<T> {

    WideCell() {
        setPrefWidth(0);
    }

    /** What shows an item. */
    abstract Node show(T item);

    @Override
    protected final void updateItem(@Nullable T item, boolean empty) {
        super.updateItem(item, empty);
        setText(null);
        setGraphic(item == null || empty ? null : show(item));
    }

    @Override
    protected final double computePrefHeight(double width) {
        Node graphic = getGraphic();
        double sides = snappedLeftInset() + snappedRightInset();
        double room = (width < 0 ? getWidth() : width) - sides;
        return graphic == null
                ? super.computePrefHeight(width)
                : snappedTopInset() + graphic.prefHeight(Math.max(1, room)) + snappedBottomInset();
    }

    @Override
    protected final void layoutChildren() {
        super.layoutChildren();
        Node graphic = getGraphic();
        if (graphic != null) {
            double width = getWidth() - snappedLeftInset() - snappedRightInset();
            double height = getHeight() - snappedTopInset() - snappedBottomInset();
            graphic.resizeRelocate(snappedLeftInset(), snappedTopInset(), width, height);
        }
    }
}
