package app.vaultnotes.vault;

import app.vaultnotes.crdt.CrdtEngine;
import app.vaultnotes.document.Id;
import app.vaultnotes.vault.search.ParsedQuery;
import app.vaultnotes.vault.search.QueryParser;
import app.vaultnotes.vault.search.SearchOrder;
import app.vaultnotes.vault.search.SearchRequest;
import app.vaultnotes.vault.search.SearchResult;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * An open vault: everything a person does in it. Safe for many threads; edits take turns.
 *
 * <p>Every method that returns has made its edit durable. A {@link VaultException} leaves the vault
 * as it was.
 */
public final class Vault implements AutoCloseable {

    private static final String HOUSEKEEPING_DAY = "housekeeping-day";
    private static final int COMPACTIONS_AT_ONCE = 20;

    /** Of documents that are due, so many are looked at; a few are too long to be compacted. */
    private static final int MOST_DUE = 1_000;

    private final Session session;
    private final Lock importing = new ReentrantLock(true);
    private final Paths paths;
    private final Folders folders;
    private final Notes notes;
    private final Moves moves;
    private final Trash trash;
    private final Attachments attachments;
    private final Links links;
    private final Timeline timeline;
    private final Undo undo;
    private final Properties properties;
    private final Templates templates;
    private final Settings settings;
    private final Replacing replacing;
    private final Bookmarks bookmarks;
    private final Arrivals arrivals;
    private final Records records;
    private final Receipts receipts;
    private final RelayBlobs relayBlobs;

    private Vault(Session session) {
        this.session = session;
        this.paths = new Paths(session);
        this.folders = new Folders(session, paths);
        this.notes = new Notes(session, paths, folders);
        this.moves = new Moves(session, paths, folders);
        this.trash = new Trash(session, paths);
        this.attachments = new Attachments(session, paths);
        this.links = new Links(session, paths);
        this.timeline = new Timeline(session, paths, notes);
        this.undo = new Undo(session, paths, notes, moves);
        this.properties = new Properties(session, paths, notes);
        this.templates = new Templates(session, paths, notes);
        this.settings = new Settings(session);
        this.replacing = new Replacing(session, paths, notes);
        this.bookmarks = new Bookmarks(session, paths, notes);
        this.records = new Records(session, trash);
        this.receipts = new Receipts(session, records);
        this.arrivals = new Arrivals(session, paths, notes, receipts);
        this.relayBlobs = new RelayBlobs(session, records);
    }

    /**
     * Opens a vault over its store; closing the vault closes the store.
     *
     * @param clock says what time it is, for display only
     * @param identity tells which device this is
     */
    public static Vault open(Store store, CrdtEngine engine, Clock clock, DeviceIdentity identity) {
        return open(store, engine, clock, identity, new SecureRandom());
    }

    /**
     * The same with ids that are drawn from given random numbers, so that a run can be repeated.
     */
    static Vault open(
            Store store,
            CrdtEngine engine,
            Clock clock,
            DeviceIdentity identity,
            RandomGenerator random) {
        Vault vault = new Vault(new Session(store, engine, clock, identity, random));
        vault.session.locked(() -> {
            LiveTree.makeIn(vault.session.store, vault.session.now());
            new Doctor(vault.session).goOn();
            vault.attachments.goOn();
            return true;
        });
        return vault;
    }

    /** The vault's id. */
    public Id id() {
        return session.store.vaultId();
    }

    /**
     * Has a listener told of every document that changed, whoever changed it: a window, a command
     * of another process, a merge. It is called under the vault's lock on the thread that made the
     * change, and must be quick.
     *
     * @return ends it
     */
    public Listening onChange(Consumer<Set<Id>> listener) {
        session.listeners.add(listener);
        return () -> session.listeners.remove(listener);
    }

    /**
     * Has a listener told how the text of a note changed, whoever changed it, once that is durable:
     * for a note each patch goes on where the one before ended, unless it was replaced as a whole,
     * of which {@link #onChange} tells alone. It is called before that, and in the same way.
     *
     * @return ends it
     */
    public Listening onText(Consumer<TextPatch> listener) {
        return session.patches.listen(listener);
    }

    /** Paths and ids. */
    public Paths paths() {
        return paths;
    }

    /** Making folders. */
    public Folders folders() {
        return folders;
    }

    /** Making and writing notes. */
    public Notes notes() {
        return notes;
    }

    /** Moving and renaming. */
    public Moves moves() {
        return moves;
    }

    /** The trash. */
    public Trash trash() {
        return trash;
    }

