package app.vaultnotes.relay.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import app.vaultnotes.proto.v1.StoredRecord;
import app.vaultnotes.relay.TestDevice;
import app.vaultnotes.relay.TestPostgres;
import app.vaultnotes.relay.blob.JavaProcess;
import app.vaultnotes.relay.database.DatabaseAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is not a whole backup changes nothing, nor does a restore that did not come to its end. */
class DamagedBackupTest {

    private static final int KILLS = Boolean.getBoolean("vaultnotes.heavy") ? 60 : 8;

    private static final int LARGE = 40;
    private static final int RECORDS = 60;

    @TempDir private Path temporary;

    private final Random random = new Random(9);

    /** A relay with something of its own. */
    private record Target(
            DatabaseAddress address, Path folder, TestDevice device, UUID incarnation) {

        List<StoredRecord> records() {
            try (SampleRelay relay = new SampleRelay(address, folder)) {
                return relay.records(device);
            }
        }
    }

    private Target target() throws Exception {
        DatabaseAddress address = TestPostgres.newRelayDatabase();
        Path folder = Files.createDirectories(temporary.resolve("target"));
        try (SampleRelay relay = new SampleRelay(address, folder)) {
            TestDevice device = TestDevice.withVault(relay.database);
            relay.append(device, device.cut(3, 100, random));
            return new Target(address, folder, device, relay.database.incarnation());
        }
    }

    /** A backup of a relay with records of some size. */
    private TestDevice backup(Path home, int batches) throws Exception {
        Path folder = Files.createDirectories(temporary.resolve("source-" + home.getFileName()));
        try (SampleRelay source = new SampleRelay(TestPostgres.newRelayDatabase(), folder)) {
            TestDevice device = TestDevice.withVault(source.database);
            for (int i = 0; i < batches; i++) {
                source.append(device, device.cut(RECORDS, 10_000, random));
            }
            byte[] content = new byte[3_000];
            random.nextBytes(content);
            source.putBlob(device, content);
            source.putSnapshot(device, content, random);
            source.backup().write(home, Backup.KEEP_ALL);
            return device;
        }
    }

    @Test
    void everyFileThatIsDamagedIsSeenBeforeAnythingIsChanged() throws Exception {
        Path home = temporary.resolve("backups");
        backup(home, 1);
        Target target = target();
        List<StoredRecord> before = target.records();
        Restore restore = SampleRelay.restore(target.address(), target.folder());
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.filter(DamagedBackupTest::isOfBackup).toList()) {
                byte[] sound = Files.readAllBytes(file);
                for (byte[] damaged : damages(sound)) {
                    Files.write(file, damaged);
                    refused(restore, home, file);
                }
                Files.delete(file);
                refused(restore, home, file);
                Files.write(file, sound);
            }
        }
        assertEquals(before, target.records());
        restore.run(home, true);
    }

    private static boolean isOfBackup(Path file) {
        return Files.isRegularFile(file) && !file.endsWith("lock");
    }

    private List<byte[]> damages(byte[] sound) {
        if (sound.length == 0) {
            return List.of(new byte[] {1});
        }
        byte[] flipped = sound.clone();
        flipped[random.nextInt(sound.length)] ^= (byte) (1 << random.nextInt(8));
        byte[] longer = Arrays.copyOf(sound, sound.length + 1);
        return List.of(flipped, longer, Arrays.copyOf(sound, sound.length - 1), new byte[0]);
    }

    private static void refused(Restore restore, Path home, Path file) {
        BackupException refusal =
                assertThrows(BackupException.class, () -> restore.run(home, true), file.toString());
        assertFalse(refusal.hint().isEmpty(), refusal.toString());
    }

    /** What a relay has, and the backup it has it from. */
    private record State(Path home, TestDevice device, UUID incarnation) {}

    private static State stateOf(Target target, State before, Path home, TestDevice device) {
        try (SampleRelay relay = new SampleRelay(target.address(), target.folder())) {
            UUID incarnation = relay.database.incarnation();
            State after =
                    incarnation.equals(before.incarnation())
                            ? before
                            : new State(home, device, incarnation);
            assertEquals(LARGE * RECORDS + 1, relay.records(after.device()).size());
            return after;
        }
    }

    @Test
    void aRestoreThatIsKilledLeavesTheDatabaseAsBeforeOrComplete() throws Exception {
        List<Path> homes = List.of(temporary.resolve("first"), temporary.resolve("second"));
        List<TestDevice> devices =
                List.of(backup(homes.get(0), LARGE), backup(homes.get(1), LARGE));
        Target target = target();
        State none = new State(homes.get(1), devices.get(1), target.incarnation());
        long startedNanos = System.nanoTime();
        killed(homes.get(0), target, Integer.MAX_VALUE);
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNanos);
        State state = stateOf(target, none, homes.get(0), devices.get(0));
        int complete = 0;
        for (int round = 0; round < KILLS; round++) {
            int other = state.home().equals(homes.get(0)) ? 1 : 0;
            killed(homes.get(other), target, (int) (2 * millis * (round + 1) / KILLS));
            State after = stateOf(target, state, homes.get(other), devices.get(other));
            complete += after.equals(state) ? 0 : 1;
            state = after;
        }
        System.out.println(
                "killed restores that were complete: "
                        + complete
                        + " of "
                        + KILLS
                        + ", one takes "
                        + millis
                        + " ms");
    }

    private static void killed(Path home, Target target, int millis)
            throws IOException, InterruptedException {
        DatabaseAddress address = target.address();
        Process process =
                JavaProcess.start(
                        JavaProcess.command(
                                List.of("-Xmx256m"),
                                RestoreProcess.class,
                                address.url(),
                                address.user(),
                                address.password(),
                                home.toString(),
                                target.folder().toString()));
        try (BufferedReader said =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            assertEquals("begun", said.readLine());
            var _ = process.waitFor(millis, TimeUnit.MILLISECONDS);
            process.destroyForcibly().waitFor();
        }
    }
}
