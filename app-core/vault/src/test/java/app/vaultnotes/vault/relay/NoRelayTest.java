package app.vaultnotes.vault.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.proto.v1.Error;
import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.GetVaultRequest;
import app.vaultnotes.proto.v1.Vault;
import app.vaultnotes.wire.Routes;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls to what is no relay, or one that means no good: each failure has its words. */
class NoRelayTest {

    private static final String TOKEN = "vt-s3cret";
    private static final String PROTOBUF = "application/x-protobuf";
    private static final GetVaultRequest REQUEST =
            GetVaultRequest.newBuilder().setVaultId("a".repeat(26)).build();

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
    private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();

    @AfterEach
    void stop() {
        executor.shutdownNow();
        timer.shutdownNow();
    }

    /** How somebody answers. */
    private record Answer(int status, String type, String location, byte[] body) {
        Answer(int status, String type, String body) {
            this(status, type, "", body.getBytes(StandardCharsets.UTF_8));
        }
    }

    private Vault ask(RelayAddress address, GetVaultRequest request) {
        try (RelayClient client = new RelayClient(address, Trust.platform(), executor, timer)) {
            return client.calls().call(Routes.GET_VAULT, request, TOKEN);
        }
    }

    private RelayFailure failure(RelayAddress address) {
        RelayFailure failure = assertThrows(RelayFailure.class, () -> ask(address, REQUEST));
        for (Throwable each = failure; each != null; each = each.getCause()) {
            assertFalse(String.valueOf(each.getMessage()).contains(TOKEN), each.toString());
        }
        return failure;
    }

    private Vault ask(Answer answer) throws IOException {
        HttpServer server = serve(answer);
        try {
            return ask(address(server.getAddress().getPort()), REQUEST);
        } finally {
            server.stop(0);
        }
    }

    private RelayFailure failure(Answer answer) throws IOException {
        HttpServer server = serve(answer);
        try {
            return failure(address(server.getAddress().getPort()));
        } finally {
            server.stop(0);
        }
    }

    private static RelayAddress address(int port) {
        return RelayAddress.parse("http://127.0.0.1:" + port);
    }

