package app.vaultnotes.desktop;

import app.vaultnotes.document.Id;
import app.vaultnotes.vault.Catalogue;
import app.vaultnotes.vault.Edited;
import app.vaultnotes.vault.Vault;
import app.vaultnotes.vault.VaultSetting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** What a person does with notes and folders as a whole. For the JavaFX thread. */
final class NoteActions implements TreeCells.Moves {

    private final AppWindow window;
    private final VaultLane lane;
    private final Toasts toasts;

    NoteActions(AppWindow window, VaultLane lane, Toasts toasts) {
        this.window = window;
        this.lane = lane;
        this.toasts = toasts;
    }

    void newNote() {
        lane.ask(
                vault -> vault.notes().create(free(vault, Words.of("note.new")), "").id(),
                id -> {
                    window.tree().reload();
                    window.open(id);
                });
    }

    /** Makes a note and opens it. */
    void make(String path, AppWindow.Where where) {
        lane.ask(
                vault -> vault.notes().create(path, "").id(),
                id -> {
                    window.tree().reload();
                    window.open(new PageName.Note(id), where);
                });
    }

    void daily() {
        lane.ask(
                vault -> vault.templates().daily(Times.today()).id(),
                id -> {
                    window.tree().reload();
                    window.open(id);
                });
    }

    void newFolder() {
        lane.ask(
                vault -> {
                    String name = Words.of("command.newfolder");
                    String free = name;
                    for (int i = 2; vault.paths().findFolder(free).isPresent(); i++) {
                        free = name + " " + i;
                    }
                    return vault.folders().create(free).id();
                },
                id -> {
                    window.tree().reload();
                    lane.ask(vault -> id, window.tree()::rename);
                });
    }

    /** Lets the one thing be renamed that is selected in the tree, or the note that is shown. */
    void rename() {
        List<Id> things = atHand();
        if (things.size() == 1) {
            window.tree().rename(things.get(0));
        }
    }

    void duplicate() {
        window.shown()
                .ifPresent(note ->
                        lane.ask(
                                vault -> vault.notes().duplicate(note.toString()).id(),
                                id -> {
                                    window.tree().reload();
                                    window.open(id);
                                }));
    }

    /** Puts what is selected in the tree into the trash, or the note that is shown. */
    @Override
    public void trash() {
        List<Id> things = atHand();
        if (!things.isEmpty()) {
            CompletableFuture<Boolean> _ = window.flush();
            lane.ask(vault -> new TreeEdits(vault).trash(things), this::trashed);
        }
    }

    private void trashed(TreeEdits.Trashed done) {
        done.notes().forEach(window::closeTab);
        window.tree().reload();
        toasts.say(
                Words.of("trash.things", done.things().size(), done.first()),
                Words.of("undo"),
                () -> lane.ask(vault -> new TreeEdits(vault).restore(done), n -> restored(done)));
    }

    private void restored(TreeEdits.Trashed done) {
        window.tree().reload();
        if (done.things().size() == 1 && done.notes().contains(done.things().get(0))) {
            window.open(done.things().get(0));
        }
    }

    /** What is selected in the tree while it has the keys, or the note that is shown. */
    private List<Id> atHand() {
        List<VaultEntry> rows = window.tree().atHand();
        return rows.isEmpty()
                ? window.shown().stream().toList()
                : rows.stream().map(VaultEntry::id).toList();
    }

    /** Asks for the folder that these things go to. */
    void moveTo() {
        List<Id> things = atHand();
        if (!things.isEmpty()) {
            lane.ask(vault -> new TreeEdits(vault).folders(), found -> chooseFolder(things, found));
        }
    }

    private void chooseFolder(List<Id> things, List<Map.Entry<Id, String>> folders) {
        List<Palette.Choice> choices = new ArrayList<>();
        choices.add(folderChoice(Words.of("tree.top"), things, Id.ROOT));
        folders.forEach(f -> choices.add(folderChoice(f.getValue(), things, f.getKey())));
        window.palette()
                .open(
                        new Palette.Offer(
                                Words.of("palette.folder"), choices, typed -> Optional.empty()));
    }

