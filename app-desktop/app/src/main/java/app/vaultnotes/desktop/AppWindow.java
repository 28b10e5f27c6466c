package app.vaultnotes.desktop;

import app.vaultnotes.desktop.editor.NoteEditor;
import app.vaultnotes.document.Id;
import app.vaultnotes.ui.live.Target;
import app.vaultnotes.vault.Catalogue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;

/** A window on a vault. For the JavaFX thread. */
final class AppWindow {

    private static final double WIDTH = 1_440;
    private static final double HEIGHT = 900;
    private static final int MOST_CLOSED = 20;

    private final Stage stage;
    private final VaultLane lane;
    private final StackPane root = new StackPane();
    private final StackPane center = new StackPane();
    private final BorderPane desk = new BorderPane();
    private final StatusBar status = new StatusBar();
    private final Toasts toasts = new Toasts(root);
    private final Palette palette = new Palette(root);
    private final TabStrip tabs;
    private final NoteActions actions;
    private final FolderTreeView tree;
    private final RightPanel right;
    private final SplitPane split = new SplitPane();
    private final VBox sidebar;
    private final Map<Id, NoteSheet> sheets = new HashMap<>();
    private final List<Id> closed = new ArrayList<>();
    private final List<Id> trail = new ArrayList<>();
    private final List<Command> commands;
    private final Beside beside;
    private int trailAt = -1;
    private Theme.Choice theme;

    AppWindow(Stage stage, VaultLane lane, String vaultName, Theme.Choice theme) {
        this.stage = stage;
        this.lane = lane;
        this.theme = theme;
        this.tabs = new TabStrip(this::show, this::tabClosed);
        this.actions = new NoteActions(this, lane, toasts);
        this.tree = new FolderTreeView(lane, this::open, actions);
        this.right = new RightPanel(this::toPlace, this::open);
        this.commands = commands();
        this.sidebar = sidebar();
        this.beside = new Beside(lane, right, status, this::current);
        build(vaultName);
    }

    // ---- how it is laid out ----

    private void build(String vaultName) {
        desk.getStyleClass().add("vn-desk");
        desk.setTop(header(vaultName));
        split.getItems().setAll(sidebar, center, right);
        SplitPane.setResizableWithParent(sidebar, false);
        SplitPane.setResizableWithParent(right, false);
        split.setDividerPositions(256 / WIDTH, 1 - 280 / WIDTH);
        desk.setCenter(split);
        desk.setBottom(status);
        root.getChildren().add(desk);
        Scene scene = new Scene(root, WIDTH, HEIGHT);
        Theme.dress(scene, theme);
        scene.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        stage.setScene(scene);
        stage.setTitle(Words.of("window.title", vaultName));
        showNothing();
    }

    private HBox header(String vaultName) {
        Label name = new Label(vaultName);
        name.getStyleClass().add("vn-vault-name");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox left =
                new HBox(
                        4,
                        name,
                        gap,
                        Icons.button(
                                Icons.SIDEBAR, Words.of("command.sidebar"), this::toggleSidebar),
                        Icons.button(Icons.SEARCH, Words.of("command.open"), this::openSwitcher));
        left.setAlignment(Pos.CENTER_LEFT);
        left.setMinWidth(240);
        left.setPrefWidth(240);
        Button add = Icons.button(Icons.ADD, Words.of("tab.new"), actions::newNote);
        Region rest = new Region();
        HBox.setHgrow(rest, Priority.ALWAYS);
        HBox header =
                new HBox(
                        4,
                        left,
                        tabs,
                        add,
                        rest,
                        Icons.button(Icons.RIGHT, Words.of("command.right"), this::toggleRight));
        HBox.setMargin(tabs, new Insets(0, 0, 0, 12));
        header.getStyleClass().add("vn-header");
        return header;
    }

    private VBox sidebar() {
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox views =
                new HBox(
                        4,
                        Icons.button(Icons.TODAY, Words.of("command.daily"), actions::daily),
                        gap,
                        Icons.button(
                                Icons.NEW_FOLDER,
                                Words.of("command.newfolder"),
                                actions::newFolder),
                        Icons.button(Icons.NEW_NOTE, Words.of("command.new"), actions::newNote));
        views.getStyleClass().add("vn-sidebar-views");
        VBox.setVgrow(tree, Priority.ALWAYS);
        VBox all = new VBox(views, tree);
        all.getStyleClass().add("vn-sidebar");
        return all;
    }

    private void showNothing() {
        Label words = new Label(Words.of("empty.title"));
        Button open = new Button(Words.of("empty.action"));
        open.setOnAction(e -> openSwitcher());
        VBox empty = new VBox(words, open);
        empty.getStyleClass().addAll("vn-empty", "vn-sheet");
        center.getChildren().setAll(empty);
        right.clear();
        status.showWords(-1);
    }

    // ---- commands ----

