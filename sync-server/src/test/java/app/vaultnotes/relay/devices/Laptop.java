package app.vaultnotes.relay.devices;

import app.vaultnotes.crdt.engine.JavaEngine;
import app.vaultnotes.document.Id;
import app.vaultnotes.proto.v1.DeviceKind;
import app.vaultnotes.relay.TestRelay;
import app.vaultnotes.vault.DeviceIdentity;
import app.vaultnotes.vault.Home;
import app.vaultnotes.vault.Progress;
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
import app.vaultnotes.vault.exporting.Export;
import app.vaultnotes.vault.relay.RelayAddress;
import app.vaultnotes.vault.relay.RelayClient;
import app.vaultnotes.vault.relay.Trust;
import app.vaultnotes.vault.store.SqliteStore;
import app.vaultnotes.vault.sync.Present;
import app.vaultnotes.vault.sync.SnapshotPace;
import app.vaultnotes.vault.sync.SyncStatus;
import app.vaultnotes.vault.sync.VaultSync;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A computer with an account, a vault, and its sync, each as the program has it. */
final class Laptop implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 60;

    final SigningIn signingIn;
    final Account account;
    private final Path folder;
    private final String name;

    /** When documents are saved for others, from when it next begins to sync. */
    SnapshotPace pace = SnapshotPace.USUAL;

    private final RelayClient client;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
    private final VaultSession session;
    final Vault vault;
    private @Nullable VaultSync sync;
    private volatile List<Present> others = List.of();

    /**
     * A computer on which somebody has just signed in.
     *
     * @param account how they do
     */
    Laptop(Path folder, String name, int port, Id vaultId, Function<Laptop, Account> account) {
        this.folder = folder;
        this.name = name;
        RelayAddress address = RelayAddress.parse("http://127.0.0.1:" + port);
        client = new RelayClient(address, Trust.platform(), threads, timer);
        SecureRandom random = new SecureRandom();
        signingIn =
                new SigningIn(
                        new Accounts(folder.resolve(name + "-accounts.json")),
                        new SecretFile(folder.resolve(name + "-secrets"), new Nobody(), random),
                        relay -> client.calls(),
                        new Machine(name, DeviceKind.LAPTOP),
                        System::nanoTime,
                        random);
        this.account = account.apply(this);
        this.vault = open(vaultId);
        vault.setHome(Optional.of(new Home(address.toString(), this.account.id())));
        this.session = signingIn.of(this.account, vault.records());
    }

    static Account create(Laptop laptop, String email) {
        return laptop.signingIn.create(laptop.relay(), email, TestRelay.PASSPHRASE, "");
    }

    static Account login(Laptop laptop, String email) {
        return laptop.signingIn.login(laptop.relay(), email, TestRelay.PASSPHRASE);
    }

    private TrustedRelay relay() {
        return new TrustedRelay(client.address(), Trust.platform());
    }

    private static final class Nobody implements SecretFile.Passphrases {
        @Override
        public Optional<String> given() {
            return Optional.empty();
        }

        @Override
        public Optional<String> asked(Path file) {
            return Optional.empty();
        }
    }

    private Vault open(Id id) {
        Path path = folder.resolve(name);
        if (!Files.exists(path)) {
            SqliteStore.create(path, id).close();
        }
        return Vault.open(
                SqliteStore.open(path),
                new JavaEngine(),
                Clock.systemUTC(),
                new DeviceIdentity(folder.resolve(name + "-state"), name));
    }

    <T> T asAccount(Function<AccountCalls, T> work) {
        try (SignedIn signedIn = signingIn.of(account)) {
            return work.apply(new AccountCalls(signedIn));
        }
    }

    VaultSync sync() {
        VaultSync running = sync;
        if (running == null) {
            running = VaultSync.begin(vault, client, session, threads, new Random(1), pace);
            running.onOthers(now -> others = now);
            sync = running;
        }
        return running;
    }

    /** Who else has a note open, as far as is known here. */
    List<Present> others() {
        return others;
    }

    /** What it is called. */
    String name() {
        return name;
    }

    void stopSync() {
        if (sync != null) {
            sync.close();
            sync = null;
        }
    }

    /** Syncs until nothing more is to do. */
    SyncStatus settle() {
        sync();
        await("it comes to no end", () -> sync().status().isSettled());
        return sync().status();
    }

    void await(String otherwise, BooleanSupplier holds) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(name + ": " + otherwise + ", " + sync().status());
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** What anybody sees who takes all out: each file by its path. */
    Map<String, String> export() throws IOException {
        Path to = folder.resolve(name + "-export-" + System.nanoTime());
        Export.run(vault, to, Export.Format.MARKDOWN, Progress.NONE);
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(to)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                files.put(to.relativize(file).toString(), Files.readString(file));
            }
        }
        return files;
    }

    String text(String path) {
        return vault.paths().findNote(path).map(note -> vault.notes().text(note.id())).orElse("");
    }

    @Override
    public void close() {
        stopSync();
        vault.close();
        session.close();
        client.close();
        threads.shutdownNow();
        timer.shutdownNow();
    }
}
