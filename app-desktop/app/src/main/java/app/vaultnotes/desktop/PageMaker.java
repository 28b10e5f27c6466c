package app.vaultnotes.desktop;

import app.vaultnotes.desktop.editor.Speller;
import app.vaultnotes.desktop.editor.WebPictures;
import app.vaultnotes.document.Id;
import app.vaultnotes.document.markdown.Percent;
import app.vaultnotes.ui.live.Target;
import app.vaultnotes.vault.Catalogue;
import app.vaultnotes.vault.Projection;
import app.vaultnotes.vault.Vault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import javafx.application.Platform;

/** Makes the pages of a window, and finds what to open. */
final class PageMaker {

    private final AppWindow window;
    private final Speller speller;
    private final PieceByPiece pieces;
    private final NotePlaces places = new NotePlaces();

    PageMaker(AppWindow window) {
        this.window = window;
        this.speller = new WindowSpeller(window);
        this.pieces = new PieceByPiece(window.stage());
    }

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
        window.lane()
                .ask(
                        vault -> OpenedNote.read(vault, note),
                        opened -> {
                            NoteSheet sheet = sheet(note, opened);
                            show.accept(sheet);
                            sheet.refresh(); // it may have changed before anybody listened
                        });
        opened(note);
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

    private NoteSheet sheet(Id note, OpenedNote opened) {
        NoteSheet sheet =
                new NoteSheet(
                        note, opened, new SheetWindow(), Theme.type(window.app().preferences()));
        places.restore(note, sheet.editor());
        sheet.setReader(window.vault().sharing().isReader());
        window.vault().together().show(sheet);
        return sheet;
    }

    /**
     * Opens in a pane what stood there, in its order; what is gone is left out. The tab that was at
     * the front comes there again, or the one that took its place; the others come after it is
     * painted.
     */
    void restore(Pane pane, Layout.Sheets sheets, Map<Id, OpenedNote> read) {
        List<PageName> all = sheets.pages();
        List<PageName> there = all.stream().filter(name -> isThere(name, read)).toList();
        if (there.isEmpty()) {
            return;
        }
        long before = all.stream().limit(sheets.current()).filter(there::contains).count();
        int front = (int) Math.min(before, there.size() - 1);
        page(there.get(front), read, pane.tabs()::add);
        for (int i = 0; i < there.size(); i++) {
            int place = i;
            if (i != front) {
                pieces.add(() -> addBeside(pane.tabs(), there.get(place), place, read));
            }
        }
        pane.page().flatMap(Page::note).ifPresent(note -> pieces.add(() -> opened(note)));
    }

    private void addBeside(TabStrip tabs, PageName name, int place, Map<Id, OpenedNote> read) {
        if (tabs.of(name).isEmpty()) {
            page(name, read, page -> tabs.add(page, place));
        }
    }

    private static boolean isThere(PageName name, Map<Id, OpenedNote> read) {
        return !(name instanceof PageName.Note note) || read.containsKey(note.id());
    }

    private void page(PageName name, Map<Id, OpenedNote> read, Consumer<Page> show) {
        OpenedNote opened = name instanceof PageName.Note note ? read.get(note.id()) : null;
        if (name instanceof PageName.Note note && opened != null) {
            show.accept(sheet(note.id(), opened));
        } else {
            make(name, show);
        }
    }

    /** Does something after the next pictures, and after what was to be done then before. */
    void afterPicture(Runnable piece) {
        pieces.add(piece);
    }

    /** Makes at once what would come after the next pictures. */
    void finish() {
        pieces.finish();
    }

    /** Remembers where one was in a page that goes. */
    void remember(Page page) {
        if (page instanceof NoteSheet sheet) {
            places.remember(sheet.note().orElseThrow(), sheet.editor());
        }
    }

    /** Where one was in notes that were open. */
    NotePlaces places() {
        return places;
    }

    /** Opens a note with the caret at a place of its text. */
    void open(Id note, int place, AppWindow.Where where) {
        PageName name = new PageName.Note(note);
        boolean there = window.tabs().of(name).isPresent();
        places.remember(note, place);
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
        public void moved(NoteSheet sheet) {
            window.vault().together().moved(sheet);
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
                    followPath(from, Percent.decoded(address.destination()), true, "", where);
                }
            }
            case Target.None _ -> {}
        }
    }

    private void followPath(
            Id from, String path, boolean standard, String fragment, AppWindow.Where where) {
        if (path.isEmpty() && window.shown().filter(from::equals).isPresent()) {
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
                            Optional<Integer> place =
                                    fragment.isEmpty()
                                            ? Optional.empty()
                                            : note.flatMap(id ->
                                                    Fragments.place(
                                                            vault.notes().text(id), fragment));
                            return new Led(note, place, file);
                        },
                        led -> {
                            led.note().ifPresent(id -> open(id, led.place(), where));
                            led.file().ifPresent(this::show);
                        });
    }

    private void open(Id note, Optional<Integer> place, AppWindow.Where where) {
        place.ifPresentOrElse(
                at -> open(note, at, where), () -> window.open(new PageName.Note(note), where));
    }

    /**
     * What a link leads to.
     *
     * @param place where in the note, when the link says so
     */
    private record Led(
            Optional<Id> note, Optional<Integer> place, Optional<Projection.FileState> file) {}

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
        if (path.isEmpty()) {
            return Optional.of(from);
        }
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