    private List<Command> commands() {
        return List.of(
                Command.of("open", "Shortcut+O", this::openSwitcher),
                Command.of("commands", "Shortcut+P", this::openCommands),
                Command.of("new", "Shortcut+N", actions::newNote),
                Command.of("newfolder", "", actions::newFolder),
                Command.of("daily", "Shortcut+Shift+T", actions::daily),
                Command.of("close", "Shortcut+W", this::closeTab),
                Command.of("reopen", "Shortcut+Alt+T", this::reopen),
                Command.of("next", "Ctrl+TAB", () -> tabs.step(1)),
                Command.of("previous", "Ctrl+Shift+TAB", () -> tabs.step(-1)),
                Command.of("back", "Shortcut+Alt+LEFT", () -> step(false)),
                Command.of("forward", "Shortcut+Alt+RIGHT", () -> step(true)),
                Command.of("bold", "Shortcut+B", () -> inEditor(e -> e.surround("**"))),
                Command.of("italic", "Shortcut+I", () -> inEditor(e -> e.surround("*"))),
                Command.of("comment", "Shortcut+SLASH", () -> inEditor(e -> e.surround("%%"))),
                Command.of("link", "Shortcut+K", () -> inEditor(NoteEditor::link)),
                Command.of("task", "Shortcut+L", () -> inEditor(NoteEditor::task)),
                Command.of("rename", "F2", actions::rename),
                Command.of("duplicate", "", actions::duplicate),
                Command.of("trash", "", actions::trash),
                Command.of("sidebar", "Shortcut+Alt+S", this::toggleSidebar),
                Command.of("right", "Shortcut+Alt+R", this::toggleRight),
                Command.of("dark", "", this::toggleDark),
                Command.of("save", "Shortcut+S", this::save));
    }

    private void key(KeyEvent e) {
        for (Command command : commands) {
            if (command.keys().filter(keys -> keys.match(e)).isPresent() && !palette.isOpen()) {
                e.consume();
                command.action().run();
                return;
            }
        }
    }

    private void openCommands() {
        List<Palette.Choice> choices =
                commands.stream()
                        .map(c ->
                                new Palette.Choice(
                                        c.words(),
                                        c.keyWords(),
                                        !c.keyWords().isEmpty(),
                                        c.action()))
                        .toList();
        palette.open(
                new Palette.Offer(
                        Words.of("palette.commands"), choices, typed -> Optional.empty()));
    }

    void openSwitcher() {
        lane.ask(
                vault -> {
                    List<Palette.Choice> choices = new ArrayList<>();
                    Catalogue.Page all =
                            new Catalogue.Page(Catalogue.Sort.UPDATED, 0, Integer.MAX_VALUE);
                    for (Catalogue.NoteRow row : vault.catalogue().notes(all)) {
                        Id id = row.state().id();
                        String folder = vault.paths().of(row.state().shelf());
                        choices.add(
                                new Palette.Choice(
                                        row.state().title(), folder, false, () -> open(id)));
                    }
                    return choices;
                },
                choices ->
                        palette.open(
                                new Palette.Offer(
                                        Words.of("palette.prompt"), choices, this::creation)));
    }

