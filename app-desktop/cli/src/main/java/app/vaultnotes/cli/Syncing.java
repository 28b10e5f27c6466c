package app.vaultnotes.cli;

import app.vaultnotes.vault.Home;
import app.vaultnotes.vault.Vault;
import app.vaultnotes.vault.VaultException;
import app.vaultnotes.vault.account.Account;
import app.vaultnotes.vault.account.VaultSession;
import app.vaultnotes.vault.relay.RelayFailure;
import app.vaultnotes.vault.sync.VaultSync;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The sync of a vault that this process holds, for all who use the vault here. */
public final class Syncing implements AutoCloseable {

    private static final long FAREWELL_SECONDS = 2;

    private final LocalRelays relays;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final VaultSession session;
    private final VaultSync sync;

    private Syncing(Vault vault, Account account, LocalRelays relays) {
        this.relays = relays;
        session = relays.signingIn().of(account, vault.records());
        sync =
                VaultSync.begin(
                        vault,
                        relays.client(account.trusted()),
                        session,
                        threads,
                        new SecureRandom());
    }

    /**
     * Begins.
     *
     * @param folder of the vault, to be named
     * @param relays are closed with it, or when it cannot begin
     * @throws VaultException NOT_FOUND when the vault is on no relay
     * @throws RelayFailure UNAUTHENTICATED when this machine is not signed in there
     */
    static Syncing begin(Path folder, Vault vault, LocalRelays relays) {
        boolean begun = false;
        try {
            Home home = vault.home().orElseThrow(() -> homeless(folder));
            Syncing syncing = new Syncing(vault, Sharing.account(relays, home), relays);
            begun = true;
            return syncing;
        } finally {
            if (!begun) {
                relays.close();
            }
        }
    }

    static VaultException homeless(Path folder) {
        return new VaultException(
                VaultException.Code.NOT_FOUND,
                "The vault in " + folder + " is on no relay.",
                "“vaultnotes share” puts it on one.");
    }

    /** The sync that runs. */
    public VaultSync sync() {
        return sync;
    }

    @Override
    public void close() {
        sync.close();
        sayGoodbye();
        relays.close();
        threads.shutdownNow();
    }

    /** A relay that does not answer learns it by itself: nobody should wait for that. */
    private void sayGoodbye() {
        try {
            threads.submit(session::close).get(FAREWELL_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // the session ends by itself within two days
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
