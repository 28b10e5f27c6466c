package app.vaultnotes.vault;

import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.ChangeHash;
import app.vaultnotes.crdt.CrdtDocument;
import app.vaultnotes.crdt.CrdtException;
import app.vaultnotes.crdt.Heads;
import app.vaultnotes.document.DocumentKind;
import app.vaultnotes.document.FileDocument;
import app.vaultnotes.document.Id;
import app.vaultnotes.document.NoteDocument;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Brings in what another copy of the same vault has. */
final class Merging {

    private final Session session;
    private final Set<ChangeHash> quarantined;
    private final DoubledLinks links;
    private final ArrivingBlobs blobs;
    private final Intake intake;
    private final Store other;
    private final List<String> problems = new ArrayList<>();
    private final List<KeptArrival> arrived = new ArrayList<>();
    private final Set<Id> brought = new LinkedHashSet<>();

    /** What was not here before. */
    private final List<Id> fresh = new ArrayList<>();

    private int received;
    private int notes;
    private int keptAway;

    /** Whether a file that was here changed: its bytes may be other ones now. */
    private boolean otherBytes;

    /** A merge with another store, which is only read. */
    Merging(Session session, Store other) {
        this(session, other, Intake.Marks.MERGES);
    }

    private Merging(Session session, Store other, Intake.Marks marks) {
        this.session = session;
        this.other = other;
        this.links = new DoubledLinks(session, other);
        this.blobs = new ArrivingBlobs(session, other);
        this.intake = new Intake(session, marks, new Meetings(session, false));
        this.quarantined = session.store.changes().quarantined();
    }

    /**
     * Brings all of a vault into another one that holds nothing, and which is no copy of it: its
     * tree has another id there.
     */
    static Brought intoNew(Session session, Store other, Progress progress) {
        if (session.store.changes().documents().size() > 1) {
            throw new IllegalStateException("a vault that holds something");
        }
        Merging copying = new Merging(session, other, Intake.Marks.NOTHING);
        copying.bringAll(progress, id -> true);
        return copying.brought();
    }

    /** By which id a document of the other store is here. */
    private Id here(Id there) {
        return there.equals(other.vaultId()) ? session.store.vaultId() : there;
    }

    /**
     * What a merge brought.
     *
     * @param notes notes that are new or changed
     * @param changes changes that came
     * @param purged documents that stay away, because they were purged here and not edited there
     * @param alike paths of what is new and has the name of something that stood there
     * @param mended attachments whose bytes were damaged or missing here and are not any more
     * @param problems documents and attachments that could not be brought in, and why
     */
    record Brought(
            int notes,
            int changes,
            int purged,
            List<String> alike,
            List<String> mended,
            List<String> problems) {}

    /** Brings in all documents and the attachments that are missing here. */
    Brought run(Progress progress) {
        bring(progress, id -> true);
        blobs.bringRest();
        if (otherBytes) {
            new Attachments(session, new Paths(session)).keepHouse();
        }
        return brought();
    }

    /** Brings the attachments anew that are damaged here; takes the lock where it is needed. */
    Brought mend(Progress progress) {
        requireCopy();
        blobs.mendDamaged(progress);
        return brought();
    }

    private Brought brought() {
        List<String> all = new ArrayList<>(problems);
        all.addAll(blobs.problems());
        return new Brought(notes, received, keptAway, alike(), blobs.mended(), List.copyOf(all));
    }

    private List<String> alike() {
        Paths paths = new Paths(session);
        Catalogue catalogue = session.store.catalogue();
        Map<String, Integer> named = new HashMap<>(); // asked once for each name
        List<String> alike = new ArrayList<>();
        for (Id id : fresh) {
            catalogue
                    .note(id)
                    .filter(Paths::living)
                    .filter(row -> isDouble(named, row.state().shelf(), row.state().titleKey()))
                    .ifPresent(row -> alike.add(paths.of(row)));
            catalogue
                    .file(id)
                    .filter(Paths::living)
                    .filter(row -> isDouble(named, row.state().shelf(), row.state().nameKey()))
                    .ifPresent(row -> alike.add(paths.of(row)));
        }
        return alike;
    }

    private boolean isDouble(Map<String, Integer> named, Id shelf, String key) {
        Catalogue catalogue = session.store.catalogue();
        return named.computeIfAbsent(
                        shelf + "/" + key,
                        k ->
                                Math.max(
                                        catalogue.notesNamed(shelf, key).size(),
                                        catalogue.filesNamed(shelf, key).size()))
                > 1;
    }

