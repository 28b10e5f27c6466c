package app.vaultnotes.vault;

import app.vaultnotes.document.FileDocument;
import app.vaultnotes.document.FolderTree;
import app.vaultnotes.document.Id;
import app.vaultnotes.document.NoteDocument;
import app.vaultnotes.document.TreeDocument.Folder;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What lives in folders of the trash, since somebody wrote or made it elsewhere meanwhile. Nobody
 * could tell where it belongs once they are gone, so it moves to the folder that lists it.
 */
final class LivingInside {

    private final Session session;

    LivingInside(Session session) {
        this.session = session;
    }

    /** Moves all that lives in these folders, or in others of the trash within, to its list. */
    void moveOut(Batch batch, Set<Id> folders) {
        FolderTree tree = session.tree().tree();
        Set<Id> listing =
                tree.all().stream()
                        .map(Folder::id)
                        .filter(id -> liesIn(id, folders, tree))
                        .collect(Collectors.toSet());
        session.store.catalogue().notesOf(listing).stream()
                .filter(Paths::living)
                .forEach(row -> moveNote(batch, row.state().id(), tree));
        session.store.catalogue().filesOf(listing).stream()
                .filter(Paths::living)
                .forEach(row -> moveFile(batch, row, tree));
        List<Folder> moved =
                tree.all().stream()
                        .filter(f -> f.trashed().isEmpty())
                        .filter(f -> listing.contains(tree.parent(f.id())))
                        .map(f -> movedOut(f, tree))
                        .toList();
        if (!moved.isEmpty()) {
            batch.folders(moved);
        }
    }

    /**
     * Whether a folder of the trash is one of some, or lies in one without a living one between.
     */
    private static boolean liesIn(Id folder, Set<Id> folders, FolderTree tree) {
        Id at = folder;
        while (!tree.isLiving(at) && !folders.contains(at)) {
            at = tree.parent(at);
        }
        return !tree.isLiving(at);
    }

    private static Folder movedOut(Folder folder, FolderTree tree) {
        Id shelf = tree.shelf(tree.parent(folder.id()));
        return folder.movedTo(shelf, folder.name(), tree.nextMove());
    }

    private void moveNote(Batch batch, Id note, FolderTree tree) {
        session.inPassing(
                note,
                live -> {
                    NoteDocument.Meta meta = live.meta();
                    NoteDocument.Meta after = meta.movedTo(tree.shelf(meta.folder()), meta.title());
                    return batch.note(live, after, List.of(), Batch.Step.EFFECT);
                });
    }

    private void moveFile(Batch batch, Catalogue.FileRow row, FolderTree tree) {
        FileDocument.Meta before = Attachments.meta(row.state());
        Id shelf = tree.shelf(before.folder());
        batch.file(row.state().id(), before, before.movedTo(shelf, before.name()));
    }
}
