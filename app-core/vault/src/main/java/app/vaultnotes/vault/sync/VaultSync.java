package app.vaultnotes.vault.sync;

import static java.util.Objects.requireNonNull;

import app.vaultnotes.document.Id;
import app.vaultnotes.proto.v1.Error;
import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.Renew;
import app.vaultnotes.proto.v1.ToClient;
import app.vaultnotes.proto.v1.ToRelay;
import app.vaultnotes.vault.Listening;
import app.vaultnotes.vault.Vault;
import app.vaultnotes.vault.VaultException;
import app.vaultnotes.vault.relay.Line;
import app.vaultnotes.vault.relay.LineEvents;
import app.vaultnotes.vault.relay.RelayClient;
import app.vaultnotes.vault.relay.RelayFailure;
import app.vaultnotes.vault.relay.UntrustedCertificate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps an open vault and its relay alike until it is closed: gives a {@link SyncCore} lines, a
 * clock and word of what is edited. Works on a thread of its own, beside whoever uses the vault;
 * any thread may call its methods.
 */
public final class VaultSync implements AutoCloseable {

    /** Messages that were heard and wait for those before them; then the relay has to wait. */
    private static final int HEARD_AHEAD = 4;

    private static final long CLOSE_SECONDS = 30;
    private static final long FAREWELL_SECONDS = 2;
    private static final long LOOK_MILLIS = 100;

    /** How often it is looked whether the line needs a new token. */
    private static final long RENEW_MILLIS = 30_000;

    private final RelayClient relay;
    private final Access access;
    private final Executor executor;
    private final SyncCore core;
    private final Beside beside;
    private final String vaultId;
    private final Listening edits;
    private final BlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
    private final Semaphore heardAhead = new Semaphore(HEARD_AHEAD);
    private final CountDownLatch done = new CountDownLatch(1);
    private final Watched<SyncStatus> status;
    private final Watched<List<Present>> others = new Watched<>(List.of());
    private volatile boolean isSaid;
    private volatile boolean closed;

    /** What was edited and not told the core yet. */
    private final LocalEdits edited = new LocalEdits();

    /** Where the caret is, when the core has not been told yet. */
    private final AtomicReference<@Nullable Optional<Caret>> moved = new AtomicReference<>();

    /** Does all the work; what it changes in the vault came from the relay. */
    private volatile @Nullable Thread worker;

    private @Nullable Ears ears;
    private long renewMillis = Long.MAX_VALUE;
    private boolean triedAnew;

    private VaultSync(
            Vault vault,
            RelayClient relay,
            Access access,
            Executor executor,
            RandomGenerator random,
            SnapshotPace pace) {
        this.vaultId = vault.id().toString();
        this.relay = relay;
        this.access = access;
        this.executor = executor;
        this.core = new SyncCore(vault, access, random);
        this.beside =
                new Beside(vault, relay, access, pace, new Threads(), random, this::aboutSnapshots);
        this.status = new Watched<>(core.status());
        this.edits = vault.onChange(this::changed);
    }

    /**
     * Begins.
     *
     * @param relay on which the vault is; stays open
     * @param access lets the vault's device in; stays open
     * @param executor runs its own work and what waits for the network, each as long as it takes:
     *     with a thread for each
     * @param random draws when to try again
     */
    public static VaultSync begin(
            Vault vault,
            RelayClient relay,
            Access access,
            Executor executor,
            RandomGenerator random) {
        return begin(vault, relay, access, executor, random, SnapshotPace.USUAL);
    }

    /**
     * Begins as {@link #begin(Vault, RelayClient, Access, Executor, RandomGenerator)} does.
     *
     * @param pace when documents are saved for others
     */
    public static VaultSync begin(
            Vault vault,
            RelayClient relay,
            Access access,
            Executor executor,
            RandomGenerator random,
            SnapshotPace pace) {
        VaultSync sync = new VaultSync(vault, relay, access, executor, random, pace);
        sync.events.add(() -> sync.act(sync.core.begin(nowMillis())));
        executor.execute(sync::run);
        return sync;
    }

    /** How it is. */
    public SyncStatus status() {
        return status.get();
    }

    /**
     * Has a listener told whenever that changes, on a thread of this, which must not wait.
     *
     * @return ends it
     */
    public Listening onStatus(Consumer<SyncStatus> listener) {
        return status.tell(listener);
    }

