package app.vaultnotes.vault;

import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.ChangeHash;
import app.vaultnotes.crdt.CrdtDocument;
import app.vaultnotes.crdt.CrdtException;
import app.vaultnotes.crdt.Heads;
import app.vaultnotes.crdt.SavedBytes;
import app.vaultnotes.document.DocumentKind;
import app.vaultnotes.document.FileDocument;
import app.vaultnotes.document.FolderTree;
import app.vaultnotes.document.Id;
import app.vaultnotes.document.NoteDocument;
import app.vaultnotes.document.Skeleton;
import app.vaultnotes.document.TreeDocument;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Brings in what another copy of the same vault has. */
final class Merging {

    private final Session session;
    private final Set<ChangeHash> quarantined;
    private final List<String> problems = new ArrayList<>();
    private int received;
    private int notes;

    Merging(Session session) {
        this.session = session;
        this.quarantined = session.store.changes().quarantined();
    }

    /**
     * What a merge brought.
     *
     * @param notes notes that are new or changed
     * @param changes changes that came
     * @param problems documents that could not be brought in, and why
     */
    record Brought(int notes, int changes, List<String> problems) {}

    Brought from(Store other, Progress progress) {
        if (!other.vaultId().equals(session.store.vaultId())) {
            throw new VaultException(
                    VaultException.Code.REFUSED,
                    "The other vault is another one, not a copy of this.",
                    "To bring its notes in, export them there and import them here.");
        }
        other.history().devices().forEach(session.store.history()::put);
        Set<Id> purged = session.store.changes().purged();
        List<ChangeLog.DocumentEntry> all = new ArrayList<>(other.changes().documents());
        // The tree first: notes are listed in folders.
        all.sort(java.util.Comparator.comparing(entry -> entry.kind() != DocumentKind.TREE));
        int done = 0;
        for (ChangeLog.DocumentEntry entry : all) {
            if (!purged.contains(entry.id())) {
                bring(other, entry);
            }
            progress.report("documents", ++done, all.size());
        }
        return new Brought(notes, received, List.copyOf(problems));
    }

    private void bring(Store other, ChangeLog.DocumentEntry theirs) {
        Optional<ChangeLog.DocumentEntry> mine = session.store.changes().document(theirs.id());
        if (mine.map(m -> m.heads().equals(theirs.heads())).orElse(false)) {
            session.store
                    .history()
                    .take(
                            theirs.id(),
                            other.history().versions(theirs.id()),
                            other.history().placements(theirs.id()));
            return;
        }
        if (mine.isPresent() && mine.get().kind() != theirs.kind()) {
            problems.add("document " + theirs.id() + " is of another kind there");
            return;
        }
        try {
            document(other, theirs, mine.isPresent());
        } catch (CrdtException e) {
            problems.add("document " + theirs.id() + ": " + e.getMessage());
        }
    }

    private void document(Store other, ChangeLog.DocumentEntry theirs, boolean known) {
        Id id = theirs.id();
        List<Change> theirChanges = changesOf(other, id);
        Set<ChangeHash> mine = new HashSet<>();
        if (known) {
            changesOf(session.store, id).forEach(change -> mine.add(change.hash()));
        }
        List<Change> missing =
                theirChanges.stream()
                        .filter(c -> !mine.contains(c.hash()) && !quarantined.contains(c.hash()))
                        .toList();
        if (missing.isEmpty()) {
            return;
        }
        List<ChangeHash> hashes = missing.stream().map(Change::hash).toList();
        session.store.changes().taking(id, hashes);
        forget(theirs);
        try (CrdtDocument document = known ? session.load(id) : session.create(theirs.kind())) {
            document.apply(missing);
            blobs(other, theirs.kind(), document);
            commit(other, theirs, document, missing);
        } finally {
            session.store.changes().taken(id);
        }
        received += missing.size();
        notes += theirs.kind() == DocumentKind.NOTE ? 1 : 0;
    }

