package app.vaultnotes.desktop;

import app.vaultnotes.desktop.editor.Later;
import app.vaultnotes.document.Id;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import javafx.application.Platform;
import javafx.geometry.Orientation;
import javafx.scene.Scene;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.stage.DirectoryChooser;
import javafx.stage.Stage;

/** A window on a vault. For the JavaFX thread. */
final class AppWindow {

    static final double WIDTH = 1_440;
    private static final double HEIGHT = 900;
    private static final int MOST_CLOSED = 20;

    private final DesktopApp app;
    private final Stage stage;
    private final OpenedVault vault;
    private final StackPane root = new StackPane();
    private final BorderPane desk = new BorderPane();
    private final StatusBar status = new StatusBar();
    private final Toasts toasts = new Toasts(root);
    private final Later<Palette> palette = new Later<>(() -> new Palette(root));
    private final Panes panes = new Panes(new PaneEars());
    private final List<PageName> closed = new ArrayList<>();
    private final NoteActions actions;
    private final Commands commands;
    private final FolderTreeView tree;
    private final Sidebar sidebar;
    private final RightPanel right;
    private final Columns columns;
    private final Beside beside;
    private final Surroundings around;
    private final PageMaker pages;
    private final Merges merges = new Merges(this);
    private final Runnable forget;

    /** Where something is opened. */
    enum Where {
        /** In the tab at the front. */
        HERE,
        /** In a tab of its own. */
        TAB
    }

    AppWindow(DesktopApp app, Stage stage, OpenedVault vault) {
        this.app = app;
        this.stage = stage;
        this.vault = vault;
        this.actions = new NoteActions(this, vault.lane(), toasts);
        this.commands = new Commands(this, app.preferences());
        this.tree = new FolderTreeView(vault.lane(), app.preferences(), this::open, actions);
        this.sidebar = new Sidebar(this, tree);
        this.right = new RightPanel(this);
        this.columns = new Columns(this, sidebar, panes, right);
        this.beside = new Beside(vault.lane(), tree, right, status, this::current);
        this.pages = new PageMaker(this);
        this.around = new Surroundings(this, beside);
        build();
        this.forget =
                app.preferences()
                        .onChange(() -> {
                            dress();
                            commands.readKeys();
                        });
    }

    // ---- how it is laid out ----

    private void build() {
        desk.getStyleClass().add("vn-desk");
        desk.setCenter(columns);
        desk.setBottom(status);
        root.getChildren().add(desk);
        Scene scene = new Scene(root, WIDTH, HEIGHT);
        stage.setScene(scene);
        dress();
        scene.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        stage.setTitle(Words.of("window.title", vault.name()));
        showEnds();
    }

    /** Takes on the look that is chosen now. */
    void dress() {
        Theme.dress(stage.getScene(), app.preferences());
        columns.setZoom(Theme.zoom(app.preferences()));
        panes.each(page -> page.dress(app.preferences()));
    }

    private void showEnds() {
        columns.showEnds(panes.all());
    }

    private void key(KeyEvent e) {
        boolean covered = root.getChildren().size() > 1 + toasts.count();
        if (!covered && commands.run(e)) {
            e.consume();
        }
    }

    /** Runs the command with a name. */
    void run(String command) {
        commands.named(command).ifPresent(c -> c.action().run());
    }

    Commands commands() {
        return commands;
    }

    // ---- what panes say ----

    private final class PaneEars implements Pane.Events {
        @Override
        public void shown(Pane pane) {
            panes.setCurrent(pane);
            if (pane.page().isEmpty() && panes.all().size() > 1) {
                panes.remove(pane);
                showEnds();
            }
            showCurrent();
        }

        @Override
        public void closed(Pane pane, Page page) {
            AppWindow.this.closed(page);
        }

        @Override
        public void touched(Pane pane) {
            if (!panes.current().equals(pane)) {
                work(pane);
            }
        }

        @Override
        public void switcher() {
            openSwitcher();
        }

        @Override
        public void newNote() {
            actions.newNote();
        }
    }

    private void closed(Page page) {
        CompletableFuture<Boolean> _ = page.flush();
        pages.remember(page);
        closed.add(page.name());
        if (closed.size() > MOST_CLOSED) {
            closed.remove(0);
        }
    }