    /**
     * Has a listener told whenever somebody else comes, moves their caret or goes, in the same way.
     *
     * @return ends it
     */
    public Listening onOthers(Consumer<List<Present>> listener) {
        return others.tell(listener);
    }

    /** Tells others where this device's caret is, until it is told again; empty for nowhere. */
    public void show(Optional<Caret> caret) {
        if (!closed && moved.getAndSet(caret) == null) {
            events.add(() -> {
                core.fellows().moved(requireNonNull(moved.getAndSet(null)), nowMillis());
                act(core.tick(nowMillis()));
            });
        }
    }

    /**
     * Waits until others can know what this device has now, but no longer than that is worth: over
     * some lines the relay does not say so.
     */
    public void awaitSaid() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(FAREWELL_SECONDS);
        while (status().isLevel() && !isSaid && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    /**
     * Tries again at once, where it waits for a better time or for somebody who has signed in; when
     * it returns, the status says so.
     */
    public void tryNow() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        events.add(() -> act(core.begin(nowMillis())));
        events.add(begun::countDown);
        while (done.getCount() > 0 && !begun.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            // It takes in what came before.
        }
    }

    private static long nowMillis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    private void changed(Set<Id> documents) {
        if (Thread.currentThread().equals(worker)) {
            beside.changed(documents);
            return;
        }
        if (closed) {
            return;
        }
        if (edited.add(documents)) {
            events.add(() -> {
                List<Id> some = edited.take();
                beside.changed(some);
                act(core.edited(some, nowMillis()));
            });
        }
    }

