package app.vaultnotes.relay.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.relay.TestDevice;
import app.vaultnotes.relay.database.DatabaseAddress;
import app.vaultnotes.relay.postgres.OwnPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A relay with 1 GB is backed up, and restored, within five minutes. */
@EnabledIfSystemProperty(named = "vaultnotes.heavy", matches = "true")
class LargeBackupTest {

    private static final long MOST_SECONDS = 300;
    private static final int BATCHES = 2_000;
    private static final int RECORDS = 64;
    private static final int RECORD_BYTES = 4_000;
    private static final int BLOBS = 2_000;
    private static final int BLOB_BYTES = 250_000;

    @TempDir private Path temporary;

    private final Random random = new Random(1);

    @Test
    void oneGigabyteTakesMinutes() throws Exception {
        Path home = temporary.resolve("backups");
        Path sourceFolder = Files.createDirectories(temporary.resolve("source"));
        TestDevice device;
        try (OwnPostgres postgres = OwnPostgres.start(sourceFolder.resolve("postgres"));
                SampleRelay source = new SampleRelay(postgres.address(), sourceFolder)) {
            device = fill(source);
            seconds("first backup", () -> source.backup().write(home, Backup.KEEP_ALL));
            seconds("next backup", () -> source.backup().write(home, 1));
        }
        Path folder = Files.createDirectories(temporary.resolve("target"));
        try (OwnPostgres postgres = OwnPostgres.start(folder.resolve("postgres"))) {
            DatabaseAddress address = postgres.address();
            seconds("restore", () -> SampleRelay.restore(address, folder).run(home, false));
            try (SampleRelay again = new SampleRelay(address, folder)) {
                long head = again.reader.standing(device.vault(), device.account()).head();
                assertEquals((long) BATCHES * RECORDS, head);
            }
        }
    }

    private TestDevice fill(SampleRelay source) throws Exception {
        TestDevice device = TestDevice.withVault(source.database);
        for (int i = 0; i < BATCHES; i++) {
            source.append(device, device.cut(RECORDS, RECORD_BYTES, random));
        }
        for (int i = 0; i < BLOBS; i++) {
            byte[] content = new byte[BLOB_BYTES];
            random.nextBytes(content);
            source.putBlob(device, content);
        }
        return device;
    }

    private static void seconds(String what, Runnable task) {
        long startedNanos = System.nanoTime();
        task.run();
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startedNanos);
        System.out.println(what + " of 1 GB: " + seconds + " s");
        assertTrue(seconds < MOST_SECONDS, what + " took " + seconds + " s");
    }
}
