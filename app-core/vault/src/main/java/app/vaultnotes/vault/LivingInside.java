package app.vaultnotes.vault;

import app.vaultnotes.document.FileDocument;
import app.vaultnotes.document.FolderTree;
import app.vaultnotes.document.Id;
import app.vaultnotes.document.NoteDocument;
import app.vaultnotes.document.TreeDocument.Folder;
import java.util.List;
import java.util.Set;

/**
 * What lives in folders of the trash, since somebody wrote or made it elsewhere meanwhile. Nobody
 * could tell where it belongs once they are gone, so it moves to the folder that lists it.
 */
final class LivingInside {

    private final Session session;

    LivingInside(Session session) {
        this.session = session;
    }

    /** Moves all that lives in these folders to where it is listed. */
    void moveOut(Batch batch, Set<Id> folders) {
        FolderTree tree = session.tree().tree();
        session.store.catalogue().notesOf(folders).stream()
                .filter(Paths::living)
                .forEach(row -> moveNote(batch, row.state().id(), tree));
        session.store.catalogue().filesOf(folders).stream()
                .filter(Paths::living)
                .forEach(row -> moveFile(batch, row, tree));
        List<Folder> moved =
                tree.all().stream()
                        .filter(f -> f.trashed().isEmpty() && folders.contains(f.parent()))
                        .map(f -> f.movedTo(tree.shelf(f.parent()), f.name(), tree.nextMove()))
                        .toList();
        if (!moved.isEmpty()) {
            batch.folders(moved);
        }
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
