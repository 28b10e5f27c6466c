package app.vaultnotes.relay.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.crdt.engine.JavaEngine;
import app.vaultnotes.document.Id;
import app.vaultnotes.proto.v1.DeviceKind;
import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.Sealing;
import app.vaultnotes.relay.TestPostgres;
import app.vaultnotes.relay.TestRelay;
import app.vaultnotes.relay.TestSettings;
import app.vaultnotes.relay.api.WebServer;
import app.vaultnotes.relay.serve.Certificate;
import app.vaultnotes.relay.serve.Relay;
import app.vaultnotes.vault.DeviceIdentity;
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
import app.vaultnotes.vault.relay.RelayCalls;
import app.vaultnotes.vault.relay.RelayClient;
import app.vaultnotes.vault.relay.RelayFailure;
import app.vaultnotes.vault.relay.RelayIdentity;
import app.vaultnotes.vault.relay.Trust;
import app.vaultnotes.vault.relay.UntrustedCertificate;
import app.vaultnotes.vault.store.SqliteStore;
import app.vaultnotes.vault.sync.VaultSync;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two machines of one person, a whole relay with a certificate of its own, and one vault. */
class SharedVaultTest {

    private static final long PATIENCE_SECONDS = 60;

    @TempDir private Path folder;

    private final String email = TestRelay.email();
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private Relay relay;
    private RelayAddress address;
    private RelayClient client;
    private TrustedRelay trusted;

    @BeforeEach
    void start() {
        Certificate own = Certificate.own(folder.resolve("certificate"), List.of("localhost"));
        relay =
                Relay.start(
                        TestSettings.in(folder.resolve("relay"))
                                .on(TestPostgres.newRelayDatabase())
                                .listening(
                                        new WebServer.Listening(
                                                "127.0.0.1", 0, Optional.of(own.tls())))
                                .settings());
        address = RelayAddress.parse("127.0.0.1:" + relay.port());
        RelayIdentity identity = RelayIdentity.ask(address, executor, timer);
        assertEquals(Optional.of(own.fingerprint()), identity.unknownFingerprint());
        trusted = new TrustedRelay(address, identity.trust());
        client = new RelayClient(address, identity.trust(), executor, timer);
    }

    @AfterEach
    void stop() {
        client.close();
        relay.close();
        timer.shutdownNow();
        executor.shutdownNow();
    }

    private SigningIn machine(String name) {
        SecretFile.Passphrases words =
                new SecretFile.Passphrases() {
                    @Override
                    public Optional<String> given() {
                        return Optional.of("wrapping words");
                    }

                    @Override
                    public Optional<String> asked(Path file) {
                        return given();
                    }
                };
        SecureRandom random = new SecureRandom();
        Path data = folder.resolve(name);
        return new SigningIn(
                new Accounts(data.resolve("accounts.json")),
                new SecretFile(data.resolve("secrets"), words, random),
                this::calls,
                new Machine(name, DeviceKind.LAPTOP),
                System::nanoTime,
                random);
    }

    private RelayCalls calls(TrustedRelay reached) {
        return reached.equals(trusted)
                ? client.calls()
                : new RelayClient(reached.address(), reached.trust(), executor, timer).calls();
    }

    private Vault vault(String machine, Id id) {
        Path path = folder.resolve(machine).resolve("notes");
        SqliteStore.create(path, id).close();
        return Vault.open(
                SqliteStore.open(path),
                new JavaEngine(),
                Clock.systemUTC(),
                new DeviceIdentity(folder.resolve(machine).resolve("state"), machine));
    }

    private static void awaitLevel(VaultSync sync) throws InterruptedException {
        CountDownLatch level = new CountDownLatch(1);
        sync.onStatus(status -> {
            if (status.isLevel()) {
                level.countDown();
            }
        });
        assertTrue(
                level.await(PATIENCE_SECONDS, TimeUnit.SECONDS),
                () -> String.valueOf(sync.status()));
    }

    private VaultSync sync(Vault vault, VaultSession session) {
        return VaultSync.begin(vault, client, session, executor, new SecureRandom());
    }

    @Test
    void whatIsWrittenOnOneMachineIsOnTheOther() throws Exception {
        Id id = Id.random();
        SigningIn laptop = machine("laptop");
        Account ann = laptop.create(trusted, email, TestRelay.PASSPHRASE, "");
        try (SignedIn signedIn = laptop.of(ann)) {
            new AccountCalls(signedIn).create(id, "Plans", Sealing.READABLE);
        }
        Id note;
        try (Vault vault = vault("laptop", id);
                VaultSession session = laptop.of(ann, vault.records());
                VaultSync sync = sync(vault, session)) {
            note = vault.notes().write("Plan", "one two three\n").id();
            awaitLevel(sync);
        }
        SigningIn desktop = machine("desktop");
        Account there = desktop.login(trusted, email, TestRelay.PASSPHRASE);
        try (Vault vault = vault("desktop", id);
                VaultSession session = desktop.of(there, vault.records());
                VaultSync sync = sync(vault, session)) {
            awaitLevel(sync);
            assertEquals("one two three\n", vault.notes().text(note));
        }
    }

    @Test
    void anotherCertificateHearsNeitherPassphraseNorKey() {
        SigningIn laptop = machine("laptop");
        TrustedRelay other = new TrustedRelay(address, Trust.pinned("0a".repeat(32)));
        assertThrows(
                UntrustedCertificate.class,
                () -> laptop.create(other, email, TestRelay.PASSPHRASE, ""));
        assertEquals(List.of(), laptop.accounts().all());
        assertFalse(Files.exists(folder.resolve("laptop").resolve("secrets")));
        RelayFailure failure =
                assertThrows(
                        RelayFailure.class,
                        () -> laptop.login(trusted, email, TestRelay.PASSPHRASE));
        assertEquals(ErrorCode.WRONG_CREDENTIALS, failure.error().getCode());
    }
}
