package app.vaultnotes.desktop;

import app.vaultnotes.desktop.editor.NoteEditor;
import app.vaultnotes.desktop.editor.WebPicture;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/** All that can be done in a window, by name and by keys. */
final class Commands {

    /** What nobody can do who may only read; the editor sees to what is done in it. */
    private static final Set<String> WRITING =
            Set.of(
                    "new",
                    "newfolder",
                    "rename",
                    "duplicate",
                    "moveto",
                    "bookmark",
                    "template",
                    "trash",
                    "replaceall",
                    "addproperty",
                    "import");

    private final AppWindow window;
    private final Preferences preferences;
    private final List<Command> all = new ArrayList<>();
    private final Transfers transfers;
    private final SharingActions sharing;
    private final Map<String, List<String>> groups = new LinkedHashMap<>();
    private final Map<Command, KeyCombination> keys = new LinkedHashMap<>();
    private String group = "";

    Commands(AppWindow window, Preferences preferences) {
        this.window = window;
        this.preferences = preferences;
        this.transfers = new Transfers(window);
        this.sharing = new SharingActions(window);
        finding();
        searching();
        notes();
        writing();
        reading();
        panes();
        time();
        app();
        own();
        shared();
        readKeys();
    }

    /** Reads anew which keys call what: its user may have chosen others. */
    void readKeys() {
        keys.clear();
        all.forEach(command -> command.keys(preferences).ifPresent(k -> keys.put(command, k)));
    }

    private void add(String id, String keys, Runnable action) {
        all.add(Command.of(id, keys, WRITING.contains(id) ? () -> write(action) : action));
        groups.computeIfAbsent(group, name -> new ArrayList<>()).add(id);
    }

    /** Does what changes the vault; whoever may only read is told why not. */
    private void write(Runnable action) {
        if (window.vault().sharing().isReader()) {
            sharing.refuse();
        } else {
            action.run();
        }
    }

    /** The commands that are added next belong together under a name. */
    private void begin(String name) {
        group = name;
    }

    private void finding() {
        begin("finding");
        add("open", "Shortcut+O", window::openSwitcher);
        add("commands", "Shortcut+P", this::openPalette);
        add("daily", "Shortcut+D", window.actions()::daily);
        add("trashed", "", () -> window.open(new PageName.Trash(), AppWindow.Where.TAB));
        add("files", "Shortcut+Shift+E", () -> window.sidebar().show(Sidebar.View.FILES));
        add("tags", "", () -> window.sidebar().show(Sidebar.View.TAGS));
        add("bookmarks", "", () -> window.sidebar().show(Sidebar.View.BOOKMARKS));
    }

    private void searching() {
        add("search", "Shortcut+Shift+F", () -> SearchPage.open(window, false));
        add("replaceall", "", () -> SearchPage.open(window, true));
    }

    private void notes() {
        begin("notes");
        NoteActions actions = window.actions();
        add("new", "Shortcut+N", actions::newNote);
        add("newfolder", "", actions::newFolder);
        add("rename", "F2", this::rename);
        add("duplicate", "", actions::duplicate);
        add("moveto", "", actions::moveTo);
        add("bookmark", "", actions::bookmark);
        add("template", "", actions::template);
        add("trash", "", actions::trash);
        add("save", "Shortcut+S", window::save);
    }

    private void writing() {
        begin("writing");
        add("bold", "Shortcut+B", () -> inEditor(e -> e.surround("**")));
        add("italic", "Shortcut+I", () -> inEditor(e -> e.surround("*")));
        add("strike", "", () -> inEditor(e -> e.surround("~~")));
        add("highlight", "Shortcut+Shift+H", () -> inEditor(e -> e.surround("==")));
        add("code", "", () -> inEditor(e -> e.surround("`")));
        add("comment", "Shortcut+SLASH", () -> inEditor(e -> e.surround("%%")));
        add("link", "Shortcut+K", () -> inEditor(NoteEditor::link));
        add("pasteplain", "Shortcut+Shift+V", () -> inEditor(NoteEditor::pastePlain));
        add("table", "", () -> inEditor(NoteEditor::table));
        add("task", "Shortcut+L", () -> inEditor(NoteEditor::task));
        add("spelling", "F7", () -> inEditor(e -> e.proofreading().suggest()));
        add("nextwrong", "Shift+F7", () -> inEditor(e -> e.proofreading().next()));
    }

