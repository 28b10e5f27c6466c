package app.vaultnotes.vault;

import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.ChangeHash;
import app.vaultnotes.crdt.CrdtDocument;
import app.vaultnotes.crdt.CrdtException;
import app.vaultnotes.crdt.Edit;
import app.vaultnotes.crdt.Heads;
import app.vaultnotes.crdt.TextEdit;
import app.vaultnotes.document.DocumentKind;
import app.vaultnotes.document.FileDocument;
import app.vaultnotes.document.FolderTree;
import app.vaultnotes.document.Id;
import app.vaultnotes.document.NoteDocument;
import app.vaultnotes.document.TreeDocument;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Takes changes from elsewhere into documents of this vault, and prepares what that leaves on disk.
 * What came is hostile until an engine has taken it and the document can be read again.
 */
final class Intake {

    private final Session session;
    private final Marks marks;

    private final Meetings meetings;

    Intake(Session session, Marks marks, Meetings meetings) {
        this.session = session;
        this.marks = marks;
        this.meetings = meetings;
    }

    /** What history shows of it. */
    enum Marks {
        /** A version where edits of both sides met. */
        MERGES,
        /** Nothing: what came brings its own versions. */
        NOTHING
    }

    /**
     * Changes of a document; known ones are passed over.
     *
     * @param atMillis when the last was made, for display
     */
    record Came(Id id, DocumentKind kind, List<Change> changes, long atMillis) {}

    /**
     * What changes made of a document.
     *
     * @param before the document's present without them
     * @param kept those of them that the document has now or keeps for later
     * @param waiting those that it keeps for later
     * @param leftOut those that it does not, and changes that had waited and did not fit
     * @param met what is to be remembered of a note in which edits of both sides met
     * @param commit what to make durable; none when nothing is kept, or what is makes no sense
     */
    record Prepared(
            Heads before,
            List<Change> kept,
            List<Change> waiting,
            List<Change> leftOut,
            Optional<KeptArrival> met,
            Optional<Commit> commit) {

        boolean isNothing() {
            return kept.isEmpty();
        }

        /** Whether the document is as it was, but for what it keeps for later. */
        boolean isWaiting() {
            return !kept.isEmpty() && waiting.containsAll(kept);
        }
    }

    /**
     * Takes changes into a document, which is then as the store has it until the commit.
     *
     * @param sound those of the changes to take where not all of them can be
     * @param look shown the document with the changes
     * @throws CrdtException when a change is damaged or breaks the document
     */
    Prepared prepare(
            Came came, Supplier<List<Change>> sound, BiConsumer<DocumentKind, CrdtDocument> look) {
        Optional<ChangeLog.DocumentEntry> known = session.store.changes().document(came.id());
        forget(came);
        try (CrdtDocument document =
                known.isPresent() ? session.load(came.id()) : session.create(came.kind())) {
            Heads before = document.heads();
            List<Change> waited = document.waiting();
            List<Edit> edits = apply(document, came.changes(), sound);
            List<Change> kept = held(document, before, came.changes());
            List<Change> leftOut = leftOut(document, came.changes(), kept);
            leftOut.addAll(without(waited, held(document, before, waited)));
            Heads was = known.map(ChangeLog.DocumentEntry::heads).orElse(Heads.NONE);
            if (kept.isEmpty()) {
                return new Prepared(
                        was, kept, List.of(), leftOut, Optional.empty(), Optional.empty());
            }
            if (came.kind() == DocumentKind.NOTE) {
                String text = textOf(document);
                if (known.isPresent()) {
                    requireSound(document, text);
                }
            }
            if (document.outgrown()) {
                writeOut(came.id());
            }
            look.accept(came.kind(), document);
            if (came.kind() == DocumentKind.NOTE && known.isPresent()) {
                patch(came.id(), before, document.heads(), edits);
            }
            return new Prepared(
                    was,
                    kept,
                    document.waiting(),
                    leftOut,
                    met(came, document, was),
                    commit(came, document, kept));
        }
    }

    private Optional<KeptArrival> met(Came came, CrdtDocument document, Heads before) {
        return came.kind() == DocumentKind.NOTE
                ? meetings.of(came.id(), document, before)
                : Optional.empty();
    }

    private void forget(Came came) {
        session.forget(came.id());
        if (came.kind() == DocumentKind.TREE) {
            session.forgetTree();
        }
    }

    /** What that does to the note's text, for those who show it. */
    private void patch(Id note, Heads before, Heads after, List<Edit> edits) {
        List<TextEdit> ofText = new ArrayList<>();
        for (Edit edit : edits) {
            if (edit instanceof TextEdit text && text.text().equals(NoteDocument.TEXT)) {
                ofText.add(text);
            }
        }
        session.patches.drop(note);
        session.patches.add(new TextPatch(note, before, after, ofText));
    }

