package app.vaultnotes.relay.backup;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.relay.TestDevice;
import app.vaultnotes.relay.TestPostgres;
import app.vaultnotes.relay.account.ErasureLedger;
import app.vaultnotes.relay.blob.BlobStore;
import app.vaultnotes.relay.blob.BlobStoreException;
import app.vaultnotes.relay.blob.FileBlobStore;
import app.vaultnotes.relay.blob.S3BlobStore;
import app.vaultnotes.relay.blob.S3Server;
import app.vaultnotes.relay.blob.S3Settings;
import app.vaultnotes.relay.cli.Ran;
import app.vaultnotes.relay.database.DatabaseAddress;
import app.vaultnotes.wire.Hash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Relays whose blobs are in a bucket are backed up with all of them, and come back anywhere. */
class S3BackupTest {

    private static final int LARGE_BYTES = 6 << 20;

    @TempDir private static Path serverFolder;
    private static S3Server server;

    @TempDir private Path temporary;

    private final Random random = new Random(12);
    private final String prefix = "relay/" + UUID.randomUUID();
    private final DatabaseAddress address = TestPostgres.newRelayDatabase();

    @BeforeAll
    static void startServer() throws Exception {
        server = S3Server.start(serverFolder);
    }

    @AfterAll
    static void stopServer() throws Exception {
        server.kill();
    }

    private static BlobStore bucket(String prefix) {
        return S3BlobStore.open(server.settings(prefix));
    }

