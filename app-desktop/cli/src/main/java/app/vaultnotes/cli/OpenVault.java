package app.vaultnotes.cli;

import app.vaultnotes.vault.Vault;
import app.vaultnotes.vault.VaultException;
import app.vaultnotes.vault.store.Backups;
import app.vaultnotes.vault.store.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A vault that this process holds: its lock, its store, and the vault itself. */
final class OpenVault implements AutoCloseable {

    private final Path folder;
    private final LocalDevice device;
    private final @Nullable VaultLock lock;
    private final Turns turns = new Turns();
    private volatile Vault vault;
    private @Nullable Syncing syncing;
    private volatile Consumer<Vault> replaced = vault -> {};
    private volatile Consumer<Syncing> synced = sync -> {};

    private OpenVault(Path folder, LocalDevice device, @Nullable VaultLock lock, Vault vault) {
        this.folder = folder;
        this.device = device;
        this.lock = lock;
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
        VaultLock lock = null;
        boolean opened = false;
        try {
            lock = VaultLock.tryTake(folder).orElse(null);
            if (lock == null) {
                return Optional.empty();
            }
            SqliteStore store = SqliteStore.open(folder);
            store.removeLeftovers();
            OpenVault open = new OpenVault(folder, device, lock, device.open(store));
            opened = true;
            return Optional.of(open);
        } catch (IOException e) {
            throw failed(folder, e);
        } finally {
            if (!opened) {
                release(lock);
            }
        }
    }

    /**
     * Has the files of a vault replaced that cannot be opened, while nobody else can open it, and
     * makes what is there afterwards go on as a new device.
     */
    static <T> T exclusively(Path folder, Supplier<T> replacement) {
        VaultLock lock = null;
        try {
            lock = VaultLock.tryTake(folder).orElseThrow(() -> held(folder));
            T result = replacement.get();
            try (Vault vault = LocalDevice.here().open(SqliteStore.open(folder))) {
                vault.afterRestore();
            }
            return result;
        } catch (IOException e) {
            throw failed(folder, e);
        } finally {
            release(lock);
        }
    }

    private static VaultException held(Path folder) {
        return new VaultException(
                VaultException.Code.LOCKED,
                "Another program holds the vault in " + folder + ".",
                "Close it and try again.");
    }

    /**
     * Closes the vault, has its files replaced, and opens it again as a new device. Needs a turn
     * alone: whatever else runs would find its vault closed.
     */
    <T> T replace(Supplier<T> replacement) {
        stopSync();
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
        try {
            if (lock != null) {
                lock.announce(socket);
            }
        } catch (IOException e) {
            throw failed(folder, e);
        }
    }

    /** Where the process that holds a vault can be reached, if it says so. */
    static Optional<Path> announced(Path folder) {
        try {
            return VaultLock.announced(folder).map(Path::of).filter(OpenVault::isMine);
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

    private static void release(@Nullable VaultLock lock) {
        try {
            if (lock != null) {
                lock.close();
            }
        } catch (IOException e) {
            throw new VaultException(
                    VaultException.Code.IO, "The vault's lock cannot be released.", "", e);
        }
    }

    /** The turns in which all work on the vault is done. */
    Turns turns() {
        return turns;
    }

    Path folder() {
        return folder;
    }

    /** Has a listener told of the vault whenever another one takes its place. */
    void onReplace(Consumer<Vault> listener) {
        replaced = listener;
    }

    /** Has a listener, which must not wait, told of a sync that begins, whoever wanted it. */
    void onSync(Consumer<Syncing> listener) {
        synced = listener;
    }

    Vault vault() {
        return vault;
    }

    Backups backups() {
        return new Backups(folder);
    }

    /**
     * The sync of the vault, begun by whoever asks first; it goes on until the vault is closed.
     *
     * @param relays called when it begins
     */
    synchronized Syncing syncing(Supplier<LocalRelays> relays) {
        Syncing running = syncing;
        if (running == null) {
            running = Syncing.begin(folder, vault, relays.get());
            syncing = running;
            synced.accept(running);
        }
        return running;
    }

    /** Ends the sync of the vault, should there be one. */
    synchronized void stopSync() {
        Syncing running = syncing;
        syncing = null;
        if (running != null) {
            running.close();
        }
    }

    @Override
    public void close() {
        stopSync();
        vault.close();
        release(lock);
    }
}
