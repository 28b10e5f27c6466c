package app.vaultnotes.vault;

import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.CrdtException;
import app.vaultnotes.crdt.Heads;
import app.vaultnotes.document.DocumentKind;
import app.vaultnotes.document.Id;
import app.vaultnotes.document.Skeleton;
import app.vaultnotes.vault.RecordLog.Cut;
import app.vaultnotes.vault.RecordLog.Last;
import app.vaultnotes.vault.RecordLog.Untold;
import app.vaultnotes.wire.LogRecord;
import app.vaultnotes.wire.PackedPayload;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns what is written here into records, and records of others into what is here.
 *
 * <p>What is in no record yet is found by comparing each document's newest changes with those that
 * are in records, so it does not matter how a change came to be here: typed, merged, restored.
 */
public final class Records {

    private static final int POSITION_FIELDS = 4;

    /** More documents of which something is in no record are not counted. */
    private static final int MOST_UNTOLD = 1_000;

    /** Changes of one record have about so many bytes at most, unless it is a single one. */
    private static final int CUT_BYTES = 256 << 10;

    /** Records are kept in steps of about so many bytes. */
    private static final int STEP_BYTES = 4 << 20;

    private static final int TOMBSTONES_AT_ONCE = 1_000;

    private final Session session;
    private final Trash trash;

    /** What the store has, to be asked often; none before it was asked, or when it changed. */
    private @Nullable Position position;

    private @Nullable Last lastOwn;

    /** The device that both are of; at first none. */
    private Id knownOf = Id.ROOT;

    /** Documents that cannot be read, so that what is in them cannot be told. */
    private final Set<Id> unreadable = new HashSet<>();

    Records(Session session, Trash trash) {
        this.session = session;
        this.trash = trash;
    }

    private RecordLog log() {
        return session.store.records();
    }

    /**
     * How far a relay and this copy are.
     *
     * @param incarnation the life of the relay's log that it counts in; empty for none
     * @param vaultSeq the last record of the log that is here
     * @param acknowledged the last own record that the relay has
     */
    public record Position(String incarnation, long vaultSeq, long acknowledged) {

        /** Nothing was sent, nothing has come. */
        public static final Position NONE = new Position("", 0, 0);
    }

    /** How far it is; {@link Position#NONE} before the first time. */
    public Position position() {
        return session.locked(() -> {
            forgetOfOthers();
            Position known = position;
            if (known == null) {
                String[] fields =
                        session.store.facts().get(RecordLog.POSITION).orElse("").split(" ", -1);
                known = fields.length == POSITION_FIELDS ? position(fields) : Position.NONE;
                position = known;
            }
            return known;
        });
    }

    /** What was acknowledged counts for the device that sent it. */
    private Position position(String[] fields) {
        try {
            boolean sameDevice = fields[2].equals(session.device().toString());
            long acknowledged = sameDevice ? Long.parseLong(fields[3]) : 0;
            return new Position(fields[0], Long.parseLong(fields[1]), acknowledged);
        } catch (NumberFormatException e) {
            return Position.NONE;
        }
    }

    /** Remembers how far it is. */
    public void put(Position now) {
        session.locked(() -> {
            String text =
                    String.join(
                            " ",
                            now.incarnation(),
                            Long.toString(now.vaultSeq()),
                            session.device().toString(),
                            Long.toString(now.acknowledged()));
            position = null;
            session.store.facts().put(RecordLog.POSITION, text);
            position = now;
            return true;
        });
    }

    /** Remembers what its relay says that the account may do with the vault. */
    public void setReader(boolean mayOnlyRead) {
        session.locked(() -> {
            session.rights.setReader(mayOnlyRead);
            return true;
        });
    }

    /** What time it is by this device's clock, by which edits are dated. */
    public long nowMillis() {
        return session.now();
    }

    /** The device that own records are cut by. */
    public Id device() {
        return session.locked(session::device);
    }

    /**
     * Cuts records of what is in none.
     *
     * @param mostDocuments looks at no more documents than this
     * @return whether there may be more
     */
    public boolean cut(int mostDocuments) {
        return session.locked(() -> {
            requireSameDevice();
            bury();
            List<Id> untold = new ArrayList<>(log().untold(mostDocuments + unreadable.size()));
            untold.removeAll(unreadable);
            cutAll(untold);
            return untold.size() >= mostDocuments;
        });
    }

