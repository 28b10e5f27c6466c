package app.vaultnotes.vault;

import app.vaultnotes.crdt.engine.JavaEngine;
import app.vaultnotes.document.Id;
import app.vaultnotes.proto.v1.Error;
import app.vaultnotes.proto.v1.ToClient;
import app.vaultnotes.vault.store.SqliteStore;
import app.vaultnotes.vault.sync.Act;
import app.vaultnotes.vault.sync.Signer;
import app.vaultnotes.vault.sync.SnapshotAct;
import app.vaultnotes.vault.sync.SyncCore;
import app.vaultnotes.vault.sync.SyncState;
import app.vaultnotes.wire.LogRecord;
import app.vaultnotes.wire.SignedBatch;
import app.vaultnotes.wire.SignedSnapshot;
import app.vaultnotes.wire.SignedStatement;
import app.vaultnotes.wire.Signing;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A device: a real vault and a real core; it can end at any moment and begin again. */
final class SimDevice implements SimLine.End {

    /** How often what is done is a purge. */
    private static final double PURGES = 0.05;

    private final SimWorld world;
    private final SimRelay relay;
    private final Vaults vaults;
    final String name;
    private final RandomEdits edits;
    private final Function<Store, Store> wrapping;

    private FaultyStore faults = new FaultyStore();
    private @Nullable Vault vault;
    private @Nullable SyncCore core;
    private @Nullable SimLine line;
    private @Nullable SimAttachments attachments;
    private @Nullable SimSaving saving;
    private final Set<Id> changed = new LinkedHashSet<>();
    private long wakeAtMillis = Long.MAX_VALUE;
    int lives;
    boolean partitioned;

    /** Whether what it says and hears takes its time. */
    boolean slow;

    SimDevice(
            SimWorld world,
            SimRelay relay,
            Vaults vaults,
            String name,
            RandomEdits edits,
            Function<Store, Store> wrapping) {
        this.world = world;
        this.relay = relay;
        this.vaults = vaults;
        this.name = name;
        this.edits = edits;
        this.wrapping = wrapping;
    }

    boolean isRunning() {
        return vault != null;
    }

    Vault vault() {
        return java.util.Objects.requireNonNull(vault);
    }

    private SyncCore core() {
        return java.util.Objects.requireNonNull(core);
    }

    void start() {
        faults = new FaultyStore();
        Store store = faults.wrap(wrapping.apply(SqliteStore.open(vaults.folder(name))));
        Vault opened =
                Vault.open(
                        store, new JavaEngine(), vaults.clock, vaults.identity(name), world.random);
        opened.onChange(changed::addAll);
        vault = opened;
        lives++;
        core = new SyncCore(opened, new Unsigned(), new Random(world.random.nextLong()));
        attachments = new SimAttachments(world, relay, this, opened);
        saving = new SimSaving(world, relay, this, opened, this::aboutSnapshots);
        guarded(() -> act(core().begin(world.nowMillis())));
    }

    private void aboutSnapshots(SnapshotAct.ForCore what) {
        act(what.tell(core(), world.nowMillis()));
    }

    private SimSaving saving() {
        return java.util.Objects.requireNonNull(saving);
    }

    SimAttachments attachments() {
        return java.util.Objects.requireNonNull(attachments);
    }

    /** Signatures are tested elsewhere; the simulated relay checks none. */
    static final class Unsigned implements Signer {
        @Override
        public SignedBatch sign(List<LogRecord> records) {
            return new SignedBatch(records, new byte[64]);
        }

        @Override
        public SignedStatement sign(SignedStatement statement) {
            return statement;
        }

        @Override
        public SignedSnapshot sign(SignedSnapshot snapshot) {
            return new SignedSnapshot(
                    snapshot.vault(),
                    snapshot.doc(),
                    snapshot.device(),
                    snapshot.hash(),
                    snapshot.sizeBytes(),
                    snapshot.covered(),
                    attest(snapshot));
        }

        @Override
        public byte[] attest(SignedSnapshot snapshot) {
            return new byte[Signing.SIGNATURE_BYTES];
        }
    }

    /** Does something that may end the process in the middle. */
    void guarded(Runnable work) {
        try {
            work.run();
        } catch (SimCrash e) {
            crash();
            world.after(500 + world.random.nextInt(5_000), this::startAgain);
        }
    }

    private void startAgain() {
        if (!isRunning()) {
            start();
        }
    }

    /** The process ends; what was not durable is gone. */
    void crash() {
        if (line != null) {
            line.hangUp();
            line = null;
        }
        if (vault != null) {
            vault.close();
            vault = null;
        }
        core = null;
        attachments = null;
        saving = null;
        wakeAtMillis = Long.MAX_VALUE;
        changed.clear();
        lives++;
    }

