package app.vaultnotes.desktop;

import app.vaultnotes.cli.LocalRelays;
import app.vaultnotes.ui.sharing.SignIn;
import app.vaultnotes.vault.account.Account;
import app.vaultnotes.vault.account.TrustedRelay;
import app.vaultnotes.vault.relay.RelayAddress;
import app.vaultnotes.vault.relay.RelayIdentity;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.application.Platform;
import org.jspecify.annotations.Nullable;

/** What people do with accounts on relays, each on a thread of its own. For the JavaFX thread. */
final class RelayWork implements AutoCloseable {

    private final Supplier<LocalRelays> maker;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private @Nullable LocalRelays made;

    /** Work on the relays that are made when they are first needed. */
    RelayWork(Supplier<LocalRelays> maker) {
        this.maker = maker;
    }

    /** Work that waits. */
    interface Work<T> {
        T on(LocalRelays relays) throws Exception;
    }

    /** Does work; the JavaFX thread gets what comes of it, or in words why nothing did. */
    <T> void ask(Work<T> work, Consumer<T> show, Consumer<String> failed) {
        threads.execute(() -> {
            try {
                T result = work.on(relays());
                Platform.runLater(() -> show.accept(result));
            } catch (Exception e) {
                Platform.runLater(() -> failed.accept(FailureWords.of(e)));
            }
        });
    }

    private synchronized LocalRelays relays() {
        LocalRelays there = made;
        if (there == null) {
            there = maker.get();
            made = there;
        }
        return there;
    }

    /** What signing in needs of this machine. */
    static SignIn.Door door(LocalRelays relays) {
        return new SignIn.Door() {
            @Override
            public Optional<Account> known(RelayAddress relay) {
                return relays.signingIn().accounts().on(relay);
            }

            @Override
            public RelayIdentity identity(RelayAddress relay) {
                return relays.identity(relay);
            }

            @Override
            public Account login(TrustedRelay relay, String email, String passphrase) {
                return relays.signingIn().login(relay, email, passphrase);
            }

            @Override
            public Account create(
                    TrustedRelay relay, String email, String passphrase, String secret) {
                return relays.signingIn().create(relay, email, passphrase, secret);
            }
        };
    }

    /** Ends what is under way. */
    @Override
    public synchronized void close() {
        threads.shutdownNow();
        if (made != null) {
            made.close();
        }
    }
}
