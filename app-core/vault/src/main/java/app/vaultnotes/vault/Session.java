package app.vaultnotes.vault;

import app.vaultnotes.crdt.ActorId;
import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.ChangeHash;
import app.vaultnotes.crdt.CrdtDocument;
import app.vaultnotes.crdt.CrdtEngine;
import app.vaultnotes.crdt.CrdtException;
import app.vaultnotes.crdt.Heads;
import app.vaultnotes.crdt.SavedBytes;
import app.vaultnotes.document.DocumentKind;
import app.vaultnotes.document.FolderTree;
import app.vaultnotes.document.Id;
import app.vaultnotes.document.Skeleton;
import app.vaultnotes.document.TreeDocument;
import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What all parts of an open vault share: the store, the engine, who writes, and the documents that
 * are in memory. Everything that touches a document runs under {@link #locked}, so each document
 * has one caller at a time.
 */
final class Session implements AutoCloseable {

    /** Most UTF-16 units of notes kept open, counted with {@link #BASE_WEIGHT} for each. */
    private static final long MAX_OPEN_WEIGHT = 600_000;

    /** What an open note weighs beside its text. */
    private static final int BASE_WEIGHT = 2_000;

    /** Signs nothing: the actor of documents that are only read. */
    static final ActorId READER = ActorId.fromByteArray(new byte[16]);

    /** Signs trials that are thrown away. */
    static final ActorId TRIAL = ActorId.fromByteArray(new byte[] {1});

    final Store store;
    final CrdtEngine engine;
    final Clock clock;
    final Rights rights;

    /** Told of documents that changed, on the thread that changed them. */
    final List<Consumer<Set<Id>>> listeners = new CopyOnWriteArrayList<>();

    /** What becomes of the texts of notes. */
    final Patches patches = new Patches();

    private final DeviceIdentity identity;
    private final RandomGenerator random;

    private final ReentrantLock lock = new ReentrantLock(true);
    private final Map<Id, LiveNote> open = new LinkedHashMap<>(16, 0.75f, true);

    /** Edits that the store has not got yet, by document. */
    private final Map<Id, List<Change>> unsaved = new HashMap<>();

    /** Notes that whoever holds the lock may be using. */
    private final Set<Id> inUse = new HashSet<>();

    private long openWeight;
    private @Nullable FolderTree folders;
    private @Nullable LiveTree tree;
    private @Nullable Writer writer;

    Session(
            Store store,
            CrdtEngine engine,
            Clock clock,
            DeviceIdentity identity,
            RandomGenerator random) {
        this.store = store;
        this.engine = engine;
        this.clock = clock;
        this.rights = new Rights(store.facts());
        this.identity = identity;
        this.random = random;
    }

    /** Who writes in this opening; settled at the first write, so that reading changes nothing. */
    Writer writer() {
        Writer known = writer;
        if (known == null) {
            known = Writer.of(identity.identify(store, now(), random), random);
            writer = known;
        }
        return known;
    }

    /**
     * Goes on as a new device: what this one wrote last may be lost, and must not be told again.
     */
    void renewWriter() {
        forgetAll();
        DeviceIdentity.forget(store);
        writer = null;
    }

    /** An id for something new. */
    Id newId() {
        return Id.random(random);
    }

    /** A document in memory is about to be edited; until it is committed, the store lacks that. */
    void editing(Id document) {
        unsaved.computeIfAbsent(document, id -> new ArrayList<>());
    }

    /** What an edit made; a document that leaves memory before the commit gets it back. */
    void edited(Id document, Change change) {
        unsaved.computeIfAbsent(document, id -> new ArrayList<>()).add(change);
    }

    /** Makes edits durable and tells of the documents they are in. */
    void commit(List<Commit> commits) {
        boolean saved = false;
        try {
            store.changes().commit(commits);
            commits.forEach(commit -> unsaved.remove(commit.document()));
            saved = true;
        } finally {
            if (!saved) {
                forgetUnsaved();
            }
        }
        told(commits);
    }

    private void told(List<Commit> commits) {
        commits.forEach(commit -> patches.tell(commit.document()));
        tell(commits.stream().map(Commit::document).toList());
    }

    /** Tells of documents that are other ones now, or gone. */
    void tell(Collection<Id> changed) {
        if (!changed.isEmpty()) {
            Set<Id> documents = Collections.unmodifiableSet(new LinkedHashSet<>(changed));
            listeners.forEach(listener -> listener.accept(documents));
        }
    }

    /**
     * Notes that an engine is about to take in changes that may end the process. Where they cannot,
     * nothing is noted: a process that ends for another reason must not make them suspect.
     */
    void taking(Map<Id, List<ChangeHash>> changes) {
        if (engine.mayEndTheProcess()) {
            store.changes().taking(changes);
        }
    }

    /** Takes such a note back. */
    void taken(Set<Id> documents) {
        if (engine.mayEndTheProcess()) {
            store.changes().taken(documents);
        }
    }

    /** Makes what came in records durable and tells of the documents it is in. */
    void take(RecordLog.Arrival arrival) {
        store.records().take(arrival);
        if (arrival.commits().stream().anyMatch(c -> c.kind() == DocumentKind.TREE)) {
            foldersChanged();
        }
        told(arrival.commits());
    }

    /** Looks at a document as it is in memory, or else as the store has it. */
    <T> T reading(Id id, Function<CrdtDocument, T> work) {
        LiveNote live = open.get(id);
        if (live != null) {
            return work.apply(live.document());
        }
        try (CrdtDocument document = loadForReading(id)) {
            return work.apply(document);
        }
    }

    Id device() {
        return writer().device();
    }

    /**
     * Brings lists and search up to what was typed. A note that nobody can read keeps no other from
     * its lists: whoever opens it, and a check, is told.
     */
    void catchUp() {
        for (Id note : store.changes().stale()) {
            try {
                catchUp(note);
            } catch (CrdtException e) {
                // It stays behind, as it is shown.
            }
        }
    }

    /** The same for one note that is behind. */
    void catchUp(Id note) {
        locked(() -> {
            Batch batch = Batch.unasked(this);
            batch.projectInPassing(note);
            batch.commit();
            return true;
        });
    }

    /**
     * Runs work that touches documents, one piece at a time. When it fails, what it edited and did
     * not commit goes out of memory: a later edit that built on it would be lost when the document
     * is next read.
     */
    <T> T locked(Supplier<T> work) {
        lock.lock();
        boolean done = false;
        try {
            T result = work.get();
            done = true;
            return result;
        } finally {
            if (lock.getHoldCount() == 1) {
                if (!done) {
                    forgetUnsaved();
                }
                unsaved.clear();
                patches.dropAll();
                inUse.clear();
                makeRoom();
            }
            lock.unlock();
        }
    }

    private void forgetUnsaved() {
        if (unsaved.remove(store.vaultId()) != null) {
            forgetTree();
        }
        unsaved.keySet().forEach(this::forget);
        unsaved.clear();
    }

    long now() {
        return clock.millis();
    }

    /** A new document of a kind, holding nothing but its skeleton. The caller closes it. */
    CrdtDocument create(DocumentKind kind) {
        return engine.create(writer().actor(), Skeleton.of(kind));
    }

    /** A document with all edits of it, committed or not, to be edited; the caller closes it. */
    CrdtDocument load(Id id) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(bytes(stored(id)));
        unsaved.getOrDefault(id, List.of()).forEach(change -> all.writeBytes(change.toByteArray()));
        return engine.load(writer().actor(), all.toByteArray());
    }

    /** A document from the store, to be looked at; the caller closes it. */
    CrdtDocument loadForReading(Id id) {
        return engine.load(READER, bytes(stored(id)));
    }

    ChangeLog.StoredDocument stored(Id id) {
        return store.changes().read(id).orElseThrow(() -> notFound("document " + id));
    }

    /** A stored document as the bytes an engine loads: snapshot or skeleton, then loose changes. */
    static byte[] bytes(ChangeLog.StoredDocument stored) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Change skeleton = Skeleton.of(stored.entry().kind());
        all.writeBytes(stored.snapshot().orElseGet(skeleton::toByteArray));
        stored.loose().forEach(all::writeBytes);
        return all.toByteArray();
    }

    /** A document that is made of the skeleton and these changes, as an engine loads it. */
    static byte[] bytes(DocumentKind kind, List<Change> changes) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(Skeleton.of(kind).toByteArray());
        changes.forEach(change -> all.writeBytes(change.toByteArray()));
        return all.toByteArray();
    }

    /**
     * All changes of a document, of any store, but the skeleton; those inside a snapshot come out
     * of an engine.
     *
     * @throws CrdtException when they are damaged
     */
    List<Change> changesOf(ChangeLog.StoredDocument stored) {
        ChangeHash skeleton = Skeleton.of(stored.entry().kind()).hash();
        List<Change> changes = new ArrayList<>();
        if (stored.snapshot().isPresent()) {
            SavedBytes.parse(stored.snapshot().get());
            try (CrdtDocument document = engine.load(READER, stored.snapshot().get())) {
                changes.addAll(document.changesSince(Heads.NONE));
                changes.addAll(document.waiting());
            }
        }
        stored.loose().forEach(bytes -> changes.add(Change.parse(bytes)));
        changes.removeIf(change -> change.hash().equals(skeleton));
        return changes;
    }

    /** A note in memory, loaded when it is not; it stays there until the lock is given back. */
    LiveNote note(Id id) {
        LiveNote live = inMemory(id);
        inUse.add(id);
        return live;
    }

    /**
     * Looks at a note or edits it, one of so many that not all can stay in memory. The note is not
     * to be used afterwards; what was edited need not be committed yet.
     */
    <T> T inPassing(Id id, Function<LiveNote, T> work) {
        LiveNote live = inMemory(id);
        boolean first = inUse.add(id);
        try {
            return work.apply(live);
        } finally {
            if (first) {
                inUse.remove(id);
            }
        }
    }

    private LiveNote inMemory(Id id) {
        LiveNote live = open.get(id);
        if (live == null) {
            live = loaded(id);
            open.put(id, live);
            openWeight += weight(live);
            makeRoom();
        }
        return live;
    }

    private LiveNote loaded(Id id) {
        CrdtDocument document = load(id);
        try {
            return LiveNote.load(id, document, store.catalogue());
        } catch (CrdtException e) {
            document.close();
            throw e;
        }
    }

    /** Notes that were not used for long leave memory when there are too many. */
    private void makeRoom() {
        Iterator<LiveNote> oldest = open.values().iterator();
        int left = open.size();
        while (openWeight > MAX_OPEN_WEIGHT && left > 1 && oldest.hasNext()) {
            LiveNote next = oldest.next();
            left--;
            if (!inUse.contains(next.id())) {
                oldest.remove();
                release(next);
            }
        }
    }

    /** Takes a note out of memory: what it holds is not what the store holds. */
    void forget(Id id) {
        patches.drop(id);
        LiveNote live = open.remove(id);
        if (live != null) {
            release(live);
        }
    }

    /**
     * Takes a document out of memory whose bytes in the store are other ones now. A snapshot pays
     * for less than the changes in it did: what goes on with those would take in what the snapshot
     * refuses to be loaded with.
     */
    void renew(Id id) {
        forget(id);
        if (id.equals(store.vaultId())) {
            forgetTree();
        }
    }

    /** Takes all notes and the tree out of memory. */
    void forgetAll() {
        List.copyOf(open.keySet()).forEach(this::forget);
        forgetTree();
    }

    private void release(LiveNote live) {
        openWeight -= weight(live);
        live.close();
    }

    private static long weight(LiveNote live) {
        return (long) BASE_WEIGHT + live.weight();
    }

    /** The folders, from the projection. */
    FolderTree folders() {
        FolderTree tree = folders;
        if (tree == null) {
            tree = folders(store);
            folders = tree;
        }
        return tree;
    }

    /** The folders of a store as its lists show them. */
    static FolderTree folders(Store store) {
        Map<Id, TreeDocument.Folder> all = new LinkedHashMap<>();
        for (Projection.FolderState f : store.catalogue().folders()) {
            all.put(
                    f.id(),
                    new TreeDocument.Folder(
                            f.id(), f.name(), 0, f.parent(), f.createdMillis(), f.trashed()));
        }
        return FolderTree.of(all);
    }

    /** The tree document in memory, loaded when it is not. */
    LiveTree tree() {
        LiveTree live = tree;
        if (live == null) {
            live = new LiveTree(store.vaultId(), load(store.vaultId()));
            tree = live;
        }
        return live;
    }

    /** The projection of the folders changed. */
    void foldersChanged() {
        folders = null;
    }

    /** Takes the tree out of memory: what it holds is not what the store holds. */
    void forgetTree() {
        folders = null;
        LiveTree live = tree;
        tree = null;
        if (live != null) {
            live.close();
        }
    }

    static VaultException notFound(String what) {
        return new VaultException(VaultException.Code.NOT_FOUND, "There is no " + what + ".", "");
    }

    @Override
    public void close() {
        locked(() -> {
            open.values().forEach(LiveNote::close);
            open.clear();
            forgetTree();
            return true;
        });
        store.close();
    }
}
