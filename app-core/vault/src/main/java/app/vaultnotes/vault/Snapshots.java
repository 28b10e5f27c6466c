package app.vaultnotes.vault;

import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.ChangeHash;
import app.vaultnotes.crdt.CrdtDocument;
import app.vaultnotes.crdt.CrdtException;
import app.vaultnotes.crdt.Heads;
import app.vaultnotes.crdt.SavedBytes;
import app.vaultnotes.document.DocumentKind;
import app.vaultnotes.document.Id;
import app.vaultnotes.document.Skeleton;
import app.vaultnotes.proto.v1.Payload;
import app.vaultnotes.wire.Hash;
import app.vaultnotes.wire.PackedSnapshot;
import app.vaultnotes.wire.SignedSnapshot;
import app.vaultnotes.wire.WireException;
import app.vaultnotes.wire.WireId;
import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Documents as devices save them for others: all of one, with its versions and places, in the place
 * of the records that it covers.
 */
public final class Snapshots {

    private final Session session;
    private final Records records;

    Snapshots(Session session, Records records) {
        this.session = session;
        this.records = records;
    }

    private SnapshotLog log() {
        return session.store.snapshots();
    }

    /** Whether nothing is here yet, so that snapshots bring much at once. */
    public boolean isNew() {
        return session.locked(() ->
                records.position().vaultSeq() == 0
                        && session.store.changes().documents().size() <= 1);
    }

    /** Whether it is known which life of a log what comes is of. */
    public boolean isLogKnown() {
        return !records.position().incarnation().isEmpty();
    }

    /** Documents that are due for one. */
    public List<Id> due(long minBytes, int most) {
        return log().due(minBytes, most);
    }

    /** A snapshot of a document is on the relay that stands for all of it that is here. */
    public void noted(Id document, long sizeBytes) {
        log().noted(document, sizeBytes);
    }

    /**
     * A snapshot that is not signed yet.
     *
     * @param description of which the signature is missing
     */
    public record Made(SignedSnapshot description, byte[] bytes) {}

    /** Saves a document; empty while not all of it is in records that the relay has. */
    public Optional<Made> make(Id document) {
        return session.locked(() -> {
            SortedMap<String, Long> covered = covered(document);
            if (!isSettled(document) || covered.isEmpty()) {
                return Optional.empty();
            }
            return SavedDocument.of(session, document)
                    .flatMap(saved -> packed(document, saved.bytes()))
                    .map(bytes -> made(document, bytes, covered));
        });
    }

    private boolean isSettled(Id document) {
        long own = session.store.records().reach(document).getOrDefault(session.device(), 0L);
        return session.store.changes().document(document).isPresent()
                && length(document) <= Compaction.MAX_CHARS
                && !session.store.records().isUntold(document)
                && !log().isAside(document)
                && own <= records.position().acknowledged();
    }

    private int length(Id document) {
        return session.store.catalogue().text(document).map(String::length).orElse(0);
    }

    /** For each device its last record of a document that is here, by the text of its id. */
    private SortedMap<String, Long> covered(Id document) {
        SortedMap<String, Long> covered = new TreeMap<>();
        Map<Id, RecordLog.Last> last = session.store.records().last();
        session.store
                .records()
                .reach(document)
                .forEach((device, seq) -> {
                    RecordLog.Last here = last.getOrDefault(device, RecordLog.Last.NONE);
                    if (here.deviceSeq() > 0) {
                        covered.put(device.toString(), Math.min(seq, here.deviceSeq()));
                    }
                });
        return covered;
    }

    /** Empty for what is larger than a snapshot may be. */
    private Optional<byte[]> packed(Id document, byte[] saved) {
        DocumentKind kind = session.store.changes().document(document).orElseThrow().kind();
        RecordContent past =
                new RecordContent(
                        kind,
                        List.of(),
                        Intake.updatedMillis(session.store, document).orElse(0L),
                        session.store.history().versions(document),
                        session.store.history().placements(document),
                        "");
        Payload payload =
                past.toPayload().toBuilder().setDocument(ByteString.copyFrom(saved)).build();
        try {
            return Optional.of(PackedSnapshot.pack(payload));
        } catch (WireException e) {
            return Optional.empty();
        }
    }

