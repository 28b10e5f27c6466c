package app.vaultnotes.desktop;

import app.vaultnotes.desktop.editor.Later;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.jspecify.annotations.Nullable;

/** The tabs of a pane, in the order in which they were opened. */
final class TabStrip extends HBox {

    private static final int GAP = 4;

    private final List<Tab> tabs = new ArrayList<>();
    private final Later<MenuButton> more = new Later<>(this::makeMore);
    private final Consumer<Optional<Tab>> chosen;
    private final Consumer<Page> closed;
    private @Nullable Tab current;

    /** The first tab that is seen, when there is no room for all. */
    private int first;

    /**
     * An empty strip.
     *
     * @param chosen told of the tab to be shown, or of none
     * @param closed told of a page that no tab shows any more
     */
    TabStrip(Consumer<Optional<Tab>> chosen, Consumer<Page> closed) {
        super(GAP);
        this.chosen = chosen;
        this.closed = closed;
        setAlignment(Pos.CENTER_LEFT);
        setMinWidth(0);
        widthProperty().addListener(o -> arrange());
    }

    /** The button that lists all tabs, which most windows have room for. */
    private MenuButton makeMore() {
        MenuButton made = new MenuButton();
        made.setGraphic(Icons.small(Icons.DOWN));
        made.getStyleClass().add("vn-icon-button");
        made.setAccessibleText(Words.of("tab.all"));
        made.setMinWidth(USE_PREF_SIZE);
        made.setOnShowing(e -> made.getItems().setAll(tabs.stream().map(this::listed).toList()));
        made.getItems().setAll(new MenuItem());
        getChildren().add(made);
        made.applyCss();
        return made;
    }

    // ---- what is seen of it ----

    private MenuItem listed(Tab tab) {
        MenuItem item = new MenuItem(tab.page().title());
        item.setMnemonicParsing(false);
        item.setOnAction(e -> choose(tab));
        return item;
    }

    /**
     * Shows as many tabs as there is room for, among them the one at the front; the rest is in a
     * menu behind them.
     */
    private void arrange() {
        double least = tabs.stream().mapToDouble(tab -> tab.minWidth(-1)).min().orElse(0) + GAP;
        double width = getWidth() - (current == null ? 0 : current.minWidth(-1));
        boolean all = getWidth() <= 0 || (tabs.size() - 1) * least <= width + 1;
        int beside =
                all ? tabs.size() - 1 : (int) ((width - more.get().prefWidth(-1) - GAP) / least);
        int room = Math.max(1, 1 + beside);
        int at = current == null ? 0 : tabs.indexOf(current);
        first = Math.clamp(first, Math.max(0, at - room + 1), Math.max(0, at));
        first = Math.clamp(first, 0, Math.max(0, tabs.size() - room));
        for (int i = 0; i < tabs.size(); i++) {
            boolean seen = i >= first && i < first + room;
            tabs.get(i).setManaged(seen);
            tabs.get(i).setVisible(seen);
        }
        more.ifMade(button -> {
            button.setManaged(!all);
            button.setVisible(!all);
        });
    }

    /** All tabs side by side, seen or not. */
    @Override
    protected double computePrefWidth(double height) {
        double width = Math.max(0, tabs.size() - 1) * (double) GAP;
        for (Tab tab : tabs) {
            width += Math.clamp(tab.prefWidth(-1), tab.minWidth(-1), tab.maxWidth(-1));
        }
        return width;
    }

    private void put() {
        getChildren().setAll(tabs);
        more.ifMade(getChildren()::add);
        applyCss();
        arrange();
    }

    /** One tab. */
    final class Tab extends HBox {
        private final Label title = new Label();
        private final Trail trail = new Trail();
        private Page page;