    /** Attachments. */
    public Attachments attachments() {
        return attachments;
    }

    /** Links; lists are brought up to date first. */
    public Links links() {
        catchUp();
        return links;
    }

    /** Versions and differences. */
    public Timeline timeline() {
        return timeline;
    }

    /** Undo and redo. */
    public Undo undo() {
        return undo;
    }

    /** Front-matter properties. */
    public Properties properties() {
        return properties;
    }

    /** Templates and daily notes. */
    public Templates templates() {
        return templates;
    }

    /** Settings and saved searches. */
    public Settings settings() {
        return settings;
    }

    /** Looking for something in many notes and replacing it. */
    public Replacing replacing() {
        return replacing;
    }

    /** Bookmarked notes, files and folders. */
    public Bookmarks bookmarks() {
        return bookmarks;
    }

    /** What was merged, to be looked at and chosen from later. */
    public Arrivals arrivals() {
        return arrivals;
    }

    /** What travels to other devices. */
    public Records records() {
        return records;
    }

    /** Which devices have what of it. */
    public Receipts receipts() {
        return receipts;
    }

    /** Where this copy of the vault is exchanged; empty when it is on this device alone. */
    public Optional<Home> home() {
        return Home.of(session.store.facts());
    }

    /** Remembers where it is exchanged from now on; empty for nowhere. */
    public void setHome(Optional<Home> home) {
        session.locked(() -> {
            Home.remember(session.store.facts(), home);
            session.rights.setReader(false); // the next relay says so, if it is so
            return true;
        });
    }

    /** Whether others let this device's user only read: then they edit nothing but by typing. */
    public boolean isReader() {
        return session.rights.isReader();
    }

    /** What lists show. Long notes that were typed in may lag; {@link #catchUp} brings them up. */
    public Catalogue catalogue() {
        return session.store.catalogue();
    }

    /** Notes that were opened, the last one first. */
    public List<Id> recent(int limit) {
        return session.store.facts().recent(limit);
    }

    /** Remembers that a note was opened. */
    public void opened(Id note) {
        session.store.facts().opened(note, session.now());
    }

    /** The bytes of attachments. */
    public Blobs blobs() {
        return session.store.blobs();
    }

    /** Which of them are on the relay. */
    public RelayBlobs relayBlobs() {
        return relayBlobs;
    }

    /** Documents saved for others, and by them. */
    public Snapshots snapshots() {
        return new Snapshots(session, records);
    }

    Session session() {
        return session;
    }

    /**
     * Whose turn it is to import. An import holds it from its first look at what is known to its
     * end: of two at once, neither would know what the other brings.
     */
    public Lock importing() {
        return importing;
    }

    /** Bringing in much at once. */
    public Bulk bulk() {
        return session.locked(() -> new Bulk(session, folders, notes));
    }

    /** Keeps a file and embeds it in a note. */
    public Edited attach(String note, Path file) throws IOException {
        return attachments.attach(note, file, folders, notes);
    }

    /** Keeps a file for a note; the Markdown that embeds it there, for whoever writes it in. */
    public String keep(String note, Path file) throws IOException {
        return attachments.keep(note, file, folders);
    }

    /** Brings lists and search up to what was typed. */
    public void catchUp() {
        session.catchUp();
    }

    /** The tags of living notes, as written, with how many notes carry each. */
    public Map<String, Integer> tags() {
        catchUp();
        return session.store.catalogue().tags();
    }

    /** Searches, with queries as people write them. */
    public SearchResult search(
            String query, SearchOrder order, int limit, int offset, boolean withFacets) {
        catchUp();
        ParsedQuery parsed =
                new QueryParser(session.clock.withZone(ZoneId.systemDefault())).parse(query);
        return session.store
                .search()
                .search(
                        new SearchRequest(
                                parsed, order, limit, offset, withFacets, ZoneId.systemDefault()));
    }

    /** Brings in what another copy of this vault has; the copy is only read. */
    public Merged merge(Store other, Progress progress) {
        return session.locked(() -> {
            Merging merging = new Merging(session, other);
            try {
                return Merged.of(merging.run(progress));
            } finally {
                KeptArrivals.add(session.store.facts(), merging.arrived());
            }
        });
    }

    /**
     * Brings all that is here, with its past and what no relay has taken, into a new vault, which
     * is nobody else's.
     *
     * @param fresh holds nothing, under an id of its own
     */
    public Merged saveAs(Vault fresh, Progress progress) {
        return fresh.session.locked(() -> {
            receipts.nameIn(fresh.session.store.history());
            return Merged.of(Merging.intoNew(fresh.session, session.store, progress));
        });
    }

