package app.vaultnotes.cli;

import app.vaultnotes.document.Id;
import app.vaultnotes.vault.Merged;
import app.vaultnotes.vault.Progress;
import app.vaultnotes.vault.Vault;
import app.vaultnotes.vault.VaultException;
import app.vaultnotes.vault.VaultMark;
import app.vaultnotes.vault.store.SqliteStore;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A vault that this process holds while its user works in it. Commands that other processes are
 * asked for meanwhile run here.
 */
public final class HeldVault implements AutoCloseable {

    private final OpenVault open;
    private final Optional<Holder> holder;

    private HeldVault(OpenVault open) {
        this.open = open;
        this.holder = Holder.listen(open);
    }

    /** The folder of the vault that is used when none is named. */
    public static Path defaultFolder() {
        return Places.defaultVault();
    }

    /** The folder in which programs remember what their user chose on this device. */
    public static Path stateFolder() {
        return Places.state();
    }

    /** Whether a folder is a vault. */
    public static boolean isVault(Path folder) {
        return VaultMark.hasDatabase(folder);
    }

    /**
     * Opens a vault, a new one where there is none.
     *
     * @throws VaultException with {@code LOCKED} when another process holds it
     */
    public static HeldVault open(Path folder) {
        return open(folder, LocalDevice.here());
    }

    /**
     * The same, for a device that need not be this one.
     *
     * @throws VaultException with {@code LOCKED} when another process holds it
     */
    public static HeldVault open(Path folder, LocalDevice device) {
        if (!VaultMark.hasDatabase(folder)) {
            SqliteStore.create(folder, Id.random()).close();
        }
        return new HeldVault(
                OpenVault.tryOpen(folder, device)
                        .orElseThrow(() ->
                                new VaultException(
                                        VaultException.Code.LOCKED,
                                        "The vault in " + folder + " is open in another window.",
                                        "Go on there, or close it.")));
    }

    /** The vault as it is now: a restored backup takes its place. */
    public Vault vault() {
        return open.vault();
    }

    /** Work on the vault. */
    public interface Work<T> {
        /** Does it. */
        T on(Vault vault) throws Exception;
    }

    /**
     * Does work on the vault as it is then. While a backup takes its place, that waits; and none
     * does before the work is over.
     */
    public <T> T use(Work<T> work) throws Exception {
        Turns.Turn turn = open.turns().together(() -> false);
        try (turn) {
            return work.on(open.vault());
        }
    }

    /** Has a listener told of the vault whenever another one takes its place. */
    public void onReplace(Consumer<Vault> listener) {
        open.onReplace(listener);
    }

    /** Has a listener, which must not wait, told of each sync of the vault that begins. */
    public void onSync(Consumer<Syncing> listener) {
        open.onSync(listener);
    }

    /**
     * Keeps the vault and its relay alike from now on, until it is closed; once, however often it
     * is asked for. Commands of other processes that sync it share that.
     *
     * @param relays called when it begins
     * @throws VaultException NOT_FOUND when the vault is on no relay
     * @throws app.vaultnotes.vault.relay.RelayFailure UNAUTHENTICATED when this machine is not
     *     signed in there
     */
    public Syncing sync(Supplier<LocalRelays> relays) {
        Turns.Turn turn = open.turns().together(() -> false);
        try (turn) {
            return open.syncing(relays);
        }
    }

    /** Ends that, as somebody has signed in or out meanwhile. Waits for what is under way. */
    public void endSync() {
        open.stopSync();
    }

    /**
     * Brings into a vault what the copy in a folder has; the copy is only read.
     *
     * @throws VaultException when the folder is no copy of the vault
     * @throws java.util.concurrent.CancellationException when {@code progress} stops it
     */
    public static Merged merge(Vault vault, Path folder, Progress progress) {
        try (SqliteStore store = SqliteStore.openForReading(folder)) {
            return vault.merge(store, progress);
        }
    }

    /**
     * Saves all that is in a vault as a new one, which is on this device alone.
     *
     * @param folder must not be there, or be empty
     * @throws VaultException EXISTS when something is in the folder
     * @throws java.util.concurrent.CancellationException when {@code progress} stops it
     */
    public static NewVault saveAs(Vault vault, Path folder, Progress progress) {
        return NewVault.save(vault, folder, progress);
    }

    /** A backup and other things that are due once a day. */
    public void keepHouse() {
        Turns.Turn turn = open.turns().together(() -> false);
        try (turn) {
            open.vault().keepHouse(open.backups());
        }
    }

    /** Lets other processes' commands come to their end, then closes the vault. */
    @Override
    public void close() {
        holder.ifPresent(Holder::close);
        open.close();
    }
}