    void crashAndComeBack(long afterMillis) {
        if (isRunning()) {
            crash();
            world.after(afterMillis, this::startAgain);
        }
    }

    void armCrash() {
        faults.crashIn(1 + world.random.nextInt(12), world.random.nextBoolean());
    }

    void disarmCrash() {
        faults.crashIn(Integer.MAX_VALUE, false);
    }

    /** A copy of the folder as it is while the process does not run. */
    void keepCopy() throws IOException {
        vaults.copy(name, name + "-copy");
    }

    boolean hasCopy() {
        return java.nio.file.Files.exists(vaults.folder(name + "-copy"));
    }

    void putCopyBack() throws IOException {
        vaults.remove(name);
        vaults.copy(name + "-copy", name);
    }

    void edit() {
        if (isRunning()) {
            guarded(() -> {
                vaults.clock.advance(Duration.ofMillis(world.random.nextInt(400_000)));
                if (world.chance(PURGES)) {
                    edits.purge(vault());
                } else if (world.chance(0.1)) {
                    edits.attach(vault(), vaults.folder("attached"));
                } else {
                    edits.step(vault());
                }
                tellCore();
            });
        }
    }

    private void tellCore() {
        if (!changed.isEmpty()) {
            List<Id> some = List.copyOf(changed);
            changed.clear();
            act(core().edited(some, world.nowMillis()));
            attachments().changed(some);
            saving().changed(some);
        }
    }

    @Override
    public boolean isSlow() {
        return slow;
    }

    @Override
    public void heard(SimLine from, ToClient message) {
        if (from == line) {
            guarded(() -> {
                act(core().heard(message, world.nowMillis()));
                List<Id> some = List.copyOf(changed);
                changed.clear(); // what came is told already
                attachments().changed(some);
                saving().changed(some);
                if (core().status().state() == SyncState.LIVE) {
                    saving().caughtUp();
                }
            });
        }
    }

    @Override
    public void broken(SimLine from, Error error) {
        if (from == line) {
            line = null;
            guarded(() -> act(core().broken(error, world.nowMillis())));
        }
    }

    private void act(List<Act> acts) {
        for (Act act : acts) {
            if (act instanceof Act.Connect) {
                connect();
            } else if (act instanceof Act.Send send && line != null) {
                line.toRelay(send.message());
            } else if (act instanceof Act.Fetch fetch) {
                saving().fetch(fetch.document());
            } else if (act instanceof Act.HangUp && line != null) {
                line.hangUp();
                line = null;
            }
        }
        wakeUp();
    }

    private void connect() {
        int life = lives;
        world.after(
                1 + world.random.nextInt(50),
                () -> {
                    if (life != lives || line != null) {
                        return;
                    }
                    if (partitioned || relay.down) {
                        guarded(() ->
                                act(core().broken(Error.getDefaultInstance(), world.nowMillis())));
                        return;
                    }
                    line = new SimLine(world, relay, this);
                    relay.lines.add(line);
                    guarded(() -> {
                        act(core().connected(world.nowMillis()));
                        attachments().begin();
                        saving().begin();
                    });
                });
    }

    private void wakeUp() {
        long wake = core().wakeMillis();
        boolean isPlanned = wakeAtMillis > world.nowMillis() && wake >= wakeAtMillis;
        if (wake == Long.MAX_VALUE || isPlanned) {
            return;
        }
        wakeAtMillis = wake;
        int life = lives;
        world.after(
                Math.max(1, wake - world.nowMillis()),
                () -> {
                    if (life == lives) {
                        wakeAtMillis = Long.MAX_VALUE;
                        guarded(() -> act(core().tick(world.nowMillis())));
                    }
                });
    }

    void cutLine() {
        if (line != null) {
            line.cut();
        }
    }

    /** Whether it says that all is well. */
    boolean isLevel() {
        AtomicBoolean isLevel = new AtomicBoolean();
        guarded(() -> isLevel.set(saysThatAllIsWell())); // who asks may have it write, too
        return isLevel.get();
    }

    private boolean saysThatAllIsWell() {
        return isRunning()
                && core().status().isLevel()
                && vault().records().position().vaultSeq() == relay.log.size()
                && vault().session().store.records().untold(1).isEmpty()
                && attachments().isLevel();
    }

    String told() {
        return isRunning()
                ? name
                        + " "
                        + core().status()
                        + vault().records().position()
                        + vault().session().store.records().untold(10)
                        + attachments().told()
                        + saving().told()
                : name + " does not run";
    }
}
