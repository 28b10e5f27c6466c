package app.vaultnotes.desktop.editor;

import javafx.geometry.Bounds;
import javafx.scene.shape.Rectangle;
import org.fxmisc.richtext.CaretNode;

/**
 * Keeps a caret as high as a line of text. The area makes it as high as what it stands beside,
 * which may be a table.
 */
final class CaretHeight {

    /** As high as the largest heading, in pixels at the size for which all is measured. */
    private static final double MOST = 48;

    private static final double LINE = 25;

    private final LiveArea area;
    private final CaretNode caret;

    private CaretHeight(LiveArea area, CaretNode caret) {
        this.area = area;
        this.caret = caret;
        caret.layoutBoundsProperty().addListener((o, was, bounds) -> cut(bounds));
    }

    /** Keeps the caret of an area low. */
    static void of(LiveArea area) {
        of(area, area.getCaretSelectionBind().getUnderlyingCaret());
    }

    /** Keeps a caret in an area low that is somebody else's. */
    static void of(LiveArea area, CaretNode caret) {
        CaretHeight _ = new CaretHeight(area, caret);
    }

    /** Before a table it is seen at its top, behind it at its foot. */
    private void cut(Bounds bounds) {
        double scale = area.type().scale();
        if (bounds.getHeight() <= MOST * scale) {
            caret.setClip(null);
            return;
        }
        double line = LINE * scale;
        boolean before = caret.getColumnPosition() == 0;
        double top = before ? bounds.getMinY() : bounds.getMaxY() - line;
        caret.setClip(new Rectangle(bounds.getMinX(), top, bounds.getWidth(), line));
    }
}
