package app.vaultnotes.vault;

import app.vaultnotes.document.Id;
import app.vaultnotes.proto.v1.BlobState;
import app.vaultnotes.proto.v1.Error;
import app.vaultnotes.vault.sync.BlobAct;
import app.vaultnotes.vault.sync.BlobSync;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/** The attachments of a device in one of its lives, and the calls that it makes for them. */
final class SimAttachments implements SimBlobs.Device {

    private static final int MOST_DELAY_MILLIS = 300;

    private final SimWorld world;
    private final SimRelay relay;
    private final SimDevice device;
    private final Vault vault;
    private final BlobSync sync;
    private final SimAlarm alarm;
    private boolean isAll;

    SimAttachments(SimWorld world, SimRelay relay, SimDevice device, Vault vault) {
        this.world = world;
        this.relay = relay;
        this.device = device;
        this.vault = vault;
        this.alarm = new SimAlarm(world, device, this::tick);
        boolean onDemand = device.name.hashCode() % 2 == 0;
        vault.relayBlobs()
                .choose(onDemand ? RelayBlobs.Fetching.ON_DEMAND : RelayBlobs.Fetching.ALL);
        isAll = !onDemand;
        sync =
                new BlobSync(
                        vault.relayBlobs(),
                        SimBlobs.SIZES,
                        new Random(world.random.nextLong()),
                        hash -> {});
    }

    void begin() {
        act(sync.begin(world.nowMillis()));
    }

    void changed(Collection<Id> documents) {
        act(sync.changed(documents, world.nowMillis()));
    }

    /** Somebody looks at all of them. */
    void wantAll() {
        isAll = true;
        used().forEach(used -> act(sync.want(used.hash(), world.nowMillis())));
    }

    private List<BlobLog.Used> used() {
        return vault.relayBlobs().log().used("", Integer.MAX_VALUE);
    }

    /** Whether all are where they have to be. */
    boolean isLevel() {
        return used().stream()
                .allMatch(used ->
                        relay.blobs.has(used.hash())
                                && used.there()
                                && (!isAll || vault.blobs().has(used.hash())));
    }

    String told() {
        return sync.status() + " " + used();
    }

    private void tick() {
        act(sync.tick(world.nowMillis()));
    }

    private void act(List<BlobAct> acts) {
        acts.forEach(this::call);
        alarm.set(sync.wakeMillis());
    }

    private void call(BlobAct act) {
        alarm.after(
                world.random.nextInt(MOST_DELAY_MILLIS),
                () -> {
                    boolean isLost = device.partitioned || relay.down || world.chance(0.05);
                    answer(act, isLost ? lost(act) : relay.blobs.answer(act, vault.blobs()));
                });
    }

    private static Function<SimBlobs.Device, List<BlobAct>> lost(BlobAct act) {
        return to -> to.failed(act, Error.getDefaultInstance());
    }

    /** The relay may have done what it was asked for, and the answer be lost. */
    private void answer(BlobAct act, Function<SimBlobs.Device, List<BlobAct>> answer) {
        boolean isLost = world.chance(0.05);
        alarm.after(
                world.random.nextInt(MOST_DELAY_MILLIS),
                () -> act((isLost ? lost(act) : answer).apply(this)));
    }

    @Override
    public List<BlobAct> asked(BlobAct.Ask ask, List<Boolean> has) {
        return sync.asked(ask, has, world.nowMillis());
    }

    @Override
    public List<BlobAct> stands(BlobAct.Look look, BlobState state) {
        return sync.stands(look, state, world.nowMillis());
    }

    @Override
    public List<BlobAct> stored(BlobAct.Put put, BlobState state) {
        return sync.stored(put, state, world.nowMillis());
    }

    @Override
    public List<BlobAct> got(BlobAct.Get get, byte[] bytes) {
        return sync.got(get, bytes, world.nowMillis());
    }

    @Override
    public List<BlobAct> failed(BlobAct act, Error error) {
        return sync.failed(act, error, world.nowMillis());
    }
}
