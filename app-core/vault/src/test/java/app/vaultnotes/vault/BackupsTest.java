package app.vaultnotes.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import app.vaultnotes.vault.store.Backups;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
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
        Files.move(
                first, vaults.folder("v").resolve("vault.db"), StandardCopyOption.REPLACE_EXISTING);
        try (Vault vault = vaults.open("v")) {
            assertEquals("only here", vault.notes().text(vault.paths().note("Note").id()));
        }
    }

    private Path shelf() {
        return vaults.folder("v").resolve("backups");
    }
}