    /**
     * Brings from another copy the bytes of attachments that are here, but damaged. All that both
     * have are read here for that, which takes a while and keeps nobody from writing; only what is
     * damaged comes while writers wait.
     */
    public Merged mendAttachments(Store other, Progress progress) {
        return Merged.of(new Merging(session, other).mend(progress));
    }

    /**
     * Brings two copies of a vault to the same state, but for what one of them purged and the other
     * did not edit since: that stays away there, and stays here. Damaged attachments stay as they
     * are.
     */
    public Merged mergeBoth(Vault other, Progress progress) {
        Merged here = merge(other.session.store, progress);
        return here.withOther(other.merge(session.store, progress));
    }

    /** Like {@link #mendAttachments}, in two copies, each from the other one. */
    public Merged mendAttachmentsOfBoth(Vault other, Progress progress) {
        Merged here = mendAttachments(other.session.store, progress);
        return here.withOther(other.mendAttachments(session.store, progress));
    }

    /**
     * Something wrong with a vault.
     *
     * @param code a word that scripts can rely on
     * @param where which document or file
     * @param message what it means
     * @param repaired whether it was mended
     */
    public record Problem(String code, String where, String message, boolean repaired) {

        /** Says that a new database took the place of a damaged one, and where that is kept. */
        public static Problem keptAside(Path kept) {
            return new Problem(
                    "database-rewritten",
                    kept.toString(),
                    "All that could be read of the damaged database and proves itself was written"
                            + " into a new one; the damaged one, with the rest, is kept in "
                            + kept
                            + ".",
                    true);
        }
    }

    /** Looks for damage. */
    public List<Problem> check(Progress progress) {
        return session.locked(() -> problems(new Doctor(session).check(progress)));
    }

    /** Sets damage aside and makes lists and search anew. */
    public List<Problem> repair(Progress progress) {
        return session.locked(() -> problems(new Doctor(session).repair(progress)));
    }

    /** Makes lists and search anew from the documents. */
    public void rebuild(Progress progress) {
        session.locked(() -> {
            new Doctor(session).rebuild(progress);
            return true;
        });
    }

    private static List<Problem> problems(List<Doctor.Problem> found) {
        return found.stream()
                .map(p -> new Problem(p.code(), p.where(), p.message(), p.repaired()))
                .toList();
    }

    /**
     * What is due now and then: once a day a backup and a look at the trash, and snapshots of
     * documents whose changes have grown. Called after commands that write.
     */
    public void keepHouse(BackupShelf backups) {
        session.locked(() -> {
            compact();
            String today =
                    LocalDate.ofInstant(session.clock.instant(), ZoneId.systemDefault()).toString();
            if (!session.store.facts().get(HOUSEKEEPING_DAY).equals(java.util.Optional.of(today))) {
                trash.keepHouse();
                attachments.keepHouse();
                session.store.facts().put(HOUSEKEEPING_DAY, today);
            }
            if (backups.due(session.clock.instant())) {
                backups.make(session.store.care(), session.clock.instant(), Progress.NONE);
            }
            return true;
        });
    }

    /** Makes a backup now. */
    public BackupShelf.Backup backup(BackupShelf backups, Progress progress) {
        return session.locked(
                () -> backups.make(session.store.care(), session.clock.instant(), progress));
    }

    /** Puts grown documents into snapshots, each loaded back and compared first. */
    public int compact() {
        return session.locked(() -> {
            List<Id> due = new ArrayList<>(session.store.changes().compactable(MOST_DUE));
            due.removeIf(id -> length(id) > Compaction.MAX_CHARS);
            // Those that cannot be compacted must not keep others waiting for good.
            Collections.shuffle(due);
            List<Id> some = due.subList(0, Math.min(due.size(), COMPACTIONS_AT_ONCE));
            some.forEach(this::compact);
            return some.size();
        });
    }

    private int length(Id id) {
        return session.store.catalogue().text(id).map(String::length).orElse(0);
    }

    private void compact(Id id) {
        SavedDocument.of(session, id)
                .ifPresent(saved -> {
                    session.store
                            .changes()
                            .compact(id, saved.heads(), saved.bytes(), saved.loose());
                    session.renew(id);
                });
    }

    /** A restored vault goes on as a new device, which has done nothing yet that it could undo. */
    public void afterRestore() {
        session.store.history().dropSteps();
        DeviceIdentity.forget(session.store);
    }

    @Override
    public void close() {
        session.close();
    }
}
