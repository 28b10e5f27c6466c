package app.vaultnotes.vault.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.proto.v1.Error;
import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.Ping;
import app.vaultnotes.proto.v1.Presence;
import app.vaultnotes.proto.v1.ToClient;
import app.vaultnotes.wire.WireLimits;
import com.google.protobuf.ByteString;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.zip.Deflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A WebSocket whose other end means no good. */
class LyingSocketTest {

    private static final String NAME = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int BINARY = 0x82;
    private static final int CLOSE = 0x88;
    private static final int COMPRESSED = 0x40;

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
    private final List<ToClient> heard = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        executor.shutdownNow();
        timer.shutdownNow();
    }

    /** What it says when the connection is up. */
    private interface Speech {
        void say(OutputStream out) throws IOException;
    }

    private Error endOf(String header, Speech speech) throws Exception {
        CompletableFuture<Error> end = new CompletableFuture<>();
        LineEvents events =
                new LineEvents() {
                    @Override
                    public void opened() {}

                    @Override
                    public void heard(ToClient message) {
                        heard.add(message);
                    }

                    @Override
                    public void ended(Error error) {
                        end.complete(error);
                    }
                };
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            executor.execute(() -> serve(server, header, speech));
            RelayAddress address = RelayAddress.parse("http://127.0.0.1:" + server.getLocalPort());
            try (RelayClient client = new RelayClient(address, Trust.platform(), executor, timer)) {
                client.lines(List.of(Way.WEB_SOCKET), Patience.USUAL).open("a token", events);
                return end.get(60, TimeUnit.SECONDS);
            }
        }
    }

    private static void serve(ServerSocket server, String header, Speech speech) {
        try (Socket client = server.accept()) {
            BufferedReader request =
                    new BufferedReader(
                            new InputStreamReader(
                                    client.getInputStream(), StandardCharsets.US_ASCII));
            String key = "";
            for (String each = request.readLine(); !each.isEmpty(); each = request.readLine()) {
                if (each.startsWith("Sec-WebSocket-Key: ")) {
                    key = each.substring("Sec-WebSocket-Key: ".length());
                }
            }
            String answer =
                    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade"
                            + "\r\nSec-WebSocket-Accept: "
                            + accept(key)
                            + "\r\n"
                            + header
                            + "\r\n";
            client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            speech.say(client.getOutputStream());
            client.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException | GeneralSecurityException e) {
            // The client has heard enough.
        }
    }

    private static String accept(String key) throws GeneralSecurityException {
        byte[] text = (key + NAME).getBytes(StandardCharsets.US_ASCII);
        return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1").digest(text));
    }

    private static void frame(OutputStream out, int kind, byte[] bytes) throws IOException {
        out.write(kind);
        out.write(bytes.length);
        out.write(bytes);
        out.flush();
    }

    private static byte[] pong(long number) {
        return ToClient.newBuilder()
                .setPong(Ping.newBuilder().setNumber(number))
                .build()
                .toByteArray();
    }

    /** As a WebSocket has it: without the bytes that a flush ends with. */
    private static byte[] deflated(byte[] bytes) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        deflater.setInput(bytes);
        byte[] into = new byte[100];
        int count = deflater.deflate(into, 0, into.length, Deflater.SYNC_FLUSH);
        deflater.end();
        return Arrays.copyOf(into, count - 4);
    }

    @Test
    void aMessageWithoutEndIsNotRead() throws Exception {
        Error end =
                endOf(
                        "",
                        out -> {
                            frame(out, BINARY, pong(1));
                            out.write(new byte[] {(byte) BINARY, 127, 0, 0, 0, 1, 0, 0, 0, 0});
                            byte[] some = new byte[1 << 16];
                            while (true) {
                                out.write(some);
                            }
                        });
        assertEquals(1, heard.size());
        assertEquals(ErrorCode.ERROR_CODE_UNSPECIFIED, end.getCode());
        assertTrue(end.getMessage().contains("a message of more than"), end.getMessage());
    }

    @Test
    void manyMessagesAreMoreThanOneMayBe() throws Exception {
        byte[] payload = new byte[100];
        int count = WireLimits.MESSAGE_BYTES / payload.length + 2_000;
        Error end =
                endOf(
                        "",
                        out -> {
                            byte[] message =
                                    ToClient.newBuilder()
                                            .setPresence(
                                                    Presence.newBuilder()
                                                            .setState(ByteString.copyFrom(payload)))
                                            .build()
                                            .toByteArray();
                            for (int i = 0; i < count; i++) {
                                frame(out, BINARY, message);
                            }
                            frame(out, CLOSE, new byte[] {0x03, (byte) 0xe8});
                        });
        assertEquals(count, heard.size());
        assertTrue(end.getMessage().contains("the relay ended it"), end.getMessage());
    }

    @Test
    void whatIsCompressedIsNotTaken() throws Exception {
        Error end =
                endOf(
                        "Sec-WebSocket-Extensions: permessage-deflate\r\n",
                        out -> frame(out, BINARY | COMPRESSED, deflated(pong(1))));
        assertEquals(List.of(), heard);
        assertTrue(end.getMessage().contains("broke off"), end.getMessage());
    }

    @Test
    void bytesThatAreNoMessageEndTheLine() throws Exception {
        Error end = endOf("", out -> frame(out, BINARY, new byte[] {7, 7, 7}));
        assertTrue(end.getMessage().contains("bytes that are no message"), end.getMessage());
    }

    @Test
    void theNumberThatItClosesWithIsTheError() throws Exception {
        int code = 4_000 + ErrorCode.QUOTA_VALUE;
        Error end =
                endOf("", out -> frame(out, CLOSE, new byte[] {(byte) (code >> 8), (byte) code}));
        assertEquals(ErrorCode.QUOTA, end.getCode());
        int newer = 4_077;
        Error unknown =
                endOf("", out -> frame(out, CLOSE, new byte[] {(byte) (newer >> 8), (byte) newer}));
        assertEquals(ErrorCode.UNAVAILABLE, unknown.getCode());
    }
}
