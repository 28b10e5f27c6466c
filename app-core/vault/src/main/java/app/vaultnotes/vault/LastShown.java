package app.vaultnotes.vault;

import app.vaultnotes.crdt.CrdtException;
import app.vaultnotes.crdt.TextDiff;
import app.vaultnotes.crdt.TextEdit;
import app.vaultnotes.document.DecodedText;
import app.vaultnotes.document.DocumentKind;
import app.vaultnotes.document.FolderTree;
import app.vaultnotes.document.Id;
import app.vaultnotes.document.Names;
import app.vaultnotes.document.NoteDocument;
import app.vaultnotes.document.TextSource;
import app.vaultnotes.document.TreeDocument.Folder;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What lists still show of documents whose changes are damaged: text, names and places. It is
 * written anew, as an edit, over what is left of them, so that a person loses history and not
 * words.
 */
final class LastShown {

    private static final String LOST_FOLDER = "Recovered folder";
    private static final String UNNAMED = "Recovered note";

    private final Session session;
    private final Map<Id, Note> notes = new LinkedHashMap<>();

    /** Texts of notes whose names and places are lost. */
    private final Map<Id, Unnamed> unnamed = new LinkedHashMap<>();

    private final List<Projection.FileState> files = new ArrayList<>();
    private final List<Folder> folders = new ArrayList<>();

    /** Documents of which edits are lost that no list showed. */
    private final Set<Id> incomplete = new HashSet<>();

    /**
     * A note as lists show it.
     *
     * @param outdated whether lists may show less than its changes hold
     */
    private record Note(Projection.NoteState state, Optional<String> text, boolean outdated) {}

    /** A text that is shown of a note, and nothing else. */
    private record Unnamed(String text, boolean outdated) {}

    /** Keeps what is shown of damaged documents, before anything is mended. */
    LastShown(Session session, Set<Id> damaged) {
        this.session = session;
        Set<Id> outdated = new HashSet<>(session.store.changes().stale());
        for (Id id : damaged) {
            if (id.equals(session.store.vaultId())) {
                folders.addAll(Session.folders(session.store).all());
            } else {
                keep(id, outdated.contains(id));
            }
        }
    }

    private void keep(Id id, boolean outdated) {
        Catalogue catalogue = session.store.catalogue();
        Optional<String> text = text(id);
        catalogue
                .note(id)
                .ifPresentOrElse(
                        row -> notes.put(id, new Note(row.state(), text, outdated)),
                        () -> text.ifPresent(t -> unnamed.put(id, new Unnamed(t, outdated))));
        catalogue.file(id).ifPresent(row -> files.add(row.state()));
    }

    private Optional<String> text(Id id) {
        try {
            return session.store.catalogue().text(id);
        } catch (VaultException e) {
            return Optional.empty();
        }
    }

    /**
     * Writes it anew where it is not what the documents say now; names what was written and what is
     * lost.
     */
    List<Doctor.Problem> putBack(LostParts lost) {
        List<Doctor.Problem> written = new ArrayList<>();
        incomplete.addAll(lost.older());
        incomplete.removeIf(id -> notes.containsKey(id) || unnamed.containsKey(id));
        if (!lost.isWhole(session.store.vaultId())) {
            putFoldersBack().ifPresent(written::add);
            makeLostFolders(lost).ifPresent(written::add);
        }
        notes.forEach((id, note) -> {
            if (!lost.isWhole(id)) {
                putBack(id, note, lost).ifPresent(written::add);
            }
        });
        Set<Id> untold = new HashSet<>();
        for (Id id : lost.documents()) {
            if (!notes.containsKey(id) && !lost.isWhole(id) && isNote(id)) {
                untold.add(id);
                unlisted(id, lost).ifPresent(written::add);
            }
        }
        files.forEach(file -> putBack(file).ifPresent(written::add));
        untold.removeIf(id -> !isNote(id)); // set aside: nothing goes as long as it is
        new Attachments(session, new Paths(session)).keepUntold(untold);
        session.store.facts().forgetImported(incomplete); // what was imported may be what is lost
        return written;
    }

    private Optional<Doctor.Problem> putBack(Id id, Note note, LostParts lost) {
        session.forget(id);
        if (session.store.changes().document(id).isEmpty()) {
            return Optional.of(madeAnew(note));
        }
        try {
            return session.inPassing(id, live -> putBack(live, note, lost));
        } catch (CrdtException e) {
            session.store.care().setAside(List.of(id));
            return Optional.of(madeAnew(note));
        }
    }

