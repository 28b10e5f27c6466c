package app.vaultnotes.vault;

import app.vaultnotes.document.FileDocument;
import app.vaultnotes.document.FolderTree;
import app.vaultnotes.document.Id;
import app.vaultnotes.document.Names;
import app.vaultnotes.document.NoteDocument;
import app.vaultnotes.document.Trashed;
import java.util.Optional;

/** What lists show, made from what documents say. */
final class Projections {

    private Projections() {}

    static Projection.NoteState note(
            FolderTree folders, Id id, NoteDocument.Meta meta, String text, long updatedMillis) {
        Optional<Trashed> trashed = Batch.holding(meta, text);
        Optional<BlobHash> source = meta.source().map(s -> new BlobHash(s.blob()));
        return new Projection.NoteState(
                id,
                meta.title(),
                Names.key(meta.title()),
                meta.fileName(),
                meta.folder(),
                folders.shelf(meta.folder()),
                meta.createdMillis(),
                updatedMillis,
                trashed,
                meta.bookmarked(),
                source);
    }

    static Projection.File file(FolderTree folders, Id id, FileDocument.Meta meta) {
        return new Projection.File(
                new Projection.FileState(
                        id,
                        meta.name(),
                        Names.key(meta.name()),
                        meta.folder(),
                        folders.shelf(meta.folder()),
                        new BlobHash(meta.blob()),
                        meta.size(),
                        meta.mime(),
                        meta.modifiedMillis(),
                        meta.trashed()));
    }
}
