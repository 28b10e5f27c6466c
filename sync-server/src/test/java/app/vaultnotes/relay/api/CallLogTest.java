package app.vaultnotes.relay.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.proto.v1.AuthServiceGrpc;
import app.vaultnotes.proto.v1.GetVaultRequest;
import app.vaultnotes.proto.v1.ListMembersRequest;
import app.vaultnotes.proto.v1.RenameVaultRequest;
import app.vaultnotes.proto.v1.RevokeTokenRequest;
import app.vaultnotes.proto.v1.Role;
import app.vaultnotes.proto.v1.SignInRequest;
import app.vaultnotes.proto.v1.ToClient;
import app.vaultnotes.proto.v1.ToRelay;
import app.vaultnotes.relay.api.EndedCall.Kind;
import app.vaultnotes.relay.api.EndedCall.Way;
import app.vaultnotes.wire.Hash;
import app.vaultnotes.wire.WireId;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.WebSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What the log tells of calls: that they were made, and nothing of what was said. */
class CallLogTest extends TwoRelays {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Logger logger = (Logger) LoggerFactory.getLogger(CallLog.NAME);
    private Told told = new Told();

    /** Lines as they come, each of which is JSON; may be held up. */
    private static final class Told extends AppenderBase<ILoggingEvent> {
        final Collected<JsonNode> lines = new Collected<>();
        volatile CountDownLatch open = new CountDownLatch(0);

        /** Calls of which there is a line, or that are in the sum of those without. */
        final AtomicLong calls = new AtomicLong();

        @Override
        protected void append(ILoggingEvent event) {
            try {
                open.await();
                JsonNode line = JSON.readTree(event.getFormattedMessage());
                calls.addAndGet(line.has("way") ? 1 : line.path("notTold").asLong());
                lines.onNext(line);
            } catch (JsonProcessingException | InterruptedException e) {
                lines.onError(e);
            }
        }

        /** The line of a call, which ended like this. */
        JsonNode await(String event, Way way, String outcome) throws InterruptedException {
            return lines.await(line ->
                    line.path("event").asText().equals(event)
                            && line.path("way").asText().equals(way.name())
                            && line.path("outcome").asText().equals(outcome));
        }

        long sum(String field) {
            return lines.all().stream().mapToLong(line -> line.path(field).asLong()).sum();
        }
    }

    @BeforeEach
    void listen() {
        told = new Told();
        told.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(told);
    }

    @AfterEach
    void leave() {
        logger.detachAppender(told);
        logger.setLevel(null);
    }

    private static void assertOf(JsonNode line, TestApp app) {
        assertEquals(app.session().getAccountId(), line.path("account").asText(), line.toString());
        assertEquals(app.vaultId(), line.path("vault").asText(), line.toString());
    }

    private static void getVault(TestApp app, String vault) {
        var _ = app.vaults().getVault(GetVaultRequest.newBuilder().setVaultId(vault).build());
    }

    @Test
    void aCallOverGrpcIsToldHoweverItEnds() throws Exception {
        TestApp app = app(0).withVault();
        getVault(app, app.vaultId());
        JsonNode line = told.await("GetVault", Way.GRPC, "ok");
        assertOf(line, app);
        assertEquals("VaultService", line.path("service").asText());
        assertEquals("INFO", line.path("level").asText());
        assertTrue(line.path("durationMillis").isNumber(), line.toString());
        long age = System.currentTimeMillis() - line.path("timestamp").asLong();
        assertTrue(age >= 0 && age < Duration.ofMinutes(5).toMillis(), line.toString());
        assertFalse(line.has("sent"), line.toString());
        assertOf(told.await("CreateVault", Way.GRPC, "ok"), app);
        assertEquals(
                app.session().getAccountId(),
                told.await("SignUp", Way.GRPC, "ok").path("account").asText());
        TestApp other = app(0);
        other.use(app.vault());
        assertThrows(StatusRuntimeException.class, () -> getVault(other, other.vaultId()));
        assertOf(told.await("GetVault", Way.GRPC, "NOT_FOUND"), other);
    }

