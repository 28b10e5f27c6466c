package app.vaultnotes.relay.backup;

import app.vaultnotes.proto.v1.BlobDescription;
import app.vaultnotes.proto.v1.StoredRecord;
import app.vaultnotes.relay.TestDevice;
import app.vaultnotes.relay.account.ErasureLedger;
import app.vaultnotes.relay.blob.BlobStore;
import app.vaultnotes.relay.blob.ByteRange;
import app.vaultnotes.relay.blob.FileBlobStore;
import app.vaultnotes.relay.blob.OpenOutcome;
import app.vaultnotes.relay.clock.KeptClock;
import app.vaultnotes.relay.clock.RelayClock;
import app.vaultnotes.relay.content.Blobs;
import app.vaultnotes.relay.content.Snapshots;
import app.vaultnotes.relay.database.Database;
import app.vaultnotes.relay.database.DatabaseAddress;
import app.vaultnotes.relay.log.DeviceKeys;
import app.vaultnotes.relay.log.Log;
import app.vaultnotes.relay.log.LogReader;
import app.vaultnotes.wire.Hash;
import app.vaultnotes.wire.SignedBatch;
import app.vaultnotes.wire.SignedSnapshot;
import app.vaultnotes.wire.WireId;
import com.google.protobuf.ByteString;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;

/** The log, blobs and snapshots of a relay on a database and a folder. */
final class SampleRelay implements AutoCloseable {

    final DatabaseAddress address;
    final Path folder;
    final Database database;
    final BlobStore store;
    final LogReader reader;
    private final Log log;
    private final Blobs blobs;
    private final Snapshots snapshots;

    SampleRelay(DatabaseAddress address, Path folder) {
        this(address, folder, FileBlobStore.open(folder.resolve("blobs")));
    }

    /** One whose blobs are elsewhere; it closes their store. */
    SampleRelay(DatabaseAddress address, Path folder, BlobStore store) {
        this.address = address;
        this.folder = folder;
        this.store = store;
        database = Database.open(address);
        reader = new LogReader(database);
        DeviceKeys keys = new DeviceKeys(database);
        RelayClock clock = new KeptClock(database);
        log =
                new Log(
                        database,
                        keys,
                        new Log.Place(UUID.randomUUID(), true, clock),
                        (vault, records) -> {});
        blobs = new Blobs(database, store, clock);
        snapshots = new Snapshots(database, keys, store, clock);
    }

    static Path ledger(Path folder) {
        return folder.resolve("erased");
    }

    Backup backup() {
        return new Backup(
                address, store, new ErasureLedger(ledger(folder)), InstantSource.system());
    }

    static Restore restore(DatabaseAddress address, Path folder) {
        return new Restore(
                address,
                FileBlobStore.open(folder.resolve("blobs")),
                ledger(folder),
                InstantSource.system());
    }

    void append(TestDevice device, SignedBatch batch) throws Exception {
        log.append(device.caller(), batch).get();
    }

    Hash putBlob(TestDevice device, byte[] content) throws IOException {
        Hash hash = Hash.of(content);
        BlobDescription description =
                BlobDescription.newBuilder()
                        .setVaultId(WireId.text(device.vault()))
                        .setHash(ByteString.copyFrom(hash.toByteArray()))
                        .setSizeBytes(content.length)
                        .build();
        blobs.put(device.caller(), description, new ByteArrayInputStream(content));
        return hash;
    }

    /** A snapshot of a new document with one record. */
    Hash putSnapshot(TestDevice device, byte[] content, Random random) throws Exception {
        UUID doc = new UUID(random.nextLong(), random.nextLong());
        SignedBatch batch = device.cut(doc, content);
        append(device, batch);
        TreeMap<String, Long> covered = new TreeMap<>();
        covered.put(WireId.text(device.id()), batch.records().getLast().deviceSeq());
        Hash hash = Hash.of(content);
        SignedSnapshot snapshot =
                new SignedSnapshot(
                                device.vault(),
                                doc,
                                device.id(),
                                hash,
                                content.length,
                                covered,
                                new byte[0])
                        .sign(device.privateKey());
        snapshots.put(device.caller(), snapshot.toMessage(), new ByteArrayInputStream(content));
        return hash;
    }

    /** All records of a vault, in their order. */
    List<StoredRecord> records(TestDevice device) {
        List<StoredRecord> all = new ArrayList<>();
        LogReader.Page page = page(device, 0);
        while (!page.isEnd()) {
            all.addAll(page.records());
            page = page(device, page.lastVaultSeq());
        }
        return all;
    }

    private LogReader.Page page(TestDevice device, long after) {
        return reader.read(device.vault(), device.account(), after, LogReader.PAGE_BYTES, false);
    }

    byte[] blob(Hash hash) throws IOException {
        if (!(store.open(hash, ByteRange.ALL) instanceof OpenOutcome.Opened opened)) {
            throw new IllegalStateException("no blob " + hash);
        }
        try (InputStream bytes = opened.bytes()) {
            return bytes.readAllBytes();
        }
    }

    List<app.vaultnotes.proto.v1.Snapshot> snapshots(TestDevice device) {
        return snapshots.list(device.caller(), device.vault(), new UUID(0, 0));
    }

    @Override
    public void close() {
        log.close();
        database.close();
        store.close();
    }
}
