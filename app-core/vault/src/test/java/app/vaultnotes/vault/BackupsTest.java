package app.vaultnotes.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.vault.store.Backups;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups when clocks run ahead, and restores in one second. */
class BackupsTest {

    private static final Instant NOW = Instant.parse("2026-11-24T09:30:00Z");

    @TempDir Path folder;
    private Vaults vaults;
    private Backups backups;

    @BeforeEach
    void place() {
        vaults = new Vaults(folder);
        backups = new Backups(vaults.folder("v"));
    }

    @Test
    void aNewOneStaysAmongThoseThatAClockDatedIntoTheFuture() throws IOException {
        try (Vault vault = vaults.create("v")) {
            vault.notes().write("Note", "first");
            String real = vault.backup(backups, Progress.NONE).name();
            for (int i = 0; i < BackupShelf.KEPT; i++) {
                Files.copy(
                        shelf().resolve(real + ".db"),
                        shelf().resolve("2099-01-0" + (i + 1) + "T000000Z.db"));
            }
            Files.delete(shelf().resolve(real + ".db"));
            BackupShelf.Backup made = vault.backup(backups, Progress.NONE);
            List<String> names = backups.all().stream().map(BackupShelf.Backup::name).toList();
            assertEquals(BackupShelf.KEPT, names.size());
            assertEquals(made.name(), names.get(names.size() - 1));
            assertEquals("2099-01-02T000000Z", names.get(names.size() - 2));
        }
    }

    @Test
    void manyOfOneDayLeaveThoseOfTheDaysBefore() {
        List<String> daily = new ArrayList<>();
        try (Vault vault = vaults.create("v")) {
            vault.notes().write("Note", "first");
            for (int day = 0; day < BackupShelf.KEPT; day++) {
                daily.add(vault.backup(backups, Progress.NONE).name());
                vaults.clock.advance(Duration.ofDays(1));
            }
            for (int i = 0; i < 2 * BackupShelf.KEPT; i++) {
                vault.backup(backups, Progress.NONE);
                vaults.clock.advance(Duration.ofSeconds(1));
            }
        }
        List<String> names = backups.all().stream().map(BackupShelf.Backup::name).toList();
        assertTrue(names.containsAll(daily.subList(1, daily.size())), names::toString);
        assertEquals(2 * BackupShelf.KEPT - 1, names.size());
    }

    @Test
    void twoRestoresInOneSecondKeepBothThatWereThereBefore() throws IOException {
        String name;
        try (Vault vault = vaults.create("v")) {
            vault.notes().write("Note", "in the backup");
            name = vault.backup(backups, Progress.NONE).name();
            vault.notes().write("Note", "only here");
        }
        Path first = backups.restore(name, NOW);
        long size = Files.mismatch(first, backups.restore(name, NOW));
        assertNotEquals(-1, size, "both are the restored one");
        backups.restore(first.getFileName().toString().replace(".db", ""), NOW);
        try (Vault vault = vaults.open("v")) {
            assertEquals("only here", vault.notes().text(vault.paths().note("Note").id()));
        }
    }

    private Path shelf() {
        return vaults.folder("v").resolve("backups");
    }
}