    /** Brings in some documents only; says which of them had something that was missing here. */
    Set<Id> runOf(Predicate<Id> wanted, Progress progress) {
        bring(progress, wanted);
        return brought;
    }

    private void bring(Progress progress, Predicate<Id> wanted) {
        requireCopy();
        bringAll(progress, wanted);
    }

    private void bringAll(Progress progress, Predicate<Id> wanted) {
        other.history().devices().forEach(session.store.history()::put);
        Map<Id, SeenChanges> purged = session.store.changes().purged();
        List<ChangeLog.DocumentEntry> all = new ArrayList<>(other.changes().documents());
        // The tree first: notes are listed in folders.
        all.sort(java.util.Comparator.comparing(entry -> entry.kind() != DocumentKind.TREE));
        int done = 0;
        for (ChangeLog.DocumentEntry entry : all) {
            if (wanted.test(entry.id())) {
                if (stays(entry.id(), purged)) {
                    keptAway++;
                } else {
                    bring(entry);
                }
            }
            progress.report("documents", ++done, all.size());
        }
        links.mend();
    }

    private void requireCopy() {
        if (other.isSame(session.store)) {
            throw new VaultException(
                    VaultException.Code.REFUSED,
                    "The other copy is this vault itself.",
                    "Name the folder that holds another copy of it.");
        }
        if (!other.vaultId().equals(session.store.vaultId())) {
            throw new VaultException(
                    VaultException.Code.REFUSED,
                    "The other vault is another one, not a copy of this.",
                    "To bring its notes in, export them there and import them here.");
        }
    }

    /** Whether a document was purged here and nobody edited it there without knowing of it. */
    private boolean stays(Id id, Map<Id, SeenChanges> purged) {
        SeenChanges seen = purged.get(id);
        try {
            return seen != null
                    && session.changesOf(stored(other, id)).stream().allMatch(seen::contains);
        } catch (CrdtException e) {
            return true;
        }
    }

    private void bring(ChangeLog.DocumentEntry theirs) {
        Optional<ChangeLog.DocumentEntry> mine =
                session.store.changes().document(here(theirs.id()));
        if (mine.map(m -> m.heads().equals(theirs.heads())).orElse(false)) {
            takeHistory(theirs.id());
            return;
        }
        if (mine.isPresent() && mine.get().kind() != theirs.kind()) {
            problems.add("document " + theirs.id() + " is of another kind there");
            return;
        }
        try {
            document(theirs, mine.isPresent());
        } catch (CrdtException e) {
            problems.add("document " + theirs.id() + ": " + e.getMessage());
        }
    }

    private void document(ChangeLog.DocumentEntry theirs, boolean known) {
        Id id = theirs.id();
        ChangeLog.StoredDocument there = stored(other, id);
        Missing missing = missing(there, known);
        if (missing.isEmpty()) {
            takeHistory(id);
            return;
        }
        take(theirs, known, there, missing);
    }

    /** What was left out here may fit by now; where it does not, it keeps nothing else away. */
    private void take(
            ChangeLog.DocumentEntry theirs,
            boolean known,
            ChangeLog.StoredDocument there,
            Missing missing) {
        if (!missing.leftOut().isEmpty()) {
            try {
                take(theirs, known, there, missing.all());
                return;
            } catch (CrdtException e) {
                LeftOutRows.told(theirs.id(), missing.leftOut()).ifPresent(problems::add);
            }
        }
        if (!missing.fresh().isEmpty()) {
            take(theirs, known, there, missing.fresh());
        }
    }

    private void take(
            ChangeLog.DocumentEntry theirs,
            boolean known,
            ChangeLog.StoredDocument there,
            List<Change> missing) {
        Id id = here(theirs.id());
        session.store.changes().taking(Map.of(id, missing.stream().map(Change::hash).toList()));
        links.remember(id);
        try {
            Intake.Came came = new Intake.Came(id, theirs.kind(), missing, atMillis(id));
            take(theirs, known, intake.prepare(came, () -> heldThere(there, missing), this::look));
        } finally {
            session.taken(Set.of(id));
        }
    }

    private void look(DocumentKind kind, CrdtDocument document) {
        blob(kind, document).ifPresent(blobs::bring);
    }

    private void take(ChangeLog.DocumentEntry theirs, boolean known, Intake.Prepared prepared) {
        Id id = here(theirs.id());
        LeftOutRows.told(id, prepared.leftOut()).ifPresent(problems::add);
        if (prepared.isNothing()) {
            takeHistory(theirs.id());
            return;
        }
        if (prepared.commit().isEmpty()) {
            problems.add("document " + id + " makes no sense and was left out");
            return;
        }
        commit(prepared.commit().get(), theirs.id());
        received += prepared.kept().size();
        remember(theirs, prepared, prepared.commit().get().heads());
        otherBytes |= known && theirs.kind() == DocumentKind.FILE;
        brought.add(id);
        if (!known) {
            fresh.add(id);
        }
        notes += theirs.kind() == DocumentKind.NOTE ? 1 : 0;
    }