    private void reading() {
        add("reading", "Shortcut+E", () -> mode(NoteEditor.Mode.READING));
        add("source", "", () -> mode(NoteEditor.Mode.SOURCE));
        add("follow", "Alt+ENTER", () -> inEditor(NoteEditor::follow));
        add("peek", "Shortcut+Alt+ENTER", () -> inEditor(NoteEditor::peek));
        add("webpicture", "Shortcut+Alt+W", this::toPicture);
        add("fold", "Shortcut+PERIOD", () -> inEditor(NoteEditor::fold));
        add("foldall", "Shortcut+Alt+PERIOD", () -> inEditor(e -> e.foldAll(true)));
        add("unfoldall", "Shortcut+Alt+COMMA", () -> inEditor(e -> e.foldAll(false)));
        add("find", "Shortcut+F", () -> inEditor(e -> e.find(false)));
        add("replace", "Shortcut+H", () -> inEditor(e -> e.find(true)));
    }

    /** Gives the keys to the first picture of the web that waits to be asked for. */
    private void toPicture() {
        boolean there = window.current().filter(s -> WebPicture.enter(s.editor())).isPresent();
        if (!there) {
            window.toasts().say(Words.of("webpicture.nothing"));
        }
    }

    /** Shows the note so; as it is written in when it is shown so already. */
    private void mode(NoteEditor.Mode wanted) {
        window.current()
                .filter(sheet -> sheet.history().isEmpty())
                .ifPresent(sheet -> sheet.toggle(wanted));
    }

    private void panes() {
        begin("panes");
        add("newtab", "Shortcut+T", window::newTab);
        add("close", "Shortcut+W", window::closeTab);
        add("reopen", "Shortcut+Shift+T", window::reopen);
        add("next", "Ctrl+TAB", () -> window.tabs().step(1));
        add("previous", "Ctrl+Shift+TAB", () -> window.tabs().step(-1));
        for (int i = 1; i <= 8; i++) {
            int number = i;
            add("tab" + i, "Shortcut+DIGIT" + i, () -> window.tabs().go(number));
        }
        add("back", "Shortcut+Alt+LEFT", () -> window.step(false));
        add("forward", "Shortcut+Alt+RIGHT", () -> window.step(true));
        add("splitright", "F8", () -> window.split(Orientation.HORIZONTAL));
        add("splitdown", "Shift+F8", () -> window.split(Orientation.VERTICAL));
        add("nextpane", "F6", () -> window.cycle(1));
        add("previouspane", "Shift+F6", () -> window.cycle(-1));
    }

    private void time() {
        add("history", "Shortcut+Alt+H", this::openHistory);
        add("merged", "", () -> window.merges().show());
        add("mergecopy", "", () -> window.merges().choose());
        add("addproperty", "Shortcut+SEMICOLON", this::addProperty);
    }

    /** What F2 names is what has the keys: a version or a property, otherwise the note. */
    private void rename() {
        boolean named = propertyForm().filter(PropertyForm::renameHere).isPresent();
        if (!named && !window.right().renameHere()) {
            window.actions().rename();
        }
    }

    /** The form that has the keys. */
    private Optional<PropertyForm> propertyForm() {
        Node at = window.stage().getScene().getFocusOwner();
        while (at != null && !(at instanceof PropertyForm)) {
            at = at.getParent();
        }
        return Optional.ofNullable((PropertyForm) at);
    }

    private void addProperty() {
        window.current()
                .ifPresent(sheet -> {
                    sheet.closeHistory();
                    if (sheet.editor().mode() == NoteEditor.Mode.LIVE) {
                        sheet.editor().addProperty();
                    } else {
                        window.showRight(RightPanel.View.PROPERTIES);
                        window.right().properties().startAdding();
                    }
                });
    }

