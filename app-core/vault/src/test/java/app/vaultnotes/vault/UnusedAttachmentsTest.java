package app.vaultnotes.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.vault.importing.FolderSource;
import app.vaultnotes.vault.importing.Import;
import app.vaultnotes.vault.store.Backups;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bytes of attachments that nothing refers to do not stay unnoticed. */
class UnusedAttachmentsTest {

    @TempDir Path folder;
    private Vaults vaults;

    @BeforeEach
    void create() {
        vaults = new Vaults(folder);
        vaults.create("v").close();
    }

    private static BlobHash put(Vault vault) throws IOException {
        byte[] bytes = {1, 2, 3};
        return vault.blobs().put(new ByteArrayInputStream(bytes), bytes.length).hash();
    }

    @Test
    void theDoctorNamesThemAndARepairRemovesThem() throws IOException {
        try (Vault vault = vaults.open("v")) {
            String hex = put(vault).hex();
            String file = "blobs/" + hex.substring(0, 2) + "/" + hex;
            assertTrue(Files.exists(vaults.folder("v").resolve(file)));

            Vault.Problem found = vault.check(Progress.NONE).get(0);
            assertEquals("attachment-unused", found.code());
            assertEquals(file, found.where());
            assertFalse(found.repaired());

            List<Vault.Problem> repaired = vault.repair(Progress.NONE);
            assertEquals(
                    List.of(new Vault.Problem(found.code(), file, found.message(), true)),
                    repaired);
            assertEquals(0, vault.blobs().all().size());
            assertEquals(List.of(), vault.check(Progress.NONE));
        }
    }

    @Test
    void thoseOnTheirWayIntoTheVaultAreNoneOfThem() throws IOException {
        try (Vault vault = vaults.open("v")) {
            Blobs.Hold held = vault.blobs().hold();
            put(vault);
            assertEquals(List.of(), vault.check(Progress.NONE));
            assertEquals(List.of(), vault.repair(Progress.NONE));
            assertEquals(1, vault.blobs().all().size());
            held.close();
            assertEquals(1, vault.check(Progress.NONE).size());
        }
    }

    @Test
    void thoseThatABackupNeedsAreNoneOfThem() throws IOException {
        try (Vault vault = vaults.open("v")) {
            vault.backup(new Backups(vaults.folder("v")), Progress.NONE);
            vault.notes().write("N", "text");
            vault.attach("N", Files.writeString(folder.resolve("a.bin"), "bytes"));
        }
        Backups backups = new Backups(vaults.folder("v"));
        backups.restore(backups.all().get(0).name(), vaults.clock.instant());
        try (Vault vault = vaults.open("v")) {
            assertEquals(0, vault.catalogue().usedBlobs().size());
            assertEquals(1, vault.blobs().all().size());
            assertEquals(List.of(), vault.check(Progress.NONE));
        }
    }

    /** Purges a note with its attachment, and dies before the bytes go. */
    private void purgeInPart() throws IOException {
        Vault vault = vaults.open("v");
        vault.notes().write("F/N", "text");
        vault.attach("F/N", Files.writeString(folder.resolve("a.bin"), "bytes"));
        vault.trash().put("Attachments");
        vault.onChange(changed -> {
            throw new IllegalStateException("killed");
        });
        assertThrows(IllegalStateException.class, () -> vault.trash().empty());
        assertEquals(0, vault.catalogue().usedBlobs().size());
        assertEquals(1, vault.blobs().all().size());
        vault.close();
    }

    @Test
    void aPurgeThatWasKilledGoesOnWithThem() throws IOException {
        purgeInPart();
        try (Vault vault = vaults.open("v")) {
            assertEquals(0, vault.blobs().all().size());
            assertEquals(List.of(), vault.check(Progress.NONE));
        }
    }

    @Test
    void aPurgeGoesOnOnceBackupsCanBeRead() throws IOException {
        purgeInPart();
        Path backup = Files.createDirectories(vaults.folder("v").resolve("backups"));
        backup = Files.writeString(backup.resolve("2026-11-24T090000Z.db"), "no database");
        try (Vault vault = vaults.open("v")) {
            assertEquals(1, vault.blobs().all().size(), "it may need them");
        }
        Files.delete(backup);
        try (Vault vault = vaults.open("v")) {
            assertEquals(0, vault.blobs().all().size());
        }
    }

    @Test
    void dailyHousekeepingRemovesThem() throws IOException {
        Backups backups = new Backups(vaults.folder("v"));
        try (Vault vault = vaults.open("v")) {
            put(vault);
            vault.keepHouse(backups);
            assertEquals(0, vault.blobs().all().size());
        }
    }

    @Test
    void aMergeThatBringsOtherBytesOfAFileRemovesTheFormer() throws IOException {
        Path source = Files.createDirectory(folder.resolve("source"));
        Path file = Files.writeString(source.resolve("a.bin"), "one");
        try (Vault here = vaults.open("v")) {
            Import.run(here, new FolderSource(source), "", Progress.NONE);
        }
        vaults.copy("v", "w");
        Files.writeString(file, "second");
        try (Vault here = vaults.open("v");
                Vault there = vaults.open("w")) {
            Import.run(here, new FolderSource(source), "", Progress.NONE);
            assertEquals(1, here.blobs().all().size());
            there.merge(here.session().store, Progress.NONE);
            assertEquals(1, there.blobs().all().size());
            assertEquals(List.of(), there.check(Progress.NONE));
        }
    }

    @Test
    void anImportThatIsGivenUpAsTheVaultClosesSaysSo() throws IOException {
        Path source = Files.createDirectory(folder.resolve("source"));
        Files.writeString(source.resolve("a.bin"), "one");
        Vault vault = vaults.open("v");
        Progress closing =
                (what, done, total) -> {
                    vault.close();
                    throw new CancellationException();
                };
        assertThrows(
                CancellationException.class,
                () -> Import.run(vault, new FolderSource(source), "", closing));
        try (Vault again = vaults.open("v")) {
            assertEquals(List.of(), again.check(Progress.NONE));
        }
    }
}