    private Made made(Id document, byte[] bytes, SortedMap<String, Long> covered) {
        SignedSnapshot description =
                new SignedSnapshot(
                        Uuids.of(session.store.vaultId()),
                        Uuids.of(document),
                        Uuids.of(session.device()),
                        Hash.of(bytes),
                        bytes.length,
                        covered,
                        new byte[0]);
        return new Made(description, bytes);
    }

    /** Whether a snapshot covers all records of its document that are here. */
    public boolean coversAll(SignedSnapshot snapshot) {
        return session.locked(() ->
                covered(Uuids.id(snapshot.doc())).entrySet().stream()
                        .allMatch(each ->
                                snapshot.covered().getOrDefault(each.getKey(), 0L)
                                        >= each.getValue()));
    }

    /** Whether a snapshot covers a record that is not here. */
    public boolean isNews(SignedSnapshot snapshot) {
        Id document = Uuids.id(snapshot.doc());
        return session.locked(() -> {
            Map<Id, RecordLog.Last> last = session.store.records().last();
            return byDevice(snapshot).entrySet().stream()
                    .anyMatch(each ->
                            last.getOrDefault(each.getKey(), RecordLog.Last.NONE).deviceSeq()
                                            < each.getValue()
                                    && !log().isCovered(
                                                    new SnapshotLog.Gone(
                                                            document,
                                                            each.getKey(),
                                                            each.getValue(),
                                                            Hash.NONE)));
        });
    }

    /** Whether this device can say that a snapshot has all it covers: it has just that itself. */
    public boolean canTell(SignedSnapshot snapshot) {
        return session.locked(() -> {
            Map<Id, RecordLog.Last> last = session.store.records().last();
            boolean hasAll =
                    snapshot.covered().entrySet().stream()
                            .allMatch(each -> {
                                UUID id = WireId.parse("a covered device", each.getKey());
                                return last.getOrDefault(Uuids.id(id), RecordLog.Last.NONE)
                                                .deviceSeq()
                                        >= each.getValue();
                            });
            boolean isOwn = Uuids.id(snapshot.device()).equals(session.device());
            return hasAll && !isOwn && isSettled(Uuids.id(snapshot.doc())) && coversAll(snapshot);
        });
    }

    /**
     * Whether a snapshot has all of a document that is here, and no change that is in no record.
     */
    public boolean holds(SignedSnapshot snapshot, byte[] bytes) {
        Id document = Uuids.id(snapshot.doc());
        return session.locked(() -> {
            try {
                Content content = read(bytes);
                Set<ChangeHash> there = new HashSet<>();
                content.changes().forEach(change -> there.add(change.hash()));
                Set<ChangeHash> here = new HashSet<>();
                session.changesOf(session.stored(document))
                        .forEach(change -> here.add(change.hash()));
                return there.equals(here)
                        && ids(content.past().versions())
                                .containsAll(ids(session.store.history().versions(document)))
                        && content.past()
                                .places()
                                .containsAll(session.store.history().placements(document));
            } catch (WireException | CrdtException e) {
                return false;
            }
        });
    }

    private static Set<String> ids(List<History.Version> versions) {
        Set<String> ids = new HashSet<>();
        versions.forEach(version -> ids.add(version.id()));
        return ids;
    }

    /** What a snapshot has: changes but for the constant one, versions and places. */
    private record Content(RecordContent past, List<Change> changes) {}

