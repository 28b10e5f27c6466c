package app.vaultnotes.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.vault.store.Backups;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
}