    /**
     * The changes there that are not part of the document here.
     *
     * @param fresh those that are not here
     * @param leftOut those that are stored here and were left out
     */
    private record Missing(List<Change> fresh, List<Change> leftOut) {
        boolean isEmpty() {
            return fresh.isEmpty() && leftOut.isEmpty();
        }

        List<Change> all() {
            List<Change> all = new ArrayList<>(fresh); // which may pay for the others
            all.addAll(leftOut);
            return all;
        }
    }

    private Missing missing(ChangeLog.StoredDocument there, boolean known) {
        Id id = there.entry().id();
        List<Change> theirs = session.changesOf(there);
        if (there.damaged() > 0) {
            problems.add("document " + id + ": " + there.damaged() + " of its rows are damaged");
        }
        Set<ChangeHash> mine = new HashSet<>();
        if (known) {
            session.changesOf(session.stored(here(id))).forEach(change -> mine.add(change.hash()));
        }
        Set<ChangeHash> out = known ? leftOutHere(here(id)) : Set.of();
        List<Change> sound = theirs.stream().filter(c -> !quarantined.contains(c.hash())).toList();
        return new Missing(
                sound.stream().filter(c -> !mine.contains(c.hash())).toList(),
                sound.stream().filter(c -> out.contains(c.hash())).toList());
    }

    private Set<ChangeHash> leftOutHere(Id id) {
        return session.reading(id, document -> new LeftOutRows(session).of(id, document));
    }

    /**
     * Those of some changes that the document has there or keeps for later. One that waited there
     * and was left out when its turn came is still stored there: it keeps no other away.
     */
    private List<Change> heldThere(ChangeLog.StoredDocument there, List<Change> changes) {
        List<byte[]> loose =
                there.loose().stream()
                        .filter(row -> !quarantined.contains(Change.parse(row).hash()))
                        .toList();
        ChangeLog.StoredDocument taken =
                new ChangeLog.StoredDocument(there.entry(), there.snapshot(), loose, 0);
        try (CrdtDocument document = session.engine.load(Session.READER, Session.bytes(taken))) {
            return Intake.held(document, Heads.NONE, changes);
        }
    }

    private void remember(ChangeLog.DocumentEntry theirs, Intake.Prepared prepared, Heads after) {
        if (theirs.kind() == DocumentKind.NOTE && arrived.size() < KeptArrivals.MOST) {
            arrived.add(prepared.met().orElseGet(() -> came(theirs.id(), prepared, after)));
        }
    }

    private KeptArrival came(Id note, Intake.Prepared prepared, Heads after) {
        List<String> by = Meetings.writers(session.writer()::isOwn, prepared.kept());
        return new KeptArrival(note, session.now(), prepared.before(), after, false, by);
    }

    /** The notes that the merge changed, no more than are kept. */
    List<KeptArrival> arrived() {
        return arrived;
    }

    private static ChangeLog.StoredDocument stored(Store store, Id id) {
        return store.changes().read(id).orElseThrow(() -> new CrdtException("it has no changes"));
    }

    private static Optional<BlobHash> blob(DocumentKind kind, CrdtDocument document) {
        return switch (kind) {
            case FILE ->
                    FileDocument.read(document.now()).flatMap(meta -> BlobHash.parse(meta.blob()));
            case NOTE ->
                    NoteDocument.read(document.now())
                            .source()
                            .flatMap(s -> BlobHash.parse(s.blob()));
            case TREE -> Optional.empty();
        };
    }

    private void commit(Commit commit, Id there) {
        Id id = commit.document();
        session.commit(List.of(commit));
        takeHistory(there);
        if (commit.kind() == DocumentKind.TREE) {
            session.foldersChanged();
        } else if (commit.version().isPresent() && commit.kind() == DocumentKind.NOTE) {
            links.merged(id);
        }
    }

    /** Takes the past of a document, by its id there. */
    private void takeHistory(Id id) {
        session.store
                .history()
                .take(here(id), other.history().versions(id), other.history().placements(id));
    }

    /** When a note was last edited there, for display; the engine's changes do not say. */
    private long atMillis(Id id) {
        return Intake.updatedMillis(other, id).orElseGet(session::now);
    }
}