    private Palette.Choice folderChoice(String name, List<Id> things, Id folder) {
        return new Palette.Choice(name, "", false, () -> into(things, folder));
    }

    private void choose(String prompt, List<String> names, Consumer<String> chosen) {
        List<Palette.Choice> choices =
                names.stream()
                        .map(name -> new Palette.Choice(name, "", false, () -> chosen.accept(name)))
                        .toList();
        window.palette()
                .open(new Palette.Offer(Words.of(prompt), choices, typed -> Optional.empty()));
    }

    /** Bookmarks the note, or takes its bookmark away. */
    void bookmark() {
        window.shown()
                .ifPresent(note ->
                        lane.ask(
                                vault -> {
                                    boolean marked =
                                            vault.catalogue().bookmarked().stream()
                                                    .anyMatch(row -> row.state().id().equals(note));
                                    vault.notes().bookmark(note.toString(), !marked);
                                    return !marked;
                                },
                                marked -> {
                                    window.sidebar().refresh();
                                    String words = marked ? "bookmark.done" : "bookmark.gone";
                                    toasts.say(Words.of(words));
                                }));
    }

    /** Asks for a template and makes a note from it. */
    void template() {
        lane.ask(
                vault -> {
                    String folder = vault.settings().get(VaultSetting.TEMPLATE_FOLDER);
                    return vault
                            .paths()
                            .findFolder(folder)
                            .map(id -> vault.catalogue().notesIn(id, Catalogue.Page.ALL))
                            .orElse(List.of())
                            .stream()
                            .map(row -> row.state().title())
                            .toList();
                },
                names -> {
                    if (names.isEmpty()) {
                        toasts.say(Words.of("template.none"));
                    } else {
                        choose("palette.template", names, this::fromTemplate);
                    }
                });
    }

    private void fromTemplate(String template) {
        lane.ask(
                vault -> vault.templates().create(free(vault, template), template).id(),
                window::open);
    }

    private static String free(Vault vault, String title) {
        String free = title;
        for (int i = 2; vault.paths().findNote(free).isPresent(); i++) {
            free = title + " " + i;
        }
        return free;
    }

    @Override
    public void rename(VaultEntry entry, String name) {
        lane.ask(
                vault -> {
                    String path = vault.paths().of(vault.paths().item(entry.id().toString()));
                    String folder = path.substring(0, path.lastIndexOf('/') + 1);
                    return vault.moves().move(entry.id().toString(), folder + name);
                },
                edited -> moved(edited, name));
    }

    @Override
    public void into(List<Id> things, Id folder) {
        lane.ask(
                vault -> new TreeEdits(vault).move(things, folder),
                outcome -> {
                    window.tree().reload();
                    switch (outcome) {
                        case TreeEdits.Circle circle ->
                                toasts.say(Words.of("move.circle", circle.name()));
                        case TreeEdits.Moved moved -> say(moved);
                    }
                });
    }

    private void say(TreeEdits.Moved moved) {
        int count = moved.former().size();
        String done =
                moved.folder().isEmpty()
                        ? Words.of("move.top", count, moved.first())
                        : Words.of("move.things", count, moved.first(), moved.folder());
        String stayed =
                moved.stayed().isEmpty()
                        ? ""
                        : Words.of("move.stayed", moved.stayed().size(), moved.stayed().get(0));
        if (count == 0 && !stayed.isEmpty()) {
            toasts.say(stayed);
        } else if (count > 0) {
            toasts.say(
                    stayed.isEmpty() ? done : done + ". " + stayed,
                    Words.of("undo"),
                    () ->
                            lane.ask(
                                    vault -> new TreeEdits(vault).moveBack(moved.former()),
                                    back -> window.tree().reload()));
        }
    }

    private void moved(Edited edited, String name) {
        window.tree().reload();
        toasts.say(Words.of("rename.links", edited.links(), name));
    }
}
