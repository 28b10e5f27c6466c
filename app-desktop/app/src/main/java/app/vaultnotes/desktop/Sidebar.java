package app.vaultnotes.desktop;

import app.vaultnotes.desktop.editor.Later;
import app.vaultnotes.document.Id;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** The left side of a window: the vault's name, its folders, tags and bookmarks. */
final class Sidebar extends VBox {

    /** What can be done with rows of the tree. */
    private static final List<String> ROW_COMMANDS = List.of("rename", "moveto", "trash");

    private final AppWindow window;
    private final FolderTreeView tree;
    private final Later<Listing> tags =
            new Later<>(() -> new Listing(Words.of("command.tags"), Words.of("tags.empty")));
    private final Later<Listing> bookmarks =
            new Later<>(
                    () -> new Listing(Words.of("command.bookmarks"), Words.of("bookmarks.empty")));
    private final StackPane body = new StackPane();
    private final Map<View, Button> buttons = new EnumMap<>(View.class);
    private final Label name = new Label();
    private View shown = View.FILES;

    /** What it can show. */
    enum View {
        FILES(Icons.FOLDER, "command.files"),
        TAGS(Icons.TAG, "command.tags"),
        BOOKMARKS(Icons.BOOKMARK, "command.bookmarks");

        private final String icon;
        private final String words;

        View(String icon, String words) {
            this.icon = icon;
            this.words = words;
        }
    }

    Sidebar(AppWindow window, FolderTreeView tree) {
        this.window = window;
        this.tree = tree;
        getStyleClass().add("vn-sidebar");
        VBox.setVgrow(body, Priority.ALWAYS);
    }

    /** Puts its buttons there; until then it is blank, since the note is waited for. */
    void frame() {
        if (buttons.isEmpty()) {
            getChildren().setAll(header(), views(), body, foot());
            mark();
        }
    }

    /** Shows and reads what it shows, unless somebody was there before. */
    void begin() {
        if (body.getChildren().isEmpty()) {
            show(shown);
        }
    }

    private HBox header() {
        name.getStyleClass().add("vn-vault-name");
        name.setText(window.vault().name());
        name.setMinWidth(0);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox header =
                new HBox(
                        4,
                        name,
                        Icons.button(Icons.DOWN, Words.of("command.openvault"), window::openVault),
                        gap,
                        Icons.button(
                                Icons.SIDEBAR, Words.of("command.sidebar"), window::toggleSidebar),
                        Icons.button(Icons.SEARCH, Words.of("command.open"), window::openSwitcher));
        header.getStyleClass().add("vn-header");
        return header;
    }

    private HBox views() {
        HBox row = new HBox(4);
        row.getStyleClass().add("vn-sidebar-views");
        for (View view : View.values()) {
            Button button = Icons.button(view.icon, Words.of(view.words), () -> show(view));
            buttons.put(view, button);
            row.getChildren().add(button);
        }
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        NoteActions actions = window.actions();
        row.getChildren()
                .addAll(
                        gap,
                        Icons.button(Icons.SORT, Words.of("tree.sort"), tree::nextSort),
                        Icons.button(
                                Icons.NEW_FOLDER,
                                Words.of("command.newfolder"),
                                actions::newFolder),
                        Icons.button(Icons.NEW_NOTE, Words.of("command.new"), actions::newNote));
        return row;
    }

    private ContextMenu rowMenu() {
        ContextMenu menu = new ContextMenu();
        for (String command : ROW_COMMANDS) {
            MenuItem item = new MenuItem(Words.of("command." + command));
            item.setOnAction(e -> window.run(command));
            menu.getItems().add(item);
        }
        return menu;
    }

    private Node foot() {
        VBox foot =
                new VBox(
                        row(Icons.TODAY, "daily"),
                        row(Icons.TRASH, "trashed"),
                        row(Icons.SETTINGS, "settings"));
        foot.getStyleClass().add("vn-sidebar-foot");
        return foot;
    }

