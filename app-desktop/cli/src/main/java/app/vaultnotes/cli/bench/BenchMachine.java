package app.vaultnotes.cli.bench;

import app.vaultnotes.cli.engine.Engines;
import app.vaultnotes.document.Id;
import app.vaultnotes.proto.v1.DeviceKind;
import app.vaultnotes.proto.v1.Sealing;
import app.vaultnotes.vault.DeviceIdentity;
import app.vaultnotes.vault.Home;
import app.vaultnotes.vault.Vault;
import app.vaultnotes.vault.account.Account;
import app.vaultnotes.vault.account.AccountCalls;
import app.vaultnotes.vault.account.Accounts;
import app.vaultnotes.vault.account.Machine;
import app.vaultnotes.vault.account.SecretFile;
import app.vaultnotes.vault.account.SignedIn;
import app.vaultnotes.vault.account.SigningIn;
import app.vaultnotes.vault.account.TrustedRelay;
import app.vaultnotes.vault.account.VaultSession;
import app.vaultnotes.vault.relay.RelayAddress;
import app.vaultnotes.vault.relay.RelayClient;
import app.vaultnotes.vault.relay.Trust;
import app.vaultnotes.vault.store.SqliteStore;
import app.vaultnotes.vault.sync.VaultSync;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A machine with one account and one vault, which syncs as the program does. */
final class BenchMachine implements AutoCloseable {

    private static final String PASSPHRASE = "seven grey herons wade upstream";
    private static final long PATIENCE_SECONDS = 600;
    private static final long LOOK_NANOS = 200_000;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final RelayClient client;
    private final SigningIn signingIn;
    private final Account account;
    private final VaultSession session;
    private final Vault vault;
    private @Nullable VaultSync sync;

    private BenchMachine(Path folder, String url, String email, Optional<Id> known)
            throws IOException {
        Files.createDirectories(folder);
        SecureRandom random = new SecureRandom();
        RelayAddress address = RelayAddress.parse(url);
        client = new RelayClient(address, Trust.platform(), threads, timer);
        signingIn =
                new SigningIn(
                        new Accounts(folder.resolve("accounts.json")),
                        new SecretFile(folder.resolve("secrets"), new NoPassphrase(), random),
                        relay -> client.calls(),
                        new Machine(folder.getFileName().toString(), DeviceKind.TERMINAL),
                        System::nanoTime,
                        random);
        TrustedRelay relay = new TrustedRelay(address, Trust.platform());
        account =
                known.isEmpty()
                        ? signingIn.create(relay, email, PASSPHRASE, "")
                        : signingIn.login(relay, email, PASSPHRASE);
        vault = open(folder, known.orElseGet(Id::random));
        vault.setHome(Optional.of(new Home(address.toString(), account.id())));
        session = signingIn.of(account, vault.records());
    }

    private static Vault open(Path folder, Id id) {
        Path path = folder.resolve("vault");
        SqliteStore.create(path, id).close();
        DeviceIdentity identity =
                new DeviceIdentity(folder.resolve("state"), folder.getFileName().toString());
        return Vault.open(
                SqliteStore.open(path),
                Engines.chosen().orElseThrow(),
                Clock.systemUTC(),
                identity);
    }

    private static final class NoPassphrase implements SecretFile.Passphrases {
        @Override
        public Optional<String> given() {
            return Optional.empty();
        }

        @Override
        public Optional<String> asked(Path file) {
            return Optional.empty();
        }
    }

    /** The first machine of a new account, with an empty vault that the relay has. */
    static BenchMachine first(Path folder, String url, String email) throws IOException {
        BenchMachine machine = new BenchMachine(folder, url, email, Optional.empty());
        try (SignedIn signedIn = machine.signingIn.of(machine.account)) {
            new AccountCalls(signedIn).create(machine.vault.id(), "Bench", Sealing.READABLE);
        }
        return machine;
    }

    /** Another machine of the same account, which has nothing of the vault yet. */
    static BenchMachine another(Path folder, String url, String email, Id vault)
            throws IOException {
        return new BenchMachine(folder, url, email, Optional.of(vault));
    }

    Vault vault() {
        return vault;
    }

    VaultSync beginSync() {
        VaultSync begun = VaultSync.begin(vault, client, session, threads, new SecureRandom());
        sync = begun;
        return begun;
    }

    void endSync() {
        if (sync != null) {
            sync.close();
            sync = null;
        }
    }

    /** Waits until all that is here is on the relay and the other way round. */
    void awaitLevel() {
        VaultSync running = sync == null ? beginSync() : sync;
        await("it is not level", () -> running.status().isLevel());
    }

    /** Waits until something holds. */
    void await(String otherwise, BooleanSupplier holds) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        otherwise + ": " + (sync == null ? "" : sync.status()));
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    @Override
    public void close() {
        endSync();
        session.close();
        vault.close();
        client.close();
        timer.shutdownNow();
        threads.shutdownNow();
    }
}