    private void forget(ChangeLog.DocumentEntry entry) {
        session.forget(entry.id());
        if (entry.kind() == DocumentKind.TREE) {
            session.forgetTree();
        }
    }

    /**
     * All changes of a document but the skeleton; those inside a snapshot come out of an engine.
     */
    private List<Change> changesOf(Store store, Id id) {
        ChangeLog.StoredDocument stored =
                store.changes().read(id).orElseThrow(() -> new CrdtException("it has no changes"));
        ChangeHash skeleton = Skeleton.of(stored.entry().kind()).hash();
        List<Change> changes = new ArrayList<>();
        if (stored.snapshot().isPresent()) {
            SavedBytes.parse(stored.snapshot().get());
            try (CrdtDocument document =
                    session.engine.load(Session.READER, stored.snapshot().get())) {
                changes.addAll(document.changesSince(Heads.NONE));
            }
        }
        stored.loose().forEach(bytes -> changes.add(Change.parse(bytes)));
        changes.removeIf(change -> change.hash().equals(skeleton));
        return changes;
    }

    private void blobs(Store other, DocumentKind kind, CrdtDocument document) {
        Optional<BlobHash> blob =
                switch (kind) {
                    case FILE ->
                            FileDocument.read(document.now())
                                    .flatMap(meta -> BlobHash.parse(meta.blob()));
                    case NOTE ->
                            NoteDocument.read(document.now())
                                    .source()
                                    .flatMap(s -> BlobHash.parse(s.blob()));
                    case TREE -> Optional.empty();
                };
        if (blob.isPresent()
                && !session.store.blobs().has(blob.get())
                && other.blobs().has(blob.get())) {
            try (InputStream in = other.blobs().open(blob.get())) {
                session.store.blobs().put(in, Attachments.MAX_BYTES);
            } catch (IOException e) {
                throw new VaultException(
                        VaultException.Code.IO,
                        "An attachment of the other vault cannot be read: " + e.getMessage(),
                        "",
                        e);
            }
        }
    }

    private void commit(
            Store other,
            ChangeLog.DocumentEntry theirs,
            CrdtDocument document,
            List<Change> missing) {
        Id id = theirs.id();
        boolean both = document.heads().hashes().size() > 1;
        Optional<Commit.VersionStep> version =
                both
                        ? Optional.of(new Commit.VersionStep(session.device(), 0, 0, true))
                        : Optional.empty();
        Optional<Projection> projection = projection(theirs.kind(), id, document);
        if (projection.isEmpty()) {
            problems.add("document " + id + " makes no sense and was left out");
            return;
        }
        session.store
                .changes()
                .commit(
                        List.of(
                                new Commit(
                                        id,
                                        theirs.kind(),
                                        missing,
                                        document.heads(),
                                        session.now(),
                                        version,
                                        Optional.empty(),
                                        List.of(),
                                        projection.get())));
        session.store
                .history()
                .take(id, other.history().versions(id), other.history().placements(id));
        if (theirs.kind() == DocumentKind.TREE) {
            session.foldersChanged();
        }
    }

    private Optional<Projection> projection(DocumentKind kind, Id id, CrdtDocument document) {
        return switch (kind) {
            case TREE ->
                    Optional.of(
                            LiveTree.difference(
                                    session.folders(),
                                    FolderTree.of(TreeDocument.folders(document.now()))));
            case FILE ->
                    FileDocument.read(document.now())
                            .map(meta -> Projections.file(session.folders(), id, meta));
            case NOTE -> Optional.of(note(id, document));
        };
    }

    private Projection note(Id id, CrdtDocument document) {
        String text = document.now().text(NoteDocument.TEXT);
        long before =
                session.store
                        .catalogue()
                        .note(id)
                        .map(row -> row.state().updatedMillis())
                        .orElse(0L);
        NoteDocument.Meta meta = NoteDocument.read(document.now());
        return new Projection.Note(
                Projections.note(
                        session.folders(), id, meta, text, Math.max(before, session.now())),
                text,
                NoteContents.of(text));
    }
}
