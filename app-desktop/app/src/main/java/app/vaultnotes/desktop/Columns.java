package app.vaultnotes.desktop;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.SplitPane;
import org.jspecify.annotations.Nullable;

/** The columns of a window: what is at the left, the panes, what stands beside a note. */
final class Columns extends SplitPane {

    private static final double SIDEBAR = 256;
    private static final double RIGHT = 280;

    private final AppWindow window;
    private final Sidebar sidebar;
    private final Panes panes;
    private final RightPanel right;
    private double zoom = 1;

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

    /** Shows a panel, or hides it. */
    void toggle(Node panel) {
        List<Node> shown = new ArrayList<>();
        for (Node each : List.of(sidebar, panes, right)) {
            if (shows(each) != each.equals(panel)) {
                shown.add(each);
            }
        }
        getItems().setAll(shown);
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
        if (!shows(right)) {
            ends.add(Icons.button(Icons.RIGHT, Words.of("command.right"), window::toggleRight));
        }
        all.forEach(pane -> pane.setEnd(List.of()));
        all.get(0).setEnd(ends);
    }

    /** Which panels are shown, in one line that can be kept. */
    String written() {
        return (shows(sidebar) ? "left " : "none ") + (shows(right) ? "right" : "");
    }

    /** Shows the panels named in such a line; all when it is empty. */
    void restore(String written) {
        if (!written.isEmpty() && written.contains("left") != shows(sidebar)) {
            window.toggleSidebar();
        }
        if (!written.isEmpty() && written.contains("right") != shows(right)) {
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
