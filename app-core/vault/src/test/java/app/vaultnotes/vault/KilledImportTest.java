package app.vaultnotes.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.vault.importing.FidelityReport;
import app.vaultnotes.vault.importing.FolderSource;
import app.vaultnotes.vault.importing.Import;
import app.vaultnotes.vault.store.Backups;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that is killed in the middle of an import, a backup or making lists anew leaves a sound
 * vault, and doing it again completes it.
 */
class KilledImportTest {

    private static final long SEED = 9;
    private static final int FILES = 400;
    private static final int LATEST_KILL_MILLIS = 900;
    private static final int MOST_ROUNDS = 40;

    @TempDir Path folder;
    private final Random random = new Random(SEED);
    private Vaults vaults;

    private static int rounds() {
        return Boolean.getBoolean("vaultnotes.heavy") ? 60 : 3;
    }

    @BeforeEach
    void source() throws IOException {
        vaults = new Vaults(folder);
        Path source = folder.resolve("source");
        for (int i = 0; i < FILES; i++) {
            Path file = source.resolve("f" + i % 20 + "/Note " + i + ".md");
            Files.createDirectories(file.getParent());
            Files.writeString(file, "# Note " + i + "\n\n" + "word ".repeat(i) + "[[Note 1]]\n");
        }
        for (int i = 0; i < 40; i++) {
            byte[] bytes = new byte[10_000];
            random.nextBytes(bytes);
            Files.write(source.resolve("f" + i % 20 + "/pic" + i + ".png"), bytes);
        }
    }

    /**
     * Runs one of {@link Work}'s tasks on a vault and kills it; says whether it was done before.
     */
    private boolean killed(String vault, String task, int latestMillis)
            throws IOException, InterruptedException {
        Process process = JavaProcess.start(Work.class, folder.toString(), vault, task);
        assertEquals('b', process.getInputStream().read());
        boolean done = process.waitFor(random.nextInt(latestMillis), TimeUnit.MILLISECONDS);
        process.destroyForcibly().waitFor();
        return done;
    }

    @Test
    void aKilledImportIsCompletedByTheNext() throws Exception {
        int interrupted = 0;
        int latest = LATEST_KILL_MILLIS;
        for (int round = 0;
                round < rounds() || (interrupted == 0 && round < MOST_ROUNDS);
                round++) {
            String name = "v" + round;
            vaults.create(name).close();
            interrupted += killed(name, "import", latest) ? 0 : 1;
            if (interrupted == 0) {
                latest = Math.max(1, latest / 2); // fast machines were done: sooner the next time
            }
            try (Vault vault = vaults.open(name)) {
                String message = "seed " + SEED + " round " + round;
                assertEquals(List.of(), vault.check(Progress.NONE), message);
                FidelityReport rest =
                        Import.run(
                                vault,
                                new FolderSource(folder.resolve("source")),
                                "",
                                Progress.NONE);
                assertEquals(List.of(), rest.skipped(), message);
                assertEquals(FILES, vault.catalogue().counts().notes(), message);
                assertEquals(40, vault.catalogue().counts().files(), message);
                assertEquals(20, vault.catalogue().counts().folders(), message);
                assertEquals(List.of(), vault.check(Progress.NONE), message);
            }
        }
        assertTrue(interrupted > 0, "no import was killed in the middle");
    }

    @Test
    void aKilledBackupOrRebuildLosesNothing() throws Exception {
        try (Vault vault = vaults.create("v")) {
            Import.run(vault, new FolderSource(folder.resolve("source")), "", Progress.NONE);
        }
        for (int round = 0; round < rounds(); round++) {
            String task = round % 2 == 0 ? "rebuild" : "backup";
            killed("v", task, LATEST_KILL_MILLIS);
            try (Vault vault = vaults.open("v")) {
                String message = "seed " + SEED + " round " + round + " " + task;
                assertEquals(FILES, vault.catalogue().counts().notes(), message);
                assertEquals(List.of(), vault.check(Progress.NONE), message);
                for (BackupShelf.Backup backup : new Backups(vaults.folder("v")).all()) {
                    assertTrue(backup.bytes() > 0, message);
                }
            }
        }
    }

    /** What is killed. */
    static final class Work {
        private Work() {}

        public static void main(String[] arguments) throws IOException {
            Path folder = Path.of(arguments[0]);
            Vaults vaults = new Vaults(folder);
            try (Vault vault = vaults.open(arguments[1])) {
                System.out.print("b");
                System.out.flush();
                switch (arguments[2]) {
                    case "import" ->
                            Import.run(
                                    vault,
                                    new FolderSource(folder.resolve("source")),
                                    "",
                                    Progress.NONE);
                    case "rebuild" -> vault.rebuild(Progress.NONE);
                    default -> vault.backup(new Backups(vaults.folder("v")), Progress.NONE);
                }
            }
        }
    }
}
