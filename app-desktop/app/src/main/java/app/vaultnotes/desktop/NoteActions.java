package app.vaultnotes.desktop;

import app.vaultnotes.document.Id;
import app.vaultnotes.vault.Catalogue;
import app.vaultnotes.vault.Edited;
import app.vaultnotes.vault.Templates;
import app.vaultnotes.vault.Vault;
import java.util.List;
import java.util.Optional;
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

    void make(String path) {
        lane.ask(
                vault -> vault.notes().create(path, "").id(),
                id -> {
                    window.tree().reload();
                    window.open(id);
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

    void rename() {
        window.shown().ifPresent(window.tree()::rename);
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

    void trash() {
        window.shown()
                .ifPresent(note -> {
                    window.save();
                    lane.ask(
                            vault -> vault.trash().put(note.toString()),
                            edited -> {
                                window.closeTab(note);
                                window.tree().reload();
                                String name =
                                        edited.path().substring(edited.path().lastIndexOf('/') + 1);
                                toasts.say(
                                        Words.of("trash.done", name),
                                        Words.of("undo"),
                                        () -> restore(note));
                            });
                });
    }

    private void restore(Id note) {
        lane.ask(
                vault -> vault.trash().restore(note.toString()),
                edited -> {
                    window.tree().reload();
                    window.open(note);
                });
    }

    /** Asks for the folder that the note goes to. */
    void moveTo() {
        window.shown()
                .ifPresent(note ->
                        lane.ask(
                                vault ->
                                        vault.catalogue().folders().stream()
                                                .filter(f -> f.trashed().isEmpty())
                                                .map(f -> vault.paths().of(f.id()))
                                                .sorted()
                                                .toList(),
                                folders -> choose("palette.folder", folders, f -> move(note, f))));
    }

    private void choose(String prompt, List<String> names, Consumer<String> chosen) {
        List<Palette.Choice> choices =
                names.stream()
                        .map(name -> new Palette.Choice(name, "", false, () -> chosen.accept(name)))
                        .toList();
        window.palette()
                .open(new Palette.Offer(Words.of(prompt), choices, typed -> Optional.empty()));
    }

    private void move(Id note, String folder) {
        lane.ask(
                vault -> vault.moves().move(note.toString(), folder + "/"),
                edited -> toasts.say(Words.of("move.done", folder)));
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
                    String folder = vault.settings().get(Templates.FOLDER_SETTING, "Templates");
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
                vault -> {
                    String path = vault.paths().of(folder);
                    for (Id thing : things) {
                        vault.moves().move(thing.toString(), path + "/");
                    }
                    return things.size();
                },
                count -> window.tree().reload());
    }

    private void moved(Edited edited, String name) {
        window.tree().reload();
        toasts.say(Words.of("rename.links", edited.links(), name));
    }
}
