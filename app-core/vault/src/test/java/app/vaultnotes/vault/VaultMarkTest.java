package app.vaultnotes.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.vault.exporting.Export;
import app.vaultnotes.vault.importing.FidelityReport;
import app.vaultnotes.vault.importing.FolderSource;
import app.vaultnotes.vault.importing.Import;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Folders that are vaults, and folders that only look like one. */
class VaultMarkTest {

    @TempDir Path folder;

    @Test
    void entriesThatAreCalledLikeAVaultsMakeNone() throws IOException {
        Path app = folder.resolve("source/app");
        Files.createDirectories(app.resolve("lock"));
        Files.writeString(app.resolve("n.md"), "a note");
        Files.writeString(app.resolve("vault.db"), "x");
        Files.writeString(app.resolve("lock/k.md"), "another note");
        try (Vault vault = new Vaults(folder).create("v")) {
            for (Path source : new Path[] {app.getParent(), app}) {
                FidelityReport in = Import.run(vault, new FolderSource(source), "", Progress.NONE);
                assertEquals(2, in.notes(), in::toString);
                assertEquals(1, in.attachments(), in::toString);
            }
            Path out = app.resolve("out");
            assertEquals(4, Export.run(vault, out, Export.Format.MARKDOWN, Progress.NONE).notes());
        }
    }

    @Test
    void vaultsAreKnownWhetherOpenOrNot() throws IOException {
        Vaults vaults = new Vaults(folder);
        vaults.create("source/closed").close();
        Files.createDirectories(vaults.folder("source/closed/lock"));
        try (Vault vault = vaults.create("source/open")) {
            Path source = vaults.folder("source");
            FidelityReport in = Import.run(vault, new FolderSource(source), "", Progress.NONE);
            assertEquals(2, in.skipped().size(), in::toString);
            assertEquals(0, in.attachments(), in::toString);
            VaultException inside =
                    assertThrows(
                            VaultException.class,
                            () ->
                                    Export.run(
                                            vault,
                                            source.resolve("closed/out"),
                                            Export.Format.MARKDOWN,
                                            Progress.NONE));
            assertEquals(VaultException.Code.REFUSED, inside.code());
        }
    }

    /** Closing the file once more would let go of SQLite's locks on it. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void noByteIsReadOfADatabaseThatIsOpenHere() throws IOException {
        Vaults vaults = new Vaults(folder);
        Path link = folder.resolve("link");
        Path home = vaults.folder("v");
        try (Vault vault = vaults.create("v")) {
            Files.createSymbolicLink(link, home);
            unmark(home);
            assertTrue(VaultMark.isMarked(home));
            assertTrue(VaultMark.isMarked(link));
            assertEquals(0, vault.catalogue().counts().notes());
        }
        unmark(home);
        assertFalse(VaultMark.isMarked(home));
        assertFalse(VaultMark.isMarked(link));
    }

    /** Closing it once, by whatever name, lets go of the locks that SQLite has on it. */
    @Test
    void anOpenDatabaseIsNotAttachedByAnotherName() throws IOException {
        Vaults vaults = new Vaults(folder);
        try (Vault vault = vaults.create("v")) {
            vault.notes().write("N", "text");
            for (String file : List.of("vault.db", "vault.db-shm")) {
                Path link = folder.resolve(file + ".bin");
                Files.createLink(link, vaults.folder("v").resolve(file));
                VaultException e =
                        assertThrows(VaultException.class, () -> vault.attach("N", link));
                assertEquals(VaultException.Code.REFUSED, e.code());
            }
        }
    }

    @Test
    void whatIsThereAlreadyIsCalledWhatItIs() throws IOException {
        Vaults vaults = new Vaults(folder);
        vaults.create("v").close();
        assertTrue(refused(vaults, "v").contains("There is already a vault"));
        Files.createDirectories(vaults.folder("app"));
        Files.writeString(vaults.folder("app/vault.db"), "x");
        assertFalse(refused(vaults, "app").contains("already a vault"));
        assertTrue(refused(vaults, "app").contains("is no vault's database"));
        assertEquals("x", Files.readString(vaults.folder("app/vault.db")));
    }

    private static String refused(Vaults vaults, String name) {
        VaultException e = assertThrows(VaultException.class, () -> vaults.create(name));
        assertEquals(VaultException.Code.EXISTS, e.code());
        return String.valueOf(e.getMessage());
    }

    private static void unmark(Path vault) throws IOException {
        try (RandomAccessFile file =
                new RandomAccessFile(vault.resolve("vault.db").toFile(), "rw")) {
            file.seek(68);
            file.write(new byte[4]);
        }
    }
}
