package app.vaultnotes.desktop.editor;

import app.vaultnotes.ui.live.Folding;
import app.vaultnotes.ui.live.Patch;
import app.vaultnotes.ui.live.RowStyle;
import app.vaultnotes.ui.live.Selection;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.control.Label;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/**
 * What folds parts of a note: commands, and a mark in the margin of the row that the mouse is over.
 * For the JavaFX thread.
 */
final class Folds {

    private static final double SIZE = 20;
    private static final int LEFT = 24;
    private static final int GAP = 6;
    private static final int INDENT = 28;

    private final LiveArea area;
    private final EditorWords words;
    private final Region arrow = new Region();
    private final StackPane mark = new StackPane(arrow);
    private int marked = -1;

    Folds(LiveArea area, EditorWords words) {
        this.area = area;
        this.words = words;
        arrow.getStyleClass().add("arrow");
        arrow.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        mark.getStyleClass().add("vn-fold");
        mark.setAccessibleRole(AccessibleRole.BUTTON);
        mark.setCursor(Cursor.HAND);
        mark.setManaged(false);
        mark.setVisible(false);
        mark.resize(SIZE, SIZE);
        mark.setOnMousePressed(e -> {
            toggle(marked);
            e.consume();
        });
        area.addEventFilter(MouseEvent.MOUSE_MOVED, this::moved);
        area.addEventFilter(ScrollEvent.SCROLL, e -> hide());
        area.addEventFilter(KeyEvent.KEY_PRESSED, e -> hide());
    }

    /** Puts the mark over what shows the note. */
    void addTo(Pane pane) {
        pane.getChildren().add(mark);
        pane.addEventFilter(MouseEvent.MOUSE_EXITED, e -> hide());
    }

    // ---- the mark in the margin ----

    private void moved(MouseEvent e) {
        Point2D at = new Point2D(e.getScreenX(), e.getScreenY());
        for (int i = 0; i < area.getVisibleParagraphs().size(); i++) {
            int row = area.visibleParToAllParIndex(i);
            Optional<Bounds> bounds = area.getParagraphBoundsOnScreen(row);
            if (bounds.filter(b -> b.getMinY() <= at.getY() && b.getMaxY() > at.getY())
                    .isPresent()) {
                over(row, bounds.get());
                return;
            }
        }
        hide();
    }

    private void over(int row, Bounds bounds) {
        Folding fold = area.fold();
        int place = fold.map().source0(row);
        if (!fold.canFold(place)) {
            hide();
            return;
        }
        marked = place;
        boolean closed = fold.isFolded(place);
        mark.getStyleClass().setAll("vn-fold", closed ? "closed" : "open");
        mark.setAccessibleText(words.of(closed ? "fold.open" : "fold.close"));
        Point2D corner = mark.getParent().screenToLocal(bounds.getMinX(), bounds.getMinY());
        RowStyle style = fold.rows().get(row).style();
        mark.relocate(x(style) + corner.getX(), corner.getY() + air(style, bounds.getHeight()));
        mark.setVisible(true);
    }

    /** Left of the text, and of the mark of a list item. */
    private static double x(RowStyle style) {
        double beside = style.mark().isPresent() ? INDENT : 0;
        double quote = style.quoteDepth() > 1 ? (style.quoteDepth() - 1) * (double) LEFT : 0;
        double indent = style.indent() > 0 ? style.indent() * (double) INDENT : 0;
        return indent + quote - beside - LEFT;
    }

    private static double air(RowStyle style, double height) {
        boolean heading = style.kind() instanceof RowStyle.Heading;
        return heading ? Math.max(0, height - SIZE - 10) : Math.min(3, height / 4);
    }

    private void hide() {
        mark.setVisible(false);
        marked = -1;
    }

    // ---- what is folded ----

    /** Folds or unfolds what begins at a place of the note. */
    void toggle(int place) {
        Folding fold = area.fold();
        if (place >= 0 && place <= area.live().length()) {
            show(fold.isFolded(place) ? fold.unfold(place) : fold.fold(place));
        }
    }

    /** Folds what the caret stands in, or shows it again. */
    void toggle() {
        int caret = area.selected().caret();
        if (area.fold().isFolded(caret)) {
            toggle(caret);
        } else {
            area.fold().around(caret).ifPresent(this::toggle);
        }
    }

    /** Folds all that can be folded, or shows all of it. */
    void all(boolean folded) {
        area.selected(); // The caret is where it was last put.
        show(folded ? area.fold().foldAll() : area.fold().unfoldAll());
    }

    /** Folds what was folded before. */
    void fold(List<Integer> places) {
        show(area.fold().foldAll(places));
    }

    private void show(List<Patch> patches) {
        area.show(patches);
        Selection at = area.selected();
        Selection outside = new Selection(outside(at.anchor()), outside(at.caret()));
        if (!outside.equals(at)) {
            area.select(outside.anchor(), outside.caret());
        }
        area.requestFollowCaret();
        hide();
    }

    /**
     * A caret inside of what is folded would open it again: it goes to the end of its first row.
     */
    private int outside(int place) {
        Folding fold = area.fold();
        int start = fold.map().source0(fold.map().rowAtSource(place));
        return fold.isFolded(start) ? Math.min(place, area.live().lineEnd(start)) : place;
    }

    // ---- what stands for what is folded ----

    /** The sign at the end of a folded row. */
    static Label sign(int rows, Look look, AreaListener listener) {
        Label sign = new Label("···");
        sign.getStyleClass().add("folded");
        sign.setAlignment(Pos.CENTER);
        sign.setCursor(Cursor.HAND);
        sign.setTranslateX(GAP);
        sign.setAccessibleRole(AccessibleRole.BUTTON);
        sign.setAccessibleText(listener.words("fold.hidden", rows));
        sign.addEventFilter(
                MouseEvent.MOUSE_PRESSED,
                e -> {
                    LiveArea area = look.area();
                    look.place(sign).ifPresent(at -> area.show(area.fold().unfold(at)));
                    e.consume();
                });
        return sign;
    }
}
