package app.vaultnotes.relay.backup;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.relay.TestDevice;
import app.vaultnotes.relay.TestPostgres;
import app.vaultnotes.relay.audit.Audit;
import app.vaultnotes.relay.database.Database;
import app.vaultnotes.relay.database.DatabaseAddress;
import app.vaultnotes.relay.database.Scope;
import app.vaultnotes.wire.Hash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A relay that is backed up while it runs is the same when it is restored, or is not touched. */
class BackupTest {

    private static final int LARGE_BYTES = 6 << 20;

    @TempDir private Path temporary;

    private final Random random = new Random(6);

    private SampleRelay relay(String name) throws IOException {
        return new SampleRelay(TestPostgres.newRelayDatabase(), folder(name));
    }

    private Path folder(String name) throws IOException {
        return Files.createDirectories(temporary.resolve(name));
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    @Test
    void everyTableIsEitherBackedUpOrLeftOutOnPurpose() throws Exception {
        Set<String> known = new HashSet<>(Table.LEFT_OUT);
        Table.ALL.forEach(table -> known.add(table.name()));
        known.add("flyway_schema_history");
        Set<String> found = new HashSet<>();
        try (Connection connection = TestPostgres.connect(TestPostgres.newRelayDatabase());
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND NOT"
                                        + " relispartition AND relnamespace ="
                                        + " 'public'::regnamespace")) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        assertEquals(found, known);
    }

    @Test
    void aRestoredRelayAnswersTheSameUnderAnotherIncarnation() throws Exception {
        Path home = temporary.resolve("backups");
        DatabaseAddress target = TestPostgres.newDatabase();
        Path targetFolder = folder("target");
        try (SampleRelay source = relay("source")) {
            TestDevice ann = TestDevice.withVault(source.database);
            TestDevice bob = TestDevice.withVault(source.database);
            source.append(ann, ann.cut(40, 900, random));
            source.append(bob, bob.cut(3, 10, random));
            List<byte[]> contents = List.of(bytes(0), bytes(1), bytes(70_000), bytes(LARGE_BYTES));
            for (byte[] content : contents) {
                source.putBlob(ann, content);
            }
            source.putBlob(bob, contents.get(2));
            Hash saved = source.putSnapshot(bob, bytes(5_000), random);
            Backup.Made made = source.backup().write(home, Backup.KEEP_ALL);
            assertEquals(5, made.blobs());
            assertEquals(0, made.missingBlobs());

            Restore.Restored restored =
                    SampleRelay.restore(target, targetFolder).run(made.folder(), false);
            assertEquals(made.rows(), restored.rows());
            try (SampleRelay again = new SampleRelay(target, targetFolder)) {
                assertEquals(source.records(ann), again.records(ann));
                assertEquals(source.records(bob), again.records(bob));
                assertEquals(source.snapshots(bob), again.snapshots(bob));
                assertArrayEquals(source.blob(saved), again.blob(saved));
                for (byte[] content : contents) {
                    assertArrayEquals(content, again.blob(Hash.of(content)));
                }
                assertNotEquals(source.database.incarnation(), again.database.incarnation());
                assertEquals(restored.incarnation(), again.database.incarnation());
                again.append(ann, ann.cut(2, 10, random));
                assertEquals(42, again.records(ann).size());
                assertTrue(new Audit(again.database, InstantSource.system()).verify().isEmpty());
            }
            assertForced(target);
        }
    }