    private void run() {
        worker = Thread.currentThread();
        try {
            while (!closed) {
                step();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            closed = true;
            status.set(status().endedBy(e));
            throw e;
        } finally {
            hangUp();
            others.set(List.of());
            done.countDown();
        }
    }

    private void step() throws InterruptedException {
        long now = nowMillis();
        long wake = Math.min(Math.min(core.wakeMillis(), renewMillis), beside.wakeMillis());
        @Nullable Runnable event =
                wake == Long.MAX_VALUE
                        ? events.take()
                        : events.poll(Math.max(0, wake - now), TimeUnit.MILLISECONDS);
        try {
            Objects.requireNonNullElse(event, this::tick).run();
            beside.look(core.state());
            tell();
        } catch (VaultException e) {
            act(core.failed(e, nowMillis()));
        }
    }

    private void tick() {
        beside.tick();
        long now = nowMillis();
        Ears line = ears;
        if (line != null && now >= renewMillis) {
            renewMillis = now + RENEW_MILLIS;
            execute(() -> renew(line));
        }
        act(core.tick(now));
    }

    private void tell() {
        isSaid = core.fellows().isSaid();
        status.set(beside.with(core.status()));
        others.set(core.fellows().others());
    }

    private void act(List<Act> acts) {
        for (Act act : acts) {
            if (act instanceof Act.Connect) {
                connect();
            } else if (act instanceof Act.Send send) {
                send(send.message());
            } else if (act instanceof Act.HangUp) {
                hangUp();
            } else if (act instanceof Act.Fetch fetch) {
                beside.fetch(fetch.document());
            } else if (act instanceof Act.AskDevices) {
                Ears line = ears;
                if (line != null) {
                    execute(() -> askDevices(line));
                }
            }
            // The session binds another device by itself when it is next asked for a token.
        }
    }

    private void aboutSnapshots(SnapshotAct.ForCore what) {
        act(what.tell(core, nowMillis()));
    }

    private void send(ToRelay message) {
        Ears line = ears;
        if (line != null) {
            line.send(message);
        }
    }

    private void hangUp() {
        Ears line = ears;
        ears = null;
        renewMillis = Long.MAX_VALUE;
        if (line != null) {
            line.close();
        }
    }

    private void connect() {
        hangUp();
        beside.anew();
        Ears next = new Ears();
        ears = next;
        execute(() -> open(next));
    }

    private void execute(Runnable work) {
        try {
            executor.execute(work);
        } catch (RejectedExecutionException e) {
            closed = true; // whoever lent the threads is ending
        }
    }

    private void open(Ears line) {
        try {
            Access.Pass pass = access.pass();
            beside.told(pass);
            line.token = pass.accessToken();
            line.put(relay.lines().open(pass.accessToken(), line));
        } catch (UntrustedCertificate e) {
            line.later(() ->
                    act(
                            core.untrusted(
                                    String.valueOf(e.getMessage()), e.isOutOfTime(), nowMillis())));
        } catch (RelayFailure e) {
            line.later(() -> broken(line, said(e)));
        } catch (VaultException e) {
            line.later(() -> act(core.failed(e, nowMillis())));
        }
    }

    private void askDevices(Ears line) {
        try {
            String token = access.pass().accessToken();
            VaultDevices all = VaultDevices.ask(relay.calls(), vaultId, token);
            line.later(() -> act(core.devices(all.devices(), all.statements(), nowMillis())));
        } catch (RelayFailure | VaultException e) {
            // The next statement, or the next line, asks again.
        } finally {
            line.later(beside::devicesKnown);
        }
    }

    private static Error said(RelayFailure failure) {
        return failure.error().toBuilder().setMessage(String.valueOf(failure.getMessage())).build();
    }

    private void renew(Ears line) {
        try {
            String token = access.pass().accessToken();
            if (!token.equals(line.token)) {
                line.token = token;
                Renew renew = Renew.newBuilder().setAccessToken(token).build();
                line.later(() -> line.send(ToRelay.newBuilder().setRenew(renew).build()));
            }
        } catch (RelayFailure | VaultException e) {
            // It is tried again; at the worst the line ends and the next one asks.
        }
    }

    /** A token that the relay does not know any more may be an old one: a new one is tried once. */
    private void broken(Ears line, Error error) {
        ears = null;
        renewMillis = Long.MAX_VALUE;
        boolean isUnknown = error.getCode() == ErrorCode.UNAUTHENTICATED;
        if (line.isOpened && isUnknown) {
            access.forget();
        }
        boolean tryAnew = isUnknown && line.isOpened && !triedAnew;
        triedAnew = triedAnew || isUnknown;
        act(core.broken(tryAnew ? Error.getDefaultInstance() : error, nowMillis()));
    }

    private void heard(Ears line, ToClient message) {
        boolean isUnknown =
                message.hasRefused()
                        && message.getRefused().getError().getCode() == ErrorCode.UNAUTHENTICATED;
        if (isUnknown) {
            line.close();
            broken(line, message.getRefused().getError());
            return;
        }
        triedAnew = false;
        act(core.heard(message, nowMillis()));
    }

    /** Hears what happens on one line, as long as it is the one in use. */
    private final class Ears implements LineEvents {
        private @Nullable Line line;
        private boolean isClosed;
        private boolean wasOpened;

        /** Whether the relay has seen a token: before that, a refusal is about signing in. */
        private volatile boolean isOpened;

        private volatile String token = "";

        synchronized void put(Line opened) {
            isOpened = true;
            line = opened;
            if (isClosed) {
                opened.close();
            } else if (wasOpened) {
                up();
            }
        }

        synchronized void close() {
            isClosed = true;
            if (line != null) {
                line.close();
            }
        }

        synchronized void send(ToRelay message) {
            if (line != null) {
                line.send(message);
            }
        }

        /** Does something on the thread of the sync, unless another line took this one's place. */
        void later(Runnable work) {
            events.add(() -> {
                if (ears == this) {
                    work.run();
                }
            });
        }

        @Override
        public synchronized void opened() {
            wasOpened = true;
            if (line != null) {
                up();
            }
        }

        private void up() {
            later(() -> {
                renewMillis = nowMillis() + RENEW_MILLIS;
                act(core.connected(nowMillis()));
            });
        }

        @Override
        public void heard(ToClient message) {
            heardAhead.acquireUninterruptibly();
            events.add(() -> {
                heardAhead.release();
                if (ears == this) {
                    VaultSync.this.heard(this, message);
                }
            });
        }

        @Override
        public void ended(Error error) {
            later(() -> broken(this, error));
        }
    }

    /** Ends the line, and returns when the vault is not touched any more. */
    @Override
    public void close() {
        closed = true;
        edits.close();
        events.add(() -> {});
        heardAhead.release(Integer.MAX_VALUE / 2);
        try {
            if (!done.await(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the sync of a vault does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Threads implements CallThreads {
        @Override
        public void waiting(Runnable work) {
            execute(work);
        }

        @Override
        public void later(Runnable work) {
            events.add(work);
        }

        @Override
        public long nowMillis() {
            return VaultSync.nowMillis();
        }
    }
}
