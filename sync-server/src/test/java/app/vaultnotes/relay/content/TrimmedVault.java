package app.vaultnotes.relay.content;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.proto.v1.AttestSnapshotRequest;
import app.vaultnotes.proto.v1.Snapshot;
import app.vaultnotes.proto.v1.StoredRecord;
import app.vaultnotes.relay.SetClock;
import app.vaultnotes.relay.TestDevice;
import app.vaultnotes.relay.blob.BlobStore;
import app.vaultnotes.relay.database.Database;
import app.vaultnotes.relay.database.DatabaseAddress;
import app.vaultnotes.relay.database.Scope;
import app.vaultnotes.relay.log.Appended;
import app.vaultnotes.relay.log.DeviceKeys;
import app.vaultnotes.relay.log.Log;
import app.vaultnotes.relay.log.LogReader;
import app.vaultnotes.wire.Hash;
import app.vaultnotes.wire.LogRecord;
import app.vaultnotes.wire.SignedBatch;
import app.vaultnotes.wire.SignedSnapshot;
import app.vaultnotes.wire.WireId;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** A vault of a few devices and documents, and all that was ever sent into it. */
final class TrimmedVault implements AutoCloseable {

    final SetClock clock = new SetClock();
    final Database database;
    final Snapshots snapshots;
    final LogTrim trim;
    final LogReader reader;
    final List<TestDevice> devices = new ArrayList<>();
    final List<UUID> docs;
    private final Log log;
    private final BlobStore store;
    private final Random random;
    private final List<SignedBatch> sent = new ArrayList<>();
    private final List<LogRecord> records = new ArrayList<>();

    TrimmedVault(DatabaseAddress address, BlobStore store, Random random) {
        this.random = random;
        this.store = store;
        database = Database.open(address);
        DeviceKeys keys = new DeviceKeys(database);
        log =
                new Log(
                        database,
                        keys,
                        new Log.Place(UUID.randomUUID(), true, clock),
                        (vault, more) -> {});
        snapshots = new Snapshots(database, keys, store, clock);
        trim = new LogTrim(database, store, clock);
        reader = new LogReader(database);
        TestDevice first = TestDevice.withVault(database);
        devices.add(first);
        devices.add(first.sibling(database));
        devices.add(TestDevice.joining(database, first.vault(), 2));
        docs = List.of(id(), id(), id());
    }

    private UUID id() {
        return new UUID(random.nextLong(), random.nextLong());
    }

    /** Has the database know how much time has passed, as a relay does every 20 seconds. */
    void keepTime() {
        database.transact(
                Scope.keeper(),
                rows -> rows.update("UPDATE relay SET steady_millis = ?", clock.steadyMillis()));
    }

    UUID vault() {
        return devices.getFirst().vault();
    }

    <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    Appended append(TestDevice device, UUID doc) throws Exception {
        byte[] payload = new byte[1 + random.nextInt(3_000)];
        random.nextBytes(payload);
        SignedBatch batch = device.cut(doc, payload);
        sent.add(batch);
        records.addAll(batch.records());
        return log.append(device.caller(), batch).get();
    }

