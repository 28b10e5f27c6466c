package app.vaultnotes.relay.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.proto.v1.GetSnapshotRequest;
import app.vaultnotes.proto.v1.Snapshot;
import app.vaultnotes.proto.v1.StoredRecord;
import app.vaultnotes.relay.TestDevice;
import app.vaultnotes.relay.TestPostgres;
import app.vaultnotes.relay.blob.BlobStore;
import app.vaultnotes.relay.blob.FileBlobStore;
import app.vaultnotes.relay.blob.JavaProcess;
import app.vaultnotes.relay.database.DatabaseAddress;
import app.vaultnotes.relay.log.LogReader;
import app.vaultnotes.wire.Hash;
import app.vaultnotes.wire.WireId;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bytes of records go when a snapshot has long been attested, and none before. */
class LogTrimTest {

    private static final int SEEDS = Boolean.getBoolean("vaultnotes.heavy") ? 200 : 5;
    private static final int STEPS = 120;
    private static final int KILLS = Boolean.getBoolean("vaultnotes.heavy") ? 40 : 6;
    private static final int KILLED_RECORDS = 2_000;
    private static final Duration MONTH = Duration.ofDays(30);

    @TempDir private Path folder;

    private BlobStore store;

    @BeforeEach
    void open() {
        store = FileBlobStore.open(folder);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private TrimmedVault vault(long seed) {
        return new TrimmedVault(TestPostgres.newRelayDatabase(), store, new Random(seed));
    }

    @Test
    void recordsGoThirtyDaysAfterASecondDeviceAttested() throws Exception {
        try (TrimmedVault vault = vault(1)) {
            TestDevice ann = vault.devices.get(0);
            TestDevice ben = vault.devices.get(2);
            UUID doc = vault.docs.getFirst();
            vault.appendMany(ann, doc, 1_200);
            vault.append(ben, vault.docs.get(1));
            Snapshot saved = vault.save(ann, doc, vault.covered(true));
            vault.append(ben, doc);
            vault.clock.move(MONTH.multipliedBy(3));
            assertEquals(0, vault.trim.run());
            vault.attest(ben, saved);
            vault.clock.move(MONTH.minusMillis(1));
            assertEquals(0, vault.trim.run());
            vault.clock.move(Duration.ofMillis(1));
            assertEquals(1_200, vault.trim.run());
            assertEquals(0, vault.trim.run());
            assertEquals(1_200, vault.check(true));
            assertEquals(1_000, vault.reader.history(vault.vault(), ann.account(), doc, 0).size());
        }
    }

    /** A device that joins reads page after page, and snapshots go on coming. */
    @Test
    void nothingIsLeftOutForASnapshotThatCameMeanwhile() throws Exception {
        try (TrimmedVault vault = vault(7)) {
            TestDevice ann = vault.devices.get(0);
            TestDevice ben = vault.devices.get(2);
            UUID doc = vault.docs.getFirst();
            vault.appendMany(ann, doc, 10);
            Snapshot taken = vault.save(ann, doc, vault.covered(true));
            vault.attest(ben, taken);
            vault.appendMany(ann, doc, 10);
            assertEquals(20, joining(vault, 0).size());
            vault.clock.move(Duration.ofDays(1));
            assertEquals(11, joining(vault, 0).getFirst());
            assertEquals(10, joining(vault, 0).size());
            Snapshot newer = vault.save(ann, doc, vault.covered(true));
            assertEquals(5, joining(vault, 15).size());
            vault.attest(ben, newer);
            assertEquals(5, joining(vault, 15).size());
            vault.clock.move(Duration.ofDays(1).minusMillis(1));
            assertEquals(5, joining(vault, 15).size());
            vault.clock.move(Duration.ofMillis(1));
            assertEquals(0, joining(vault, 15).size());
        }
    }

    private static List<Long> joining(TrimmedVault vault, long after) {
        vault.keepTime();
        UUID joining = vault.devices.get(1).account();
        return vault
                .reader
                .read(vault.vault(), joining, after, LogReader.PAGE_BYTES, true)
                .records()
                .stream()
                .map(StoredRecord::getVaultSeq)
                .toList();
    }

    @Test
    void aDocumentThatIsSavedEveryWeekIsTrimmedAllTheSame() throws Exception {
        try (TrimmedVault vault = vault(2)) {
            TestDevice ann = vault.devices.get(0);
            TestDevice ben = vault.devices.get(2);
            int gone = 0;
            for (int week = 0; week < 26; week++) {
                vault.append(ann, vault.docs.getFirst());
                Snapshot saved = vault.save(ann, vault.docs.getFirst(), vault.covered(true));
                vault.attest(ben, saved);
                vault.clock.move(Duration.ofDays(7));
                gone += vault.trim.run();
                assertTrue(vault.kept().size() <= 3, "snapshots: " + vault.kept().size());
            }
            assertEquals(gone, vault.check(true));
            assertTrue(gone >= 16, "gone: " + gone);
        }
    }

    @Test
    void recordsStayWhenTheBytesOfTheirSnapshotAreLost() throws Exception {
        try (TrimmedVault vault = vault(3)) {
            vault.append(vault.devices.get(0), vault.docs.getFirst());
            Snapshot saved =
                    vault.save(vault.devices.get(0), vault.docs.getFirst(), vault.covered(true));
            vault.attest(vault.devices.get(1), saved);
            vault.clock.move(MONTH);
            store.delete(Hash.fromByteArray("hash", saved.getHash().toByteArray()));
            assertEquals(0, vault.trim.run());
            assertEquals(0, vault.check(false));
        }
    }

    /** The same bytes for more records would else take the place of what was attested. */
    @Test
    void whatIsAttestedStaysAttestedAndCanBeAskedFor() throws Exception {
        try (TrimmedVault vault = vault(4)) {
            TestDevice ann = vault.devices.get(0);
            UUID doc = vault.docs.getFirst();
            byte[] content = {1, 2, 3};
            vault.append(ann, doc);
            SortedMap<String, Long> first = vault.covered(true);
            vault.attest(vault.devices.get(1), vault.save(ann, doc, first, content));
            vault.append(ann, doc);
            assertTrue(vault.save(ann, doc, vault.covered(true), content).getAttested());
            Snapshot newer = vault.save(ann, doc, vault.covered(true));
            assertFalse(newer.getAttested());
            vault.clock.move(MONTH);
            assertEquals(1, vault.trim.run());
            assertEquals(1, vault.check(true));
            GetSnapshotRequest.Builder get =
                    GetSnapshotRequest.newBuilder()
                            .setVaultId(WireId.text(vault.vault()))
                            .setDocId(WireId.text(doc));
            try (var newest = vault.snapshots.open(ann.caller(), get.build()).bytes()) {
                assertEquals(newer.getSizeBytes(), newest.readAllBytes().length);
            }
            get.setAttested(true);
            try (var attested = vault.snapshots.open(ann.caller(), get.build()).bytes()) {
                assertEquals(content.length, attested.readAllBytes().length);
            }
        }
    }

    @Test
    void whatIsKilledInTheMiddleGoesOnAndLosesNothing() throws Exception {
        DatabaseAddress address = TestPostgres.newRelayDatabase();
        try (TrimmedVault vault = new TrimmedVault(address, store, new Random(5))) {
            TestDevice ann = vault.devices.get(0);
            for (UUID doc : vault.docs) {
                vault.appendMany(ann, doc, KILLED_RECORDS);
                Snapshot saved = vault.save(ann, doc, vault.covered(true));
                vault.appendMany(ann, doc, 10);
                vault.attest(vault.devices.get(1), saved);
            }
            vault.clock.move(MONTH);
            int all = vault.docs.size() * KILLED_RECORDS;
            int before = 0;
            for (int kill = 0; kill < KILLS; kill++) {
                killed(vault, address, vault.any(vault.due()));
                int gone = vault.check(false);
                assertTrue(gone >= before && gone < all, "gone: " + gone);
                before = gone;
            }
            assertTrue(before > 0);
            vault.trim.run();
            assertEquals(all, vault.check(true));
        }
    }

    /** Kills a process that trims, when it has come to a record. */
    private void killed(TrimmedVault vault, DatabaseAddress address, long vaultSeq)
            throws Exception {
        try (Connection connection = TestPostgres.connect(address);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SET LOCAL ROLE vaultnotes_keeper");
            statement.execute(
                    "SELECT 1 FROM record WHERE vault_id = '%s' AND vault_seq = %d FOR UPDATE"
                            .formatted(vault.vault(), vaultSeq));
            Process process =
                    JavaProcess.start(
                            JavaProcess.command(
                                    List.of("-Xmx128m"),
                                    TrimProcess.class,
                                    address.url(),
                                    address.user(),
                                    address.password(),
                                    folder.toString(),
                                    vault.clock.instant().toString()));
            while (!isWaited(statement)) {
                assertFalse(process.waitFor(5, TimeUnit.MILLISECONDS), "it ended too early");
            }
            process.destroyForcibly().waitFor();
            connection.rollback();
        }
    }

    private static boolean isWaited(Statement statement) throws SQLException {
        try (ResultSet rows =
                statement.executeQuery(
                        "SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype IN"
                                + " ('transactionid', 'tuple')")) {
            rows.next();
            return rows.getInt(1) > 0;
        }
    }

    /** Anything in any order. */
    @Test
    void nothingIsEverGoneThatNoAttestedSnapshotCovers() throws Exception {
        int gone = 0;
        for (int i = 0; i < SEEDS; i++) {
            long seed = 100L + i;
            try (TrimmedVault vault = vault(seed)) {
                gone += live(vault, new Random(seed));
            } catch (AssertionError e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
        System.out.println("records gone: " + gone);
        assertTrue(gone > SEEDS, "gone: " + gone);
    }

    private static int live(TrimmedVault vault, Random random) throws Exception {
        int gone = 0;
        for (int step = 0; step < STEPS; step++) {
            switch (random.nextInt(10)) {
                case 0, 1, 2, 3 -> vault.append(vault.any(vault.devices), vault.any(vault.docs));
                case 4 -> vault.appendAgain();
                case 5, 6 -> save(vault, vault.covered(random.nextBoolean()));
                case 7 -> attest(vault);
                case 8 -> vault.clock.move(Duration.ofDays(random.nextInt(25)));
                default -> {
                    vault.trim.run();
                    gone = vault.check(true);
                }
            }
        }
        vault.check(false);
        return gone;
    }

    private static void save(TrimmedVault vault, SortedMap<String, Long> covered) throws Exception {
        if (!covered.isEmpty()) {
            vault.save(vault.any(vault.devices), vault.any(vault.docs), covered);
        }
    }

    private static void attest(TrimmedVault vault) {
        for (Snapshot each : vault.kept().stream().map(TrimmedVault.Kept::description).toList()) {
            TestDevice device = vault.any(vault.devices);
            if (!each.getDeviceId().equals(WireId.text(device.id()))) {
                vault.attest(device, each);
                return;
            }
        }
    }
}