    private Optional<Doctor.Problem> putBack(LiveNote live, Note note, LostParts lost) {
        String text = note.text().map(t -> joined(live.text(), t, note.outdated())).orElse(null);
        return text == null
                ? Optional.of(leftOf(live, place(live, note.state()), lost))
                : written(live, place(live, note.state()), text, note.outdated());
    }

    /** Writes a text unless the note has it; says so. */
    private Optional<Doctor.Problem> written(
            LiveNote live, NoteDocument.Meta meta, String text, boolean outdated) {
        if (outdated) {
            incomplete.add(live.id());
        }
        if (!write(live, meta, text)) {
            return Optional.empty();
        }
        String title = meta.title();
        return Optional.of(
                outdated
                        ? editsLost(
                                title,
                                "Not all of “"
                                        + title
                                        + "” could be read; the note shows what is left.")
                        : writtenAnew(title));
    }

    private static Doctor.Problem editsLost(String title, String message) {
        return ofNote("edits-lost", title, message);
    }

    /** What lists show, and where that may be less than the note had, all words of both. */
    private static String joined(String there, String shown, boolean outdated) {
        if (!outdated) {
            return shown;
        }
        List<TextEdit> added = new ArrayList<>();
        int kept = 0;
        for (TextEdit edit : TextDiff.edits(NoteDocument.TEXT, shown, there)) {
            // What the edit would take away stays before what it brings.
            int at = edit.start() + kept + edit.deleted();
            added.add(new TextEdit(NoteDocument.TEXT, at, 0, edit.inserted()));
            kept += edit.deleted();
        }
        return EditedText.of(shown, added).after();
    }

    private NoteDocument.Meta place(LiveNote live, Projection.NoteState state) {
        NoteDocument.Meta now = live.meta();
        return new NoteDocument.Meta(
                state.title(),
                state.fileName(),
                state.folder(),
                state.createdMillis(),
                now.trashed(),
                state.bookmarked(),
                now.source().or(() -> source(state)));
    }

    /** The bytes that a note came from, if they are kept: what its text was then they say again. */
    private Optional<TextSource> source(Projection.NoteState state) {
        Optional<BlobHash> kept = state.sourceBlob().filter(session.store.blobs()::has);
        if (kept.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = session.store.blobs().open(kept.get())) {
            DecodedText read = DecodedText.of(in.readAllBytes());
            return read.isUtf8() ? Optional.empty() : Optional.of(kept.get().sourceOf(read));
        } catch (IOException e) {
            return Optional.empty(); // they stay as long as the lists name them
        }
    }

    private boolean write(LiveNote live, NoteDocument.Meta meta, String text) {
        List<TextEdit> edits = TextDiff.edits(NoteDocument.TEXT, live.text(), text);
        Batch batch = Batch.unasked(session);
        if (!batch.note(live, meta, edits, Batch.Step.COMMAND)) {
            return false;
        }
        batch.commit();
        return true;
    }

    /** Lists lost the text, too: what the changes hold is what is left. */
    private Doctor.Problem leftOf(LiveNote live, NoteDocument.Meta meta, LostParts lost) {
        incomplete.add(live.id());
        String words = lost.waitingWords(live.id());
        String gap = words.isEmpty() || live.text().isEmpty() ? "" : "\n\n";
        write(live, meta, live.text() + gap + words);
        String title = meta.title();
        String rest =
                words.isEmpty()
                        ? "the note shows what is left."
                        : "words of later edits stand at the note's end.";
        return editsLost(title, "Not all edits of “" + title + "” could be read; " + rest);
    }

    private boolean isNote(Id id) {
        return session.store
                .changes()
                .document(id)
                .filter(entry -> entry.kind() == DocumentKind.NOTE)
                .isPresent();
    }

    /** A note that no list shows has its words in its changes, and its name there or in places. */
    private Optional<Doctor.Problem> unlisted(Id id, LostParts lost) {
        Unnamed shown = unnamed.get(id);
        if (shown != null) {
            return unnamed(id, shown);
        }
        try {
            session.forget(id);
            return session.inPassing(
                    id,
                    live ->
                            lost.wasBrought(id) && lost.waitingWords(id).isEmpty()
                                    ? Optional.empty()
                                    : Optional.of(leftOf(live, named(id, live.meta()), lost)));
        } catch (CrdtException e) {
            session.store.care().setAside(List.of(id));
            return Optional.of(
                    new Doctor.Problem(
                            "note-lost",
                            id.toString(),
                            "A note cannot be read and was set aside: " + e.getMessage(),
                            true));
        }
    }

