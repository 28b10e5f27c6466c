package app.vaultnotes.relay.content;

import static app.vaultnotes.relay.TestRelay.refuses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.proto.v1.BlobDescription;
import app.vaultnotes.proto.v1.BlobState;
import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.Snapshot;
import app.vaultnotes.relay.SetClock;
import app.vaultnotes.relay.TestDevice;
import app.vaultnotes.relay.TestPostgres;
import app.vaultnotes.relay.blob.BlobStore;
import app.vaultnotes.relay.blob.FileBlobStore;
import app.vaultnotes.relay.database.Database;
import app.vaultnotes.relay.database.DatabaseAddress;
import app.vaultnotes.relay.database.Scope;
import app.vaultnotes.relay.log.DeviceKeys;
import app.vaultnotes.wire.Hash;
import app.vaultnotes.wire.SignedSnapshot;
import app.vaultnotes.wire.WireId;
import com.google.protobuf.ByteString;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What has not come to its end counts, too, whichever relay it came to. */
class ArrivingTest {

    private static final int MEBI = 1 << 20;

    @TempDir private Path folder;

    private final SetClock clock = new SetClock();
    private final DatabaseAddress address = TestPostgres.newRelayDatabase();
    private final Random random = new Random(13);
    private Database database;
    private BlobStore store;
    private TestDevice device;

    @BeforeEach
    void open() {
        database = Database.open(address);
        store = FileBlobStore.open(folder);
        device = TestDevice.withVault(database);
        limit(20 * MEBI);
    }

    @AfterEach
    void close() {
        store.close();
        database.close();
    }

    private void limit(long bytes) {
        database.transact(
                Scope.keeper(),
                rows ->
                        rows.update(
                                "UPDATE account SET quota_bytes = ? WHERE account_id = ?",
                                bytes,
                                device.account()));
    }

    private long storedBytes() {
        return number("SELECT sum(stored_bytes) FROM vault");
    }

    private long uploads() {
        return number("SELECT count(*) FROM upload");
    }