    private Button row(String icon, String command) {
        Button row = new Button(Words.of("command." + command));
        row.setGraphic(Icons.of(icon));
        row.getStyleClass().setAll("vn-link");
        row.setOnAction(e -> window.run(command));
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    /** Shows one of its views. */
    void show(View view) {
        swap(view);
        refresh();
    }

    private void swap(View view) {
        frame();
        if (tree.getContextMenu() == null) {
            tree.setContextMenu(rowMenu());
        }
        shown = view;
        mark();
        body.getChildren()
                .setAll(
                        switch (view) {
                            case FILES -> tree;
                            case TAGS -> tags.get();
                            case BOOKMARKS -> bookmarks.get();
                        });
    }

    private void mark() {
        buttons.forEach((v, button) -> Icons.setOn(button, v == shown));
    }

    /** Gives the keys to what is shown. */
    void takeFocus() {
        begin();
        body.applyCss(); // lists take no keys before they have their skins
        body.getChildren().stream().findFirst().ifPresent(Node::requestFocus);
    }

    /**
     * Something changed in the vault.
     *
     * @param openAlone whether it is in notes that are open here alone: these tell it when they lie
     *     elsewhere, so that the folders need not be read again for every word that is typed
     */
    void changed(boolean openAlone) {
        if (shown != View.FILES || !openAlone || !tree.isSortedByName()) {
            refresh();
        }
    }

    /** Reads again what is shown. */
    void refresh() {
        switch (shown) {
            case FILES -> tree.reload();
            case TAGS ->
                    window.lane()
                            .ask(
                                    vault -> vault.tags(),
                                    all ->
                                            tags.get()
                                                    .show(
                                                            all.entrySet().stream()
                                                                    .map(e ->
                                                                            tag(
                                                                                    e.getKey(),
                                                                                    e.getValue()))
                                                                    .toList()));
            case BOOKMARKS ->
                    window.lane()
                            .ask(
                                    vault ->
                                            vault.catalogue().bookmarked().stream()
                                                    .map(row ->
                                                            new Marked(
                                                                    row.state().id(),
                                                                    row.state().title()))
                                                    .toList(),
                                    all ->
                                            bookmarks
                                                    .get()
                                                    .show(
                                                            all.stream()
                                                                    .map(this::bookmark)
                                                                    .toList()));
        }
    }

    private Listing.Row tag(String tag, int notes) {
        return new Listing.Row(
                "#" + tag,
                Integer.toString(notes),
                () -> window.open(new PageName.Search("tag:" + tag), AppWindow.Where.TAB));
    }

    private record Marked(Id id, String title) {}

    private Listing.Row bookmark(Marked note) {
        return new Listing.Row(note.title(), "", () -> window.open(note.id()));
    }

    /** A list of names, each of which opens something. */
    static final class Listing extends javafx.scene.control.ListView<Listing.Row> {

        /**
         * One row.
         *
         * @param detail shown at its end, fainter
         */
        record Row(String name, String detail, Runnable chosen) {}

        Listing(String name, String empty) {
            setAccessibleText(name);
            Label nothing = new Label(empty);
            nothing.getStyleClass().add("vn-faint");
            nothing.setWrapText(true);
            setPlaceholder(nothing);
            setCellFactory(view -> new Cell());
            setOnMouseClicked(e -> choose());
            addEventFilter(
                    javafx.scene.input.KeyEvent.KEY_PRESSED,
                    e -> {
                        if (e.getCode() == javafx.scene.input.KeyCode.ENTER) {
                            choose();
                            e.consume();
                        }
                    });
        }

        private void choose() {
            Row row = getSelectionModel().getSelectedItem();
            if (row != null) {
                row.chosen().run();
            }
        }

        void show(List<Row> rows) {
            getItems().setAll(rows);
        }

        private static final class Cell extends javafx.scene.control.ListCell<Row> {
            @Override
            protected void updateItem(@org.jspecify.annotations.Nullable Row row, boolean empty) {
                super.updateItem(row, empty);
                setText(null);
                setGraphic(row == null || empty ? null : line(row));
            }

            private static HBox line(Row row) {
                Label name = new Label(row.name());
                Label detail = new Label(row.detail());
                detail.getStyleClass().add("vn-faint");
                Region gap = new Region();
                HBox.setHgrow(gap, Priority.ALWAYS);
                HBox line = new HBox(8, name, gap, detail);
                line.setAlignment(Pos.CENTER_LEFT);
                return line;
            }
        }
    }
}
