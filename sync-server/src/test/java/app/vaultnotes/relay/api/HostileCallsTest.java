package app.vaultnotes.relay.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.proto.v1.AuthServiceGrpc;
import app.vaultnotes.proto.v1.BlobServiceGrpc;
import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.RelayServiceGrpc;
import app.vaultnotes.proto.v1.RevokeTokenRequest;
import app.vaultnotes.proto.v1.SyncServiceGrpc;
import app.vaultnotes.proto.v1.VaultServiceGrpc;
import app.vaultnotes.relay.TestPostgres;
import app.vaultnotes.relay.TestSettings;
import app.vaultnotes.relay.call.RelayException;
import app.vaultnotes.relay.serve.Relay;
import app.vaultnotes.wire.WireLimits;
import io.grpc.CallOptions;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Calls of somebody who means no good, on every path there is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileCallsTest {

    private static final Set<String> OPEN =
            Set.of(
                    "SignUp",
                    "SignIn",
                    "RefreshToken",
                    "DeviceChallenge",
                    "DeviceSignIn",
                    "GetRelay");

    private static final List<String> PATHS =
            List.of(
                    "/v1/vaults",
                    "/v1/session",
                    "/v1/devices",
                    "/v1/vaults/x",
                    "/v1/vaults/x/changes",
                    "/v1/vaults/x/members",
                    "/v1/vaults/x/receipts",
                    "/v1/vaults/x/snapshots/x",
                    "/v1/vaults/x/blobs/x",
                    "/v1/admin/status",
                    "/v1/admin/accounts",
                    "/v1/admin/accounts/x/devices",
                    "/v1/admin/invitations");

    /** Bytes as they are, whatever they are said to be. */
    private static final MethodDescriptor.Marshaller<byte[]> RAW =
            new MethodDescriptor.Marshaller<>() {
                @Override
                public InputStream stream(byte[] value) {
                    return new ByteArrayInputStream(value);
                }

                @Override
                public byte[] parse(InputStream stream) {
                    try {
                        return stream.readAllBytes();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            };

    private final List<AutoCloseable> open = new ArrayList<>();
    private int port;
    private TestApp app;

    @BeforeAll
    void start(@TempDir Path folder) {
        Relay relay =
                Relay.start(
                        TestSettings.in(folder)
                                .address(Optional.empty())
                                .on(TestPostgres.newRelayDatabase())
                                .settings());
        open.add(relay);
        port = relay.port();
        app = TestApp.signUp(port, "").withVault();
        open.add(app);
    }

    @AfterAll
    void stop() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    private static Stream<MethodDescriptor<byte[], byte[]>> methods() {
        return Stream.of(
                        AuthServiceGrpc.getServiceDescriptor(),
                        VaultServiceGrpc.getServiceDescriptor(),
                        SyncServiceGrpc.getServiceDescriptor(),
                        BlobServiceGrpc.getServiceDescriptor(),
                        RelayServiceGrpc.getServiceDescriptor())
                .flatMap(service -> service.getMethods().stream())
                .filter(method -> !OPEN.contains(method.getBareMethodName()))
                .map(method -> method.toBuilder(RAW, RAW).build());
    }

    /** Sends bytes as the only request of a call, and says how it ended. */
    private Status.Code call(
            MethodDescriptor<byte[], byte[]> method, String authorization, byte[] request) {
        Metadata headers = new Metadata();
        headers.put(
                Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), authorization);
        ManagedChannel channel =
                OkHttpChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
        try {
            var intercepted =
                    ClientInterceptors.intercept(
                            channel, MetadataUtils.newAttachHeadersInterceptor(headers));
            var call = intercepted.newCall(method, CallOptions.DEFAULT);
            Collected<byte[]> answers = new Collected<>();
            ClientCalls.asyncBidiStreamingCall(call, answers).onNext(request);
            call.halfClose();
            Throwable failure = answers.awaitEnd();
            return failure == null ? Status.Code.OK : Status.fromThrowable(failure).getCode();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            channel.shutdownNow();
        }
    }

    private void assertWell() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            assertEquals(200, get(client, "/readyz", "").statusCode());
        }
    }

    private HttpResponse<String> get(HttpClient client, String path, String token)
            throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .header("Authorization", "Bearer " + token)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void noCallAnswersWithoutAGoodToken() throws Exception {
        TestApp gone = TestApp.signUp(port, "");
        open.add(gone);
        String revoked = gone.token();
        var _ = gone.auth().revokeToken(RevokeTokenRequest.getDefaultInstance());
        String forged = app.token().substring(1) + "A";
        for (String authorization :
                List.of(
                        "Basic x",
                        "Bearer x",
                        "Bearer " + forged,
                        "Bearer " + revoked,
                        app.token())) {
            methods()
                    .forEach(method ->
                            assertEquals(
                                    Status.Code.UNAUTHENTICATED,
                                    call(method, authorization, new byte[0]),
                                    method.getFullMethodName()));
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (String path : PATHS) {
                for (String token : List.of("", forged, revoked)) {
                    assertEquals(401, get(client, path, token).statusCode(), path);
                }
            }
        }
    }

    @Test
    void noAnswerSetsACookie() throws Exception {
        List<String> paths = new ArrayList<>(PATHS);
        paths.addAll(List.of("/", "/livez", "/readyz", "/v1/sync", "/nothing"));
        OkHttpClient client = new OkHttpClient();
        int answers = 0;
        for (String path : paths) {
            for (String token : List.of("", "Bearer wrong", "Bearer " + app.token())) {
                for (boolean upgrades : List.of(false, true)) {
                    Request.Builder request =
                            new Request.Builder()
                                    .url("http://127.0.0.1:" + port + path)
                                    .header("Authorization", token);
                    if (upgrades) {
                        request.header("Connection", "Upgrade")
                                .header("Upgrade", "websocket")
                                .header("Sec-WebSocket-Version", "13")
                                .header("Sec-WebSocket-Key", "AAAAAAAAAAAAAAAAAAAAAA==");
                    }
                    try (okhttp3.Response answer = client.newCall(request.build()).execute()) {
                        answers++;
                        assertEquals(List.of(), answer.headers("Set-Cookie"), path + token);
                    }
                }
            }
        }
        assertEquals(6 * paths.size(), answers);
        assertWell();
    }

    @Test
    void bytesThatAreNoMessageHarmNothing() throws Exception {
        Random random = new Random(11);
        String authorization = "Bearer " + app.token();
        List<MethodDescriptor<byte[], byte[]>> methods =
                methods()
                        .filter(method -> !method.getFullMethodName().contains("/Revoke"))
                        .toList();
        for (MethodDescriptor<byte[], byte[]> method : methods) {
            byte[] garbage = new byte[300];
            random.nextBytes(garbage);
            assertEquals(
                    Status.Code.INVALID_ARGUMENT,
                    call(method, authorization, garbage),
                    method.getFullMethodName());
        }
        assertWell();
    }

    @Test
    void aMessageThatIsTooLargeIsRefused() throws Exception {
        byte[] large = new byte[2 * WireLimits.MESSAGE_BYTES];
        MethodDescriptor<byte[], byte[]> send =
                methods()
                        .filter(method -> method.getFullMethodName().endsWith("/SendChanges"))
                        .findFirst()
                        .orElseThrow();
        Status.Code code = call(send, "Bearer " + app.token(), large);
        assertTrue(code != Status.Code.OK, code.name());
        assertWell();
    }

    @Test
    void restRefusesWhatItCannotRead() throws Exception {
        String deep = "{\"a\":".repeat(50_000) + "1" + "}".repeat(50_000);
        String large = "{\"name\":\"" + "x".repeat(3 * WireLimits.MESSAGE_BYTES) + "\"}";
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (String body : List.of("{", "[]", "{\"vault_id\":{}}", deep, large, "\0\0")) {
                HttpResponse<String> answer =
                        client.send(
                                HttpRequest.newBuilder(
                                                URI.create(
                                                        "http://127.0.0.1:" + port + "/v1/vaults"))
                                        .header("Authorization", "Bearer " + app.token())
                                        .POST(HttpRequest.BodyPublishers.ofString(body))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());
                assertTrue(
                        answer.statusCode() >= 400 && answer.statusCode() < 500,
                        answer.statusCode()
                                + " for "
                                + body.substring(0, Math.min(20, body.length())));
            }
        }
        assertWell();
    }

    private int post(HttpClient client, String path, String body) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString()).statusCode();
    }

    /** Nobody makes the relay read megabytes before it knows that they may call. */
    @Test
    void bodiesAreBoundedBeforeAnybodyReadsThem() throws Exception {
        String parts = "{\"x\":[" + "{},".repeat(200_000) + "{}]}";
        String manyParts = "{\"name\":\"a\",\"x\":[" + "{},".repeat(110_000) + "{}]}";
        try (HttpClient client = HttpClient.newHttpClient()) {
            assertEquals(413, post(client, "/v1/sessions", parts));
            assertEquals(401, post(client, "/v1/vaults", parts));
            HttpResponse<String> refused =
                    client.send(
                            HttpRequest.newBuilder(
                                            URI.create("http://127.0.0.1:" + port + "/v1/vaults"))
                                    .header("Authorization", "Bearer " + app.token())
                                    .POST(HttpRequest.BodyPublishers.ofString(manyParts))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertEquals(400, refused.statusCode(), refused.body());
            assertTrue(refused.body().contains("parts"), refused.body());
        }
        assertWell();
    }

    @Test
    void aSocketThatSendsGarbageIsClosed() throws Exception {
        Collected<Integer> closed = new Collected<>();
        OkHttpClient client = new OkHttpClient();
        WebSocket socket =
                client.newWebSocket(
                        new Request.Builder()
                                .url("ws://127.0.0.1:" + port + "/v1/sync")
                                .header("Authorization", "Bearer " + app.token())
                                .build(),
                        new WebSocketListener() {
                            @Override
                            public void onClosing(WebSocket it, int code, String reason) {
                                closed.onNext(code);
                            }
                        });
        socket.send(okio.ByteString.of(new byte[] {-1, -1, -1, -1}));
        assertEquals(4_000 + ErrorCode.INVALID_VALUE, closed.await(code -> true));
        assertWell();
    }

    @Test
    void whoCallsTooOftenWaits() {
        Limits limits = new Limits(new Limits.Rate(3, 60), Limits.ADDRESS, new Limits.Rate(5, 60));
        for (int i = 0; i < 3; i++) {
            limits.takeOpen("192.0.2.1");
        }
        RelayException refused =
                assertThrows(RelayException.class, () -> limits.takeOpen("192.0.2.1"));
        assertEquals(ErrorCode.RATE_LIMITED, refused.code());
        assertTrue(refused.toMessage().getRetryAfterMillis() > 0);
        limits.takeOpen("192.0.2.2");
        UUID account = UUID.randomUUID();
        for (int i = 0; i < 5; i++) {
            limits.takeAccount(account);
        }
        assertThrows(RelayException.class, () -> limits.takeAccount(account));
    }

    @Test
    void onlyANamedProxySaysWhomItSpeaksFor() {
        Proxies proxies = new Proxies(Set.of("192.0.2.9"));
        assertEquals("192.0.2.1", proxies.address("192.0.2.1", "198.51.100.7"));
        assertEquals("198.51.100.7", proxies.address("192.0.2.9", "203.0.113.5, 198.51.100.7"));
        assertEquals("192.0.2.9", proxies.address("192.0.2.9", null));
        assertEquals("192.0.2.9", proxies.address("192.0.2.9", "203.0.113.5, "));
        assertEquals("192.0.2.9", proxies.address("192.0.2.9", "x".repeat(1_000)));
    }
}
