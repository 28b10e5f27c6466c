package app.vaultnotes.vault;

import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.CrdtDocument;
import app.vaultnotes.crdt.Heads;
import app.vaultnotes.crdt.TextEdit;
import app.vaultnotes.document.DocumentKind;
import app.vaultnotes.document.FileDocument;
import app.vaultnotes.document.FolderTree;
import app.vaultnotes.document.Id;
import app.vaultnotes.document.NoteDocument;
import app.vaultnotes.document.Trashed;
import app.vaultnotes.document.TreeDocument;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Edits of any number of documents that become durable together. When {@link #commit} fails, or
 * anything before it, the session drops the documents in memory: the next reader loads what the
 * store holds.
 */
final class Batch {

    /** A pause longer than this begins a new version. */
    static final long VERSION_PAUSE_MILLIS = 5 * 60_000L;

    /** Notes longer than this are projected after typing, not with every burst of it. */
    static final int PROMPT_PROJECTION_CHARS = 4_000;

    /** More links than this are spelt anew when a move is taken back, not put back as they were. */
    static final int MAX_EFFECTS = 5_000;

    /** Each edit of a text costs a thousand bytes until it is written: places, marks of undo. */
    static final int MAX_EDITS = 2 * MAX_EFFECTS;

    /** What an edit is, for the history and for undo. */
    enum Step {
        /** Typing in an open note: extends the version and undo step it belongs to. */
        TYPING,
        /** A command: a version and an undo step of its own. */
        COMMAND,
        /** A command's effect elsewhere: a version, but nothing to undo there. */
        EFFECT,
        /** Takes the top undo step back. */
        UNDO,
        /** Does the top redo step again. */
        REDO
    }

    private final Session session;
    private final long atMillis;
    private final List<Commit> commits = new ArrayList<>();
    private final Set<Id> touchedNotes = new HashSet<>();

    /** What commands did elsewhere; a move that comes after remembers it, to take it back. */
    private final List<UndoStep.Relinked> effects = new ArrayList<>();

    private FolderTree folders;
    private boolean treeTouched;

    /** A batch of what a person wants; whoever may only read may not. */
    Batch(Session session) {
        this(session, session.now());
    }

    /** The same, made at another time, such as a file's. */
    Batch(Session session, long atMillis) {
        this(session, atMillis, true);
    }

    private Batch(Session session, long atMillis, boolean isAsked) {
        if (isAsked) {
            session.rights.requireWriter();
        }
        this.session = session;
        this.atMillis = atMillis;
        this.folders = session.folders();
    }

    /**
     * A batch of what nobody asks for, or what is typed already and must not be lost: it is made
     * even where its user may only read.
     */
    static Batch unasked(Session session) {
        return new Batch(session, session.now(), false);
    }

    long atMillis() {
        return atMillis;
    }

    /** The folders as they are after what this batch did so far. */
    FolderTree folders() {
        return folders;
    }

    boolean isEmpty() {
        return commits.isEmpty();
    }

    /** Whether this batch edits a note. */
    boolean edits(Id note) {
        return touchedNotes.contains(note);
    }

    /** A new note. No document is made in memory: whoever opens it loads it. */
    Id newNote(NoteDocument.Meta meta, String text) {
        Id id = session.newId();
        Change change = NoteDocument.firstChange(session.writer().actor(), meta, text);
        commits.add(
                new Commit(
                        id,
                        DocumentKind.NOTE,
                        List.of(change),
                        Heads.of(List.of(change.hash())),
                        atMillis,
                        Optional.of(
                                new Commit.VersionStep(session.device(), text.length(), 0, true)),
                        Optional.of(new Placement(atMillis, meta.title(), meta.folder(), false)),
                        List.of(),
                        new Projection.Note(
                                Projections.note(folders, id, meta, text, atMillis),
                                text,
                                NoteContents.of(text))));
        return id;
    }

    /**
     * Edits a note.
     *
     * @param wanted from the start of the text to its end, each in the text as the previous left
     *     it; of more than {@link #MAX_EDITS}, neighbours become one
     * @return whether anything changed
     */
    boolean note(LiveNote note, NoteDocument.Meta after, List<TextEdit> wanted, Step step) {
        List<TextEdit> edits = EditedText.fewer(note.text(), wanted, MAX_EDITS);
        EditedText edited = EditedText.of(note.text(), edits);
        NoteDocument.Meta before = note.meta();
        touchedNotes.add(note.id());
        session.editing(note.id());
        Heads headsBefore = note.document().heads();
        Optional<Change> change = change(note, after, edits);
        if (change.isEmpty()) {
            return false;
        }
        session.edited(note.id(), change.get());
        session.patches.add(new TextPatch(note.id(), headsBefore, note.document().heads(), edits));
        boolean begins = step != Step.TYPING || !inTypingVersion(note);
        Optional<Trashed> wasTrashed = holding(before, note.text());
        note.edited(
                after,
                edits.isEmpty() ? Optional.empty() : Optional.of(edited),
                atMillis,
                step == Step.TYPING ? atMillis : 0);
        Optional<Trashed> isTrashed = holding(after, note.text());
        boolean moved =
                !samePlace(before, after) || wasTrashed.isPresent() != isTrashed.isPresent();
        List<UndoStep.Edit> undo = new ArrayList<>();
        if (!samePlace(before, after)) {
            undo.add(moved(before, after));
        }
        List<UndoStep.Replaced> replaced = UndoLog.replaced(note.document(), edits, edited);
        undo.addAll(replaced);
        if (step == Step.EFFECT) {
            replaced.forEach(link -> effects.add(new UndoStep.Relinked(note.id(), link)));
        } else if (!samePlace(before, after) && effects.size() <= MAX_EFFECTS) {
            undo.addAll(effects);
        }
        commits.add(
                new Commit(
                        note.id(),
                        DocumentKind.NOTE,
                        List.of(change.get()),
                        note.document().heads(),
                        atMillis,
                        Optional.of(step(edits, begins)),
                        moved ? Optional.of(placement(after, isTrashed)) : Optional.empty(),
                        UndoLog.actions(
                                session,
                                note,
                                step,
                                headsBefore,
                                () -> undoStep(note, step, undo),
                                replaced),
                        step == Step.TYPING && note.text().length() > PROMPT_PROJECTION_CHARS
                                ? new Projection.Stale(atMillis)
                                : projection(note, !edits.isEmpty())));
        return true;
    }

    private static Optional<Change> change(
            LiveNote note, NoteDocument.Meta after, List<TextEdit> edits) {
        return note.document()
                .change(writer -> {
                    NoteDocument.write(writer, note.meta(), after);
                    edits.forEach(e ->
                            writer.splice(NoteDocument.TEXT, e.start(), e.deleted(), e.inserted()));
                });
    }

    /** Edits the text of one note of many; it need not stay in memory until the commit. */
    void noteInPassing(Id id, List<TextEdit> edits, Step step) {
        session.inPassing(id, note -> note(note, note.meta(), edits, step));
    }

    private UndoStep undoStep(LiveNote note, Step step, List<UndoStep.Edit> edits) {
        return new UndoStep(atMillis, step == Step.TYPING, UndoStep.After.of(note), edits);
    }

    private boolean inTypingVersion(LiveNote note) {
        long pause = atMillis - note.typingMillis();
        return note.typingMillis() > 0 && pause >= 0 && pause <= VERSION_PAUSE_MILLIS;
    }

    private Commit.VersionStep step(List<TextEdit> edits, boolean begins) {
        int added = edits.stream().mapToInt(e -> e.inserted().length()).sum();
        int removed = edits.stream().mapToInt(TextEdit::deleted).sum();
        return new Commit.VersionStep(session.device(), added, removed, begins);
    }

    private Placement placement(NoteDocument.Meta meta, Optional<Trashed> trashed) {
        return new Placement(atMillis, meta.title(), meta.folder(), trashed.isPresent());
    }

    private static UndoStep.Moved moved(NoteDocument.Meta before, NoteDocument.Meta after) {
        return new UndoStep.Moved(before.folder(), before.title(), after.folder(), after.title());
    }

    private static boolean samePlace(NoteDocument.Meta one, NoteDocument.Meta other) {
        return one.folder().equals(other.folder()) && one.title().equals(other.title());
    }

    private Projection projection(LiveNote note, boolean textChanged) {
        Projection.NoteState state =
                Projections.note(
                        folders, note.id(), note.meta(), note.text(), note.updatedMillis());
        return textChanged
                ? new Projection.Note(state, note.text(), NoteContents.of(note.text()))
                : new Projection.NoteMoved(state);
    }

    /** The trash mark of a note, if it holds for this text. */
    static Optional<Trashed> holding(NoteDocument.Meta meta, String text) {
        return meta.trashed().filter(mark -> mark.textSha256().equals(LiveNote.sha256(text)));
    }

    /** A new file. */
    Id newFile(FileDocument.Meta meta) {
        Id id = session.newId();
        Change change = FileDocument.firstChange(session.writer().actor(), meta);
        commits.add(
                fileCommit(id, Heads.of(List.of(change.hash())), change, meta, Optional.of(meta)));
        return id;
    }

    /** Edits a file's fields. */
    void file(Id id, FileDocument.Meta before, FileDocument.Meta after) {
        try (CrdtDocument document = session.load(id)) {
            Optional<Change> change = document.change(w -> FileDocument.write(w, before, after));
            boolean moved =
                    !before.movedTo(after.folder(), after.name()).equals(before)
                            || !before.trashed().equals(after.trashed());
            if (change.isPresent()) {
                session.edited(id, change.get());
                commits.add(
                        fileCommit(
                                id,
                                document.heads(),
                                change.get(),
                                after,
                                moved ? Optional.of(after) : Optional.empty()));
            }
        }
    }

    private Commit fileCommit(
            Id id,
            Heads heads,
            Change change,
            FileDocument.Meta meta,
            Optional<FileDocument.Meta> moved) {
        return new Commit(
                id,
                DocumentKind.FILE,
                List.of(change),
                heads,
                atMillis,
                Optional.of(new Commit.VersionStep(session.device(), 0, 0, true)),
                moved.map(m ->
                        new Placement(atMillis, m.name(), m.folder(), m.trashed().isPresent())),
                List.of(),
                Projections.file(folders, id, meta));
    }

    /** Puts folders as given, new ones and changed ones; edits that follow see the new tree. */
    void folders(Collection<TreeDocument.Folder> after) {
        tree(live -> live.put(after, session.device(), atMillis));
    }

    /** Removes folders for good. */
    void removeFolders(Collection<Id> gone) {
        tree(live -> live.remove(gone, session.device(), atMillis));
    }

    /** Sets a setting of the vault; an empty value removes it. */
    void setting(String name, String value) {
        tree(live -> live.setting(name, value, session.device(), atMillis));
    }

    private void tree(Function<LiveTree, Optional<Commit>> edit) {
        LiveTree live = session.tree();
        treeTouched = true;
        session.editing(session.store.vaultId());
        edit.apply(live).ifPresent(commits::add);
        folders = live.tree();
    }

    /** Takes the top step off a stack without editing anything: it had nothing left to do. */
    void drop(LiveNote note, UndoAction.Stack stack) {
        commits.add(unedited(note, List.of(new UndoAction.Pop(stack)), new Projection.Unchanged()));
    }

    /** Shows of a note what its document says; it need not stay in memory. */
    void projectInPassing(Id id) {
        session.inPassing(
                id, note -> commits.add(unedited(note, List.of(), projection(note, true))));
    }

    private Commit unedited(LiveNote note, List<UndoAction> undo, Projection projection) {
        return new Commit(
                note.id(),
                DocumentKind.NOTE,
                List.of(),
                note.document().heads(),
                atMillis,
                Optional.empty(),
                Optional.empty(),
                undo,
                projection);
    }

    /** Takes in a commit that was prepared elsewhere. */
    void add(Commit commit) {
        commits.add(commit);
    }

    /** What was prepared, for a caller that makes it durable with more. */
    List<Commit> prepared() {
        return List.copyOf(commits);
    }

    /** Makes all of it durable. */
    void commit() {
        session.commit(commits);
        if (treeTouched) {
            session.foldersChanged();
        }
        commits.clear();
        touchedNotes.clear();
        treeTouched = false;
    }
}
