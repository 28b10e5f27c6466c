package app.vaultnotes.cli;

import app.vaultnotes.vault.Vault;
import app.vaultnotes.vault.VaultException;
import app.vaultnotes.vault.store.Backups;
import app.vaultnotes.vault.store.SqliteStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A vault that this process holds: its lock, its store, and the vault itself. The operating system
 * takes the lock away when the process ends, however it ends.
 */
final class OpenVault implements AutoCloseable {

    private static final String LOCK = "lock";

    /** Far behind what is written in the file, which others must be able to read. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    private static final int MAX_SOCKET_BYTES = 4_096;

    private final Path folder;
    private final LocalDevice device;
    private final @Nullable FileChannel lockFile;
    private volatile Vault vault;
    private volatile Consumer<Vault> replaced = vault -> {};

    private OpenVault(
            Path folder, LocalDevice device, @Nullable FileChannel lockFile, Vault vault) {
        this.folder = folder;
        this.device = device;
        this.lockFile = lockFile;
        this.vault = vault;
    }

    /**
     * Opens a vault; empty when another process holds it. Where nothing can be written, such as on
     * a disk mounted read-only, the vault is opened for reading, and edits are refused.
     */
    static Optional<OpenVault> tryOpen(Path folder) {
        return tryOpen(folder, LocalDevice.here());
    }

    /** The same, for a device that need not be this one. */
    static Optional<OpenVault> tryOpen(Path folder, LocalDevice device) {
        SqliteStore.requireVault(folder);
        if (!Files.isWritable(folder)) {
            return Optional.of(
                    new OpenVault(
                            folder, device, null, device.open(SqliteStore.openForReading(folder))));
        }
        FileChannel file = openLock(folder);
        try {
            if (tryLock(file) == null) {
                file.close();
                return Optional.empty();
            }
            file.truncate(0); // what a process said that is gone
            SqliteStore store = SqliteStore.open(folder);
            store.removeLeftovers();
            return Optional.of(new OpenVault(folder, device, file, device.open(store)));
        } catch (IOException e) {
            throw failed(folder, e);
        } catch (RuntimeException e) {
            release(file);
            throw e;
        }
    }

    /**
     * Has the files of a vault replaced that cannot be opened, while nobody else can open it, and
     * makes what is there afterwards go on as a new device.
     */
    static <T> T exclusively(Path folder, Supplier<T> replacement) {
        FileChannel file = openLock(folder);
        T result;
        try {
            if (tryLock(file) == null) {
                throw new VaultException(
                        VaultException.Code.LOCKED,
                        "Another program holds the vault in " + folder + ".",
                        "Close it and try again.");
            }
            result = replacement.get();
            try (Vault vault = LocalDevice.here().open(SqliteStore.open(folder))) {
                vault.afterRestore();
            }
        } catch (IOException e) {
            throw failed(folder, e);
        } finally {
            release(file);
        }
        return result;
    }

    /** Closes the vault, has its files replaced, and opens it again as a new device. */
    <T> T replace(Supplier<T> replacement) {
        vault.close();
        try {
            return replacement.get();
        } finally {
            vault = device.open(SqliteStore.open(folder));
            vault.afterRestore();
            replaced.accept(vault);
        }
    }

    /** Writes into the lock file where other commands reach this process. */
    void announce(String socket) {
        FileChannel file = lockFile;
        if (file != null) {
            try {
                file.truncate(0);
                file.write(ByteBuffer.wrap(socket.getBytes(StandardCharsets.UTF_8)), 0);
            } catch (IOException e) {
                throw failed(folder, e);
            }
        }
    }

    /** Where the process that holds a vault can be reached, if it says so. */
    static Optional<Path> announced(Path folder) {
        Path lock = folder.resolve(LOCK);
        try {
            if (!Files.isRegularFile(lock, LinkOption.NOFOLLOW_LINKS)
                    || Files.size(lock) > MAX_SOCKET_BYTES) {
                return Optional.empty();
            }
            return Optional.of(Files.readString(lock))
                    .filter(path -> !path.isEmpty())
                    .map(Path::of)
                    .filter(OpenVault::isMine);
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Whether a socket belongs to this user: a vault from elsewhere could name anybody's. */
    private static boolean isMine(Path socket) {
        try {
            return Files.getOwner(socket, LinkOption.NOFOLLOW_LINKS)
                    .equals(
                            socket.getFileSystem()
                                    .getUserPrincipalLookupService()
                                    .lookupPrincipalByName(System.getProperty("user.name", "")));
        } catch (UnsupportedOperationException e) {
            return true; // a system without owners
        } catch (IOException e) {
            return false;
        }
    }

    private static FileChannel openLock(Path folder) {
        try {
            return FileChannel.open(
                    folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw failed(folder, e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
        try {
            return file.tryLock(LOCKED_BYTE, 1, false);
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

    /** Has a listener told of the vault whenever another one takes its place. */
    void onReplace(Consumer<Vault> listener) {
        replaced = listener;
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
