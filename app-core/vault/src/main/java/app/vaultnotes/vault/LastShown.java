package app.vaultnotes.vault;

import app.vaultnotes.crdt.CrdtException;
import app.vaultnotes.crdt.TextDiff;
import app.vaultnotes.crdt.TextEdit;
import app.vaultnotes.document.FolderTree;
import app.vaultnotes.document.Id;
import app.vaultnotes.document.NoteDocument;
import app.vaultnotes.document.TreeDocument.Folder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What lists still show of documents whose changes are damaged: text, names and places. It is
 * written anew, as an edit, over what is left of them, so that a person loses history and not
 * words.
 */
final class LastShown {

    private final Session session;
    private final Map<Id, Note> notes = new LinkedHashMap<>();
    private final List<Folder> folders = new ArrayList<>();

    private record Note(Projection.NoteState state, String text) {}

    /** Keeps what is shown of damaged documents, before anything is mended. */
    LastShown(Session session, List<StoreCare.Damage> damages) {
        this.session = session;
        // Of a long note that was typed in, lists may show less than its changes hold.
        Set<Id> outdated = new HashSet<>(session.store.changes().stale());
        for (StoreCare.Damage damage : damages) {
            Id id = damage.document();
            if (id.equals(session.store.vaultId())) {
                folders.addAll(Session.folders(session.store).all());
            } else if (!id.isRoot() && !outdated.contains(id)) {
                keep(id);
            }
        }
    }

    private void keep(Id id) {
        Optional<String> text = session.store.catalogue().text(id);
        session.store
                .catalogue()
                .note(id)
                .ifPresent(row -> text.ifPresent(t -> notes.put(id, new Note(row.state(), t))));
    }

    /** Writes it anew where it is not what the documents say now; names what was written. */
    List<Doctor.Problem> putBack() {
        List<Doctor.Problem> written = new ArrayList<>();
        putFoldersBack().ifPresent(written::add);
        notes.forEach((id, note) -> putBack(id, note).ifPresent(written::add));
        return written;
    }

    private Optional<Doctor.Problem> putBack(Id id, Note note) {
        try {
            session.forget(id);
            LiveNote live = session.note(id);
            Projection.NoteState state = note.state();
            NoteDocument.Meta now = live.meta();
            NoteDocument.Meta shown =
                    new NoteDocument.Meta(
                            state.title(),
                            state.fileName(),
                            state.folder(),
                            state.createdMillis(),
                            now.trashed(),
                            state.bookmarked(),
                            now.source());
            List<TextEdit> edits = TextDiff.edits(NoteDocument.TEXT, live.text(), note.text());
            Batch batch = new Batch(session);
            if (!batch.note(live, shown, edits, Batch.Step.COMMAND)) {
                return Optional.empty();
            }
            batch.commit();
            return Optional.of(
                    written(
                            state.title(),
                            "The last text of “"
                                    + state.title()
                                    + "” was written anew; some of its history is lost."));
        } catch (CrdtException e) {
            return Optional.of(
                    new Doctor.Problem(
                            "note-unreadable",
                            id.toString(),
                            "“" + note.state().title() + "” cannot be read: " + e.getMessage(),
                            false));
        }
    }

    private Optional<Doctor.Problem> putFoldersBack() {
        if (folders.isEmpty()) {
            return Optional.empty();
        }
        session.forgetTree();
        FolderTree now = session.tree().tree();
        long moved = now.nextMove();
        List<Folder> lost = new ArrayList<>();
        for (Folder folder : folders) {
            boolean same =
                    now.folder(folder.id())
                            .filter(f -> f.name().equals(folder.name()))
                            .filter(f -> now.parent(f.id()).equals(folder.parent()))
                            .isPresent();
            if (!same) {
                lost.add(
                        new Folder(
                                folder.id(),
                                folder.name(),
                                moved++,
                                folder.parent(),
                                folder.createdMillis(),
                                folder.trashed()));
            }
        }
        if (lost.isEmpty()) {
            return Optional.empty();
        }
        Batch batch = new Batch(session);
        batch.folders(lost);
        batch.commit();
        return Optional.of(written("folders", lost.size() + " folders were made anew."));
    }

    private static Doctor.Problem written(String where, String message) {
        return new Doctor.Problem("written-anew", where, message, true);
    }
}