    /** Cuts records of what is in none of some documents. */
    public void cut(Collection<Id> documents) {
        session.locked(() -> {
            requireSameDevice();
            bury();
            cutAll(documents.stream().filter(log()::isUntold).toList());
            return true;
        });
    }

    /** Tells what was purged. */
    private void bury() {
        List<LogRecord> tombstones = new ArrayList<>();
        Last last = lastOwn();
        for (Map.Entry<Id, SeenChanges> gone : log().tombstones(TOMBSTONES_AT_ONCE).entrySet()) {
            byte[] payload = RecordContent.purged(gone.getValue());
            LogRecord record = record(gone.getKey(), last, LogRecord.Kind.TOMBSTONE, payload);
            tombstones.add(record);
            last = new Last(record.deviceSeq(), record.hash());
        }
        if (!tombstones.isEmpty()) {
            lastOwn = null;
            log().bury(tombstones);
        }
    }

    private void cutAll(List<Id> untold) {
        List<Cut> step = new ArrayList<>();
        long bytes = 0;
        Last last = lastOwn();
        for (Id id : untold) {
            for (Cut cut : cut(id, last).stream().toList()) {
                step.add(cut);
                for (LogRecord record : cut.records()) {
                    last = new Last(record.deviceSeq(), record.hash());
                    bytes += record.size();
                }
            }
            if (bytes > STEP_BYTES) {
                keep(step);
                step.clear();
                bytes = 0;
            }
        }
        if (!step.isEmpty()) {
            keep(step);
        }
    }

    private void keep(List<Cut> step) {
        lastOwn = null;
        log().cut(step);
    }

    private Last lastOwn() {
        forgetOfOthers();
        Last known = lastOwn;
        if (known == null) {
            known = log().last(session.device());
            lastOwn = known;
        }
        return known;
    }

    /** A vault that was copied or restored goes on as another device, with records of its own. */
    private void requireSameDevice() {
        Optional<Id> former = log().cutBy().filter(by -> !by.equals(session.device()));
        if (former.isPresent()) {
            forgetOwn(0);
        }
    }

    private Optional<Cut> cut(Id id, Last last) {
        try {
            Untold untold = log().untold(id);
            DocumentKind kind = session.store.changes().document(id).orElseThrow().kind();
            List<Change> changes = changes(id, kind, untold);
            List<LogRecord> records = new ArrayList<>();
            Last previous = last;
            for (RecordContent content : contents(id, kind, changes, untold)) {
                for (byte[] payload : PackedPayload.pack(content.toPayload())) {
                    LogRecord record = record(id, previous, LogRecord.Kind.CHANGES, payload);
                    records.add(record);
                    previous = new Last(record.deviceSeq(), record.hash());
                }
            }
            return Optional.of(new Cut(id, untold.after(), records));
        } catch (CrdtException e) {
            unreadable.add(id); // the doctor's matter; all others go on
            return Optional.empty();
        }
    }

    private List<Change> changes(Id id, DocumentKind kind, Untold untold) {
        if (untold.before().heads().equals(untold.after().heads())) {
            return List.of();
        }
        Change skeleton = Skeleton.of(kind);
        return session.reading(id, d -> d.changesSince(untold.before().heads())).stream()
                .filter(change -> !change.equals(skeleton))
                .toList();
    }

    private LogRecord record(Id document, Last previous, LogRecord.Kind kind, byte[] payload) {
        LogRecord.Place place =
                new LogRecord.Place(
                        Uuids.of(session.store.vaultId()),
                        Uuids.of(document),
                        Uuids.of(session.device()),
                        previous.deviceSeq() + 1,
                        previous.hash());
        return LogRecord.cut(place, kind, 0, payload);
    }

    /** What there is to tell, in pieces that fit a record; versions and places come last. */
    private List<RecordContent> contents(
            Id id, DocumentKind kind, List<Change> changes, Untold untold) {
        long edited = Intake.updatedMillis(session.store, id).orElseGet(session::now);
        List<RecordContent> contents = new ArrayList<>();
        List<Change> piece = new ArrayList<>();
        long bytes = 0;
        for (Change change : changes) {
            if (!piece.isEmpty() && bytes + change.size() > CUT_BYTES) {
                contents.add(new RecordContent(kind, piece, edited, List.of(), List.of(), ""));
                piece.clear();
                bytes = 0;
            }
            piece.add(change);
            bytes += change.size();
        }
        List<History.Version> versions =
                changes.isEmpty() && untold.before().version() >= untold.after().version()
                        ? List.of()
                        : untold.versions();
        RecordContent last = new RecordContent(kind, piece, edited, versions, untold.places(), "");
        if (!last.isNothing()) {
            contents.add(last);
        }
        return contents;
    }