    /** A note that has its text gets the name that its changes or places still know. */
    private Optional<Doctor.Problem> unnamed(Id id, Unnamed shown) {
        session.forget(id);
        NoteDocument.Meta named = named(id, NoteDocument.Meta.of("", Id.ROOT, session.now()));
        try {
            return session.inPassing(
                    id,
                    live ->
                            written(
                                    live,
                                    named(id, live.meta()),
                                    joined(live.text(), shown.text(), shown.outdated()),
                                    shown.outdated()));
        } catch (CrdtException e) {
            session.store.care().setAside(List.of(id));
            return Optional.of(madeAnew(named, shown.text()));
        }
    }

    private NoteDocument.Meta named(Id id, NoteDocument.Meta meta) {
        if (isNamed(meta)) {
            return meta;
        }
        List<Placement> places = session.store.history().placements(id);
        String title = places.isEmpty() ? UNNAMED : places.get(places.size() - 1).title();
        Id folder = places.isEmpty() ? Id.ROOT : places.get(places.size() - 1).folder();
        NoteDocument.Meta fresh = NoteDocument.Meta.of(title, folder, session.now());
        return new NoteDocument.Meta(
                title,
                fresh.fileName(),
                folder,
                fresh.createdMillis(),
                meta.trashed(),
                meta.bookmarked(),
                meta.source());
    }

    private static boolean isNamed(NoteDocument.Meta meta) {
        return !meta.title().isEmpty() && !meta.title().equals(Names.safe(""));
    }

    private Doctor.Problem madeAnew(Note note) {
        Projection.NoteState state = note.state();
        NoteDocument.Meta meta =
                NoteDocument.Meta.of(state.title(), state.folder(), state.createdMillis())
                        .withFileName(state.file())
                        .withBookmarked(state.bookmarked())
                        .withSource(source(state));
        return madeAnew(meta, note.text().orElse(""));
    }

    private Doctor.Problem madeAnew(NoteDocument.Meta meta, String text) {
        Batch batch = Batch.unasked(session);
        batch.newNote(meta, text);
        batch.commit();
        return writtenAnew(meta.title());
    }

    private static Doctor.Problem writtenAnew(String title) {
        return ofNote(
                "written-anew",
                title,
                "The last text of “" + title + "” was written anew; some of its history is lost.");
    }

    /** What became of a note; where its name is lost, that is said first. */
    private static Doctor.Problem ofNote(String code, String title, String message) {
        return title.equals(UNNAMED)
                ? new Doctor.Problem(
                        "name-lost",
                        title,
                        "The name of a note is lost; it is called “" + title + "” now. " + message,
                        true)
                : new Doctor.Problem(code, title, message, true);
    }

    private Optional<Doctor.Problem> putBack(Projection.FileState file) {
        if (session.store.changes().document(file.id()).isPresent()) {
            return Optional.empty();
        }
        Batch batch = Batch.unasked(session);
        batch.newFile(Attachments.meta(file));
        batch.commit();
        return Optional.of(
                written(file.name(), "The entry of the file “" + file.name() + "” was made anew."));
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
        Batch batch = Batch.unasked(session);
        batch.folders(lost);
        batch.commit();
        return Optional.of(written("folders", lost.size() + " folders were made anew."));
    }

    /** Folders of which nothing but their notes is left: those stay together. */
    private Optional<Doctor.Problem> makeLostFolders(LostParts lost) {
        if (!lost.documents().contains(session.store.vaultId())) {
            return Optional.empty();
        }
        FolderTree now = session.tree().tree();
        Set<Id> missing = new TreeSet<>();
        Catalogue catalogue = session.store.catalogue();
        catalogue.notes(Catalogue.Page.ALL).forEach(row -> missing.add(row.state().folder()));
        catalogue.files(Catalogue.Page.ALL).forEach(row -> missing.add(row.state().folder()));
        missing.removeIf(id -> id.isRoot() || now.folder(id).isPresent());
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        long moved = now.nextMove();
        List<Folder> made = new ArrayList<>();
        for (Id id : missing) {
            made.add(
                    new Folder(id, LOST_FOLDER, moved++, Id.ROOT, session.now(), Optional.empty()));
        }
        Batch batch = Batch.unasked(session);
        batch.folders(made);
        batch.commit();
        String message =
                made.size()
                        + " folders lost their names; each is called “"
                        + LOST_FOLDER
                        + "” now.";
        return Optional.of(new Doctor.Problem("folders-lost", "folders", message, true));
    }

    private static Doctor.Problem written(String where, String message) {
        return new Doctor.Problem("written-anew", where, message, true);
    }
}
