package app.vaultnotes.relay.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.proto.v1.Error;
import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.ToClient;
import app.vaultnotes.proto.v1.ToRelay;
import app.vaultnotes.relay.api.Meddler.Talk;
import app.vaultnotes.vault.relay.Line;
import app.vaultnotes.vault.relay.Lines;
import app.vaultnotes.vault.relay.Patience;
import app.vaultnotes.vault.relay.RelayAddress;
import app.vaultnotes.vault.relay.RelayClient;
import app.vaultnotes.vault.relay.Trust;
import app.vaultnotes.vault.relay.Way;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A line goes by what the network lets through. */
class FittingLinesTest extends TwoRelays {

    private static final long LONG = 600_000;

    private final AppThreads threads = new AppThreads();
    private final List<AutoCloseable> open = new ArrayList<>();
    private Meddler between;

    @BeforeEach
    void meddle() {
        between = new Meddler(relays.get(0).port());
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
        open.clear();
        between.close();
        threads.awaitRest();
    }

    @AfterAll
    void stopThreads() {
        threads.close();
    }

    private Lines lines(Patience patience) {
        RelayAddress address = RelayAddress.parse("http://127.0.0.1:" + between.port());
        RelayClient client =
                new RelayClient(address, Trust.platform(), threads.executor, threads.timer);
        open.add(client);
        return client.lines(List.of(Way.values()), patience);
    }

    /** Follows a vault on a line, as an app does, and says something on it. */
    private Ear follow(Lines lines, TestApp app) throws InterruptedException {
        Ear ear = new Ear();
        Line line = lines.open(app.token(), ear);
        open.add(line);
        ear.awaitOpened();
        line.send(open(app));
        ear.await(ToClient::hasOpened);
        line.send(
                ToRelay.newBuilder()
                        .setBatch(app.cut(UUID.randomUUID(), List.of(bytes(10))).toMessage())
                        .build());
        ear.await(ToClient::hasAck);
        return ear;
    }

    @Test
    void theBestWayIsTakenWhereNothingIsInBetween() throws Exception {
        follow(lines(Patience.USUAL), app(0).withVault());
        assertEquals(List.of(Talk.HTTP2), between.seen());
    }

    @Test
    void aProxyWithoutHttp2LeavesWebSockets() throws Exception {
        between.refuse(Talk.HTTP2);
        TestApp app = app(0).withVault();
        Lines lines = lines(new Patience(10_000, LONG));
        follow(lines, app);
        assertEquals(List.of(Talk.HTTP2, Talk.WEB_SOCKET), between.seen());
        // What worked is remembered.
        follow(lines, app);
        assertEquals(List.of(Talk.HTTP2, Talk.WEB_SOCKET, Talk.WEB_SOCKET), between.seen());
    }

    @Test
    void aProxyThatPassesCallsAloneLeavesPolling() throws Exception {
        between.refuse(Talk.HTTP2, Talk.WEB_SOCKET);
        TestApp app = app(0).withVault();
        follow(lines(new Patience(10_000, LONG)), app);
        assertEquals(List.of(Talk.HTTP2, Talk.WEB_SOCKET), between.seen().subList(0, 2));
        assertTrue(between.seen().contains(Talk.CALL));
    }

    @Test
    void whatNeverAnswersIsGivenUp() throws Exception {
        between.swallow(Talk.HTTP2, Talk.WEB_SOCKET);
        // Nothing comes so soon; calls have limits of their own.
        follow(lines(new Patience(1, LONG)), app(0).withVault());
        assertTrue(between.seen().contains(Talk.CALL));
    }

    @Test
    void aBetterWayIsTakenWhenItIsFree() throws Exception {
        between.refuse(Talk.HTTP2);
        TestApp app = app(0).withVault();
        Lines lines = lines(new Patience(10_000, 100));
        Ear ear = follow(lines, app);
        between.refuse();
        Error end = ear.awaitEnd();
        assertEquals(ErrorCode.ERROR_CODE_UNSPECIFIED, end.getCode(), end.getMessage());
        int before = between.seen().size();
        follow(lines, app);
        assertEquals(List.of(Talk.HTTP2), between.seen().subList(before, between.seen().size()));
    }

    /** As a web server that passes HTTP/1.1 on: the line seems to come up, and then fails. */
    @Test
    void aProxyWithHttp2ThatPassesNoGrpcLeavesWebSockets() throws Exception {
        Server front = new Server();
        ServerConnector connector =
                new ServerConnector(
                        front, new HTTP2CServerConnectionFactory(new HttpConfiguration()));
        connector.setHost("127.0.0.1");
        front.addConnector(connector);
        front.setHandler(new Page());
        front.start();
        try {
            between.leadHttp2To(connector.getLocalPort());
            follow(lines(new Patience(10_000, LONG)), app(0).withVault());
            assertEquals(List.of(Talk.HTTP2, Talk.WEB_SOCKET), between.seen());
        } finally {
            front.stop();
        }
    }

    /** Answers everything with a page. */
    private static final class Page extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            response.setStatus(404);
            response.getHeaders().put("Content-Type", "text/html");
            Content.Sink.write(response, true, "<html>Not here</html>", callback);
            return true;
        }
    }

    @Test
    void whereNoWayLeadsAnywhereThatIsSaidOnce() throws Exception {
        between.refuse(Talk.values());
        Ear ear = new Ear();
        open.add(lines(Patience.USUAL).open("a token", ear));
        Error end = ear.awaitEnd();
        assertEquals(ErrorCode.ERROR_CODE_UNSPECIFIED, end.getCode());
        assertTrue(end.getMessage().contains("502"), end.getMessage());
        assertFalse(end.getMessage().contains("a token"), end.getMessage());
        assertEquals(List.of(Talk.HTTP2, Talk.WEB_SOCKET, Talk.CALL), between.seen());
    }

    @Test
    void whereNothingListensThatIsSaid() throws Exception {
        between.close();
        Ear ear = new Ear();
        open.add(lines(Patience.USUAL).open("a token", ear));
        assertTrue(ear.awaitEnd().getMessage().startsWith("Nothing answers at "));
    }

    @Test
    void theRelaysOwnRefusalIsNoReasonToGoElsewhere() throws Exception {
        Ear ear = new Ear();
        open.add(lines(Patience.USUAL).open("a token", ear));
        assertEquals(ErrorCode.UNAUTHENTICATED, ear.awaitEnd().getCode());
        assertEquals(List.of(Talk.HTTP2), between.seen());
    }
}
