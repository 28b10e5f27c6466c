package app.vaultnotes.desktop.editor;

import javafx.scene.Scene;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/**
 * Lays a region out at the begin of a pulse, before the styles are applied. Nodes that come into a
 * scene in the layout pass, as the rows of a virtual flow do, leave the scene's root marked as
 * having styles to apply; JavaFX then paints the whole window in the pulse after, although nothing
 * in it has changed.
 */
final class EarlyLayout {

    private final Region region;
    private final Runnable before = this::layout;
    private final Runnable after = this::settled;

    /** Before a layout pass has given the region its size, texts are not to be wrapped into it. */
    private double settledWidth;

    private EarlyLayout(Region region) {
        this.region = region;
    }

    /** Has a region laid out early in whatever scene it is. */
    static void of(Region region) {
        EarlyLayout early = new EarlyLayout(region);
        region.sceneProperty().addListener((o, was, is) -> early.move(was, is));
    }

    private void move(@Nullable Scene was, @Nullable Scene is) {
        if (was != null) {
            was.removePreLayoutPulseListener(before);
            was.removePostLayoutPulseListener(after);
        }
        if (is != null) {
            is.addPreLayoutPulseListener(before);
            is.addPostLayoutPulseListener(after);
        }
    }

    private void layout() {
        if (region.isNeedsLayout() && settledWidth > 0 && region.getWidth() == settledWidth) {
            // Another theme takes all styles back first; letters would be measured without any.
            region.applyCss();
            region.layout();
        }
    }

    private void settled() {
        settledWidth = region.getWidth();
    }
}
