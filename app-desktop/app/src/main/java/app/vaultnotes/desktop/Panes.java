package app.vaultnotes.desktop;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.StackPane;

/** The panes of a window: one, or several side by side and one above the other. */
final class Panes extends StackPane {

    static final int MOST = 8;

    private final List<Pane> panes = new ArrayList<>();
    private final Pane.Events events;
    private Pane current;

    Panes(Pane.Events events) {
        this.events = events;
        this.current = new Pane(events);
        panes.add(current);
        getChildren().add(current);
    }

    /** The pane in which one works. */
    Pane current() {
        return current;
    }

    /** All panes, in the order in which they were made. */
    List<Pane> all() {
        return List.copyOf(panes);
    }

    void setCurrent(Pane pane) {
        current = pane;
    }

    void each(Consumer<Page> action) {
        panes.forEach(pane -> pane.each(action));
    }

    /** Makes an empty pane beside or below one; the one itself when there are enough. */
    Pane split(Pane pane, Orientation orientation) {
        if (panes.size() == MOST) {
            return pane;
        }
        Pane added = new Pane(events);
        added.begin();
        panes.add(added);
        SplitPane both = new SplitPane();
        both.setOrientation(orientation);
        both.getStyleClass().add("vn-panes");
        replace(pane, both);
        both.getItems().setAll(pane, added);
        both.applyCss(); // before it has its skin it shows nothing, which then takes no keys
        setCurrent(added);
        return added;
    }

    /** Where no page is open, the panes say so from now on. */
    void begin() {
        panes.forEach(Pane::begin);
    }

    /** Takes a pane away, unless it is the last one; its neighbour takes its room. */
    void remove(Pane pane) {
        if (panes.size() == 1) {
            return;
        }
        SplitPane parent = parent(pane);
        if (parent == null) {
            return;
        }
        Node neighbour = parent.getItems().get(1 - parent.getItems().indexOf(pane));
        parent.getItems().clear();
        replace(parent, neighbour);
        panes.remove(pane);
        setCurrent(first(neighbour));
    }

    private static Pane first(Node node) {
        Node at = node;
        while (at instanceof SplitPane split) {
            at = split.getItems().get(0);
        }
        return (Pane) at;
    }

    private void replace(Node old, Node with) {
        SplitPane parent = parent(old);
        if (parent == null) {
            getChildren().setAll(with);
            return;
        }
        double[] dividers = parent.getDividerPositions();
        parent.getItems().set(parent.getItems().indexOf(old), with);
        parent.setDividerPositions(dividers);
    }

    private @org.jspecify.annotations.Nullable SplitPane parent(Node child) {
        return search(getChildren().get(0), child);
    }

    private static @org.jspecify.annotations.Nullable SplitPane search(Node in, Node child) {
        if (!(in instanceof SplitPane split)) {
            return null;
        }
        if (split.getItems().contains(child)) {
            return split;
        }
        for (Node each : split.getItems()) {
            SplitPane found = search(each, child);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** How the panes stand, to be written down. */
    Layout standing() {
        return standing(getChildren().get(0));
    }

    private static Layout standing(Node node) {
        if (node instanceof SplitPane split) {
            return new Layout.Split(
                    split.getOrientation() == Orientation.HORIZONTAL,
                    split.getDividerPositions()[0],
                    standing(split.getItems().get(0)),
                    standing(split.getItems().get(1)));
        }
        Pane pane = (Pane) node;
        List<TabStrip.Tab> tabs = pane.tabs().all();
        return new Layout.Sheets(
                pane.tabs().current().map(tabs::indexOf).orElse(0),
                tabs.stream().map(tab -> tab.page().name()).toList());
    }

    /**
     * Makes the panes of a layout; for a window whose panes are empty.
     *
     * @param open opens what stands in a pane
     */
    void restore(Layout layout, java.util.function.BiConsumer<Pane, Layout.Sheets> open) {
        restore(panes.get(0), layout, open);
        setCurrent(panes.get(0));
    }

    private void restore(
            Pane pane, Layout layout, java.util.function.BiConsumer<Pane, Layout.Sheets> open) {
        switch (layout) {
            case Layout.Sheets sheets -> open.accept(pane, sheets);
            case Layout.Split split -> {
                Pane second =
                        split(
                                pane,
                                split.sideBySide() ? Orientation.HORIZONTAL : Orientation.VERTICAL);
                SplitPane both = parent(pane);
                if (both != null) {
                    both.setDividerPositions(split.share());
                }
                restore(pane, split.first(), open);
                if (!second.equals(pane)) {
                    restore(second, split.second(), open);
                }
            }
        }
    }
}
