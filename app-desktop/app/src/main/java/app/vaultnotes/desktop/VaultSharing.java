package app.vaultnotes.desktop;

import app.vaultnotes.cli.HeldVault;
import app.vaultnotes.cli.LocalRelays;
import app.vaultnotes.cli.Syncing;
import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.Role;
import app.vaultnotes.ui.sharing.SyncLog;
import app.vaultnotes.ui.sharing.SyncView;
import app.vaultnotes.ui.sharing.SyncView.Kind;
import app.vaultnotes.vault.Home;
import app.vaultnotes.vault.Vault;
import app.vaultnotes.vault.VaultException;
import app.vaultnotes.vault.relay.RelayFailure;
import app.vaultnotes.vault.sync.SyncStatus;
import app.vaultnotes.vault.sync.VaultSync;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a vault that is shared and its relay alike while the app has it open, and says how that is.
 * For the JavaFX thread; what takes long is done on a thread of its own.
 */
final class VaultSharing {

    /** What lasts no longer is not shown: it would flicker at each pause of typing. */
    private static final Duration PASSING = Duration.millis(700);

    private static final int CLOSE_SECONDS = 10;

    private final HeldVault held;
    private final Supplier<LocalRelays> relays;
    private final Consumer<VaultSync> begun;
    private final Runnable changed;
    private final ExecutorService turn =
            Executors.newSingleThreadExecutor(
                    work -> Thread.ofPlatform().name("sharing").daemon().unstarted(work));
    private final Newest<Heard> news = new Newest<>(this::take);
    private final PauseTransition wait = new PauseTransition(PASSING);
    private final SyncLog log = new SyncLog();
    private volatile @Nullable Syncing running;

    private boolean isBegun;
    private Role role = Role.ROLE_UNSPECIFIED;
    private SyncView view = SyncView.ALONE;
    private SyncView now = SyncView.ALONE;
    private Optional<Home> home = Optional.empty();
    private long levelMillis;

    private record Heard(Syncing from, SyncStatus status) {}

    /**
     * Of a vault that is not looked at yet.
     *
     * @param relays of this machine; each is closed by whoever it is given to
     * @param begun told of each sync that begins, on any thread
     * @param changed told whenever anything here is another than before
     */
    VaultSharing(
            HeldVault held,
            Supplier<LocalRelays> relays,
            Consumer<VaultSync> begun,
            Runnable changed) {
        this.held = held;
        this.relays = relays;
        this.begun = begun;
        this.changed = changed;
        wait.setOnFinished(e -> reveal());
        held.onSync(this::began);
    }

    // ---- what is done ----

    /** Begins, once: a vault that is on no relay stays alone. */
    void begin() {
        if (!isBegun) {
            isBegun = true;
            give(this::beginSync);
        }
    }

    /** Begins anew: somebody has signed in or out, or the vault is another one. */
    void again() {
        isBegun = true;
        give(() -> {
            running = null;
            held.endSync();
            beginSync();
        });
    }

    /** Tries again at once. */
    void tryNow() {
        Syncing sync = running;
        if (sync == null || now.kind().weight() == SyncView.Weight.STUCK) {
            again();
        } else {
            give(() -> tryNow(sync));
        }
    }

    private static void tryNow(Syncing sync) {
        try {
            sync.sync().tryNow();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void give(Runnable work) {
        if (!turn.isShutdown()) {
            turn.execute(work);
        }
    }

    private void beginSync() {
        try {
            Optional<Home> found = held.use(Vault::home);
            boolean isReader = held.use(Vault::isReader);
            Platform.runLater(() -> {
                home = found;
                role = isReader ? Role.VIEWER : role;
            });
            if (found.isEmpty()) {
                say(Kind.ALONE, "");
            } else {
                held.sync(relays);
            }
        } catch (RelayFailure e) {
            boolean isOut = e.error().getCode() == ErrorCode.UNAUTHENTICATED;
            say(isOut ? Kind.SIGNED_OUT : Kind.BROKEN, String.valueOf(e.getMessage()));
        } catch (VaultException e) {
            say(Kind.BROKEN, (e.getMessage() + " " + e.hint()).strip());
        } catch (Exception e) {
            say(Kind.BROKEN, String.valueOf(e.getMessage()));
        }
    }

    private void say(Kind kind, String why) {
        Platform.runLater(() -> {
            log.take(kind, why, Times.clock().millis());
            next(SyncView.of(kind, why));
        });
    }

    // ---- what is heard ----

    /** A sync begins, perhaps since a command in a terminal asked for it. Any thread. */
    private void began(Syncing sync) {
        running = sync;
        begun.accept(sync.sync());
        var _ = sync.sync().onStatus(status -> news.tell(new Heard(sync, status)));
        give(this::readHome);
    }

    private void readHome() {
        try {
            Optional<Home> found = held.use(Vault::home);
            Platform.runLater(() -> {
                home = found;
                changed.run();
            });
        } catch (Exception e) {
            say(Kind.BROKEN, String.valueOf(e.getMessage()));
        }
    }

    private void take(Heard told) {
        if (!told.from().equals(running)) {
            return;
        }
        SyncStatus status = told.status();
        log.take(status, Times.clock().millis());
        if (status.role() != Role.ROLE_UNSPECIFIED) {
            role = status.role();
        }
        next(SyncView.of(status));
    }

    /** Takes in how it is; what only passes is shown when it lasts. */
    void next(SyncView next) {
        boolean isNews = next.kind() != now.kind();
        now = next;
        if (next.isLevel()) {
            levelMillis = Times.clock().millis();
        }
        if (next.kind() == Kind.REMOVED && isNews) {
            give(this::leaveWhenLeft);
        }
        boolean isPassing = next.kind().isPassing() && view.kind() != Kind.ALONE;
        if (!isPassing || next.kind() == view.kind()) {
            wait.stop();
            reveal();
        } else if (wait.getStatus() != javafx.animation.Animation.Status.RUNNING) {
            wait.playFromStart();
        }
    }

    /** Another command may have left the vault's members: then it is alone from now on. */
    private void leaveWhenLeft() {
        try {
            if (held.use(Vault::home).isEmpty()) {
                running = null;
                held.endSync();
                beginSync();
            }
        } catch (Exception e) {
            say(Kind.BROKEN, String.valueOf(e.getMessage()));
        }
    }

    private void reveal() {
        view = now;
        changed.run();
    }

    // ---- how it is ----

    /** How the sync is, as it is shown. */
    SyncView view() {
        return view;
    }

    /** Where the vault is shared; empty when it is on this device alone. */
    Optional<Home> home() {
        return home;
    }

    /** When all that was here was last on the relay; 0 for not since the app began. */
    long levelMillis() {
        return levelMillis;
    }

    /** Whether its user may only read the vault, as far as the relay has said. */
    boolean isReader() {
        return role == Role.VIEWER && home.isPresent();
    }

    /** Whether its user may invite and remove, as far as the relay has said. */
    boolean isOwner() {
        return role == Role.OWNER;
    }

    /** Whether it is on a relay. */
    boolean isShared() {
        return home.isPresent() || view.kind() != Kind.ALONE;
    }

    /** What it did. */
    SyncLog log() {
        return log;
    }

    /** Begins nothing more; returns when nothing is begun. Any thread. */
    void close() {
        turn.shutdown();
        try {
            if (!turn.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                turn.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