    private Path folder(String name) throws IOException {
        return Files.createDirectories(temporary.resolve(name));
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    /** What a relay has in a bucket. */
    private record Sample(TestDevice device, List<byte[]> contents, UUID incarnation) {

        void check(SampleRelay relay) throws IOException {
            assertEquals(9, relay.records(device).size());
            assertEquals(1, relay.snapshots(device).size());
            for (byte[] content : contents) {
                assertArrayEquals(content, relay.blob(Hash.of(content)));
            }
            assertNotEquals(incarnation, relay.database.incarnation());
        }
    }

    private Sample fill() throws Exception {
        try (SampleRelay source = new SampleRelay(address, folder("source"), bucket(prefix))) {
            TestDevice device = TestDevice.withVault(source.database);
            source.append(device, device.cut(8, 300, random));
            List<byte[]> contents =
                    List.of(bytes(0), bytes(70_000), bytes(LARGE_BYTES), bytes(900));
            for (byte[] content : contents.subList(0, 3)) {
                source.putBlob(device, content);
            }
            source.putSnapshot(device, contents.get(3), random);
            return new Sample(device, contents, source.database.incarnation());
        }
    }

    private Backup backup(BlobStore store) throws IOException {
        return new Backup(
                address,
                store,
                new ErasureLedger(SampleRelay.ledger(folder("source"))),
                InstantSource.system());
    }

    private static Restore restore(DatabaseAddress target, Path folder, BlobStore store) {
        return new Restore(target, store, SampleRelay.ledger(folder), InstantSource.system());
    }

    @Test
    void aBackupOfABucketComesBackInAnotherAndInAFolder() throws Exception {
        Sample sample = fill();
        Path home = temporary.resolve("backups");
        try (BlobStore store = bucket(prefix)) {
            assertEquals(4, backup(store).write(home, Backup.KEEP_ALL).blobs());
        }
        DatabaseAddress elsewhere = TestPostgres.newDatabase();
        String other = prefix + "-other";
        try (BlobStore store = bucket(other)) {
            assertEquals(4, restore(elsewhere, folder("other"), store).run(home, false).blobs());
        }
        try (SampleRelay again = new SampleRelay(elsewhere, folder("other"), bucket(other))) {
            sample.check(again);
        }
        DatabaseAddress here = TestPostgres.newDatabase();
        SampleRelay.restore(here, folder("here")).run(home, false);
        try (SampleRelay again = new SampleRelay(here, folder("here"))) {
            sample.check(again);
            Path from = temporary.resolve("of-the-folder");
            again.backup().write(from, Backup.KEEP_ALL);
            try (BlobStore store = bucket(prefix + "-third")) {
                restore(address, folder("third"), store).run(from, true);
            }
        }
        try (SampleRelay third =
                new SampleRelay(address, folder("third"), bucket(prefix + "-third"))) {
            sample.check(third);
        }
    }

    @Test
    void whatABucketLostOrDamagedIsSaidAndComesFromTheBackupBefore() throws Exception {
        Sample sample = fill();
        Path home = temporary.resolve("backups");
        Path damaged = server.file(prefix + "/blobs/" + Hash.of(sample.contents().get(1)));
        byte[] sound = Files.readAllBytes(damaged);
        try (BlobStore store = bucket(prefix)) {
            byte[] flipped = sound.clone();
            flipped[7] ^= 1;
            Files.write(damaged, flipped);
            store.delete(Hash.of(sample.contents().get(2)));
            Backup.Made made = backup(store).write(home, Backup.KEEP_ALL);
            assertEquals(2, made.missingBlobs());
            assertEquals(2, made.blobs());
            Files.write(damaged, sound);
            assertEquals(1, backup(store).write(home, Backup.KEEP_ALL).missingBlobs());
            // What a backup has stays good when the bucket loses it later.
            store.delete(Hash.of(sample.contents().get(1)));
            assertEquals(1, backup(store).write(home, Backup.KEEP_ALL).missingBlobs());
        }
    }

    @Test
    void aBucketThatIsAwayLeavesNoHalfBackupAndNoHalfRestore() throws Exception {
        Sample sample = fill();
        Path home = temporary.resolve("backups");
        DatabaseAddress target = TestPostgres.newDatabase();
        Path folder = folder("target");
        try (BlobStore store = bucket(prefix);
                BlobStore other = bucket(prefix + "-other")) {
            backup(store).write(home, Backup.KEEP_ALL);
            Path second = temporary.resolve("second");
            server.kill();
            try {
                assertThrows(
                        BlobStoreException.class,
                        () -> backup(store).write(second, Backup.KEEP_ALL));
                assertFalse(new Backups(second).newestTaken().isPresent());
                assertThrows(
                        BlobStoreException.class,
                        () -> restore(target, folder, other).run(home, false));
            } finally {
                server.restart();
            }
            restore(target, folder, other).run(home, false);
        }
        try (SampleRelay again = new SampleRelay(target, folder, bucket(prefix + "-other"))) {
            sample.check(again);
        }
    }

    /** As whoever runs the relay does it. */
    @Test
    void theCommandsDoTheSameByTheRelaysSettings() throws Exception {
        Sample sample = fill();
        Path home = temporary.resolve("backups");
        String[] backup = {"admin", "backup", home.toString(), "--config", config(prefix, address)};
        Ran written = Ran.of(backup);
        assertEquals(0, written.code(), written.toString());
        assertTrue(written.out().contains("4 blobs"), written.toString());
        assertTrue(
                FileBlobStore.open(home.resolve("blobs"))
                        .sizeBytes(Hash.of(sample.contents().get(2)))
                        .isPresent());
        DatabaseAddress target = TestPostgres.newDatabase();
        String other = prefix + "-other";
        Ran restored =
                Ran.of("admin", "restore", home.toString(), "--config", config(other, target));
        assertEquals(0, restored.code(), restored.toString());
        try (SampleRelay again = new SampleRelay(target, folder("again"), bucket(other))) {
            sample.check(again);
        }
    }

    private String config(String prefix, DatabaseAddress database) throws IOException {
        Path folder = folder("of-" + prefix.replace('/', '-'));
        S3Settings s3 = server.settings(prefix);
        Files.writeString(folder.resolve("database-password"), database.password());
        Files.writeString(folder.resolve("s3-secret"), s3.secretKey());
        Path file = folder.resolve("relay.properties");
        Files.writeString(
                file,
                """
                data = %s
                database.url = %s
                database.user = %s
                database.password-file = %s
                s3.endpoint = %s
                s3.bucket = %s
                s3.prefix = %s
                s3.access-key = %s
                s3.secret-key-file = %s
                """
                        .formatted(
                                folder.resolve("data"),
                                database.url(),
                                database.user(),
                                folder.resolve("database-password"),
                                s3.endpoint(),
                                s3.bucket(),
                                prefix,
                                s3.accessKey(),
                                folder.resolve("s3-secret")));
        return file.toString();
    }
}