    /** What is lifted for the copying is in force again. */
    private static void assertForced(DatabaseAddress address) throws Exception {
        try (Connection connection = TestPostgres.connect(address);
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT (SELECT count(*) FROM pg_class WHERE relforcerowsecurity),"
                                        + " (SELECT tgenabled FROM pg_trigger"
                                        + " WHERE tgname = 'audit_chain')")) {
            rows.next();
            assertEquals(Table.ALL.size() - 1 + Table.LEFT_OUT.size(), rows.getInt(1));
            assertEquals("O", rows.getString(2));
        }
    }

    @Test
    void filesAreForTheirOwnerAndNamesTellNothing() throws Exception {
        Path home = temporary.resolve("backups");
        try (SampleRelay source = relay("source")) {
            TestDevice ann = TestDevice.withVault(source.database);
            source.putBlob(ann, bytes(10));
            source.backup().write(home, Backup.KEEP_ALL);
        }
        try (Stream<Path> all = Files.walk(home)) {
            for (Path each : all.toList()) {
                Set<PosixFilePermission> allowed = Files.getPosixFilePermissions(each);
                assertTrue(
                        allowed.stream().allMatch(one -> one.name().startsWith("OWNER")),
                        each.toString());
            }
        }
    }

    @Test
    void laterBackupsTakeBlobsOnceAndOldOnesGoWithWhatOnlyTheyHave() throws Exception {
        Path home = temporary.resolve("backups");
        try (SampleRelay source = relay("source")) {
            TestDevice ann = TestDevice.withVault(source.database);
            Hash stays = source.putBlob(ann, bytes(100));
            Hash goes = source.putBlob(ann, bytes(100));
            Path first = source.backup().write(home, Backup.KEEP_ALL).folder();
            Path blob = blobFile(home, stays);
            Object key = Files.readAttributes(blob, "unix:ino");
            remove(source, goes);
            Path half = Files.createDirectories(home.resolve("2020-01-01T00-00-00.000Z.partial"));
            source.backup().write(home, 2);
            assertEquals(key, Files.readAttributes(blob, "unix:ino"));
            assertFalse(Files.exists(half));
            assertTrue(Files.exists(first));
            assertTrue(Files.exists(blobFile(home, goes)));
            source.backup().write(home, 2);
            assertFalse(Files.exists(first));
            assertFalse(Files.exists(blobFile(home, goes)));
            assertTrue(Files.exists(blob));
            assertEquals(2, new Backups(home).complete().size());
            assertTrue(new Backups(home).newestTaken().isPresent());
        }
    }

    private static Path blobFile(Path home, Hash hash) {
        String name = hash.toString();
        return home.resolve("blobs/blobs").resolve(name.substring(0, 2)).resolve(name);
    }

    private static void remove(SampleRelay relay, Hash hash) {
        relay.database.transact(
                Scope.keeper(),
                rows -> rows.update("DELETE FROM blob WHERE hash = ?", hash.toByteArray()));
    }

    @Test
    void aBlobThatTheRelayLostIsReportedAndTheRestIsKept() throws Exception {
        Path home = temporary.resolve("backups");
        try (SampleRelay source = relay("source")) {
            TestDevice ann = TestDevice.withVault(source.database);
            Hash lost = source.putBlob(ann, bytes(100));
            Hash kept = source.putBlob(ann, bytes(100));
            source.store.delete(lost);
            Backup.Made made = source.backup().write(home, Backup.KEEP_ALL);
            assertEquals(1, made.missingBlobs());
            Path folder = folder("target");
            Restore.Restored restored =
                    SampleRelay.restore(TestPostgres.newDatabase(), folder).run(home, false);
            assertEquals(1, restored.missingBlobs());
            assertEquals(1, restored.blobs());
            assertTrue(Files.exists(blobFile(folder, kept)));
        }
    }

    @Test
    void aBackupAmongWritersHasEveryLogUpToItsHead() throws Exception {
        Path home = temporary.resolve("backups");
        DatabaseAddress target = TestPostgres.newDatabase();
        List<TestDevice> devices = new ArrayList<>();
        try (SampleRelay source = relay("source");
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            AtomicBoolean ending = new AtomicBoolean();
            CountDownLatch writing = new CountDownLatch(4);
            List<Future<Boolean>> writers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                TestDevice device = TestDevice.withVault(source.database);
                devices.add(device);
                Random own = new Random(i);
                writers.add(threads.submit(() -> write(source, device, own, writing, ending)));
            }
            try {
                writing.await();
                source.backup().write(home, Backup.KEEP_ALL);
            } finally {
                ending.set(true);
            }
            for (Future<Boolean> each : writers) {
                each.get();
            }
            Path folder = folder("target");
            SampleRelay.restore(target, folder).run(home, false);
            try (SampleRelay again = new SampleRelay(target, folder)) {
                for (TestDevice device : devices) {
                    assertWhole(source, again, device);
                }
            }
        }
    }

    private static boolean write(
            SampleRelay relay,
            TestDevice device,
            Random random,
            CountDownLatch writing,
            AtomicBoolean ending)
            throws Exception {
        while (!ending.get()) {
            relay.append(device, device.cut(1 + random.nextInt(5), 200, random));
            byte[] content = new byte[1 + random.nextInt(2_000)];
            random.nextBytes(content);
            relay.putBlob(device, content);
            writing.countDown();
        }
        return true;
    }

    private static void assertWhole(SampleRelay source, SampleRelay again, TestDevice device)
            throws IOException {
        var there = again.records(device);
        long head = again.reader.standing(device.vault(), device.account()).head();
        assertTrue(head > 0);
        assertEquals(head, there.size());
        assertEquals(source.records(device).subList(0, there.size()), there);
        List<byte[]> hashes =
                again.database.transact(
                        Scope.keeper(),
                        rows ->
                                rows.list(
                                        "SELECT hash FROM blob WHERE vault_id = ?",
                                        row -> row.getBytes(1),
                                        device.vault()));
        for (byte[] hash : hashes) {
            Hash.of(again.blob(Hash.fromByteArray("a blob", hash)));
        }
    }

    @Test
    void aRelayWithDataOrOneThatRunsIsNotTouched() throws Exception {
        Path home = temporary.resolve("backups");
        DatabaseAddress target = TestPostgres.newRelayDatabase();
        Path targetFolder = folder("target");
        try (SampleRelay source = relay("source")) {
            TestDevice.withVault(source.database);
            source.backup().write(home, Backup.KEEP_ALL);
        }
        TestDevice carl;
        Restore restore = SampleRelay.restore(target, targetFolder);
        try (SampleRelay running = new SampleRelay(target, targetFolder)) {
            carl = TestDevice.withVault(running.database);
            running.append(carl, carl.cut(2, 10, random));
            BackupException refusal =
                    assertThrows(BackupException.class, () -> restore.run(home, true));
            assertTrue(refusal.hint().startsWith("Stop"), refusal.toString());
        }
        BackupException refusal =
                assertThrows(BackupException.class, () -> restore.run(home, false));
        assertTrue(refusal.hint().contains("--replace"), refusal.hint());
        try (SampleRelay as = new SampleRelay(target, targetFolder)) {
            assertEquals(2, as.records(carl).size());
        }
        restore.run(home, true);
        try (Database database = Database.open(target)) {
            long accounts =
                    database.transact(
                            Scope.keeper(),
                            rows ->
                                    rows.first(
                                                    "SELECT count(*) FROM account WHERE account_id"
                                                            + " = ?",
                                                    row -> row.getLong(1),
                                                    carl.account())
                                            .orElseThrow());
            assertEquals(0, accounts);
        }
    }
}
