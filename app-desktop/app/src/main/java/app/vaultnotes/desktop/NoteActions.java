package app.vaultnotes.desktop;

import app.vaultnotes.document.Id;
import app.vaultnotes.vault.Edited;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

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
                vault -> {
                    String title = Words.of("note.new");
                    String free = title;
                    for (int i = 2; vault.paths().findNote(free).isPresent(); i++) {
                        free = title + " " + i;
                    }
                    return vault.notes().create(free, "").id();
                },
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
                vault -> vault.templates().daily(LocalDate.now(ZoneId.systemDefault())).id(),
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
        window.renamed(edited.id(), name);
        toasts.say(Words.of("rename.links", edited.links(), name));
    }
}