    private Content read(byte[] bytes) {
        Payload payload = PackedSnapshot.unpack(bytes);
        RecordContent past = RecordContent.parse(payload);
        byte[] saved = payload.getDocument().toByteArray();
        SavedBytes.parse(saved);
        try (CrdtDocument document = session.engine.load(Session.READER, saved)) {
            List<Change> changes = new ArrayList<>(document.changesSince(Heads.NONE));
            changes.remove(Skeleton.of(past.kind()));
            return new Content(past, changes);
        }
    }

    /**
     * Takes in what a snapshot has. Its changes count as told only where two devices vouch for it:
     * of any other the log says itself what is in records, and what is in none is told.
     *
     * @param isAttested whether a second device has found all in it
     * @throws WireException when it is no snapshot
     * @throws CrdtException when the document is damaged, or makes no sense with it
     */
    public void take(SignedSnapshot snapshot, byte[] bytes, boolean isAttested) {
        Id document = Uuids.id(snapshot.doc());
        session.locked(() -> {
            take(document, read(bytes), isAttested);
            if (isAttested) {
                log().cover(document, byDevice(snapshot));
            }
            return true;
        });
    }

    private static Map<Id, Long> byDevice(SignedSnapshot snapshot) {
        Map<Id, Long> covered = new HashMap<>();
        snapshot.covered()
                .forEach((id, seq) ->
                        covered.put(Uuids.id(WireId.parse("a covered device", id)), seq));
        return covered;
    }

    private void take(Id document, Content content, boolean isAttested) {
        List<Change> changes = new ArrayList<>(content.changes());
        Set<ChangeHash> quarantined = session.store.changes().quarantined();
        changes.removeIf(change -> quarantined.contains(change.hash()));
        boolean isAwaited = !session.store.records().waiting(document).isEmpty();
        boolean staysPurged =
                new PurgedDocuments(session.store)
                        .of(document)
                        .filter(known -> changes.stream().allMatch(known::contains))
                        .isPresent();
        if (staysPurged && !isAwaited) {
            return;
        }
        requireKind(document, content.past().kind());
        Intake.Prepared prepared = prepare(document, content, changes);
        Heads told = session.store.records().told(document).heads();
        RecordLog.Past past =
                new RecordLog.Past(document, content.past().versions(), content.past().places());
        session.take(
                new RecordLog.Arrival(
                        prepared.commit().stream().toList(),
                        List.of(past),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        Map.of(document, isAttested ? with(told, changes) : told),
                        Set.of(),
                        Map.of(),
                        KeptArrivals.with(
                                session.store.facts(), prepared.met().stream().toList())));
    }

    private void requireKind(Id document, DocumentKind kind) {
        boolean isOther =
                session.store
                        .changes()
                        .document(document)
                        .filter(known -> known.kind() != kind)
                        .isPresent();
        boolean isTree = document.equals(session.store.vaultId());
        if (isOther || isTree != (kind == DocumentKind.TREE)) {
            throw new CrdtException("the document is of another kind");
        }
    }

    private Intake.Prepared prepare(Id document, Content content, List<Change> changes) {
        Intake.Came came =
                new Intake.Came(
                        document, content.past().kind(), changes, content.past().editedMillis());
        Map<Id, List<ChangeHash>> taking =
                Map.of(document, changes.stream().map(Change::hash).toList());
        session.taking(taking);
        try {
            Intake.Prepared prepared =
                    new Intake(session, Intake.Marks.NOTHING, new Meetings(session, false))
                            .prepare(came, came::changes, (kind, look) -> {});
            if (!prepared.isNothing() && prepared.commit().isEmpty()) {
                throw new CrdtException("the document makes no sense with it");
            }
            return prepared;
        } catch (CrdtException e) {
            session.taken(Set.of(document));
            throw e;
        }
    }

    /** The newest of the changes that are told, and of some that are told now. */
    private static Heads with(Heads told, List<Change> changes) {
        Set<ChangeHash> heads = new HashSet<>(told.hashes());
        changes.forEach(change -> heads.add(change.hash()));
        changes.forEach(change -> change.dependencies().forEach(heads::remove));
        return Heads.of(heads);
    }
}