    private void openHistory() {
        window.current()
                .ifPresent(sheet -> {
                    window.showRight(RightPanel.View.HISTORY);
                    sheet.openHistory("");
                });
    }

    private void app() {
        begin("app");
        add("sidebar", "Shortcut+Alt+S", window::toggleSidebar);
        add("right", "Shortcut+Alt+R", window::toggleRight);
        add("dark", "", window::toggleDark);
        add("larger", "Shortcut+EQUALS", () -> window.zoom(10));
        add("smaller", "Shortcut+MINUS", () -> window.zoom(-10));
        add("normalsize", "Shortcut+DIGIT0", () -> window.zoom(0));
        add("newwindow", "Shortcut+Shift+N", window::newWindow);
        add("openvault", "", window::openVault);
        add("quit", "Shortcut+Q", window.app()::quit);
    }

    /** The app itself: what its user chose for it. */
    private void own() {
        begin("app");
        add("settings", "Shortcut+COMMA", () -> SettingsPanel.open(window));
        add("shortcuts", "", () -> ShortcutSheet.open(window));
        add("import", "", transfers::askImport);
        add("export", "", transfers::askExport);
        add("about", "", () -> About.open(window));
    }

    /** What a vault has to do with other devices and people. */
    private void shared() {
        begin("shared");
        add("sync", "Shortcut+Alt+Y", sharing::popover);
        add("syncnow", "", sharing::tryNow);
        add("synclog", "", sharing::log);
        add("share", "", sharing::share);
        add("invite", "", sharing::invite);
        add("people", "", sharing::people);
        add("join", "", sharing::join);
        add("machines", "", sharing::machines);
        add("others", "Shortcut+Alt+O", this::toOthers);
        add("signin", "", sharing::signIn);
        add("signout", "", sharing::signOut);
    }

    /** Goes to where somebody else writes in the note, and from there to the next. */
    private void toOthers() {
        boolean there = window.current().filter(s -> s.editor().goToNextOther()).isPresent();
        if (!there) {
            window.toasts().say(Words.of("others.nobody"));
        }
    }

    private void inEditor(Consumer<NoteEditor> action) {
        window.current()
                .filter(sheet -> sheet.history().isEmpty())
                .ifPresent(sheet -> action.accept(sheet.editor()));
    }

    /** What a vault has to do with other devices and people. */
    SharingActions sharing() {
        return sharing;
    }

    /** What brings notes in and takes them out. */
    Transfers transfers() {
        return transfers;
    }

    /** All commands. */
    List<Command> all() {
        return List.copyOf(all);
    }

    /** The names of commands that belong together, by the name of their group. */
    Map<String, List<String>> groups() {
        return Collections.unmodifiableMap(groups);
    }

    /** The command with a name. */
    Optional<Command> named(String id) {
        return all.stream().filter(command -> command.id().equals(id)).findFirst();
    }

    /** Runs the command that keys call; says whether there is one. */
    boolean run(KeyEvent event) {
        for (Map.Entry<Command, KeyCombination> each : keys.entrySet()) {
            if (each.getValue().match(event)) {
                each.getKey().action().run();
                return true;
            }
        }
        return false;
    }

    private void openPalette() {
        List<Palette.Choice> choices =
                all.stream()
                        .map(c -> {
                            String keys = c.keyWords(preferences);
                            return new Palette.Choice(c.words(), keys, !keys.isEmpty(), c.action());
                        })
                        .toList();
        window.palette()
                .open(new Palette.Offer(Words.of("palette.commands"), choices, this::listed));
    }

    /** A question mark asks for all commands on one sheet. */
    private Optional<Palette.Choice> listed(String typed) {
        return Optional.of("shortcuts")
                .filter(id -> typed.equals("?"))
                .flatMap(this::named)
                .map(c -> new Palette.Choice(c.words(), "", false, c.action()));
    }
}