    private static List<Edit> apply(
            CrdtDocument document, List<Change> changes, Supplier<List<Change>> sound) {
        try {
            return document.apply(changes);
        } catch (CrdtException e) {
            List<Change> some = sound.get();
            if (some.size() == changes.size()) {
                throw e;
            }
            return document.apply(some);
        }
    }

    /** Those of some changes that a document has since a moment, or that wait in it. */
    static List<Change> held(CrdtDocument document, Heads since, List<Change> changes) {
        Set<ChangeHash> held = new HashSet<>();
        document.changesSince(since).forEach(change -> held.add(change.hash()));
        document.waiting().forEach(change -> held.add(change.hash()));
        return changes.stream().filter(change -> held.contains(change.hash())).toList();
    }

    /** Those that the document has neither now nor had before. */
    private static List<Change> leftOut(
            CrdtDocument document, List<Change> changes, List<Change> kept) {
        List<Change> rest = without(changes, kept);
        return rest.isEmpty() ? rest : without(rest, held(document, Heads.NONE, rest));
    }

    private static List<Change> without(List<Change> all, List<Change> some) {
        Set<Change> rest = new LinkedHashSet<>(all);
        some.forEach(rest::remove);
        return new ArrayList<>(rest);
    }

    private static String textOf(CrdtDocument document) {
        try {
            return LiveNote.text(document);
        } catch (CrdtException e) {
            throw e.in("changes break the note");
        }
    }

    /**
     * Tries on a copy of a note whether it can be read again and written in: changes made with ill
     * intent can pass every check of their own and still bring an engine out of step with itself.
     */
    private void requireSound(CrdtDocument document, String text) {
        try (CrdtDocument copy = session.engine.load(Session.TRIAL, document.save())) {
            require(copy.heads().equals(document.heads()), "other changes");
            require(copy.now().text(NoteDocument.TEXT).equals(text), "another text");
            copy.change(writer -> writer.splice(NoteDocument.TEXT, 0, text.length(), "x"));
            require(copy.now().text(NoteDocument.TEXT).equals("x"), "what was deleted");
            try (CrdtDocument written = session.engine.load(Session.TRIAL, copy.save())) {
                require(written.now().text(NoteDocument.TEXT).equals("x"), "what was deleted");
            }
        } catch (IllegalStateException | IllegalArgumentException e) {
            throw new CrdtException("changes break the note: " + e.getMessage(), e);
        }
    }

    private static void require(boolean sound, String otherwise) {
        if (!sound) {
            throw new CrdtException("changes break the note: read again it has " + otherwise);
        }
    }

    /**
     * Puts all changes of a document in the place of its snapshot, behind which what comes would
     * not be read. Nothing else about it changes, so that it does no harm if nothing comes.
     */
    private void writeOut(Id id) {
        ChangeLog.StoredDocument mine = session.stored(id);
        List<Change> changes = session.changesOf(mine);
        byte[] bytes = Session.bytes(mine.entry().kind(), changes);
        try (CrdtDocument document = session.engine.load(Session.READER, bytes)) {
            if (!document.heads().equals(mine.entry().heads())) {
                throw new CrdtException("it is not the same made of its changes");
            }
        }
        Set<ChangeHash> covered = session.store.changes().loose(id);
        covered.retainAll(changes.stream().map(Change::hash).toList());
        session.store.changes().compact(id, mine.entry().heads(), bytes, covered);
    }

    private Optional<Commit> commit(Came came, CrdtDocument document, List<Change> kept) {
        return projection(came, document)
                .map(projection ->
                        new Commit(
                                came.id(),
                                came.kind(),
                                kept,
                                document.heads(),
                                came.atMillis(),
                                version(document),
                                Optional.empty(),
                                List.of(),
                                projection));
    }

    private Optional<Commit.VersionStep> version(CrdtDocument document) {
        return marks == Marks.MERGES && document.heads().hashes().size() > 1
                ? Optional.of(new Commit.VersionStep(session.device(), 0, 0, true))
                : Optional.empty();
    }

    private Optional<Projection> projection(Came came, CrdtDocument document) {
        return switch (came.kind()) {
            case TREE ->
                    Optional.of(
                            LiveTree.difference(
                                    session.folders(),
                                    FolderTree.of(TreeDocument.folders(document.now()))));
            case FILE ->
                    FileDocument.read(document.now())
                            .map(meta -> Projections.file(session.folders(), came.id(), meta));
            case NOTE -> Optional.of(note(came, document));
        };
    }

    private Projection note(Came came, CrdtDocument document) {
        String text = document.now().text(NoteDocument.TEXT);
        long before = updatedMillis(session.store, came.id()).orElse(0L);
        NoteDocument.Meta meta = NoteDocument.read(document.now());
        return new Projection.Note(
                Projections.note(
                        session.folders(),
                        came.id(),
                        meta,
                        text,
                        Math.max(before, came.atMillis())),
                text,
                NoteContents.of(text));
    }

    /** When a note was last edited in a store. */
    static Optional<Long> updatedMillis(Store store, Id note) {
        return store.catalogue().note(note).map(row -> row.state().updatedMillis());
    }
}
