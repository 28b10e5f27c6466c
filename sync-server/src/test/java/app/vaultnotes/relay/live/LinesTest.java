package app.vaultnotes.relay.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.Open;
import app.vaultnotes.proto.v1.Ping;
import app.vaultnotes.proto.v1.Presence;
import app.vaultnotes.proto.v1.Renew;
import app.vaultnotes.proto.v1.ToClient;
import app.vaultnotes.proto.v1.ToRelay;
import app.vaultnotes.relay.TestDevice;
import app.vaultnotes.relay.TestPostgres;
import app.vaultnotes.relay.call.Caller;
import app.vaultnotes.relay.call.RelayException;
import app.vaultnotes.relay.database.DatabaseAddress;
import app.vaultnotes.relay.database.Scope;
import app.vaultnotes.wire.Hash;
import app.vaultnotes.wire.SignedStatement;
import app.vaultnotes.wire.WireId;
import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Lines of two relays on one real database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LinesTest {

    private static final long SECOND_NANOS = 1_000_000_000L;

    private final DatabaseAddress address = TestPostgres.newDatabase();
    private volatile Caller renewed =
            new Caller(UUID.randomUUID(), UUID.randomUUID(), null, false, 0);
    private final BareRelay one = new BareRelay(address, token -> renewed);
    private final BareRelay two = new BareRelay(address, token -> renewed);
    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @BeforeAll
    void sayTheSeed() {
        System.out.println("LinesTest seed " + seed);
    }

    @AfterAll
    void close() {
        one.close();
        two.close();
    }

    private String incarnation() {
        return WireId.text(one.database.incarnation());
    }

    private ToRelay open(UUID vault, long after) {
        return ToRelay.newBuilder()
                .setOpen(
                        Open.newBuilder()
                                .setVaultId(WireId.text(vault))
                                .setAfterVaultSeq(after)
                                .setIncarnation(incarnation()))
                .build();
    }

    private void write(BareRelay relay, TestDevice device, int batches, int records)
            throws Exception {
        for (int i = 0; i < batches; i++) {
            relay.log.append(device.caller(), device.cut(records, 100, new Random(i))).get();
        }
    }

    /** The session ends after it was looked up, and before the line could be ended with it. */
    @Test
    void whoIsSignedOutWhileConnectingIsTold() throws Exception {
        TestDevice owner = TestDevice.withVault(one.database);
        Caller caller = owner.caller();
        TestClient client = new TestClient();
        one.lines.connect(
                caller,
                () -> {
                    assertTrue(one.lines.sessions().contains(caller.session()));
                    throw new RelayException(ErrorCode.UNAUTHENTICATED, "It was ended.", "");
                },
                client);
        assertEquals(ErrorCode.UNAUTHENTICATED, client.awaitEnd().code());
    }

    @Test
    void allRecordsComeOnceInOrderWhoeverWroteThemAndHoweverOneReads() throws Exception {
        TestDevice owner = TestDevice.withVault(one.database);
        write(one, owner, 20, 5);
        List<TestClient> clients = new ArrayList<>();
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            TestClient client = new TestClient();
            Line line =
                    (i % 2 == 0 ? one : two).lines.connect(owner.caller(), owner::caller, client);
            clients.add(client);
            lines.add(line);
            line.receive(open(owner.vault(), 10L * i));
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> writing = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                TestDevice device = owner.sibling(one.database);
                BareRelay relay = i % 2 == 0 ? one : two;
                writing.add(
                        threads.submit(() -> {
                            write(relay, device, 15, 3);
                            return true;
                        }));
            }
            while (writing.stream().anyMatch(each -> !each.isDone())) {
                int which = random.nextInt(clients.size());
                clients.get(which).setReading(random.nextBoolean());
                lines.get(which).drain();
                Thread.onSpinWait();
            }
            for (Future<?> each : writing) {
                each.get();
            }
        }
        for (int i = 0; i < 10; i++) {
            clients.get(i).setReading(true);
            lines.get(i).drain();
            clients.get(i).awaitAll(10L * i, 100 + 6 * 15 * 3);
        }
        lines.forEach(Line::drop);
        awaitNoLine(owner);
    }

    private void awaitNoLine(TestDevice device) throws InterruptedException {
        long deadline = System.nanoTime() + 10 * SECOND_NANOS;
        while (one.lines.count(device.account()) + one.hub.followers(device.vault()) > 0) {
            assertTrue(System.nanoTime() < deadline, "a line is left over");
            TimeUnit.MILLISECONDS.sleep(2);
        }
    }

    @Test
    void aBatchOnTheLineIsAcknowledgedOrRefused() throws Exception {
        TestDevice device = TestDevice.withVault(one.database);
        TestClient client = new TestClient();
        Line line = one.lines.connect(device.caller(), device::caller, client);
        TestDevice copy = device.copy();
        line.receive(ToRelay.newBuilder().setBatch(device.cut(2, 10, random).toMessage()).build());
        assertEquals(2, client.await(m -> m.hasAck()).getAck().getLastVaultSeq());
        line.receive(ToRelay.newBuilder().setBatch(copy.cut(1, 10, random).toMessage()).build());
        var refused = client.await(m -> m.hasRefused()).getRefused();
        assertEquals(ErrorCode.FORKED, refused.getError().getCode());
        assertEquals(1, refused.getDeviceSeq());
        line.receive(ToRelay.getDefaultInstance());
        client.await(m -> m.getRefused().getError().getCode() == ErrorCode.INVALID);
        line.receive(ToRelay.newBuilder().setPing(Ping.newBuilder().setNumber(7)).build());
        assertEquals(7, client.await(m -> m.hasPong()).getPong().getNumber());
        line.drop();
    }

    @Test
    void whoDoesNotReadIsEndedAndSlowsNobody() throws Exception {
        TestDevice owner = TestDevice.withVault(one.database);
        long slowLines = one.lines.traffic().slowLines();
        long caughtUp = one.lines.traffic().caughtUpRecords();
        TestClient slow = new TestClient();
        TestClient quick = new TestClient();
        Line slowLine = one.lines.connect(owner.caller(), owner::caller, slow);
        Line quickLine = one.lines.connect(owner.caller(), owner::caller, quick);
        slowLine.receive(open(owner.vault(), 0));
        quickLine.receive(open(owner.vault(), 0));
        slow.await(m -> m.hasOpened());
        slow.setReading(false);
        int large = 500_000;
        for (int i = 1; i <= 20; i++) {
            one.log.append(owner.caller(), owner.cut(1, large, random)).get();
        }
        quick.awaitAll(0, 20);
        assertEquals(ErrorCode.UNAVAILABLE, slow.awaitEnd().code());
        assertEquals(slowLines + 1, one.lines.traffic().slowLines());
        Line again = one.lines.connect(owner.caller(), owner::caller, slow);
        long cursor = slow.records().size();
        slow.setReading(true);
        again.receive(open(owner.vault(), cursor));
        slow.awaitAll(0, 20);
        assertTrue(one.lines.traffic().caughtUpRecords() >= caughtUp + 20 - cursor);
        assertTrue(one.lines.traffic().messages() >= 22, "messages were not counted");
        again.drop();
        quickLine.drop();
    }

    @Test
    void aLineThatIsStuckWhileItCatchesUpIsEnded() throws Exception {
        TestDevice owner = TestDevice.withVault(one.database);
        write(one, owner, 1, 1);
        TestClient client = new TestClient();
        client.setReading(false);
        Line line = one.lines.connect(owner.caller(), owner::caller, client);
        line.receive(open(owner.vault(), 0));
        line.sweep(System.nanoTime() + 29 * SECOND_NANOS, 0);
        line.sweep(System.nanoTime() + 40 * SECOND_NANOS, 0);
        assertEquals(ErrorCode.UNAVAILABLE, client.awaitEnd().code());
        awaitNoLine(owner);
    }

    @Test
    void presenceIsToldToOthersAndGoneWithTheLineOrInTenSeconds() throws Exception {
        TestDevice owner = TestDevice.withVault(one.database);
        TestDevice sibling = owner.sibling(one.database);
        TestClient first = new TestClient();
        Line firstLine = one.lines.connect(owner.caller(), owner::caller, first);
        firstLine.receive(open(owner.vault(), 0));
        firstLine.receive(presence(owner, "here"));
        TestClient second = new TestClient();
        Line secondLine = one.lines.connect(sibling.caller(), sibling::caller, second);
        secondLine.receive(open(owner.vault(), 0));
        Presence seen = second.await(m -> m.hasPresence()).getPresence();
        assertEquals(WireId.text(owner.id()), seen.getDeviceId());
        assertEquals("here", seen.getState().toStringUtf8());
        secondLine.receive(presence(sibling, "too"));
        first.await(m -> m.getPresence().getState().toStringUtf8().equals("too"));
        assertFalse(first.received().stream().anyMatch(m -> isOf(m, owner)));
        secondLine.drop();
        first.await(m -> isOf(m, sibling) && m.getPresence().getState().isEmpty());
        TestClient third = new TestClient();
        Line thirdLine = one.lines.connect(sibling.caller(), sibling::caller, third);
        thirdLine.receive(open(owner.vault(), 0));
        third.await(m -> isOf(m, owner));
        one.hub.sweep(System.nanoTime() + 11 * SECOND_NANOS);
        third.await(m -> isOf(m, owner) && m.getPresence().getState().isEmpty());
        thirdLine.drop();
        firstLine.drop();
    }

    private static boolean isOf(ToClient message, TestDevice device) {
        return message.getPresence().getDeviceId().equals(WireId.text(device.id()));
    }

    private static ToRelay presence(TestDevice device, String state) {
        return ToRelay.newBuilder()
                .setPresence(
                        Presence.newBuilder()
                                .setVaultId(WireId.text(device.vault()))
                                .setState(ByteString.copyFromUtf8(state)))
                .build();
    }

    @Test
    void whoLosesTheRoleFollowsNoMore() throws Exception {
        TestDevice owner = TestDevice.withVault(one.database);
        TestDevice other = TestDevice.joining(one.database, owner.vault(), 1);
        TestClient client = new TestClient();
        Line line = one.lines.connect(other.caller(), other::caller, client);
        line.receive(open(owner.vault(), 0));
        client.await(m -> m.hasOpened());
        one.database.transact(
                Scope.keeper(),
                rows -> rows.update("DELETE FROM member WHERE account_id = ?", other.account()));
        one.hub.accessChanged(owner.vault(), Optional.of(other.account()));
        client.await(m -> m.getClosed().getReason().getCode() == ErrorCode.NOT_FOUND);
        write(one, owner, 1, 1);
        line.receive(open(owner.vault(), 0));
        client.await(m -> m.getRefused().getError().getCode() == ErrorCode.NOT_FOUND);
        assertEquals(List.of(), client.records());
        line.drop();
    }

    @Test
    void aCursorOfAnotherLogIsRefused() throws Exception {
        TestDevice owner = TestDevice.withVault(one.database);
        write(one, owner, 1, 1);
        TestClient client = new TestClient();
        Line line = one.lines.connect(owner.caller(), owner::caller, client);
        ToRelay.Builder open = open(owner.vault(), 1).toBuilder();
        open.getOpenBuilder().setIncarnation(WireId.text(UUID.randomUUID()));
        line.receive(open.build());
        client.await(m -> m.getRefused().getError().getCode() == ErrorCode.OTHER_INCARNATION);
        line.receive(open(owner.vault(), 2));
        client.await(m -> m.getRefused().getError().getCode() == ErrorCode.INVALID);
        line.drop();
    }

    @Test
    void aSilentLineAndOneWhoseTokenExpiredAreEnded() throws Exception {
        TestDevice owner = TestDevice.withVault(one.database);
        TestClient silent = new TestClient();
        Line silentLine = one.lines.connect(owner.caller(), owner::caller, silent);
        silentLine.sweep(System.nanoTime() + 61 * SECOND_NANOS, 0);
        assertEquals(ErrorCode.UNAVAILABLE, silent.awaitEnd().code());
        Caller soon = new Caller(UUID.randomUUID(), owner.account(), owner.id(), false, 1_000);
        TestClient late = new TestClient();
        Line lateLine = one.lines.connect(soon, () -> {}, late);
        renewed = new Caller(UUID.randomUUID(), owner.account(), owner.id(), false, 9_000);
        lateLine.receive(ToRelay.newBuilder().setRenew(Renew.newBuilder()).build());
        lateLine.sweep(System.nanoTime(), 38_000);
        assertTrue(late.received().isEmpty());
        lateLine.sweep(System.nanoTime(), 40_000);
        assertEquals(ErrorCode.UNAUTHENTICATED, late.awaitEnd().code());
    }

    @Test
    void statementsArePassedOnAndNeverSayLess() throws Exception {
        TestDevice owner = TestDevice.withVault(one.database);
        TestClient client = new TestClient();
        Line line = one.lines.connect(owner.caller(), owner::caller, client);
        line.receive(open(owner.vault(), 0));
        client.await(m -> m.hasOpened());
        line.receive(statement(owner, 1, 5));
        assertEquals(1, client.await(m -> m.hasStatement()).getStatement().getNumber());
        line.receive(statement(owner, 2, 4));
        client.await(m -> m.getRefused().getError().getCode() == ErrorCode.INVALID);
        line.receive(statement(owner, 2, 6));
        client.await(m -> m.getStatement().getNumber() == 2);
        assertEquals(
                List.of(2L),
                one.lines.receipts().get(owner.vault(), owner.account()).stream()
                        .map(said -> said.getNumber())
                        .toList());
        line.drop();
    }

    private static ToRelay statement(TestDevice device, long number, long upTo) {
        TreeMap<String, SignedStatement.UpTo> received = new TreeMap<>();
        received.put(
                WireId.text(device.id()), new SignedStatement.UpTo(upTo, Hash.of(new byte[] {1})));
        SignedStatement unsigned =
                new SignedStatement(device.vault(), device.id(), number, received, new byte[0]);
        return ToRelay.newBuilder()
                .setStatement(unsigned.sign(device.privateKey()).toMessage())
                .build();
    }

    @Test
    void tooManyLinesOfAnAccountAreRefused() {
        TestDevice owner = TestDevice.withVault(one.database);
        List<Line> all = new ArrayList<>();
        RelayException refused = null;
        while (refused == null && all.size() < 1_000) {
            try {
                all.add(one.lines.connect(owner.caller(), owner::caller, new TestClient()));
            } catch (RelayException e) {
                refused = e;
            }
        }
        assertTrue(refused != null && refused.code() == ErrorCode.RATE_LIMITED);
        all.forEach(Line::drop);
    }
}
