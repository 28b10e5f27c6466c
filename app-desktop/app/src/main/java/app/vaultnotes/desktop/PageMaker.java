package app.vaultnotes.desktop;

import app.vaultnotes.desktop.editor.Speller;
import app.vaultnotes.desktop.editor.WebPictures;
import app.vaultnotes.document.Id;
import app.vaultnotes.ui.live.LiveText;
import app.vaultnotes.ui.live.Target;
import app.vaultnotes.vault.Catalogue;
import app.vaultnotes.vault.Projection;
import app.vaultnotes.vault.Vault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import javafx.application.Platform;

/** Makes the pages of a window, and finds what to open. */
final class PageMaker {

    private static final int MOST_PLACES = 500;

    private final AppWindow window;
    private final Speller speller;
    private final Map<Id, Integer> carets = newest();

    /** What was folded in notes that were open. */
    private final Map<Id, List<Integer>> folds = newest();

    PageMaker(AppWindow window) {
        this.window = window;
        this.speller = new WindowSpeller(window);
    }

    /** Keeps what was put in last. */
    private static <T> Map<Id, T> newest() {
        return new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Id, T> eldest) {
                return size() > MOST_PLACES;
            }
        };
    }

    /** What the vault has of a note, made ready to be shown: that takes long for a long note. */
    private record Opened(String path, LiveText text) {}

    /** Makes a page; {@code show} gets it once it is there. */
    void make(PageName name, Consumer<Page> show) {
        switch (name) {
            case PageName.Note note -> note(note.id(), show);
            case PageName.Trash _ -> show.accept(new TrashPage(window));
            case PageName.Search search -> show.accept(new SearchPage(window, search.query()));
            case PageName.Merged _ -> show.accept(new MergedPage(window));
        }
    }

    private void note(Id note, Consumer<Page> show) {
        window.lane().ask(vault -> read(vault, note), opened -> show.accept(sheet(note, opened)));
        opened(note);
    }

    private static Opened read(Vault vault, Id note) {
        Catalogue.NoteRow row = vault.catalogue().note(note).orElseThrow();
        return new Opened(vault.paths().of(row), new LiveText(vault.notes().text(note)));
    }

    /**
     * Remembers that a note was opened; once it is on its way to be shown, since that is a write.
     */
    private void opened(Id note) {
        window.lane()
                .ask(
                        vault -> {
                            vault.opened(note);
                            return note;
                        },
                        done -> {});
    }

    private NoteSheet sheet(Id note, Opened opened) {
        NoteSheet sheet =
                new NoteSheet(
                        note,
                        opened.path(),
                        opened.text(),
                        new SheetWindow(),
                        Theme.type(window.app().preferences()));
        Optional.ofNullable(folds.get(note)).ifPresent(sheet.editor()::fold);
        Optional.ofNullable(carets.get(note)).ifPresent(sheet.editor()::place);
        return sheet;
    }

    /**
     * Opens in a pane what stood there, in its order; what is gone is left out. The tab that was at
     * the front comes there again, or the one that took its place.
     */
    void restore(Pane pane, Layout.Sheets sheets) {
        window.lane()
                .ask(vault -> readAll(vault, sheets.pages()), read -> restore(pane, sheets, read));
    }

    /** All at once: a start waits for it. */
    private static Map<Id, Opened> readAll(Vault vault, List<PageName> pages) {
        Map<Id, Opened> read = new HashMap<>();
        for (PageName page : pages) {
            if (page instanceof PageName.Note note
                    && vault.catalogue().note(note.id()).isPresent()) {
                read.put(note.id(), read(vault, note.id()));
            }
        }
        return read;
    }

    private void restore(Pane pane, Layout.Sheets sheets, Map<Id, Opened> read) {
        int front = 0;
        int count = 0;
        for (int i = 0; i < sheets.pages().size(); i++) {
            front = i == sheets.current() ? count : front;
            PageName name = sheets.pages().get(i);
            if (!(name instanceof PageName.Note note)) {
                make(name, pane.tabs()::add);
                count++;
                continue;
            }
            Opened opened = read.get(note.id());
            if (opened != null) {
                pane.tabs().add(sheet(note.id(), opened));
                count++;
            }
        }
        if (count > 0) {
            pane.tabs().go(front + 1);
            pane.page().flatMap(Page::note).ifPresent(this::opened);
        }
    }

    /** Remembers where one was in a page that goes. */
    void remember(Page page) {
        if (page instanceof NoteSheet sheet) {
            Id note = sheet.note().orElseThrow();
            carets.put(note, sheet.editor().caret());
            folds.put(note, sheet.editor().folded());
        }
    }

    /** Opens a note with the caret at a place of its text. */
    void open(Id note, int place, AppWindow.Where where) {
        PageName name = new PageName.Note(note);
        boolean there = window.tabs().of(name).isPresent();
        carets.put(note, place);
        window.open(name, where);
        if (there) {
            window.current().ifPresent(sheet -> sheet.editor().goTo(place));
        }
    }

    // ---- what sheets say ----

    private final class SheetWindow implements NoteSheet.Window {
        @Override
        public VaultLane lane() {
            return window.lane();
        }

        @Override
        public void follow(Id from, Target target, boolean inTab) {
            PageMaker.this.follow(from, target, inTab ? AppWindow.Where.TAB : AppWindow.Where.HERE);
        }

        @Override
        public void tag(String tag) {
            window.open(new PageName.Search("tag:" + tag), AppWindow.Where.TAB);
        }

        @Override
        public void saved(Id note, boolean all, String why) {
            window.status().showSaved(all, why);
        }

        @Override
        public void changed() {
            window.typed();
        }

        @Override
        public void moved() {
            window.sidebar().refresh();
        }

        @Override
        public void step(boolean forward) {
            window.step(forward);
        }

        @Override
        public void failed(Exception why) {
            window.fail(why);
        }

        @Override
        public WebPictures pictures() {
            return window.app().pictures();
        }

        @Override
        public boolean isPaired() {
            return window.app().preferences().isOn(Preferences.Key.PAIRS);
        }

        @Override
        public Speller speller() {
            return speller;
        }

        @Override
        public void run(String command) {
            window.run(command);
        }

        @Override
        public void looking(Id note, Optional<String> version) {
            window.right().history().looking(note, version);
        }

        @Override
        public void failed(Throwable failure) {
            window.fail(failure);
        }

        @Override
        public Toasts toasts() {
            return window.toasts();
        }
    }

    private void follow(Id from, Target target, AppWindow.Where where) {
        switch (target) {
            case Target.Wiki wiki -> followPath(from, wiki.path(), false, wiki.fragment(), where);
            case Target.Address address -> {
                if (address.destination().contains(":")) {
                    window.app().browse(address.destination());
                } else {
                    followPath(from, address.destination(), true, "", where);
                }
            }
            case Target.None _ -> {}
        }
    }

    private void followPath(
            Id from, String path, boolean standard, String fragment, AppWindow.Where where) {
        if (path.isEmpty()) {
            window.current().ifPresent(sheet -> sheet.goToFragment(fragment));
            return;
        }
        window.lane()
                .ask(
                        vault -> {
                            Optional<Projection.FileState> file =
                                    Attached.find(vault, from, path, standard);
                            Optional<Id> note =
                                    file.isPresent()
                                            ? Optional.empty()
                                            : found(vault, from, path, standard);
                            return new Led(note, file);
                        },
                        led -> {
                            led.note().ifPresent(id -> window.open(new PageName.Note(id), where));
                            led.file().ifPresent(this::show);
                        });
    }

    /** What a link leads to. */
    private record Led(Optional<Id> note, Optional<Projection.FileState> file) {}

    /** Shows a copy of a file in the system's program for it. */
    private void show(Projection.FileState file) {
        CompletableFuture<Path> _ =
                window.lane()
                        .beside(vault -> window.app().copies().of(vault, file))
                        .whenComplete((copy, failure) ->
                                Platform.runLater(() -> {
                                    if (failure == null) {
                                        window.app().show(copy);
                                    } else {
                                        window.fail(VaultLane.cause(failure));
                                    }
                                }));
    }

    private static Optional<Id> found(Vault vault, Id from, String path, boolean standard) {
        Id shelf = vault.catalogue().note(from).orElseThrow().state().shelf();
        Optional<Id> there = vault.links().resolve(path, shelf, standard).map(item -> item.id());
        Optional<Id> note = there.filter(id -> vault.catalogue().note(id).isPresent());
        if (there.isPresent()) {
            return note;
        }
        return Optional.of(vault.notes().create(path, "").id());
    }

    // ---- the switcher ----

    /** Asks which note to open. */
    void openSwitcher(AppWindow.Where where) {
        window.lane()
                .ask(
                        PageMaker::listed,
                        found ->
                                window.palette()
                                        .open(
                                                new Palette.Offer(
                                                        Words.of("palette.prompt"),
                                                        choices(found, where),
                                                        typed -> creation(typed, where))));
    }

    private record Listed(Id id, String name, String detail) {}

    private static List<Listed> listed(Vault vault) {
        List<Listed> all = new ArrayList<>();
        Map<Id, String> folders = new HashMap<>();
        Catalogue.Page page = new Catalogue.Page(Catalogue.Sort.UPDATED, 0, Integer.MAX_VALUE);
        Map<Id, List<String>> aliases = vault.catalogue().aliases();
        for (Catalogue.NoteRow row : vault.catalogue().notes(page)) {
            Id id = row.state().id();
            String title = row.state().title();
            String folder = folders.computeIfAbsent(row.state().shelf(), vault.paths()::of);
            all.add(new Listed(id, title, folder));
            for (String alias : aliases.getOrDefault(id, List.of())) {
                all.add(new Listed(id, alias, Words.of("palette.alias", title)));
            }
        }
        Set<Id> recent = new java.util.LinkedHashSet<>(vault.recent(20));
        Map<Id, Integer> order = new HashMap<>();
        recent.forEach(id -> order.put(id, order.size()));
        all.sort(
                java.util.Comparator.comparingInt(
                        each -> order.getOrDefault(each.id(), Integer.MAX_VALUE)));
        return all;
    }

    private List<Palette.Choice> choices(List<Listed> found, AppWindow.Where where) {
        return found.stream()
                .map(each ->
                        new Palette.Choice(
                                each.name(),
                                each.detail(),
                                false,
                                () -> window.open(new PageName.Note(each.id()), where)))
                .toList();
    }

    private Optional<Palette.Choice> creation(String typed, AppWindow.Where where) {
        return typed.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Palette.Choice(
                                Words.of("palette.create", typed),
                                "",
                                false,
                                () -> window.actions().make(typed, where)));
    }
}
