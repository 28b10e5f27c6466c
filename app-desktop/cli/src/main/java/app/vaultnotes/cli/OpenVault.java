package app.vaultnotes.cli;

import app.vaultnotes.crdt.automerge.AutomergeEngine;
import app.vaultnotes.vault.Vault;
import app.vaultnotes.vault.VaultException;
import app.vaultnotes.vault.store.Backups;
import app.vaultnotes.vault.store.SqliteStore;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A vault that this process holds: its lock, its store, and the vault itself. The operating system
 * takes the lock away when the process ends, however it ends.
 */
final class OpenVault implements AutoCloseable {

    private final Path folder;
    private final @Nullable FileChannel lockFile;
    private Vault vault;

    private OpenVault(Path folder, @Nullable FileChannel lockFile, Vault vault) {
        this.folder = folder;
        this.lockFile = lockFile;
        this.vault = vault;
    }

    /**
     * Opens a vault; empty when another process holds it. Where nothing can be written, such as on
     * a disk mounted read-only, the vault is opened for reading, and edits are refused.
     */
    static Optional<OpenVault> tryOpen(Path folder) {
        if (!SqliteStore.isVault(folder)) {
            throw new VaultException(
                    VaultException.Code.NO_VAULT,
                    "There is no vault in " + folder + ".",
                    "“vaultnotes new " + folder + "” makes one.");
        }
        if (!Files.isWritable(folder)) {
            return Optional.of(
                    new OpenVault(folder, null, vault(SqliteStore.openForReading(folder))));
        }
        FileChannel file = openLock(folder);
        try {
            if (tryLock(file) == null) {
                file.close();
                return Optional.empty();
            }
            return Optional.of(new OpenVault(folder, file, vault(SqliteStore.open(folder))));
        } catch (IOException e) {
            throw failed(folder, e);
        } catch (RuntimeException e) {
            release(file);
            throw e;
        }
    }

    private static Vault vault(SqliteStore store) {
        return Vault.open(
                store,
                new AutomergeEngine(),
                Clock.system(ZoneId.systemDefault()),
                Places.identity());
    }

    /** Closes the vault, has its files replaced, and opens it again as a new device. */
    <T> T replace(Supplier<T> replacement) {
        vault.close();
        try {
            return replacement.get();
        } finally {
            vault = vault(SqliteStore.open(folder));
            vault.afterRestore();
        }
    }

    private static FileChannel openLock(Path folder) {
        try {
            return FileChannel.open(
                    folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw failed(folder, e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static VaultException failed(Path folder, IOException e) {
        String message = String.valueOf(e.getMessage());
        boolean full = message.contains("No space left");
        boolean readOnly = message.contains("Read-only") || !Files.isWritable(folder);
        VaultException.Code code =
                full
                        ? VaultException.Code.DISK_FULL
                        : readOnly ? VaultException.Code.READ_ONLY : VaultException.Code.IO;
        return new VaultException(
                code,
                "The vault in " + folder + " cannot be opened: " + message,
                full
                        ? "Make room and try again."
                        : "Check the folder's permissions and whether the disk is mounted read-only.",
                e);
    }

    private static void release(FileChannel file) {
        try {
            file.close();
        } catch (IOException e) {
            throw new VaultException(
                    VaultException.Code.IO, "The vault's lock cannot be released.", "", e);
        }
    }

    Path folder() {
        return folder;
    }

    Vault vault() {
        return vault;
    }

    Backups backups() {
        return new Backups(folder);
    }

    @Override
    public void close() {
        vault.close();
        if (lockFile != null) {
            release(lockFile);
        }
    }
}
