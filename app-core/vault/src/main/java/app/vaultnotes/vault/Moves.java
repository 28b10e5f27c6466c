package app.vaultnotes.vault;

import app.vaultnotes.document.FileDocument;
import app.vaultnotes.document.FolderTree;
import app.vaultnotes.document.Id;
import app.vaultnotes.document.Names;
import app.vaultnotes.document.NoteDocument;
import app.vaultnotes.document.TreeDocument.Folder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Moving and renaming, with the links of the whole vault following. */
public final class Moves {

    private final Session session;
    private final Paths paths;
    private final Folders folders;

    Moves(Session session, Paths paths, Folders folders) {
        this.session = session;
        this.paths = paths;
        this.folders = folders;
    }

    /**
     * Moves or renames a note, file or folder.
     *
     * <p>A target that ends with a slash, or that is a folder while a note or file moves, is the
     * folder to move into; anything else is the new path. Folders that are missing are made. A
     * target that exists is an {@code EXISTS}; a folder cannot go into itself.
     */
    public Edited move(String from, String to) {
        return session.locked(() -> {
            // Links are found in the text that lists show; what was just typed is not in it yet.
            session.catchUp();
            Item item = paths.item(from);
            Batch batch = new Batch(session);
            if (item instanceof Item.Note note) {
                return moveNote(batch, note, to);
            }
            return item instanceof Item.File file
                    ? moveFile(batch, file, to)
                    : moveFolder(batch, item.id(), to);
        });
    }

    /** Where a move leads. */
    private record Destination(Id folder, String name) {}

    /**
     * Makes the folders that are missing, as a part of the move: one that is refused leaves none.
     */
    private Destination destination(
            Batch batch, String to, String name, boolean intoFolder, Consumer<String> check) {
        List<String> segments = Paths.segments(to);
        if (to.isBlank()) {
            throw new VaultException(
                    VaultException.Code.INVALID,
                    "Nothing is said of where it goes.",
                    "“/” is the top of the vault.");
        }
        boolean into = to.endsWith("/") || segments.isEmpty();
        if (into || (intoFolder && paths.folders().find(segments).isPresent())) {
            return new Destination(folders.ensure(batch, segments), name);
        }
        check.accept(Paths.last(segments));
        return new Destination(
                folders.ensure(batch, segments.subList(0, segments.size() - 1)),
                Paths.last(segments));
    }

    private Edited moveNote(Batch batch, Item.Note note, String to) {
        String title = note.row().state().title();
        Destination found =
                destination(
                        batch, to, title, true, name -> Notes.checkedTitle(called(name, title)));
        String name = called(found.name(), title);
        paths.noteIn(found.folder(), name)
                .filter(other -> !other.id().equals(note.id()))
                .ifPresent(other -> {
                    throw Notes.exists(paths.of(other.row()));
                });
        return note(batch, note.id(), found.folder(), name, Batch.Step.COMMAND, List.of());
    }

    private static String called(String name, String title) {
        return name.equals(title) ? title : LinkWorld.withoutExtension(name);
    }

    /**
     * Puts a note into a folder under a title, links following.
     *
     * @param former what an earlier move did to links; taken back where it still stands
     */
    Edited note(Id id, Id folder, String title, Batch.Step step, List<UndoStep.Relinked> former) {
        session.catchUp();
        return note(new Batch(session), id, folder, title, step, former);
    }

    private Edited note(
            Batch batch,
            Id id,
            Id folder,
            String title,
            Batch.Step step,
            List<UndoStep.Relinked> former) {
        LiveNote note = session.note(id);
        NoteDocument.Meta after = note.meta().movedTo(folder, title);
        Id shelf = batch.folders().shelf(folder);
        String file = after.fileName().orElse(Names.fileName(title));
        LinkWorld.Place place = new LinkWorld.Place(id, true, title, file, shelf);
        List<String> names =
                new ArrayList<>(List.of(Names.key(note.meta().title()), Names.key(title)));
        note.meta().fileName().map(NoteContents::nameKey).ifPresent(names::add);
        LinkUpdate update =
                new LinkUpdate(
                        session,
                        world(Map.of()),
                        world(batch, Map.of(id, place)),
                        new LinkUpdate.Concerned(
                                Set.copyOf(names),
                                Set.of(id),
                                FormerLinks.of(session, former, step == Batch.Step.UNDO)));
        if (step == Batch.Step.COMMAND) {
            requireLinkable(update, title);
        }
        update.others(batch, id);
        // The others may have pushed it out of memory.
        batch.note(session.note(id), after, update.edits(id), step);
        if (!batch.isEmpty()) {
            batch.commit();
        }
        return edited(id, update);
    }

    /** Refuses a name that links cannot spell while there are links that would have to. */
    private static void requireLinkable(LinkUpdate update, String name) {
        if (!update.lost().isEmpty()) {
            boolean isSyntax = name.chars().anyMatch(c -> "[]#|^".indexOf(c) >= 0);
            throw new VaultException(
                    VaultException.Code.INVALID,
                    "“"
                            + name
                            + "” cannot be written in a link, and "
                            + update.lost().size()
                            + (update.lost().size() == 1 ? " note links" : " notes link")
                            + " there.",
                    isSyntax
                            ? "[ ] # | and ^ mean something else in links. Choose a name without"
                                    + " them."
                            : "A link of that name leads to something else. Choose another name.");
        }
    }

