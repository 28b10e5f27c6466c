package app.vaultnotes.desktop;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.SplitPane;
import org.jspecify.annotations.Nullable;

/** The columns of a window: what is at the left, the panes, what stands beside a note. */
final class Columns extends SplitPane {

    private static final double SIDEBAR = 256;
    private static final double RIGHT = 280;

    /** The paper has air where nothing stands between it and the edge of the window. */
    private static final PseudoClass LEFT_EDGE = PseudoClass.getPseudoClass("left-edge");

    private static final PseudoClass RIGHT_EDGE = PseudoClass.getPseudoClass("right-edge");

    private final AppWindow window;
    private final Sidebar sidebar;
    private final Panes panes;
    private final RightPanel right;
    private double zoom = 1;
    private boolean wantsRight = true;

    /** Whether there is something to stand beside: a note is at the front. */
    private boolean fitsRight = true;

    Columns(AppWindow window, Sidebar sidebar, Panes panes, RightPanel right) {
        this.window = window;
        this.sidebar = sidebar;
        this.panes = panes;
        this.right = right;
        getStyleClass().add("vn-columns");
        getItems().setAll(sidebar, panes, right);
        setResizableWithParent(sidebar, false);
        setResizableWithParent(right, false);
        place(AppWindow.WIDTH);
    }

    private void place(double width) {
        pseudoClassStateChanged(LEFT_EDGE, !shows(sidebar));
        pseudoClassStateChanged(RIGHT_EDGE, !shows(right));
        List<Double> dividers = new ArrayList<>();
        if (shows(sidebar)) {
            dividers.add(SIDEBAR * zoom / width);
        }
        if (shows(right)) {
            dividers.add(1 - RIGHT * zoom / width);
        }
        setDividerPositions(dividers.stream().mapToDouble(d -> d).toArray());
    }

    /** Gives the panels the room that everything takes at another size. */
    void setZoom(double now) {
        if (now != zoom) {
            zoom = now;
            applyCss(); // The least widths follow the size, and dividers keep to them.
            place(Math.max(AppWindow.WIDTH / 2, getWidth()));
        }
    }

    boolean shows(Node panel) {
        return getItems().contains(panel);
    }

    /** Shows what is at the left, or hides it. */
    void toggleSidebar() {
        show(!shows(sidebar), shows(right));
    }

    /** Shows what belongs to the note, or hides it. */
    void toggleRight() {
        wantsRight = !wantsRight;
        show(shows(sidebar), wantsRight && fitsRight);
    }

    /** Whether one wants to see what belongs to a note, where there is one. */
    boolean wantsRight() {
        return wantsRight;
    }

    /**
     * Hides what belongs to a note while none is at the front.
     *
     * @param hasBegun whether all that is to be open at first is; until then it is on its way
     */
    void fit(boolean hasBegun) {
        Optional<Page> page = panes.current().page();
        boolean isNote = page.flatMap(Page::note).isPresent();
        boolean isKnown = hasBegun || page.isPresent();
        if (isKnown && isNote != fitsRight) {
            fitsRight = isNote;
            show(shows(sidebar), wantsRight && fitsRight);
            showEnds(panes.all());
        }
    }

    /** The panes stay where they are: what is written in keeps the keys. */
    private void show(boolean withSidebar, boolean withRight) {
        if (withSidebar && !shows(sidebar)) {
            getItems().add(0, sidebar);
        } else if (!withSidebar) {
            getItems().remove(sidebar);
        }
        if (withRight && !shows(right)) {
            getItems().add(right);
        } else if (!withRight) {
            getItems().remove(right);
        }
        place(Math.max(AppWindow.WIDTH / 2, window.stage().getWidth()));
    }

    /** The buttons of the window stand at the end of the tabs, where panels are hidden. */
    void showEnds(List<Pane> all) {
        List<Node> ends = new ArrayList<>();
        if (!shows(sidebar)) {
            ends.add(
                    Icons.button(
                            Icons.SIDEBAR, Words.of("command.sidebar"), window::toggleSidebar));
        }
        if (fitsRight && !shows(right)) {
            ends.add(Icons.button(Icons.RIGHT, Words.of("command.right"), window::toggleRight));
        }
        all.forEach(pane -> pane.setEnd(List.of()));
        all.get(0).setEnd(ends);
    }

    /** Which panels are shown, in one line that can be kept. */
    String written() {
        return (shows(sidebar) ? "left " : "none ") + (wantsRight ? "right" : "");
    }

    /** Shows the panels named in such a line; all when it is empty. */
    void restore(String written) {
        if (!written.isEmpty() && written.contains("left") != shows(sidebar)) {
            window.toggleSidebar();
        }
        if (!written.isEmpty() && written.contains("right") != wantsRight) {
            window.toggleRight();
        }
    }

    /**
     * Gives the keys to the next part, or to the one before.
     *
     * @param focused what has them now
     * @param work gives them to a pane
     */
    void cycle(int by, @Nullable Node focused, Consumer<Pane> work) {
        List<Runnable> parts = new ArrayList<>();
        int at = 0;
        if (shows(sidebar)) {
            parts.add(sidebar::takeFocus);
        }
        for (Pane pane : panes.all()) {
            at = isIn(focused, pane) ? parts.size() : at;
            parts.add(() -> work.accept(pane));
        }
        if (shows(right)) {
            at = isIn(focused, right) ? parts.size() : at;
            parts.add(right::takeFocus);
        }
        parts.get(Math.floorMod(at + by, parts.size())).run();
    }

    private static boolean isIn(@Nullable Node node, Node parent) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (at.equals(parent)) {
                return true;
            }
        }
        return false;
    }
}