    /**
     * Own records behind a number, in their order, up to one whose bytes are not here any more: at
     * least one if the next is here.
     */
    public List<LogRecord> waiting(long afterSeq, int most, long mostBytes) {
        return log().own(afterSeq, most, mostBytes);
    }

    /** The number of the last own record that was cut; 0 for none. */
    public long lastCut() {
        return session.locked(() -> lastOwn().deviceSeq());
    }

    /** Of how many documents something is in no record; 2,000 at most. */
    public long untold() {
        List<Id> untold = log().untold(MOST_UNTOLD);
        long empty = untold.contains(session.store.vaultId()) && hasNoFolders() ? 1 : 0;
        return untold.size() - empty + log().tombstones(MOST_UNTOLD).size();
    }

    /** Of the tree of a vault without folders there is nothing to tell. */
    private boolean hasNoFolders() {
        Heads skeleton = Heads.of(Set.of(Skeleton.of(DocumentKind.TREE).hash()));
        return session.store
                .changes()
                .document(session.store.vaultId())
                .map(entry -> entry.heads().equals(skeleton))
                .orElse(true);
    }

    /** Whether an own record is here with its bytes, or the next one would have this number. */
    public boolean has(long deviceSeq) {
        return deviceSeq == lastCut() + 1 || !log().own(deviceSeq - 1, 1, 0).isEmpty();
    }

    /** The last record of each device that is here. */
    public Map<Id, Last> last() {
        return log().last();
    }

    /**
     * Goes on as another device: the relay has other records under this one's numbers, or lacks
     * some that are not here any more. What it does not have is cut anew.
     */
    public void startAnew() {
        session.locked(() -> {
            forgetOwn(position().acknowledged());
            session.renewWriter();
            return true;
        });
    }

    private void forgetOfOthers() {
        if (!session.device().equals(knownOf)) {
            position = null;
            lastOwn = null;
            knownOf = session.device();
        }
    }

    private void forgetOwn(long acknowledged) {
        position = null;
        lastOwn = null;
        log().startAnew(acknowledged);
    }

    /**
     * The relay's log is another one now, in which nothing may be of what was here: what comes of
     * it tells what it has, and all else is cut anew.
     */
    public void readAnew(String incarnation) {
        session.locked(() -> {
            if (!position().incarnation().isEmpty()) {
                log().tellPurges();
            }
            log().forgetTold();
            put(new Position(incarnation, 0, position().acknowledged()));
            return true;
        });
    }

    /**
     * Takes records in that came from a relay, in the order of its log.
     *
     * @param isLive whether this device follows what others write: what meets within a moment then
     *     is people who write together, and is not told as a merge
     */
    public Taken take(List<LogRecord> records, boolean isLive) {
        return session.locked(() -> new RecordIntake(session, trash, isLive).take(records));
    }

    /**
     * Takes records in whose bytes the relay has let go, in the order of its log, as far as what
     * they had is here by snapshots that others vouch for.
     */
    public Passed pass(List<SnapshotLog.Gone> records) {
        return session.locked(() -> new GoneRecords(session).pass(records));
    }

    /**
     * What became of records without bytes.
     *
     * @param count how many of them were taken in
     * @param lacking the document of the next one, of which a snapshot has to come first
     * @param missing a device of which a record is missing before the next one
     * @param forked whether the next one is of this device and was not cut here
     */
    public record Passed(int count, Optional<Id> lacking, Optional<Id> missing, boolean forked) {}

    /**
     * What records brought.
     *
     * @param changed documents that are other ones now
     * @param untold those that came of which something is in no record
     * @param changes how many changes came
     * @param problems what could not be taken in, and why
     * @param missing a device of which a record is missing before one that came; nothing behind
     *     that was taken
     * @param forked whether one of this device came that was not cut here
     * @param baseless whether an edit of a document came that was purged here: the log has the rest
     */
    public record Taken(
            Set<Id> changed,
            Set<Id> untold,
            int changes,
            List<String> problems,
            Optional<Id> missing,
            boolean forked,
            boolean baseless) {}
}