    /** Many at once. */
    void appendMany(TestDevice device, UUID doc, int count) throws Exception {
        List<CompletableFuture<Appended>> under = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] payload = new byte[1 + random.nextInt(500)];
            random.nextBytes(payload);
            SignedBatch batch = device.cut(doc, payload);
            sent.add(batch);
            records.addAll(batch.records());
            under.add(log.append(device.caller(), batch));
        }
        for (CompletableFuture<Appended> each : under) {
            each.get();
        }
    }

    /** What a device sends once more is answered as the first time, trimmed or not. */
    void appendAgain() throws Exception {
        if (sent.isEmpty()) {
            return;
        }
        int index = random.nextInt(sent.size());
        SignedBatch batch = sent.get(index);
        TestDevice device =
                devices.stream()
                        .filter(each -> each.id().equals(batch.last().device()))
                        .findFirst()
                        .orElseThrow();
        Appended appended = log.append(device.caller(), batch).get();
        assertEquals(index + 1, appended.toMessage().getLastVaultSeq());
    }

    /** A snapshot of a document that covers the records of each device up to some number. */
    Snapshot save(TestDevice device, UUID doc, SortedMap<String, Long> covered) throws IOException {
        byte[] content = new byte[1 + random.nextInt(5_000)];
        random.nextBytes(content);
        return save(device, doc, covered, content);
    }

    Snapshot save(TestDevice device, UUID doc, SortedMap<String, Long> covered, byte[] content)
            throws IOException {
        SignedSnapshot snapshot =
                new SignedSnapshot(
                                vault(),
                                doc,
                                device.id(),
                                Hash.of(content),
                                content.length,
                                covered,
                                new byte[0])
                        .sign(device.privateKey());
        return snapshots.put(
                device.caller(), snapshot.toMessage(), new ByteArrayInputStream(content));
    }

    /** For each device how many of its records, up to those there are. */
    SortedMap<String, Long> covered(boolean isAll) {
        SortedMap<String, Long> covered = new TreeMap<>();
        for (TestDevice device : devices) {
            long there = records.stream().filter(each -> each.device().equals(device.id())).count();
            long some = isAll ? there : random.nextLong(there + 1);
            if (some > 0) {
                covered.put(WireId.text(device.id()), some);
            }
        }
        return covered;
    }

    Snapshot attest(TestDevice device, Snapshot snapshot) {
        UUID doc = WireId.parse("doc", snapshot.getDocId());
        Hash hash = Hash.fromByteArray("hash", snapshot.getHash().toByteArray());
        byte[] signature =
                SignedSnapshot.attestation(vault(), doc, hash, device.id())
                        .sign(device.privateKey());
        return snapshots.attest(
                device.caller(),
                AttestSnapshotRequest.newBuilder()
                        .setVaultId(WireId.text(vault()))
                        .setDocId(snapshot.getDocId())
                        .setHash(snapshot.getHash())
                        .setSignature(ByteString.copyFrom(signature))
                        .build());
    }

    /** What the relay has of a snapshot. */
    record Kept(Snapshot description, UUID doc, long coveredSeq, long attestedMillis) {

        boolean covers(LogRecord record) {
            return record.doc().equals(doc)
                    && description.getCoveredList().stream()
                            .anyMatch(each ->
                                    each.getDeviceId().equals(WireId.text(record.device()))
                                            && each.getDeviceSeq() >= record.deviceSeq());
        }
    }

    List<Kept> kept() {
        return database.transact(
                Scope.keeper(),
                rows ->
                        rows.list(
                                "SELECT description, doc_id, covered_vault_seq, attested_millis"
                                        + " FROM snapshot WHERE vault_id = ?",
                                row -> {
                                    try {
                                        return new Kept(
                                                Snapshot.parseFrom(row.getBytes(1)),
                                                row.getObject(2, UUID.class),
                                                row.getLong(3),
                                                row.getLong(4));
                                    } catch (InvalidProtocolBufferException e) {
                                        throw new IllegalStateException(e);
                                    }
                                },
                                vault()));
    }

    /** All records as a member reads them. */
    List<StoredRecord> read() {
        TestDevice reading = any(devices);
        List<StoredRecord> all = new ArrayList<>();
        LogReader.Page page = page(reading, 0);
        while (!page.isEnd()) {
            all.addAll(page.records());
            page = page(reading, page.lastVaultSeq());
        }
        return all;
    }

    private LogReader.Page page(TestDevice device, long after) {
        return reader.read(vault(), device.account(), after, LogReader.PAGE_BYTES, false);
    }

    private boolean isRipe(Kept snapshot) {
        return snapshot.attestedMillis() > 0
                && snapshot.attestedMillis() <= clock.millis() - Duration.ofDays(30).toMillis();
    }

    /** The records whose bytes are here although they may go. */
    List<Long> due() {
        List<Kept> ripe = kept().stream().filter(this::isRipe).toList();
        return read().stream()
                .filter(there -> !there.hasTrimmed())
                .map(StoredRecord::getVaultSeq)
                .filter(seq -> ripe.stream().anyMatch(each -> isBeneath(seq, each)))
                .toList();
    }

    private boolean isBeneath(long vaultSeq, Kept snapshot) {
        return vaultSeq <= snapshot.coveredSeq()
                && records.get((int) vaultSeq - 1).doc().equals(snapshot.doc());
    }

    /**
     * That nothing is gone but what an attested snapshot covers that is still here, and that the
     * rest is as it was.
     *
     * @param isDone whether all that is due must be gone
     * @return how many records are gone
     */
    int check(boolean isDone) throws IOException {
        List<Kept> kept = kept();
        List<StoredRecord> stored = read();
        assertEquals(records.size(), stored.size());
        int gone = 0;
        long bytes = 0;
        for (int i = 0; i < stored.size(); i++) {
            StoredRecord there = stored.get(i);
            LogRecord record = records.get(i);
            assertEquals(i + 1, there.getVaultSeq());
            if (there.hasTrimmed()) {
                checkGone(there, record, kept);
                gone++;
            } else {
                assertArrayEquals(record.toByteArray(), there.getRecord().toByteArray());
                bytes += record.size();
                boolean isDue =
                        kept.stream()
                                .anyMatch(each ->
                                        isRipe(each) && isBeneath(there.getVaultSeq(), each));
                assertTrue(!isDue || !isDone, "record " + there.getVaultSeq() + " is due");
            }
        }
        long saved = kept.stream().mapToLong(each -> each.description().getSizeBytes()).sum();
        assertEquals(bytes + saved, storedBytes());
        return gone;
    }

    private void checkGone(StoredRecord there, LogRecord record, List<Kept> kept)
            throws IOException {
        assertTrue(there.getRecord().isEmpty());
        assertEquals(WireId.text(record.doc()), there.getTrimmed().getDocId());
        assertEquals(WireId.text(record.device()), there.getTrimmed().getDeviceId());
        assertEquals(record.deviceSeq(), there.getTrimmed().getDeviceSeq());
        assertArrayEquals(record.hash().toByteArray(), there.getTrimmed().getHash().toByteArray());
        List<Kept> instead =
                kept.stream()
                        .filter(each -> each.attestedMillis() > 0 && each.covers(record))
                        .toList();
        assertTrue(!instead.isEmpty(), "record " + there.getVaultSeq() + " is lost");
        Snapshot any = instead.getFirst().description();
        assertTrue(
                store.isSound(
                        Hash.fromByteArray("hash", any.getHash().toByteArray()),
                        any.getSizeBytes()));
    }

    private long storedBytes() {
        return database.transact(
                Scope.keeper(),
                rows ->
                        rows.first(
                                        "SELECT stored_bytes FROM vault WHERE vault_id = ?",
                                        row -> row.getLong(1),
                                        vault())
                                .orElseThrow());
    }

    @Override
    public void close() {
        log.close();
        database.close();
    }
}