    /** What stands beside the page follows it. */
    private void showCurrent() {
        Optional<Page> page = panes.current().page();
        columns.fit(beside.isBegun());
        beside.show();
        vault.together().shown(this);
        page.ifPresent(this::focus); // at once: the next key may come before anything that waits
        page.ifPresent(shown -> Platform.runLater(() -> focus(shown)));
    }

    /** A palette that was opened meanwhile keeps the keys, and so does what was clicked in it. */
    private void focus(Page page) {
        boolean covered = palette.isMade() && palette.get().isOpen();
        boolean elsewhere = !covered && !page.isFocusWithin();
        if (elsewhere && panes.current().page().filter(page::equals).isPresent()) {
            page.applyCss(); // fields take no keys before they have their skins
            page.takeFocus();
        }
    }

    // ---- opening and closing ----

    /** Opens a note. */
    void open(Id note) {
        open(new PageName.Note(note), Where.HERE);
    }

    /** Opens something in the pane in which one works. */
    void open(PageName name, Where where) {
        Pane pane = panes.current();
        Optional<TabStrip.Tab> there = pane.tabs().of(name);
        if (there.isPresent()) {
            pane.tabs().choose(there.get());
            return;
        }
        pages.make(
                name,
                page -> {
                    Optional<TabStrip.Tab> meanwhile = pane.tabs().of(name);
                    if (meanwhile.isPresent()) {
                        pane.tabs().choose(meanwhile.get());
                    } else if (where == Where.TAB
                            || pane.page().filter(p -> p.note().isEmpty()).isPresent()) {
                        pane.tabs().add(page);
                    } else {
                        pane.tabs().replace(page);
                    }
                });
    }

    /** Opens what stood in the panes of this window when it was last open, and begins then. */
    void restore(LastPages last) {
        last.whenRead(
                read -> {
                    around.begin(); // before the other tabs
                    panes.restore(last.layout(), (p, s) -> pages.restore(p, s, read.of(s)));
                    panes.begin();
                    showEnds();
                },
                failure -> {
                    begin();
                    fail(failure);
                });
    }

    /** What stands in the panes. */
    Layout standing() {
        pages.finish();
        return panes.standing();
    }

    /** Goes back or forward on the way that was walked in the tab. */
    void step(boolean forward) {
        panes.current()
                .tabs()
                .current()
                .flatMap(tab -> tab.trail().step(forward))
                .ifPresent(name -> open(name, Where.HERE));
    }

    /** Closes the tab at the front. */
    void closeTab() {
        tabs().current().ifPresent(tabs()::close);
    }

    /** Opens the tab that was closed last. */
    void reopen() {
        if (!closed.isEmpty()) {
            open(closed.remove(closed.size() - 1), Where.TAB);
        }
    }

    /** Asks what to open in a tab of its own. */
    void newTab() {
        pages.openSwitcher(Where.TAB);
    }

    void openSwitcher() {
        pages.openSwitcher(Where.HERE);
    }

    /** Shows the page at the front in a second pane, too. */
    void split(Orientation orientation) {
        Pane from = panes.current();
        from.page()
                .ifPresent(page -> {
                    panes.split(from, orientation);
                    showEnds();
                    page.takeFocus(); // until the second is there, so that no key is lost
                    open(page.name(), Where.HERE);
                });
    }

    /** Gives the keys to the next part of the window: folders, panes, what stands beside. */
    void cycle(int by) {
        columns.cycle(by, stage.getScene().getFocusOwner(), this::work);
    }

    /** A pane is the one in which one works. */
    private void work(Pane pane) {
        panes.setCurrent(pane);
        showCurrent();
    }

    /** Closes a note's tabs when it has any. */
    void closeTab(Id note) {
        for (Pane pane : panes.all()) {
            pane.tabs().of(new PageName.Note(note)).ifPresent(pane.tabs()::close);
        }
    }

    // ---- what is shown ----

    /** The sheet in which one works. */
    Optional<NoteSheet> current() {
        return panes.current()
                .page()
                .filter(NoteSheet.class::isInstance)
                .map(NoteSheet.class::cast);
    }

