package app.vaultnotes.relay.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.proto.v1.Ack;
import app.vaultnotes.proto.v1.Close;
import app.vaultnotes.proto.v1.Error;
import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.Open;
import app.vaultnotes.proto.v1.Opened;
import app.vaultnotes.proto.v1.Ping;
import app.vaultnotes.proto.v1.Presence;
import app.vaultnotes.proto.v1.Refused;
import app.vaultnotes.proto.v1.RemoveRequest;
import app.vaultnotes.proto.v1.RevokeTokenRequest;
import app.vaultnotes.proto.v1.Role;
import app.vaultnotes.proto.v1.StoredRecord;
import app.vaultnotes.proto.v1.ToClient;
import app.vaultnotes.proto.v1.ToRelay;
import app.vaultnotes.relay.TestRelay;
import app.vaultnotes.vault.relay.Line;
import app.vaultnotes.vault.relay.Patience;
import app.vaultnotes.vault.relay.RelayAddress;
import app.vaultnotes.vault.relay.RelayClient;
import app.vaultnotes.vault.relay.Trust;
import app.vaultnotes.vault.relay.Way;
import app.vaultnotes.wire.SignedBatch;
import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An app's line to a relay: the same is said and heard on it whichever way it goes. */
class LinesOfAppsTest extends TwoRelays {

    private final AppThreads threads = new AppThreads();
    private final List<Line> lines = new ArrayList<>();
    private final List<RelayClient> clients = new ArrayList<>();

    /** Nothing of a line goes on when it is closed. */
    @AfterEach
    void closeAll() throws InterruptedException {
        lines.forEach(Line::close);
        clients.forEach(RelayClient::close);
        lines.clear();
        clients.clear();
        threads.awaitRest();
    }

    @AfterAll
    void stopThreads() {
        threads.close();
    }

    private Line line(Way way, String token, Ear ear) {
        RelayAddress address = RelayAddress.parse("http://127.0.0.1:" + relays.get(0).port());
        RelayClient client =
                new RelayClient(address, Trust.platform(), threads.executor, threads.timer);
        clients.add(client);
        Line line = client.lines(List.of(way), Patience.USUAL).open(token, ear);
        lines.add(line);
        return line;
    }

    /** A line that is up and follows the app's vault from its beginning. */
    private Line follow(Way way, TestApp app, Ear ear) throws InterruptedException {
        Line line = line(way, app.token(), ear);
        ear.awaitOpened();
        line.send(open(app));
        ear.await(ToClient::hasOpened);
        return line;
    }

    private static ToRelay batch(SignedBatch batch) {
        return ToRelay.newBuilder().setBatch(batch.toMessage()).build();
    }

