package app.vaultnotes.desktop;

import app.vaultnotes.document.Id;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;

/** The open notes of a window, in the order in which they were opened. */
final class TabStrip extends HBox {

    private static final int GAP = 4;

    private final List<Tab> tabs = new ArrayList<>();
    private final Consumer<Optional<Id>> chosen;
    private final Consumer<Id> closed;
    private @Nullable Tab current;

    /**
     * An empty strip.
     *
     * @param chosen told of the note to be shown, or of none
     * @param closed told of a note whose tab is gone
     */
    TabStrip(Consumer<Optional<Id>> chosen, Consumer<Id> closed) {
        super(GAP);
        this.chosen = chosen;
        this.closed = closed;
        setAlignment(javafx.geometry.Pos.CENTER_LEFT);
    }

    /** One tab. */
    private final class Tab extends HBox {
        private final Id note;
        private final Label title = new Label();

        Tab(Id note, String name) {
            this.note = note;
            getStyleClass().add("vn-tab");
            setAccessibleRole(AccessibleRole.TAB_ITEM);
            Button close = Icons.button(Icons.CLOSE, Words.of("tab.close"), () -> close(note));
            close.getStyleClass().add("small");
            close.setFocusTraversable(false);
            getChildren().addAll(title, close);
            rename(name);
            setOnMousePressed(e -> {
                if (e.getButton() == MouseButton.MIDDLE) {
                    close(note);
                } else if (e.getButton() == MouseButton.PRIMARY) {
                    choose(this);
                }
            });
        }

        void rename(String name) {
            title.setText(name);
            setAccessibleText(name);
        }
    }

    private Optional<Tab> of(Id note) {
        return tabs.stream().filter(tab -> tab.note.equals(note)).findFirst();
    }

    /** Shows a note's tab, a new one when it has none. */
    void open(Id note, String name) {
        Tab tab = of(note).orElseGet(() -> add(note, name));
        tab.rename(name);
        choose(tab);
    }

    private Tab add(Id note, String name) {
        Tab tab = new Tab(note, name);
        int place = current == null ? tabs.size() : tabs.indexOf(current) + 1;
        tabs.add(place, tab);
        getChildren().setAll(tabs);
        return tab;
    }

    private void choose(@Nullable Tab tab) {
        current = tab;
        for (Tab each : tabs) {
            each.getStyleClass().setAll("vn-tab");
            if (each.equals(tab)) {
                each.getStyleClass().add("current");
            }
        }
        chosen.accept(Optional.ofNullable(tab).map(t -> t.note));
    }

    /** Closes a note's tab; its neighbour takes its place. */
    void close(Id note) {
        Optional<Tab> gone = of(note);
        if (gone.isEmpty()) {
            return;
        }
        int place = tabs.indexOf(gone.get());
        tabs.remove(place);
        getChildren().setAll(tabs);
        closed.accept(note);
        if (gone.get().equals(current)) {
            choose(tabs.isEmpty() ? null : tabs.get(Math.min(place, tabs.size() - 1)));
        }
    }

    void rename(Id note, String name) {
        of(note).ifPresent(tab -> tab.rename(name));
    }

    /** The note that is shown. */
    Optional<Id> current() {
        return Optional.ofNullable(current).map(tab -> tab.note);
    }

    /** The notes of all tabs, in order. */
    List<Id> notes() {
        return tabs.stream().map(tab -> tab.note).toList();
    }

    /** Goes so many tabs on, round the end. */
    void step(int by) {
        if (current != null) {
            choose(tabs.get(Math.floorMod(tabs.indexOf(current) + by, tabs.size())));
        }
    }
}
