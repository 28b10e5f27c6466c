package app.vaultnotes.relay.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.proto.v1.AcceptRequest;
import app.vaultnotes.proto.v1.Error;
import app.vaultnotes.proto.v1.GetChangesRequest;
import app.vaultnotes.proto.v1.InviteRequest;
import app.vaultnotes.proto.v1.Role;
import app.vaultnotes.proto.v1.StoredRecord;
import app.vaultnotes.relay.api.TestApp;
import app.vaultnotes.wire.LogRecord;
import app.vaultnotes.wire.WireId;
import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** Several people's devices that write into one vault at once, and what must be true of it. */
final class Fleet implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 120;

    private final TestApp owner;
    private final List<Peer> peers = new ArrayList<>();
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(Thread::new);

    private Fleet(TestApp owner) {
        this.owner = owner;
    }

    /**
     * One device for each port, connected by turns in every way there is.
     *
     * @param ports where each connects, asked anew each time
     */
    static Fleet start(List<IntSupplier> ports, long seed) {
        int first = ports.get(0).getAsInt();
        Fleet fleet = new Fleet(TestApp.signUp(first, "").withVault());
        Link.Way[] ways = Link.Way.values();
        for (int i = 0; i < ports.size(); i++) {
            fleet.add(ways[i % ways.length], ports.get(i), new Random(seed + i));
        }
        return fleet;
    }

    private void add(Link.Way way, IntSupplier port, Random random) {
        TestApp app = TestApp.signUp(port.getAsInt(), "");
        InviteRequest invitation =
                InviteRequest.newBuilder().setVaultId(owner.vaultId()).setRole(Role.EDITOR).build();
        String secret = owner.vaults().invite(invitation).getSecret();
        app.vaults().accept(AcceptRequest.newBuilder().setSecret(secret).build());
        app.use(owner.vault());
        Peer peer = new Peer(app, way, port, random);
        peers.add(peer);
        threads.execute(peer);
    }

    /** Somebody who owns the vault, and is connected to nothing in particular. */
    TestApp owner() {
        return owner;
    }

    List<Peer> peers() {
        return peers;
    }

    int acknowledged() {
        return peers.stream().mapToInt(Peer::acknowledgedCount).sum();
    }

    List<Error> refusals() {
        return peers.stream().flatMap(peer -> peer.refusals().stream()).toList();
    }

    /** Waits until more was acknowledged. */
    void awaitMore(int count) throws InterruptedException {
        int wanted = acknowledged() + count;
        await("nothing is acknowledged any more", () -> acknowledged() >= wanted);
    }

    /** Waits until each device had something acknowledged since. */
    void awaitMoreOfEach() throws InterruptedException {
        List<Integer> before = peers.stream().map(Peer::acknowledgedCount).toList();
        for (int i = 0; i < peers.size(); i++) {
            Peer peer = peers.get(i);
            int wanted = before.get(i) + 1;
            await("a device is left behind", () -> peer.acknowledgedCount() >= wanted);
        }
    }

    /** Something that becomes true. */
    interface Condition {
        boolean holds() throws InterruptedException;
    }

    static void await(String otherwise, Condition condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.holds()) {
            assertTrue(System.nanoTime() < deadline, otherwise);
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    /**
     * Lets all devices finish; then the log is without a gap, all that was acknowledged is in it
     * once and in order, and everybody saw just that.
     *
     * @param port of a relay that runs
     */
    void assertWhole(int port) throws InterruptedException {
        peers.forEach(Peer::stopWriting);
        for (Peer peer : peers) {
            await(
                    "not all is acknowledged",
                    () -> peer.acknowledgedCount() >= 0 && peer.isAllAcknowledged());
        }
        owner.reach(port);
        List<ByteString> log = log();
        assertFalse(log.isEmpty());
        for (Peer peer : peers) {
            assertEquals(peer.acknowledged(), of(peer.app(), log), "what a device wrote");
            if (peer.isFollowing()) {
                await(
                        "a device does not see all",
                        () -> peer.acknowledgedCount() >= 0 && peer.seen().size() >= log.size());
                assertEquals(log, peer.seen());
            }
        }
    }

    private List<ByteString> log() {
        List<StoredRecord> all = new ArrayList<>();
        owner.sync()
                .getChanges(GetChangesRequest.newBuilder().setVaultId(owner.vaultId()).build())
                .forEachRemaining(page -> all.addAll(page.getRecordsList()));
        for (int i = 0; i < all.size(); i++) {
            assertEquals(i + 1L, all.get(i).getVaultSeq());
        }
        return all.stream().map(StoredRecord::getRecord).toList();
    }

    private static List<ByteString> of(TestApp app, List<ByteString> log) {
        String device = WireId.text(app.device());
        return log.stream()
                .filter(record ->
                        WireId.text(LogRecord.parse(record.toByteArray()).device()).equals(device))
                .toList();
    }

    @Override
    public void close() {
        peers.forEach(Peer::end);
        threads.close();
        owner.close();
        peers.forEach(peer -> peer.app().close());
    }
}