    private static List<ByteString> payloads(List<StoredRecord> records) {
        return records.stream().map(StoredRecord::getRecord).toList();
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void whatIsThereComesFirstAndThenWhatOthersSend(Way way) throws Exception {
        TestApp owner = app(0).withVault();
        SignedBatch before = owner.cut(UUID.randomUUID(), List.of(bytes(10), bytes(1_000)));
        send(owner, before);
        TestApp other = member(owner, Role.EDITOR, 1);
        Ear ear = new Ear();
        Line line = follow(way, owner, ear);
        Opened opened = ear.await(ToClient::hasOpened).getOpened();
        assertEquals(2, opened.getHead());
        assertEquals(Role.OWNER, opened.getRole());
        assertEquals(owner.session().getIncarnation().getId(), opened.getIncarnation().getId());
        ear.awaitRecords(2);
        SignedBatch live = other.cut(UUID.randomUUID(), List.of(bytes(10)));
        send(other, live);
        ear.awaitRecords(3);
        SignedBatch own = owner.cut(UUID.randomUUID(), List.of(bytes(10), bytes(20)));
        line.send(batch(own));
        Ack ack = ear.await(ToClient::hasAck).getAck();
        assertEquals(4, ack.getDeviceSeq());
        assertEquals(5, ack.getLastVaultSeq());
        ear.awaitRecords(5);
        assertEquals(payloads(changes(owner)), payloads(ear.records()));
        line.send(ToRelay.newBuilder().setPing(Ping.newBuilder().setNumber(7)).build());
        assertEquals(7, ear.await(ToClient::hasPong).getPong().getNumber());
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void whoComesBackGoesOnFromTheCursor(Way way) throws Exception {
        TestApp app = app(0).withVault();
        send(app, app.cut(UUID.randomUUID(), List.of(bytes(10), bytes(20), bytes(30))));
        Ear ear = new Ear();
        Line line = line(way, app.token(), ear);
        ear.awaitOpened();
        String incarnation = app.session().getIncarnation().getId();
        line.send(open(app, 2, incarnation));
        ear.awaitRecords(1);
        assertEquals(3, ear.records().get(0).getVaultSeq());
        line.send(
                ToRelay.newBuilder()
                        .setClose(Close.newBuilder().setVaultId(app.vaultId()))
                        .build());
        line.send(open(app, 2, TestRelay.id()));
        Refused refused = ear.await(ToClient::hasRefused).getRefused();
        assertEquals(app.vaultId(), refused.getVaultId());
        assertEquals(ErrorCode.OTHER_INCARNATION, refused.getError().getCode());
        line.send(open(app));
        ear.awaitRecords(4);
    }

    private static ToRelay open(TestApp app, long after, String incarnation) {
        return ToRelay.newBuilder()
                .setOpen(
                        Open.newBuilder()
                                .setVaultId(app.vaultId())
                                .setAfterVaultSeq(after)
                                .setIncarnation(incarnation))
                .build();
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void whatIsMissingAndWhatIsForkedIsRefusedByItsNumber(Way way) throws Exception {
        TestApp app = app(0).withVault();
        send(app, app.cut(UUID.randomUUID(), List.of(bytes(10))));
        app.cut(UUID.randomUUID(), List.of(bytes(10)));
        SignedBatch behindTheGap = app.cut(UUID.randomUUID(), List.of(bytes(10), bytes(20)));
        Ear ear = new Ear();
        Line line = follow(way, app, ear);
        line.send(batch(behindTheGap));
        Refused gap = ear.await(ToClient::hasRefused).getRefused();
        assertEquals(ErrorCode.GAP, gap.getError().getCode());
        assertEquals(1, gap.getError().getLastDeviceSeq());
        assertEquals(4, gap.getDeviceSeq());
        assertEquals(app.vaultId(), gap.getVaultId());
        line.send(batch(app.anotherFirst(bytes(40))));
        Refused forked =
                ear.await(message -> message.getRefused().getDeviceSeq() == 1).getRefused();
        assertEquals(ErrorCode.FORKED, forked.getError().getCode());
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void aViewerHearsButMayNotSend(Way way) throws Exception {
        TestApp owner = app(0).withVault();
        TestApp viewer = member(owner, Role.VIEWER, 0);
        Ear ear = new Ear();
        Line line = follow(way, viewer, ear);
        assertEquals(Role.VIEWER, ear.await(ToClient::hasOpened).getOpened().getRole());
        line.send(batch(viewer.cut(UUID.randomUUID(), List.of(bytes(10)))));
        Refused refused = ear.await(ToClient::hasRefused).getRefused();
        assertEquals(ErrorCode.FORBIDDEN, refused.getError().getCode());
        assertEquals(1, refused.getDeviceSeq());
        send(owner, owner.cut(UUID.randomUUID(), List.of(bytes(10))));
        ear.awaitRecords(1);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void aWrongTokenEndsTheLineWithTheRelaysWord(Way way) throws Exception {
        Ear ear = new Ear();
        Line line = line(way, "no token at all", ear);
        line.send(ToRelay.newBuilder().setPing(Ping.getDefaultInstance()).build());
        Error error = ear.awaitEnd();
        assertEquals(ErrorCode.UNAUTHENTICATED, error.getCode(), error.getMessage());
        assertTrue(!error.getMessage().isEmpty());
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void whoIsSignedOutLosesTheLine(Way way) throws Exception {
        TestApp app = app(0).withVault();
        Ear ear = new Ear();
        Line line = follow(way, app, ear);
        var _ = app.auth().revokeToken(RevokeTokenRequest.getDefaultInstance());
        assertEquals(ErrorCode.UNAUTHENTICATED, ear.awaitEnd().getCode());
        line.send(open(app)); // is lost without harm
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void whoIsRemovedLosesTheVaultAndKeepsTheLine(Way way) throws Exception {
        TestApp owner = app(0).withVault();
        TestApp other = member(owner, Role.EDITOR, 1);
        Ear ear = new Ear();
        Line line = follow(way, other, ear);
        var _ =
                owner.vaults()
                        .remove(
                                RemoveRequest.newBuilder()
                                        .setVaultId(owner.vaultId())
                                        .setAccountId(other.session().getAccountId())
                                        .build());
        assertEquals(owner.vaultId(), ear.await(ToClient::hasClosed).getClosed().getVaultId());
        line.send(open(other));
        assertEquals(
                ErrorCode.NOT_FOUND,
                ear.await(ToClient::hasRefused).getRefused().getError().getCode());
        TestApp with = other.in(UUID.randomUUID()).withVault();
        line.send(open(with));
        ear.await(message -> message.getOpened().getVaultId().equals(with.vaultId()));
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void fullBatchesGoInAndComeOut(Way way) throws Exception {
        TestApp app = app(0).withVault();
        Ear ear = new Ear();
        Line line = follow(way, app, ear);
        List<ByteString> sent = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            SignedBatch batch =
                    app.cut(
                            UUID.randomUUID(),
                            List.of(
                                    bytes(1 << 20),
                                    bytes(1 << 20),
                                    bytes(1 << 20),
                                    bytes(900_000)));
            sent.addAll(batch.toMessage().getRecordsList());
            line.send(batch(batch));
            // As apps do: little is on its way at once.
            long upTo = sent.size();
            ear.await(message -> message.getAck().getDeviceSeq() == upTo);
        }
        ear.awaitRecords(sent.size());
        assertEquals(sent, payloads(ear.records()));
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void aSlowReaderHoldsBackTheRelayAndNotItsOwnMemory(Way way) throws Exception {
        TestApp app = app(0).withVault();
        for (int i = 0; i < 12; i++) {
            send(app, app.cut(UUID.randomUUID(), List.of(bytes(1 << 20), bytes(1 << 20))));
        }
        Ear ear = new Ear();
        ear.block();
        Line line = line(way, app.token(), ear);
        ear.awaitOpened();
        line.send(open(app));
        ear.await(ToClient::hasOpened);
        Ear other = new Ear();
        follow(Way.GRPC, app, other);
        other.awaitRecords(24);
        assertEquals(1, ear.heard().size());
        ear.goOn();
        ear.awaitRecords(24);
        assertEquals(payloads(changes(app)), payloads(ear.records()));
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void nothingIsToldOfALineThatWasClosed(Way way) throws Exception {
        TestApp app = app(0).withVault();
        Ear ear = new Ear();
        Line line = follow(way, app, ear);
        int before = ear.heard().size();
        line.close();
        send(app, app.cut(UUID.randomUUID(), List.of(bytes(10))));
        line.send(open(app));
        Ear witness = new Ear();
        follow(way, app, witness);
        witness.awaitRecords(1);
        assertEquals(before, ear.heard().size());
    }

    /** Of a line by calls alone there is none. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "POLLING")
    void presenceComesFromOneToTheOther(Way way) throws Exception {
        TestApp owner = app(0).withVault();
        TestApp other = member(owner, Role.VIEWER, 0);
        Ear here = new Ear();
        Ear there = new Ear();
        Line line = follow(way, owner, here);
        follow(way, other, there);
        line.send(
                ToRelay.newBuilder()
                        .setPresence(
                                Presence.newBuilder()
                                        .setVaultId(owner.vaultId())
                                        .setState(ByteString.copyFromUtf8("line 3")))
                        .build());
        assertEquals(
                "line 3",
                there.await(ToClient::hasPresence).getPresence().getState().toStringUtf8());
    }
}