    private HttpServer serve(Answer answer) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    asked.add(
                            exchange.getRequestMethod()
                                    + " "
                                    + exchange.getRequestURI()
                                    + " "
                                    + exchange.getRequestHeaders().getFirst("Authorization"));
                    exchange.getResponseHeaders().set("Content-Type", answer.type());
                    if (!answer.location().isEmpty()) {
                        exchange.getResponseHeaders().set("Location", answer.location());
                    }
                    exchange.sendResponseHeaders(answer.status(), answer.body().length);
                    try (OutputStream out = exchange.getResponseBody()) {
                        out.write(answer.body());
                    } catch (IOException e) {
                        // Whoever asked has seen enough.
                    }
                });
        server.start();
        return server;
    }

    private static void assertSays(RelayFailure failure, String... words) {
        assertEquals(Error.getDefaultInstance(), failure.error());
        String message = String.valueOf(failure.getMessage());
        for (String each : words) {
            assertTrue(message.contains(each), message);
        }
        assertTrue(message.length() < 700, message);
        assertFalse(message.chars().anyMatch(Character::isISOControl), message);
    }

    @Test
    void theTokenIsInTheHeaderAndNowhereElse() throws IOException {
        Vault vault = Vault.newBuilder().setName("Plans").build();
        assertEquals(vault, ask(new Answer(200, PROTOBUF, "", vault.toByteArray())));
        assertEquals("GET /v1/vaults/" + "a".repeat(26) + " Bearer " + TOKEN, asked.remove());
    }

    @Test
    void aPageIsNoRelay() throws IOException {
        String page = "<html><h1>Welcome to nginx!</h1></html>";
        assertSays(failure(new Answer(200, "text/html", page)), "no Vault Notes relay", "html");
        assertSays(failure(new Answer(404, "text/html", page)), "no Vault Notes relay", "404");
        assertSays(failure(new Answer(200, "application/json", "{}")), "no Vault Notes relay");
    }

    @Test
    void aProxyWithoutARelayBehindItIsNamed() throws IOException {
        for (int status : new int[] {502, 503, 504}) {
            assertSays(
                    failure(new Answer(status, "text/html", "<html>")),
                    "in front of the relay",
                    "" + status);
        }
    }

    @Test
    void nobodyIsFollowedElsewhere() throws IOException {
        RelayFailure moved =
                failure(new Answer(301, "text/html", "https://other.example/x?y#z", new byte[0]));
        assertSays(moved, "sends on to https://other.example:443");
        assertEquals(1, asked.size());
        assertSays(
                failure(new Answer(302, "text/html", "\u0007::not an address", new byte[0])),
                "sends on to");
    }

    @Test
    void bytesWithoutEndAreNotRead() throws IOException {
        RelayFailure large = failure(new Answer(200, PROTOBUF, "", new byte[6 << 20]));
        assertSays(large, "no Vault Notes relay", "more than");
        RelayFailure error = failure(new Answer(400, PROTOBUF, "", new byte[1 << 20]));
        assertSays(error, "no Vault Notes relay", "more than");
    }

    @Test
    void bytesThatAreNoMessageAreNamed() throws IOException {
        assertSays(failure(new Answer(200, PROTOBUF, "\u0007")), "cannot be read");
        assertSays(failure(new Answer(400, PROTOBUF, "\u0007")), "broke off");
    }

    @Test
    void whatARelaySaysIsTakenWithinBounds() throws IOException {
        Error said =
                Error.newBuilder()
                        .setCode(ErrorCode.QUOTA)
                        .setMessage("Full.\n\u001b[31m" + "x".repeat(10_000))
                        .setHint("Remove some.")
                        .setRetryAfterMillis(-5)
                        .build();
        RelayFailure refused = failure(new Answer(507, PROTOBUF, "", said.toByteArray()));
        assertEquals(ErrorCode.QUOTA, refused.error().getCode());
        assertEquals(0, refused.error().getRetryAfterMillis());
        String words = String.valueOf(refused.getMessage());
        assertTrue(words.startsWith("Full. [31mxxx"), words);
        assertTrue(words.endsWith("Remove some."), words);
        assertTrue(words.length() < 600, words);
    }

    @Test
    void aCodeOfANewerRelayIsTreatedByItsStatus() throws IOException {
        byte[] newer = Error.newBuilder().setCodeValue(77).setMessage("New.").build().toByteArray();
        assertEquals(
                ErrorCode.RATE_LIMITED,
                failure(new Answer(429, PROTOBUF, "", newer)).error().getCode());
        RelayFailure bare = failure(new Answer(503, PROTOBUF, ""));
        assertEquals(ErrorCode.UNAVAILABLE, bare.error().getCode());
        assertFalse(bare.error().getMessage().isEmpty());
    }

    @Test
    void whereNothingListensIsSaid() throws IOException {
        int port;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
        }
        RelayFailure failure = failure(address(port));
        assertSays(failure, "Nothing answers at 127.0.0.1:" + port);
        assertInstanceOf(Unreachable.class, failure);
    }

    @Test
    void aNameThatNobodyHasIsSaid() {
        RelayFailure failure = failure(RelayAddress.parse("relay.invalid"));
        assertSays(failure, "The name of relay.invalid is not known");
        assertInstanceOf(Unreachable.class, failure);
    }

    @Test
    void whoHangsUpIsNamed() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            executor.execute(() -> {
                try {
                    while (true) {
                        server.accept().close();
                    }
                } catch (IOException e) {
                    // It was closed.
                }
            });
            assertSays(failure(address(server.getLocalPort())), "broke off");
        }
    }

    @Test
    void whoSpeaksNoTlsIsNamed() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            executor.execute(() -> answerInTheClear(server));
            RelayAddress address = RelayAddress.parse("127.0.0.1:" + server.getLocalPort());
            assertSays(failure(address), "does not speak TLS 1.3");
        }
    }

    private static void answerInTheClear(ServerSocket server) {
        try (Socket client = server.accept()) {
            client.getOutputStream()
                    .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            client.getOutputStream().flush();
            client.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // It was closed.
        }
    }

    @Test
    void aRequestThatHasNoAddressIsABug() {
        RelayAddress address = address(1);
        for (String id : new String[] {"", ".", ".."}) {
            GetVaultRequest request = GetVaultRequest.newBuilder().setVaultId(id).build();
            assertThrows(IllegalArgumentException.class, () -> ask(address, request));
        }
    }
}
