package app.vaultnotes.vault.sync;

import app.vaultnotes.document.Id;
import app.vaultnotes.vault.Vault;
import app.vaultnotes.vault.relay.RelayClient;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What goes beside the line of a vault, by calls of its own: snapshots of documents while the line
 * is up, attachments while all of the log is here. For the thread of the sync.
 */
final class Beside {

    private final CallThreads threads;
    private final BlobTraffic blobs;
    private final SnapshotTraffic snapshots;
    private final RelayClock clock = new RelayClock();
    private final LongSupplier deviceMillis;

    /** What changed since it was last looked. */
    private final Set<Id> changed = new LinkedHashSet<>();

    private boolean wasUp;
    private boolean wasLive;

    Beside(
            Vault vault,
            RelayClient relay,
            Access access,
            SnapshotPace pace,
            CallThreads threads,
            RandomGenerator random,
            Consumer<SnapshotAct.ForCore> forCore) {
        this.threads = threads;
        this.deviceMillis = vault.records()::nowMillis;
        this.blobs = new BlobTraffic(vault, relay, access, threads, random);
        SnapshotSync sync = new SnapshotSync(vault, access, pace, random);
        this.snapshots = new SnapshotTraffic(vault, relay, access, threads, sync, forCore);
    }

    void changed(Collection<Id> documents) {
        changed.addAll(documents);
    }

    /** The line may have gone up or down, or documents may have changed. */
    void look(SyncState state) {
        boolean isLive = state == SyncState.LIVE;
        boolean isUp = isLive || state == SyncState.CATCHING_UP;
        lookAtSnapshots(isUp, isLive);
        lookAtBlobs(isLive);
        wasUp = isUp;
        wasLive = isLive;
        changed.clear();
    }

    private void lookAtSnapshots(boolean isUp, boolean isLive) {
        if (isUp && !wasUp) {
            snapshots.begin();
        } else if (!isUp && wasUp) {
            snapshots.end();
        }
        if (isLive && !wasLive) {
            snapshots.caughtUp();
        }
        if (!changed.isEmpty()) {
            snapshots.changed(changed);
        }
    }

    private void lookAtBlobs(boolean isLive) {
        if (isLive && !wasLive) {
            blobs.begin();
        } else if (!isLive && wasLive) {
            blobs.end();
        } else if (isLive && !changed.isEmpty()) {
            blobs.changed(List.copyOf(changed));
        }
    }

    /** Another line is opened, though it may not have been looked in between. */
    void anew() {
        snapshots.end();
        wasUp = false;
    }

    void devicesKnown() {
        snapshots.devicesKnown();
    }

    void fetch(Id document) {
        snapshots.fetch(document);
    }

    long wakeMillis() {
        return Math.min(blobs.wakeMillis(), snapshots.wakeMillis());
    }

    void tick() {
        long now = threads.nowMillis();
        if (now >= blobs.wakeMillis()) {
            blobs.tick();
        }
        if (now >= snapshots.wakeMillis()) {
            snapshots.tick();
        }
    }

    /** How all of it is. */
    SyncStatus with(SyncStatus core) {
        return core.with(blobs.status(), blobs.isIdle())
                .withSnapshots(snapshots.toGet(), snapshots.problems())
                .withClock(clock.aheadMillis(deviceMillis.getAsLong(), threads.nowMillis()));
    }

    /** A pass came, with the time of the relay. Any thread. */
    void told(Access.Pass pass) {
        clock.told(pass.relayMillis(), threads.nowMillis());
    }
}