        private Tab(Page page) {
            this.page = page;
            getStyleClass().add("vn-tab");
            setAccessibleRole(AccessibleRole.TAB_ITEM);
            Button close =
                    Icons.button(
                            Icons.CLOSE, Words.of("tab.close"), () -> TabStrip.this.close(this));
            close.getStyleClass().add("small");
            close.setFocusTraversable(false);
            HBox.setHgrow(title, Priority.ALWAYS);
            title.setMaxWidth(Double.MAX_VALUE);
            getChildren().addAll(title, close);
            setOnMousePressed(e -> {
                if (e.getButton() == MouseButton.MIDDLE) {
                    TabStrip.this.close(this);
                } else if (e.getButton() == MouseButton.PRIMARY) {
                    choose(this);
                }
            });
            setOnContextMenuRequested(e -> menu().show(this, e.getScreenX(), e.getScreenY()));
            put(page);
        }

        private ContextMenu menu() {
            return new ContextMenu(
                    item("tab.close", () -> TabStrip.this.close(this)),
                    item("tab.others", () -> closeOthers(this)));
        }

        private static MenuItem item(String words, Runnable action) {
            MenuItem item = new MenuItem(Words.of(words));
            item.setOnAction(e -> action.run());
            return item;
        }

        private void put(Page shown) {
            page = shown;
            trail.walked(shown.name());
            title.setGraphic(shown.icon().map(Icons::small).orElse(null));
            title.textProperty().unbind();
            title.textProperty().bind(shown.titleProperty());
            accessibleTextProperty().unbind();
            accessibleTextProperty().bind(shown.titleProperty());
        }

        Page page() {
            return page;
        }

        Trail trail() {
            return trail;
        }
    }

    /** The tab that shows this. */
    Optional<Tab> of(PageName name) {
        return tabs.stream().filter(tab -> tab.page.name().equals(name)).findFirst();
    }

    /** Shows a page in a new tab behind the current one. */
    void add(Page page) {
        Tab tab = new Tab(page);
        int place = current == null ? tabs.size() : tabs.indexOf(current) + 1;
        tabs.add(place, tab);
        put();
        choose(tab);
    }

    /** Adds a tab for a page at a place, from 0; the tab at the front stays there. */
    void add(Page page, int place) {
        tabs.add(Math.min(place, tabs.size()), new Tab(page));
        put();
    }

    /** Shows a page in the current tab; what was there is closed. */
    void replace(Page page) {
        Tab tab = current;
        if (tab == null) {
            add(page);
            return;
        }
        Page before = tab.page;
        tab.put(page);
        choose(tab);
        closed.accept(before);
    }

    /** Brings a tab to the front. */
    void choose(@Nullable Tab tab) {
        current = tab;
        for (Tab each : tabs) {
            each.getStyleClass().setAll("vn-tab");
            if (each.equals(tab)) {
                each.getStyleClass().add("current");
            }
        }
        applyCss();
        arrange();
        chosen.accept(Optional.ofNullable(tab));
    }

    /** Closes a tab; its neighbour takes its place. */
    void close(Tab tab) {
        int place = tabs.indexOf(tab);
        if (place < 0) {
            return;
        }
        tabs.remove(place);
        put();
        closed.accept(tab.page);
        if (tab.equals(current)) {
            choose(tabs.isEmpty() ? null : tabs.get(Math.min(place, tabs.size() - 1)));
        }
    }

    private void closeOthers(Tab kept) {
        choose(kept);
        List.copyOf(tabs).stream().filter(tab -> !tab.equals(kept)).forEach(this::close);
    }

    /** The tab that is shown. */
    Optional<Tab> current() {
        return Optional.ofNullable(current);
    }

    /** All tabs, in order. */
    List<Tab> all() {
        return List.copyOf(tabs);
    }

    /** Goes so many tabs on, round the end. */
    void step(int by) {
        if (current != null) {
            choose(tabs.get(Math.floorMod(tabs.indexOf(current) + by, tabs.size())));
        }
    }

    /** Goes to a tab by its number from 1; a number beyond all is the last one. */
    void go(int number) {
        if (!tabs.isEmpty()) {
            choose(tabs.get(Math.min(number, tabs.size()) - 1));
        }
    }
}
