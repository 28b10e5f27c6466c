package app.vaultnotes.vault;

import app.vaultnotes.document.Id;
import app.vaultnotes.proto.v1.Error;
import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.Snapshot;
import app.vaultnotes.vault.sync.SnapshotAct;
import app.vaultnotes.vault.sync.SnapshotPace;
import app.vaultnotes.vault.sync.SnapshotSync;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/** The snapshots that a device makes and takes in one of its lives. */
final class SimSaving {

    private static final SnapshotPace PACE = new SnapshotPace(700, 2_000);
    private static final int MOST_DELAY_MILLIS = 300;

    private final SimWorld world;
    private final SimRelay relay;
    private final SimDevice device;
    private final Vault vault;
    private final Consumer<SnapshotAct.ForCore> forCore;
    private final SnapshotSync sync;
    private final SimAlarm alarm;

    SimSaving(
            SimWorld world,
            SimRelay relay,
            SimDevice device,
            Vault vault,
            Consumer<SnapshotAct.ForCore> forCore) {
        this.world = world;
        this.relay = relay;
        this.device = device;
        this.vault = vault;
        this.forCore = forCore;
        this.alarm = new SimAlarm(world, device, this::tick);
        sync =
                new SnapshotSync(
                        vault, new SimDevice.Unsigned(), PACE, new Random(world.random.nextLong()));
    }

    void begin() {
        act(sync.begin(world.nowMillis()));
        act(sync.devicesKnown(world.nowMillis()));
    }

    void caughtUp() {
        act(sync.caughtUp(world.nowMillis()));
    }

    void changed(Collection<Id> documents) {
        act(sync.changed(documents, world.nowMillis()));
    }

    void fetch(Id document) {
        act(sync.fetch(document, world.nowMillis()));
    }

    String told() {
        return sync.problems().toString();
    }

    private void tick() {
        act(sync.tick(world.nowMillis()));
    }

    private void act(List<SnapshotAct> acts) {
        for (SnapshotAct act : acts) {
            if (act instanceof SnapshotAct.Call call) {
                alarm.after(world.random.nextInt(MOST_DELAY_MILLIS), () -> act(answer(call)));
            } else if (act instanceof SnapshotAct.ForCore told) {
                forCore.accept(told);
            }
        }
        alarm.set(sync.wakeMillis());
    }

    private List<SnapshotAct> answer(SnapshotAct.Call call) {
        boolean isLost = device.partitioned || relay.down || world.chance(0.05);
        if (isLost) {
            return failed(call, ErrorCode.ERROR_CODE_UNSPECIFIED);
        }
        long now = world.nowMillis();
        if (call instanceof SnapshotAct.ListAll list) {
            return sync.listed(list, relay.snapshots.page(list.after()), now);
        }
        if (call instanceof SnapshotAct.Describe describe) {
            Optional<Snapshot> newest =
                    relay.snapshots
                            .newest(describe.document(), false)
                            .map(SimSnapshots.Kept::message);
            return sync.described(describe, newest, now);
        }
        if (call instanceof SnapshotAct.Get get) {
            return get(get);
        }
        if (call instanceof SnapshotAct.Attest attest) {
            relay.snapshots.attest(attest.document(), attest.hash(), vault.records().device());
            return sync.attested(attest, now);
        }
        return put((SnapshotAct.Put) call);
    }

    private List<SnapshotAct> failed(SnapshotAct.Call call, ErrorCode code) {
        return sync.failed(call, Error.newBuilder().setCode(code).build(), world.nowMillis());
    }

    /** Some come as other bytes, or those of another document. */
    private List<SnapshotAct> get(SnapshotAct.Get get) {
        Optional<SimSnapshots.Kept> newest = relay.snapshots.newest(get.document(), get.attested());
        if (newest.isEmpty()) {
            return failed(get, ErrorCode.NOT_FOUND);
        }
        Snapshot description = newest.get().message();
        byte[] bytes = newest.get().bytes().clone();
        if (world.chance(0.05)) {
            bytes[world.random.nextInt(bytes.length)]++;
        } else if (world.chance(0.05)) {
            description = description.toBuilder().setDocId(vault.id().toString()).build();
        }
        return sync.got(get, description, bytes, world.nowMillis());
    }

    private List<SnapshotAct> put(SnapshotAct.Put put) {
        Optional<SimSnapshots.Kept> newest = relay.snapshots.put(put.description(), put.bytes());
        return newest.isPresent()
                ? sync.stored(put, newest.get().message(), world.nowMillis())
                : failed(put, ErrorCode.INVALID);
    }
}
