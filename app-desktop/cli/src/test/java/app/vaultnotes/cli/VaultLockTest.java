package app.vaultnotes.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.vault.DeviceIdentity;
import app.vaultnotes.vault.Progress;
import app.vaultnotes.vault.Vault;
import app.vaultnotes.vault.VaultException;
import app.vaultnotes.vault.importing.FolderSource;
import app.vaultnotes.vault.importing.Import;
import app.vaultnotes.vault.importing.Source;
import app.vaultnotes.vault.importing.ZipSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** One holder at a time, whoever else tries. */
class VaultLockTest {

    @TempDir Path folder;

    /** Says whether another process gets the lock. */
    static final class OtherProcess {
        private OtherProcess() {}

        /** Tries to take the lock of the folder named. */
        public static void main(String[] arguments) throws IOException {
            System.out.println(VaultLock.tryTake(Path.of(arguments[0])).isPresent());
        }
    }

    private String isFreeForOthers() throws IOException {
        Process other =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                OtherProcess.class.getName(),
                                folder.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        return new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    @Test
    void aSecondTryInOneProcessDoesNotLetGoOfTheLock() throws IOException {
        try (VaultLock held = VaultLock.tryTake(folder).orElseThrow()) {
            assertTrue(VaultLock.tryTake(folder).isEmpty());
            assertTrue(VaultLock.tryTake(folder.resolve("..").resolve(folder)).isEmpty());
            held.announce("somewhere");
            assertEquals(Optional.of("somewhere"), VaultLock.announced(folder));
            assertEquals("false", isFreeForOthers());
        }
        assertEquals("true", isFreeForOthers());
        assertEquals(Optional.empty(), VaultLock.announced(folder));
        VaultLock.tryTake(folder).orElseThrow().close();
    }

    /** Whoever reads a file closes it, and lets go of the locks that the process has on it. */
    @Test
    void theVaultsOwnFilesAreNeitherAttachedNorImported() throws IOException {
        LocalDevice device =
                new LocalDevice(
                        Clock.systemUTC(), new DeviceIdentity(folder.resolve("state"), "test"));
        Path beside = Files.createDirectory(folder.resolve("pictures"));
        Files.writeString(beside.resolve("a.txt"), "bytes");
        try (HeldVault held = HeldVault.open(folder, device)) {
            Vault vault = held.vault();
            vault.notes().write("N", "text");
            vault.attach("N", beside.resolve("a.txt"));
            Path link = Files.createSymbolicLink(beside.resolve("link"), folder.resolve("lock"));
            for (Path own : List.of(link, folder.resolve("lock"), folder.resolve("vault.db"))) {
                refused(() -> vault.attach("N", own));
                refused(() -> vault.keep("N", own));
                refused(() -> new ZipSource(own).close());
            }
            Source blobs = new FolderSource(folder.resolve("blobs"));
            refused(() -> Import.run(vault, blobs, "", Progress.NONE));
            assertEquals(1, vault.catalogue().counts().files());
            assertEquals("false", isFreeForOthers());
        }
    }

    private static void refused(Executable reading) {
        VaultException e = assertThrows(VaultException.class, reading);
        assertEquals(VaultException.Code.REFUSED, e.code());
        assertTrue(String.valueOf(e.getMessage()).contains("files of a vault"), e.getMessage());
    }
}
