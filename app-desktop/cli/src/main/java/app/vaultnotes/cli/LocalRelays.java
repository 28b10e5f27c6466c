package app.vaultnotes.cli;

import app.vaultnotes.cli.keychain.Keychains;
import app.vaultnotes.proto.v1.DeviceKind;
import app.vaultnotes.proto.v1.Error;
import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.vault.account.Account;
import app.vaultnotes.vault.account.AccountCalls;
import app.vaultnotes.vault.account.Accounts;
import app.vaultnotes.vault.account.Machine;
import app.vaultnotes.vault.account.SecretFile;
import app.vaultnotes.vault.account.Secrets;
import app.vaultnotes.vault.account.SignedIn;
import app.vaultnotes.vault.account.SigningIn;
import app.vaultnotes.vault.account.TrustedRelay;
import app.vaultnotes.vault.relay.RelayAddress;
import app.vaultnotes.vault.relay.RelayClient;
import app.vaultnotes.vault.relay.RelayFailure;
import app.vaultnotes.vault.relay.RelayIdentity;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;

/**
 * Relays as this user's machine knows them: which accounts it is signed in to, where their keys
 * are, and the ways to them. Safe for many threads.
 */
public final class LocalRelays implements AutoCloseable {

    private static final String PASSPHRASE_FILE = "VAULTNOTES_SECRETS_PASSPHRASE_FILE";

    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    work -> Thread.ofPlatform().daemon().name("relay timer").unstarted(work));
    private final Map<TrustedRelay, RelayClient> clients = new ConcurrentHashMap<>();
    private final Secrets secrets;
    private final SigningIn signingIn;

    private LocalRelays(Path folder, SecretFile.Passphrases passphrases, DeviceKind kind) {
        SecureRandom random = new SecureRandom();
        SecretFile file = new SecretFile(folder.resolve("secrets"), passphrases, random);
        secrets = Keychains.here(folder, file);
        signingIn =
                new SigningIn(
                        new Accounts(folder.resolve("accounts.json")),
                        secrets,
                        relay -> client(relay).calls(),
                        new Machine(Places.hostName(), kind),
                        System::nanoTime,
                        random);
    }

    /** Those of this machine, for a program in which nobody is asked for a passphrase of a file. */
    public static LocalRelays here(DeviceKind kind) {
        return new LocalRelays(Places.data(), new FilePassphrase(Optional.empty()), kind);
    }

    /** Those that a folder knows, for a machine that need not be this one. */
    public static LocalRelays in(Path folder, DeviceKind kind) {
        return new LocalRelays(folder, new FilePassphrase(Optional.empty()), kind);
    }

    /** Those of this machine, for a command. */
    static LocalRelays here(Asking asking) {
        return new LocalRelays(
                Places.data(), new FilePassphrase(Optional.of(asking)), DeviceKind.TERMINAL);
    }

    /** The passphrase of the file of keys: out of another file, or asked for. */
    private record FilePassphrase(Optional<Asking> asking) implements SecretFile.Passphrases {
        @Override
        public Optional<String> given() {
            return Optional.ofNullable(System.getenv(PASSPHRASE_FILE))
                    .filter(name -> !name.isEmpty())
                    .map(name -> Asking.firstLine(Path.of(name).toAbsolutePath()));
        }

        @Override
        public Optional<String> asked(Path file) {
            return given().or(
                            () -> asking.flatMap(a -> a.hidden("The passphrase of " + file + ":")));
        }
    }

    /** Signing in and out. */
    public SigningIn signingIn() {
        return signingIn;
    }

    /** The way to a relay, open until this is closed. */
    public RelayClient client(TrustedRelay relay) {
        return clients.computeIfAbsent(
                relay, r -> new RelayClient(r.address(), r.trust(), executor, timer));
    }

    /** Who a relay is, asked without saying anything else. */
    public RelayIdentity identity(RelayAddress address) {
        return RelayIdentity.ask(address, executor, timer);
    }

    /** Asks a relay as this machine, and leaves no session open. */
    public <T> T ask(Account account, Function<AccountCalls, T> question) {
        try (SignedIn signedIn = signingIn.of(account)) {
            return question.apply(new AccountCalls(signedIn));
        }
    }

    /** Where keys are kept, as {@link Secrets#place} has it. */
    public String placeOfKeys() {
        return secrets.place();
    }

    /**
     * The account on a relay.
     *
     * @throws RelayFailure UNAUTHENTICATED when this machine is not signed in there
     */
    public Account account(RelayAddress relay) {
        return signingIn.accounts().on(relay).orElseThrow(() -> signedOut(relay));
    }

    static RelayFailure signedOut(RelayAddress relay) {
        String message = "This machine is not signed in to " + relay + ".";
        Error error =
                Error.newBuilder().setCode(ErrorCode.UNAUTHENTICATED).setMessage(message).build();
        return new RelayFailure(message, error, null);
    }

    /** Ends connections. What somebody waits for is waited for no more. */
    @Override
    public void close() {
        clients.values().forEach(RelayClient::close);
        timer.shutdownNow();
        executor.shutdownNow();
    }
}