    /** The note that is shown. */
    Optional<Id> shown() {
        return panes.current().page().flatMap(Page::note);
    }

    /** Shows what changed elsewhere. */
    void changed(Set<Id> documents) {
        sidebar.changed(documents.stream().allMatch(this::isOpen));
        merges.changed();
        panes.each(page -> page.changed(documents));
        beside.changed();
    }

    private boolean isOpen(Id note) {
        PageName name = new PageName.Note(note);
        return panes.all().stream().anyMatch(pane -> pane.tabs().of(name).isPresent());
    }

    /** Says where no note is open, and fills what stands around the notes. */
    void begin() {
        panes.begin();
        around.begin();
    }

    /** Another vault took the place of this one: everything is read anew. */
    void replaced() {
        sidebar.refresh();
        panes.each(page -> page.changed(page.note().map(Set::of).orElse(Set.of())));
    }

    /** The text of the page at the front changed. */
    void typed() {
        beside.typed();
    }

    // ---- the window itself ----

    void toggleSidebar() {
        columns.toggleSidebar();
        showEnds();
    }

    void toggleRight() {
        columns.toggleRight();
        showEnds();
    }

    /** Shows a view of what stands beside the note. */
    void showRight(RightPanel.View view) {
        if (!columns.wantsRight()) {
            toggleRight();
        }
        right.show(view);
    }

    Columns columns() {
        return columns;
    }

    void toggleDark() {
        Theme.toggle(app.preferences());
    }

    void zoom(int by) {
        Theme.zoom(app.preferences(), by);
    }

    void newWindow() {
        app.window(new Stage(), vault);
    }

    /** Asks for a folder and opens the vault in it. */
    void openVault() {
        DirectoryChooser chooser = new DirectoryChooser();
        chooser.setTitle(Words.of("command.openvault"));
        Optional.ofNullable(chooser.showDialog(stage))
                .ifPresent(folder -> {
                    try {
                        app.open(new Stage(), folder.toPath().toAbsolutePath());
                    } catch (app.vaultnotes.vault.VaultException e) {
                        fail(e);
                    }
                });
    }

    /** Saves what was typed in the page that is shown. */
    void save() {
        CompletableFuture<Void> _ =
                panes.current()
                        .page()
                        .map(Page::flush)
                        .orElse(CompletableFuture.completedFuture(true))
                        .thenAccept(saved -> {
                            if (saved) {
                                Platform.runLater(() -> toasts.say(Words.of("saved")));
                            }
                        });
    }

    void fail(Throwable failure) {
        commands.sharing().fail(failure);
    }

    private List<Page> allPages() {
        List<Page> all = new ArrayList<>();
        panes.each(all::add);
        return all;
    }

    /** Saves all that is not saved; says whether all of it is on the disk then. */
    CompletableFuture<Boolean> flush() {
        return CompletableFuture.allOf(
                        allPages().stream().map(Page::flush).toArray(CompletableFuture[]::new))
                .thenApply(done -> isSaved());
    }

    /** Whether all that was typed is on the disk. */
    boolean isSaved() {
        return allPages().stream()
                .allMatch(p -> !(p instanceof NoteSheet sheet) || sheet.editor().isSaved());
    }

    /** Takes the window from the screen. */
    void close() {
        forget.run();
        stage.close();
    }

    DesktopApp app() {
        return app;
    }

    OpenedVault vault() {
        return vault;
    }

    VaultLane lane() {
        return vault.lane();
    }

    NoteActions actions() {
        return actions;
    }

    PageMaker pages() {
        return pages;
    }

    Sidebar sidebar() {
        return sidebar;
    }

    FolderTreeView tree() {
        return tree;
    }

    TabStrip tabs() {
        return panes.current().tabs();
    }

    Panes panes() {
        return panes;
    }

    Palette palette() {
        return palette.get();
    }

    Toasts toasts() {
        return toasts;
    }

    StatusBar status() {
        return status;
    }

    Merges merges() {
        return merges;
    }

    RightPanel right() {
        return right;
    }

    /** The layer in which dialogs are shown over everything. */
    StackPane layer() {
        return root;
    }

    Stage stage() {
        return stage;
    }
}
