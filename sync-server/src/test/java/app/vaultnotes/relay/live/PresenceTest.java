package app.vaultnotes.relay.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.Open;
import app.vaultnotes.proto.v1.Presence;
import app.vaultnotes.proto.v1.ToClient;
import app.vaultnotes.proto.v1.ToRelay;
import app.vaultnotes.relay.TestDevice;
import app.vaultnotes.relay.TestPostgres;
import app.vaultnotes.relay.call.Caller;
import app.vaultnotes.relay.database.DatabaseAddress;
import app.vaultnotes.relay.database.Scope;
import app.vaultnotes.wire.WireId;
import app.vaultnotes.wire.WireLimits;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Who is there, told from one relay to another through one real database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PresenceTest {

    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final String CANARY = "capybara";
    private static final String HEXADECIMAL =
            HexFormat.of().formatHex(CANARY.getBytes(StandardCharsets.US_ASCII));

    /** A device with a line at a relay, which follows its vault. */
    private record Connected(TestDevice device, TestClient client, Line line) {

        void say(String state) {
            line.receive(presence(device, ByteString.copyFromUtf8(state)));
        }

        void awaitState(TestDevice of, String state) throws InterruptedException {
            client.await(m -> isOf(m, of) && state(m).equals(state));
        }
    }

    private final DatabaseAddress address = TestPostgres.newDatabase();
    private final BareRelay one = new BareRelay(address, PresenceTest::refuse);
    private final BareRelay two = new BareRelay(address, PresenceTest::refuse);

    private static Caller refuse(String token) {
        throw new AssertionError("no token is renewed here");
    }

    @AfterAll
    void close() {
        one.close();
        two.close();
    }

    private static Connected connect(BareRelay relay, TestDevice device) throws Exception {
        TestClient client = new TestClient();
        Line line = relay.lines.connect(device.caller(), device::caller, client);
        Open open = Open.newBuilder().setVaultId(WireId.text(device.vault())).build();
        line.receive(ToRelay.newBuilder().setOpen(open).build());
        client.await(ToClient::hasOpened);
        return new Connected(device, client, line);
    }

    private static boolean isOf(ToClient message, TestDevice device) {
        return message.getPresence().getDeviceId().equals(WireId.text(device.id()));
    }

    private static String state(ToClient message) {
        return message.getPresence().getState().toStringUtf8();
    }

    private static ToRelay presence(TestDevice device, ByteString state) {
        return ToRelay.newBuilder()
                .setPresence(
                        Presence.newBuilder()
                                .setVaultId(WireId.text(device.vault()))
                                .setState(state))
                .build();
    }

    @Test
    void itReachesLinesOfTheOtherRelayAndIsGoneWithTheLine() throws Exception {
        TestDevice ann = TestDevice.withVault(one.database);
        TestDevice bob = ann.sibling(one.database);
        Connected here = connect(one, ann);
        Connected there = connect(two, bob);
        here.say("line 3");
        there.awaitState(ann, "line 3");
        there.say("line 4");
        here.awaitState(bob, "line 4");
        assertFalse(here.client().received().stream().anyMatch(m -> isOf(m, ann)));
        here.line().drop();
        there.awaitState(ann, "");
        there.line().drop();
    }

    @Test
    void whoJoinsAtTheOtherRelayHearsAtOnceWhoIsThere() throws Exception {
        TestDevice ann = TestDevice.withVault(one.database);
        Connected here = connect(one, ann);
        here.say("line 3");
        Connected there = connect(two, ann.sibling(one.database));
        there.awaitState(ann, "line 3");
        there.line().drop();
        here.line().drop();
    }

    /** Nobody tells the end of those who had a line at a relay that died. */
    @Test
    void whoWasAtARelayThatDiedIsGoneWithinTenSeconds() throws Exception {
        TestDevice ann = TestDevice.withVault(one.database);
        Connected there = connect(two, ann.sibling(one.database));
        try (BareRelay third = new BareRelay(address, PresenceTest::refuse)) {
            connect(third, ann).say("line 3");
            there.awaitState(ann, "line 3");
        }
        long heardNanos = System.nanoTime();
        two.hub.sweep(heardNanos + 8 * SECOND_NANOS);
        there.say("still there");
        two.hub.sweep(heardNanos + 9 * SECOND_NANOS);
        there.awaitState(ann, "");
        assertEquals(
                List.of("line 3", ""),
                there.client().received().stream()
                        .filter(m -> isOf(m, ann))
                        .map(PresenceTest::state)
                        .toList());
        there.line().drop();
    }

    /** The old line is cut off later than the new one is made, as on any network. */
    @Test
    void aDeviceThatChangesTheRelayIsThereAllTheTime() throws Exception {
        TestDevice ann = TestDevice.withVault(one.database);
        Connected watcher = connect(one, ann.sibling(one.database));
        Connected before = connect(one, ann);
        before.say("before");
        watcher.awaitState(ann, "before");
        Connected after = connect(two, ann);
        after.say("after");
        watcher.awaitState(ann, "after");
        before.line().drop();
        after.say("later");
        watcher.awaitState(ann, "later");
        assertFalse(watcher.client().received().stream().anyMatch(m -> isOf(m, ann) && isGone(m)));
        after.line().drop();
        watcher.awaitState(ann, "");
        watcher.line().drop();
    }

    private static boolean isGone(ToClient message) {
        return message.getPresence().getState().isEmpty();
    }

    @Test
    void aFloodOfItGoesInFewNoticesAndTheLastIsTold() throws Exception {
        TestDevice ann = TestDevice.withVault(one.database);
        Connected there = connect(two, ann.sibling(one.database));
        List<Connected> many = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            many.add(connect(one, ann.sibling(one.database)));
        }
        two.presenceNotices.clear();
        ByteString large = ByteString.copyFrom(new byte[WireLimits.PRESENCE_BYTES]);
        for (int round = 0; round < 100; round++) {
            many.forEach(each -> each.line().receive(presence(each.device(), large)));
        }
        many.forEach(each -> each.say("last"));
        for (Connected each : many) {
            there.awaitState(each.device(), "last");
        }
        assertTrue(two.presenceNotices.size() < 400, two.presenceNotices.size() + " notices");
        assertTrue(two.presenceNotices.stream().allMatch(notice -> notice.length() < 8_000));
        many.forEach(each -> each.line().drop());
        there.line().drop();
    }

    @Test
    void itStandsInNoTable() throws Exception {
        TestDevice ann = TestDevice.withVault(one.database);
        Connected here = connect(one, ann);
        Connected there = connect(two, ann.sibling(one.database));
        here.say(CANARY);
        there.awaitState(ann, CANARY);
        List<String> tables =
                one.database.transact(
                        Scope.keeper(),
                        rows ->
                                rows.list(
                                        "SELECT relname::text FROM pg_class WHERE relkind IN ('r',"
                                                + " 'p') AND NOT relispartition AND relnamespace ="
                                                + " 'public'::regnamespace AND relname <>"
                                                + " 'flyway_schema_history'",
                                        row -> row.getString(1)));
        assertTrue(tables.size() > 10, tables.toString());
        for (String table : tables) {
            assertEquals(0, rowsWith(table), table);
        }
        here.line().drop();
        there.line().drop();
    }

    /** As text, and as bytes, which JSON has in hexadecimal digits. */
    private int rowsWith(String table) {
        return one.database.transact(
                Scope.keeper(),
                rows ->
                        rows.first(
                                        "SELECT count(*) FROM "
                                                + table
                                                + " t WHERE to_jsonb(t)::text ~ ?",
                                        row -> row.getInt(1),
                                        CANARY + "|" + HEXADECIMAL)
                                .orElseThrow());
    }

    @Test
    void whatIsNoPresenceIsRefusedOrPassedOver() throws Exception {
        TestDevice ann = TestDevice.withVault(one.database);
        Connected here = connect(one, ann);
        Connected there = connect(two, ann.sibling(one.database));
        ToRelay.Builder odd = presence(ann, ByteString.copyFromUtf8("x")).toBuilder();
        odd.getPresenceBuilder().setDocId("no id");
        here.line().receive(odd.build());
        here.client().await(m -> m.getRefused().getError().getCode() == ErrorCode.INVALID);
        UnknownFieldSet.Field ballast =
                UnknownFieldSet.Field.newBuilder()
                        .addLengthDelimited(ByteString.copyFrom(new byte[100_000]))
                        .build();
        ToRelay.Builder heavy = presence(ann, ByteString.copyFromUtf8("light")).toBuilder();
        heavy.getPresenceBuilder()
                .setUnknownFields(UnknownFieldSet.newBuilder().addField(99, ballast).build());
        here.line().receive(heavy.build());
        there.awaitState(ann, "light");
        for (String text :
                List.of(
                        "",
                        " ",
                        "?",
                        "x y",
                        WireId.text(one.id) + " ?x",
                        WireId.text(one.id) + " AAAA")) {
            assertEquals(Optional.empty(), PresenceNotice.parse(text), text);
        }
        here.line().drop();
        there.line().drop();
    }
}