    @Test
    void aCallOverRestIsToldHoweverItEnds() throws Exception {
        TestApp app = app(0).withVault();
        String base = "/v1/vaults/" + app.vaultId();
        assertEquals(200, rest(to(0, base).GET(), app).statusCode());
        assertOf(told.await("GetVault", Way.REST, "ok"), app);
        assertEquals(200, rest(to(0, base + "/changes").GET(), app).statusCode());
        assertOf(told.await("GetChanges", Way.REST, "ok"), app);
        assertEquals(400, rest(to(0, base + "?nonsense=1").GET(), app).statusCode());
        assertOf(told.await("GetVault", Way.REST, "INVALID"), app);
        byte[] blob = bytes(1_000);
        HttpRequest.Builder put =
                to(0, base + "/blobs/" + Hash.of(blob) + "?size_bytes=1000")
                        .PUT(HttpRequest.BodyPublishers.ofByteArray(blob));
        assertEquals(200, rest(put, app).statusCode());
        JsonNode line = told.await("Put", Way.REST, "ok");
        assertOf(line, app);
        assertEquals("BlobService", line.path("service").asText());
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest bare = to(0, base).GET().build();
            client.send(bare, HttpResponse.BodyHandlers.discarding());
        }
        JsonNode unknown = told.await("GetVault", Way.REST, "UNAUTHENTICATED");
        assertFalse(unknown.has("account"), unknown.toString());
        assertEquals(app.vaultId(), unknown.path("vault").asText());
    }

    @Test
    void whoeverLeavesInTheMidstOfAnAnswerIsTold() throws Exception {
        TestApp app = app(0).withVault();
        byte[] blob = bytes(40 << 20);
        String path = "/v1/vaults/" + app.vaultId() + "/blobs/" + Hash.of(blob);
        HttpRequest.Builder put =
                to(0, path + "?size_bytes=" + blob.length)
                        .PUT(HttpRequest.BodyPublishers.ofByteArray(blob));
        assertEquals(200, rest(put, app).statusCode());
        HttpRequest get =
                to(0, path).header("Authorization", "Bearer " + app.token()).GET().build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            InputStream begun = client.send(get, HttpResponse.BodyHandlers.ofInputStream()).body();
            assertEquals(blob[0], (byte) begun.read());
            begun.close();
        }
        assertOf(told.await("Get", Way.REST, "CANCELLED"), app);
    }

    @Test
    void aStreamIsToldAtItsEndWithItsMessages() throws Exception {
        TestApp app = app(0).withVault();
        send(app, app.cut(UUID.randomUUID(), List.of(bytes(10))));
        JsonNode appended = told.await("SendChanges", Way.GRPC, "ok");
        assertOf(appended, app);
        assertEquals(1, appended.path("received").asInt());
        assertEquals(1, appended.path("sent").asInt());
        Collected<ToClient> here = new Collected<>();
        StreamObserver<ToRelay> line = app.syncAsync().sync(here);
        line.onNext(open(app));
        here.await(message -> message.getRecords().getRecordsCount() == 1);
        assertTrue(told.lines.all().stream().noneMatch(it -> it.toString().contains("\"Sync\"")));
        line.onCompleted();
        assertNull(here.awaitEnd());
        JsonNode ended = told.await("Sync", Way.GRPC, "ok");
        assertOf(ended, app);
        assertEquals(1, ended.path("received").asInt());
        assertEquals(here.all().size(), ended.path("sent").asInt());
        Collected<ToClient> left = new Collected<>();
        app.syncAsync().sync(left).onNext(open(app));
        left.await(ToClient::hasOpened);
        app.close();
        assertOf(told.await("Sync", Way.GRPC, "CANCELLED"), app);
    }

    @Test
    void aSocketIsToldAtItsEndAndWhenThereIsNone() throws Exception {
        TestApp app = app(1).withVault();
        Collected<ToClient> here = new Collected<>();
        WebSocket socket = webSocket(app, 1, here);
        socket.send(bytes(open(app)));
        here.await(ToClient::hasOpened);
        socket.close(1000, null);
        JsonNode ended = told.await("Sync", Way.WEBSOCKET, "ok");
        assertOf(ended, app);
        assertEquals(1, ended.path("received").asInt());
        assertEquals(here.all().size(), ended.path("sent").asInt());
        WebSocket broken = webSocket(app, 1, new Collected<>());
        broken.send(okio.ByteString.encodeUtf8("no message"));
        assertEquals(
                app.session().getAccountId(),
                told.await("Sync", Way.WEBSOCKET, "INVALID").path("account").asText());
        TestApp out = app(1);
        var _ = out.auth().revokeToken(RevokeTokenRequest.getDefaultInstance());
        webSocket(out, 1, new Collected<>());
        told.await("Sync", Way.WEBSOCKET, "UNAUTHENTICATED");
    }

    @Test
    void nothingThatWasSaidIsTold() throws Exception {
        TestApp app = app(0).withVault();
        TestApp member = member(app, Role.EDITOR, 1);
        ManagedChannel channel =
                OkHttpChannelBuilder.forAddress("127.0.0.1", relays.get(0).port())
                        .usePlaintext()
                        .build();
        SignInRequest wrong =
                SignInRequest.newBuilder()
                        .setEmail("canary@example.org")
                        .setPassphrase("canary canary")
                        .build();
        assertThrows(
                StatusRuntimeException.class,
                () -> AuthServiceGrpc.newBlockingStub(channel).signIn(wrong));
        channel.shutdownNow();
        var _ =
                app.vaults()
                        .renameVault(
                                RenameVaultRequest.newBuilder()
                                        .setVaultId(app.vaultId())
                                        .setName("canary")
                                        .build());
        send(app, app.cut(UUID.randomUUID(), List.of("canary".getBytes(StandardCharsets.UTF_8))));
        assertThrows(StatusRuntimeException.class, () -> getVault(app, "canary"));
        rest(to(0, "/v1/vaults/canary/members?canary=canary").GET(), app);
        var _ =
                member.vaults()
                        .listMembers(
                                ListMembersRequest.newBuilder().setVaultId(app.vaultId()).build());
        told.await("SignIn", Way.GRPC, "WRONG_CREDENTIALS");
        told.await("RenameVault", Way.GRPC, "ok");
        told.await("SendChanges", Way.GRPC, "ok");
        told.await("GetVault", Way.GRPC, "INVALID");
        told.await("ListMembers", Way.REST, "INVALID");
        told.await("ListMembers", Way.GRPC, "ok");
        String all = told.lines.all().toString();
        for (String secret :
                List.of(
                        "canary",
                        "example.org",
                        "herons",
                        "127.0.0.1",
                        app.token(),
                        member.token(),
                        app.session().getRefreshToken(),
                        WireId.text(app.device()))) {
            assertFalse(all.contains(secret), secret);
        }
    }

    private static EndedCall ended(String outcome, Duration took) {
        return new EndedCall(
                new Kind("vaultnotes.v1.VaultService/GetVault", outcome),
                1,
                Way.GRPC,
                null,
                null,
                took.toNanos(),
                null);
    }

    @Test
    void whoeverReadsTheLogSlowlyHoldsUpNoCallAndHearsOfAll() throws Exception {
        int calls = 20_000;
        told.open = new CountDownLatch(1);
        try (CallLog log = new CallLog(Duration.ofMillis(1))) {
            for (int i = 0; i < calls; i++) {
                log.add(ended("NOT_FOUND", Duration.ZERO));
            }
            assertEquals(List.of(), told.lines.all());
            told.open.countDown();
            told.lines.await(line -> told.calls.get() == calls);
        }
        long lines = told.lines.all().stream().filter(line -> line.has("way")).count();
        assertTrue(lines >= 2_000 && lines < 4_200, lines + " lines");
        assertEquals(calls, told.calls.get());
    }

    @Test
    void usualCallsTakeNoRoomFromThoseThatWereRefusedOrSlow() throws Exception {
        int calls = 5_000;
        try (CallLog log = new CallLog()) {
            for (int i = 0; i < calls; i++) {
                log.add(ended("ok", Duration.ofMillis(5)));
            }
            log.add(ended("ok", Duration.ofSeconds(3)));
            log.add(ended("FORBIDDEN", Duration.ZERO));
        }
        told.lines.await(line -> line.path("durationMillis").asLong() == 3_000);
        told.await("GetVault", Way.GRPC, "FORBIDDEN");
        told.lines.await(line -> told.calls.get() == calls + 2);
        assertTrue(told.sum("notTold") > calls / 2, told.sum("notTold") + " were left out");
        assertTrue(told.lines.all().size() > 1_000, told.lines.all().size() + " lines");
    }
}
