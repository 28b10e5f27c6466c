package app.vaultnotes.desktop;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/**
 * One of the sheets that a window shows beside each other, with the tabs above it. It is blank
 * until it shows a page or {@linkplain #begin begins}.
 */
final class Pane extends VBox {

    private static final int TABS_HEIGHT = 44;

    private final StackPane body = new StackPane();
    private final HBox bar = new HBox(4);
    private final TabStrip tabs;
    private final Events events;

    /** What a pane tells its window. */
    interface Events {
        /** Another page is at the front, or none. */
        void shown(Pane pane);

        /** No tab shows a page any more. */
        void closed(Pane pane, Page page);

        /** A pane was clicked in, or got the focus. */
        void touched(Pane pane);

        /** Something to open is wanted. */
        void switcher();

        /** A new note is wanted. */
        void newNote();
    }

    Pane(Events events) {
        this.events = events;
        this.tabs = new TabStrip(this::choose, page -> events.closed(this, page));
        bar.getStyleClass().add("vn-header");
        bar.setMinHeight(TABS_HEIGHT);
        bar.getChildren()
                .addAll(tabs, Icons.button(Icons.ADD, Words.of("tab.new"), events::newNote));
        VBox.setVgrow(body, Priority.ALWAYS);
        getChildren().addAll(bar, body);
        addEventFilter(javafx.scene.input.MouseEvent.MOUSE_PRESSED, e -> events.touched(this));
    }

    /** Puts buttons of the window at the end of the tabs. */
    void setEnd(List<? extends Node> nodes) {
        javafx.scene.layout.Region gap = new javafx.scene.layout.Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        bar.getChildren().remove(2, bar.getChildren().size());
        bar.getChildren().add(gap);
        bar.getChildren().addAll(nodes);
    }

    TabStrip tabs() {
        return tabs;
    }

    /** The page at the front. */
    Optional<Page> page() {
        return tabs.current().map(TabStrip.Tab::page);
    }

    void each(Consumer<Page> action) {
        tabs.all().forEach(tab -> action.accept(tab.page()));
    }

    private void choose(Optional<TabStrip.Tab> tab) {
        if (tab.isPresent()) {
            Page page = tab.get().page();
            Trail trail = tab.get().trail();
            page.showSteps(trail.canStep(false), trail.canStep(true));
            body.getChildren().setAll(page);
        } else {
            showNothing();
        }
        events.shown(this);
    }

    /** Says that no page is open here, unless one is. */
    void begin() {
        if (page().isEmpty()) {
            showNothing();
        }
    }

    private void showNothing() {
        Label words = new Label(Words.of("empty.title"));
        Button open = new Button(Words.of("empty.action"));
        open.setOnAction(e -> events.switcher());
        Button fresh = new Button(Words.of("command.new"));
        fresh.setOnAction(e -> events.newNote());
        HBox actions = new HBox(8, fresh, open);
        actions.setAlignment(javafx.geometry.Pos.CENTER);
        VBox empty = new VBox(words, actions);
        empty.setPadding(new Insets(0, 0, TABS_HEIGHT, 0));
        empty.getStyleClass().addAll("vn-empty", "vn-sheet");
        Corners.of(empty);
        body.getChildren().setAll(empty);
    }
}
