package app.vaultnotes.desktop.editor;

import java.util.Comparator;
import java.util.Optional;
import javafx.application.Platform;
import javafx.beans.value.ChangeListener;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Scene;
import org.jspecify.annotations.Nullable;

/**
 * Where a note is scrolled to.
 *
 * @param place where the row begins in the note's text that stands at the top of the window
 * @param above pixels of that row that are out of the window
 */
public record Scrolled(int place, int above) {

    /** The begin of a note. */
    public static final Scrolled TOP = new Scrolled(0, 0);

    /** Where an area is scrolled to. */
    static Scrolled of(LiveArea area) {
        Optional<Double> top =
                area.lookupAll(".paragraph-box").stream()
                        .filter(Node::isVisible)
                        .map(box -> place(area, box))
                        .filter(at -> at.getMaxY() > 0)
                        .min(Comparator.comparingDouble(Bounds::getMinY))
                        .map(Bounds::getMinY);
        if (top.isEmpty() || area.getVisibleParagraphs().isEmpty()) {
            return TOP;
        }
        int row = area.firstVisibleParToAllParIndex();
        return new Scrolled(
                area.fold().map().source0(row), (int) Math.max(0, Math.round(-top.get())));
    }

    /** Where a node is in what an area shows; 0 is the upper end of that. */
    private static Bounds place(LiveArea area, Node node) {
        Bounds at = area.sceneToLocal(node.localToScene(node.getLayoutBounds()));
        return new BoundingBox(
                at.getMinX(),
                at.getMinY() - area.getInsets().getTop(),
                at.getWidth(),
                at.getHeight());
    }

    /** Does something to an area that stays scrolled to where it is. */
    static void keep(LiveArea area, Runnable work) {
        Scrolled there = of(area);
        work.run();
        there.restore(area);
    }

    /** Does something to an area whose caret stays where it is on the screen, if it is seen. */
    static void keepCaret(LiveArea area, Runnable work) {
        Optional<Bounds> before = area.getCaretBounds();
        work.run();
        if (before.isPresent()) {
            area.applyCss();
            area.layout();
            area.getCaretBounds()
                    .map(after -> after.getMinY() - before.get().getMinY())
                    .filter(moved -> moved != 0)
                    .ifPresent(area::scrollYBy);
        }
    }

    /** Scrolls an area there, at once or as soon as it is laid out. */
    void restore(LiveArea area) {
        int at = Math.min(place, area.live().length());
        area.showParagraphAtTop(area.fold().map().rowAtSource(at));
        if (above > 0) {
            new Rest(area, above).begin();
        }
    }

    /** The pixels of a row can be scrolled once it is laid out, and before it is painted. */
    private static final class Rest {
        private final LiveArea area;
        private final int above;
        private final Runnable laidOut = this::laidOut;
        private final ChangeListener<Scene> moved = (o, was, is) -> listen(was, is);

        Rest(LiveArea area, int above) {
            this.area = area;
            this.above = above;
        }

        void begin() {
            area.sceneProperty().addListener(moved);
            listen(null, area.getScene());
        }

        private void listen(@Nullable Scene was, @Nullable Scene is) {
            if (was != null) {
                was.removePostLayoutPulseListener(laidOut);
            }
            if (is != null) {
                is.addPostLayoutPulseListener(laidOut);
                Platform.requestNextPulse();
            }
        }

        private void laidOut() {
            if (area.getHeight() > 0 && !area.getVisibleParagraphs().isEmpty()) {
                area.sceneProperty().removeListener(moved);
                listen(area.getScene(), null);
                area.scrollYBy(above);
                area.layout();
            }
        }
    }
}