    private Edited moveFile(Batch batch, Item.File file, String to) {
        Projection.FileState state = file.row().state();
        Destination found = destination(batch, to, state.name(), true, Paths::checked);
        paths.fileIn(found.folder(), found.name())
                .filter(other -> !other.id().equals(file.id()))
                .ifPresent(other -> {
                    throw Notes.exists(paths.of(other.row()));
                });
        LinkWorld.Place place = new LinkWorld.Place(file.id(), false, found.name(), found.folder());
        LinkUpdate update =
                new LinkUpdate(
                        session,
                        world(Map.of()),
                        world(batch, Map.of(file.id(), place)),
                        new LinkUpdate.Concerned(
                                Set.copyOf(List.of(state.nameKey(), Names.key(found.name()))),
                                Set.of(),
                                FormerLinks.none(session)));
        requireLinkable(update, found.name());
        FileDocument.Meta before = Attachments.meta(state);
        batch.file(file.id(), before, before.movedTo(found.folder(), found.name()));
        update.others(batch, file.id());
        if (!batch.isEmpty()) {
            batch.commit();
        }
        return edited(file.id(), update);
    }

    private Edited moveFolder(Batch batch, Id id, String to) {
        if (id.isRoot()) {
            throw Paths.invalid("The vault itself cannot be moved.");
        }
        Folder folder =
                session.tree().folder(id).orElseThrow(() -> Session.notFound("folder " + id));
        refuseCircle(id, to);
        Destination found = destination(batch, to, folder.name(), false, Paths::checked);
        FolderTree tree = session.tree().tree();
        if (tree.isWithin(found.folder(), id)) {
            throw circle(id);
        }
        paths.folders()
                .child(found.folder(), found.name())
                .filter(other -> !other.equals(id))
                .ifPresent(other -> {
                    throw Notes.exists(paths.of(other));
                });
        return folder(batch, folder, found);
    }

    /** Refuses before any missing folder is made. */
    private void refuseCircle(Id id, String to) {
        Id at = Id.ROOT;
        for (String segment : Paths.segments(to)) {
            Optional<Id> child = paths.folders().child(at, segment);
            if (child.isEmpty()) {
                break;
            }
            at = child.get();
        }
        boolean itself =
                at.equals(id) && paths.folders().find(Paths.segments(to)).equals(Optional.of(id));
        if (session.tree().tree().isWithin(at, id) && !(itself && !to.endsWith("/"))) {
            throw circle(id);
        }
    }

    private VaultException circle(Id folder) {
        return new VaultException(
                VaultException.Code.INVALID,
                "“" + paths.of(folder) + "” cannot be moved into itself.",
                "Choose a folder that is not inside it.");
    }

    private Edited folder(Batch batch, Folder folder, Destination to) {
        Id id = folder.id();
        LinkWorld before = world(Map.of());
        Set<Id> inside = session.tree().tree().subtree(id);
        Set<String> names = new HashSet<>();
        Set<Id> notes = new HashSet<>();
        session.store.catalogue().notesOf(inside).stream()
                .filter(Paths::living)
                .forEach(row -> {
                    names.add(row.state().titleKey());
                    row.state().fileName().map(NoteContents::nameKey).ifPresent(names::add);
                    notes.add(row.state().id());
                });
        session.store.catalogue().filesOf(inside).forEach(row -> names.add(row.state().nameKey()));
        batch.folders(
                List.of(folder.movedTo(to.folder(), to.name(), session.tree().tree().nextMove())));
        LinkUpdate update =
                new LinkUpdate(
                        session,
                        before,
                        world(batch, Map.of()),
                        new LinkUpdate.Concerned(names, notes, FormerLinks.none(session)));
        requireLinkable(update, to.name());
        update.others(batch, id);
        if (!batch.isEmpty()) {
            batch.commit();
        }
        return new Edited(
                id,
                paths.of(id),
                Edited.newest(session, session.store.vaultId()),
                update.links(),
                update.notes());
    }

    private LinkWorld world(Map<Id, LinkWorld.Place> moved) {
        return new LinkWorld(session.store.catalogue(), paths.folders(), moved);
    }

    /** As it is after what a batch does to folders. */
    private LinkWorld world(Batch batch, Map<Id, LinkWorld.Place> moved) {
        return batch.isEmpty()
                ? world(moved)
                : new LinkWorld(session.store.catalogue(), new FolderPaths(batch.folders()), moved);
    }

    private Edited edited(Id id, LinkUpdate update) {
        String path =
                session.store
                        .catalogue()
                        .note(id)
                        .map(paths::of)
                        .or(() -> session.store.catalogue().file(id).map(paths::of))
                        .orElse("");
        return new Edited(id, path, Edited.newest(session, id), update.links(), update.notes());
    }
}