    private Optional<Palette.Choice> creation(String typed) {
        return typed.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Palette.Choice(
                                Words.of("palette.create", typed),
                                "",
                                false,
                                () -> actions.make(typed)));
    }

    private void inEditor(Consumer<NoteEditor> action) {
        current().ifPresent(sheet -> action.accept(sheet.editor()));
    }

    /** The sheet that is shown. */
    Optional<NoteSheet> current() {
        return tabs.current().map(sheets::get);
    }

    // ---- opening and closing ----

    /** Opens the note at a path in a tab. */
    void openPath(String path) {
        lane.ask(vault -> vault.paths().note(path).id(), this::open);
    }

    /** Opens a note in a tab. */
    void open(Id note) {
        NoteSheet there = sheets.get(note);
        if (there != null) {
            tabs.open(note, there.title());
            return;
        }
        lane.ask(
                vault -> {
                    Catalogue.NoteRow row = vault.catalogue().note(note).orElseThrow();
                    return new Opened(
                            vault.paths().of(row), row.state().title(), vault.notes().text(note));
                },
                opened -> {
                    NoteSheet sheet =
                            new NoteSheet(note, opened.path(), opened.text(), new SheetWindow());
                    sheets.put(note, sheet);
                    tabs.open(note, opened.title());
                });
    }

    private record Opened(String path, String title, String text) {}

    private void show(Optional<Id> note) {
        NoteSheet sheet = note.map(sheets::get).orElse(null);
        if (sheet == null) {
            showNothing();
            return;
        }
        center.getChildren().setAll(sheet);
        walked(sheet.note());
        tree.reveal(sheet.note());
        lane.ask(
                vault -> {
                    vault.opened(sheet.note());
                    return true;
                },
                done -> {});
        beside.show(sheet);
        Platform.runLater(() -> focus(sheet));
    }

    /** A palette that was opened meanwhile keeps the keys. */
    private void focus(NoteSheet sheet) {
        if (!palette.isOpen()) {
            sheet.editor().requestFocus();
        }
    }

    private void walked(Id note) {
        if (trailAt >= 0 && trail.get(trailAt).equals(note)) {
            return;
        }
        trail.subList(trailAt + 1, trail.size()).clear();
        trail.add(note);
        trailAt = trail.size() - 1;
    }

    private void step(boolean forward) {
        int to = trailAt + (forward ? 1 : -1);
        if (to >= 0 && to < trail.size()) {
            trailAt = to;
            open(trail.get(to));
        }
    }

    private void closeTab() {
        tabs.current().ifPresent(tabs::close);
    }

    private void tabClosed(Id note) {
        NoteSheet sheet = sheets.remove(note);
        if (sheet != null) {
            sheet.editor().save();
        }
        closed.add(note);
        if (closed.size() > MOST_CLOSED) {
            closed.remove(0);
        }
    }

    private void reopen() {
        if (!closed.isEmpty()) {
            open(closed.remove(closed.size() - 1));
        }
    }

    // ---- what the sheets say ----

    private final class SheetWindow implements NoteSheet.Window {
        @Override
        public VaultLane lane() {
            return lane;
        }

        @Override
        public void follow(Id from, Target target) {
            AppWindow.this.follow(from, target);
        }

        @Override
        public void saved(Id note, boolean all, String why) {
            status.show(
                    all
                            ? StatusBar.Saved.YES
                            : why.isEmpty() ? StatusBar.Saved.NOT_YET : StatusBar.Saved.FAILED,
                    why);
        }

        @Override
        public void changed() {
            beside.changed();
        }

        @Override
        public void step(boolean forward) {
            AppWindow.this.step(forward);
        }
    }

    private void follow(Id from, Target target) {
        if (target instanceof Target.Wiki wiki) {
            followPath(from, wiki.path(), false);
        } else if (target instanceof Target.Address address
                && !address.destination().contains(":")) {
            followPath(from, address.destination(), true);
        }
    }

    private void followPath(Id from, String path, boolean standard) {
        lane.ask(
                vault -> {
                    Id shelf = vault.catalogue().note(from).orElseThrow().state().shelf();
                    Optional<Id> found =
                            vault.links().resolve(path, shelf, standard).map(item -> item.id());
                    return found.isPresent() ? found.get() : vault.notes().create(path, "").id();
                },
                this::open);
    }

    private void toPlace(int place) {
        current().ifPresent(sheet -> sheet.editor().goTo(place));
    }

    /** The note that is shown. */
    Optional<Id> shown() {
        return tabs.current();
    }

    /** Closes a note's tab when it has one. */
    void closeTab(Id note) {
        tabs.close(note);
    }

    /** A note has another title. */
    void renamed(Id note, String title) {
        tabs.rename(note, title);
    }

    /** The folder tree. */
    FolderTreeView tree() {
        return tree;
    }

    /** Shows what changed elsewhere. */
    void changed(Set<Id> documents) {
        boolean listed = documents.stream().anyMatch(id -> !sheets.containsKey(id));
        if (listed) {
            tree.reload();
        }
        documents.forEach(id -> {
            NoteSheet sheet = sheets.get(id);
            if (sheet != null) {
                sheet.refresh(lane);
            }
        });
    }

    // ---- the window itself ----

    private void toggleSidebar() {
        toggle(sidebar, 0);
    }

    private void toggleRight() {
        toggle(right, split.getItems().size());
    }

    private void toggle(Node panel, int place) {
        if (!split.getItems().remove(panel)) {
            split.getItems().add(Math.min(place, split.getItems().size()), panel);
            split.setDividerPositions(
                    split.getItems().contains(sidebar)
                            ? new double[] {256 / stage.getWidth(), 1 - 280 / stage.getWidth()}
                            : new double[] {1 - 280 / stage.getWidth()});
        }
    }

    void toggleDark() {
        boolean dark = root.getStyleClass().contains("dark");
        theme = dark ? Theme.Choice.LIGHT : Theme.Choice.DARK;
        Theme.dress(stage.getScene(), theme);
    }

    /** Saves what was typed in the note that is shown. */
    void save() {
        current().ifPresent(sheet -> sheet.editor().save());
    }

    void fail(Throwable failure) {
        toasts.fail(Words.of("failure", String.valueOf(failure.getMessage())));
    }

    /** Saves all that is not saved; says whether all of it is on the disk then. */
    CompletableFuture<Boolean> flush() {
        return CompletableFuture.allOf(
                        sheets.values().stream()
                                .map(sheet -> sheet.editor().flush())
                                .toArray(CompletableFuture[]::new))
                .thenApply(done ->
                        sheets.values().stream().allMatch(sheet -> sheet.editor().isSaved()));
    }

    /** Another vault took the place of this one: everything is read anew. */
    void replaced() {
        tree.reload();
        sheets.values().forEach(sheet -> sheet.refresh(lane));
    }

    VaultLane lane() {
        return lane;
    }

    Palette palette() {
        return palette;
    }

    Stage stage() {
        return stage;
    }
}