    private long number(String sql) {
        return database.transact(
                Scope.keeper(), rows -> rows.first(sql, row -> row.getLong(1)).orElseThrow());
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    /** A relay that was started just now. */
    private Blobs relay() {
        return new Blobs(database, store, clock);
    }

    private BlobState put(TestDevice by, byte[] content, int from, int to) throws IOException {
        return put(
                by, content, from, new ByteArrayInputStream(Arrays.copyOfRange(content, from, to)));
    }

    private BlobState put(TestDevice by, byte[] content, int offset, InputStream bytes)
            throws IOException {
        BlobDescription description =
                BlobDescription.newBuilder()
                        .setVaultId(WireId.text(by.vault()))
                        .setHash(ByteString.copyFrom(Hash.of(content).toByteArray()))
                        .setSizeBytes(content.length)
                        .setOffset(offset)
                        .build();
        return relay().put(by.caller(), description, bytes);
    }

    /** A stream that breaks instead of ending. */
    private static InputStream broken(int afterBytes) {
        return new FilterInputStream(new ByteArrayInputStream(new byte[afterBytes])) {
            @Override
            public int read(byte[] into, int from, int most) throws IOException {
                int count = super.read(into, from, most);
                if (count < 0) {
                    throw new IOException("the line broke");
                }
                return count;
            }
        };
    }

    @Test
    void uploadsThatAreUnfinishedTakeTheirRoomFromTheFirstPartOn() throws Exception {
        byte[] large = bytes(12 * MEBI);
        byte[] other = bytes(9 * MEBI);
        assertFalse(put(device, large, 0, 6 * MEBI).getComplete());
        assertEquals(large.length, storedBytes());
        refuses(ErrorCode.QUOTA, () -> put(device, other, 0, MEBI));
        refuses(ErrorCode.QUOTA, () -> put(device, other, MEBI, 2 * MEBI));
        assertEquals(large.length, storedBytes());
        assertEquals(1, uploads());
        assertTrue(put(device, bytes(MEBI), 0, MEBI).getComplete());
        assertTrue(put(device, large, 6 * MEBI, large.length).getComplete());
        assertEquals(13 * MEBI, storedBytes());
        assertEquals(0, uploads());
        assertTrue(put(device, large, 0, large.length).getComplete());
        assertEquals(13 * MEBI, storedBytes());
    }

    /** Room of an owner is for all of the owner's vaults. */
    @Test
    void anUploadCountsForTheOtherVaultsOfTheOwner() throws Exception {
        UUID second = UUID.randomUUID();
        database.transact(
                Scope.keeper(),
                rows -> {
                    rows.update(
                            "INSERT INTO vault (vault_id, name, sealing, created_millis)"
                                    + " VALUES (?, 'b', 1, 1)",
                            second);
                    return rows.update(
                            "INSERT INTO member VALUES (?, ?, 3, 1)", second, device.account());
                });
        put(device, bytes(15 * MEBI), 0, 1);
        TestDevice joined = TestDevice.joining(database, second, 2);
        refuses(ErrorCode.QUOTA, () -> put(joined, bytes(6 * MEBI), 0, 1));
        put(joined, bytes(5 * MEBI), 0, 5 * MEBI);
        assertEquals(20 * MEBI, storedBytes());
    }

    @Test
    void whatLeavesNothingCountsNothing() throws Exception {
        byte[] large = bytes(6 * MEBI);
        assertThrows(IOException.class, () -> put(device, large, 0, broken(0)));
        assertEquals(0, storedBytes());
        refuses(ErrorCode.GAP, () -> put(device, large, MEBI, 2 * MEBI));
        assertEquals(0, storedBytes());
        assertThrows(IOException.class, () -> put(device, large, 0, broken(MEBI)));
        assertEquals(large.length, storedBytes());
        refuses(ErrorCode.BAD_PROOF, () -> put(device, large, MEBI, large.length));
        assertEquals(0, storedBytes());
        assertEquals(0, uploads());
    }

    @Test
    void whatNobodyGoesOnWithGivesItsRoomBackAfterAWeek() throws Exception {
        byte[] old = bytes(6 * MEBI);
        byte[] fresh = bytes(7 * MEBI);
        put(device, old, 0, MEBI);
        clock.move(Duration.ofDays(6));
        put(device, fresh, 0, MEBI);
        Orphans orphans = new Orphans(database, store, clock);
        orphans.remove();
        assertEquals(13 * MEBI, storedBytes());
        clock.step(Duration.ofDays(3_000));
        clock.step(Duration.ofDays(-3_000));
        clock.move(Duration.ofDays(1));
        orphans.remove();
        assertEquals(7 * MEBI, storedBytes());
        assertEquals(1, parts());
        put(device, fresh, MEBI, fresh.length);
        assertEquals(7 * MEBI, storedBytes());
    }

    private long parts() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("partial"))) {
            return files.count();
        }
    }

    /** A relay that is killed meanwhile leaves what it has of it. */
    @Test
    void aLargeSnapshotCountsWhileItComes() throws Exception {
        byte[] content = bytes(6 * MEBI);
        TreeMap<String, Long> covered = new TreeMap<>();
        covered.put(WireId.text(device.id()), 1L);
        database.transact(
                Scope.keeper(),
                rows ->
                        rows.update(
                                "INSERT INTO chain VALUES (?, ?, 1, 'x')",
                                device.vault(),
                                device.id()));
        Snapshot message =
                new SignedSnapshot(
                                device.vault(),
                                UUID.randomUUID(),
                                device.id(),
                                Hash.of(content),
                                content.length,
                                covered,
                                new byte[0])
                        .sign(device.privateKey())
                        .toMessage();
        Snapshots snapshots = new Snapshots(database, new DeviceKeys(database), store, clock);
        assertThrows(
                IOException.class, () -> snapshots.put(device.caller(), message, broken(MEBI)));
        assertEquals(0, storedBytes());
        InputStream watched =
                new FilterInputStream(new ByteArrayInputStream(content)) {
                    @Override
                    public int read(byte[] into, int from, int most) throws IOException {
                        assertEquals(content.length, storedBytes());
                        return super.read(into, from, most);
                    }
                };
        snapshots.put(device.caller(), message, watched);
        assertEquals(content.length, storedBytes());
        snapshots.put(device.caller(), message, new ByteArrayInputStream(content));
        assertEquals(content.length, storedBytes());
        assertEquals(0, uploads());
    }
}
