package app.vaultnotes.vault;

import app.vaultnotes.document.Id;
import app.vaultnotes.proto.v1.Snapshot;
import app.vaultnotes.wire.Hash;
import app.vaultnotes.wire.LogRecord;
import app.vaultnotes.wire.SignedSnapshot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The snapshots of a relay, and which bytes of its log they stand for. */
class SimSnapshots {

    /** Some devices say that a snapshot covers more than it has. */
    private static final double LIES = 0.1;

    final SimRelay relay;
    private final Map<Id, List<Kept>> kept = new TreeMap<>();
    private final Set<Hash> trimmed = new HashSet<>();
    int attestations;

    SimSnapshots(SimRelay relay) {
        this.relay = relay;
    }

    /** A snapshot as the relay has it. */
    record Kept(SignedSnapshot description, byte[] bytes, boolean attested) {
        Snapshot message() {
            return description.toMessage().toBuilder()
                    .setAttested(attested)
                    .setTakenMillis(description.sizeBytes())
                    .build();
        }
    }

    boolean isTrimmed(LogRecord record) {
        return trimmed.contains(record.hash());
    }

    int trimmed() {
        return trimmed.size();
    }

    List<Snapshot> page(Id after) {
        return kept.entrySet().stream()
                .filter(each -> each.getKey().compareTo(after) > 0)
                .limit(2)
                .map(each -> newest(each.getKey(), false).orElseThrow().message())
                .toList();
    }

    Optional<Kept> newest(Id document, boolean attested) {
        return kept.getOrDefault(document, List.of()).stream()
                .filter(each -> each.attested() || !attested)
                .reduce((one, other) -> covered(other) >= covered(one) ? other : one);
    }

    /** Up to where in the log all records of its document are covered. */
    private long covered(Kept snapshot) {
        for (int i = 0; i < relay.log.size(); i++) {
            LogRecord record = relay.log.get(i);
            if (record.doc().equals(snapshot.description().doc()) && !covers(snapshot, record)) {
                return i;
            }
        }
        return relay.log.size();
    }

    private static boolean covers(Kept snapshot, LogRecord record) {
        return snapshot.description()
                        .covered()
                        .getOrDefault(Uuids.id(record.device()).toString(), 0L)
                >= record.deviceSeq();
    }

    private boolean isThere(SignedSnapshot snapshot) {
        return snapshot.covered().entrySet().stream()
                .allMatch(each ->
                        relay.last.entrySet().stream()
                                .anyMatch(last ->
                                        last.getKey().toString().equals(each.getKey())
                                                && last.getValue().deviceSeq() >= each.getValue()));
    }

    /** Takes one; empty when it covers what is not here. */
    Optional<Kept> put(SignedSnapshot snapshot, byte[] bytes) {
        Id document = Uuids.id(snapshot.doc());
        Kept next = new Kept(snapshot, bytes, false);
        if (!isThere(snapshot)) {
            return Optional.empty();
        }
        Optional<Kept> before = newest(document, false);
        if (before.isEmpty() || covered(before.get()) < covered(next)) {
            boolean isLie = before.isPresent() && relay.world.chance(LIES);
            keep(document, isLie ? lie(snapshot, before.get()) : next);
        }
        return newest(document, false);
    }

    void keep(Id document, Kept snapshot) {
        kept.computeIfAbsent(document, id -> new ArrayList<>()).add(snapshot);
    }

    private static Kept lie(SignedSnapshot snapshot, Kept before) {
        return new Kept(described(snapshot, before.bytes()), before.bytes(), false);
    }

    private static SignedSnapshot described(SignedSnapshot snapshot, byte[] bytes) {
        return new SignedSnapshot(
                snapshot.vault(),
                snapshot.doc(),
                snapshot.device(),
                Hash.of(bytes),
                bytes.length,
                snapshot.covered(),
                snapshot.signature());
    }

    /** Another device vouches for one. */
    void attest(Id document, Hash hash, Id device) {
        kept.getOrDefault(document, new ArrayList<>())
                .replaceAll(each ->
                        each.description().hash().equals(hash)
                                        && !Uuids.id(each.description().device()).equals(device)
                                ? new Kept(each.description(), each.bytes(), true)
                                : each);
        attestations++;
    }

    /** Lets the bytes of records go that attested snapshots cover. */
    void trim() {
        for (Id document : kept.keySet()) {
            newest(document, true).ifPresent(this::trim);
        }
    }

    private void trim(Kept snapshot) {
        long to = covered(snapshot);
        for (LogRecord record : relay.log.subList(0, (int) to)) {
            boolean isOfIt = record.doc().equals(snapshot.description().doc());
            if (isOfIt && record.kind() == LogRecord.Kind.CHANGES) {
                trimmed.add(record.hash());
            }
        }
    }

    /** A backup has the bytes that were let go later, and no snapshot of what it does not have. */
    void restore() {
        kept.values().forEach(all -> all.removeIf(each -> !isThere(each.description())));
        kept.values().removeIf(List::isEmpty);
        trimmed.clear();
    }
}
