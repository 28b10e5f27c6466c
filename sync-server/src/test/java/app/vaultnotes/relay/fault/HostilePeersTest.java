package app.vaultnotes.relay.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.proto.v1.ListVaultsRequest;
import app.vaultnotes.relay.TestPostgres;
import app.vaultnotes.relay.TestSettings;
import app.vaultnotes.relay.api.PeerBounds;
import app.vaultnotes.relay.api.TestApp;
import app.vaultnotes.relay.api.WebServer;
import app.vaultnotes.relay.serve.Certificate;
import app.vaultnotes.relay.serve.Relay;
import app.vaultnotes.relay.serve.RelaySettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Peers that break the rules of sockets, HTTP and HTTP/2, beside an app that wants to work. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostilePeersTest {

    private static final int MOST_OF_AN_ADDRESS = 60;
    private static final int MANY = 40;
    private static final long MOST_GROWTH_BYTES = 64L << 20;
    private static final int FLOOD = 200_000;
    private static final int NOTHING = -1;
    private static final int CLOSING_MILLIS = 30_000;

    /** Short, so that nobody waits for a minute. */
    private static final PeerBounds BOUNDS =
            new PeerBounds(1_000, MOST_OF_AN_ADDRESS, 2_000, 3_000, 2_000, 2_000);

    /** So long that nothing but a flood has a connection closed while a test waits. */
    private static final PeerBounds PATIENT =
            new PeerBounds(1_000, MOST_OF_AN_ADDRESS, 600_000, 600_000, 600_000, 600_000);

    private Relay relay;
    private Relay patient;
    private Relay secure;
    private TestApp app;
    private long usedBytes;

    @BeforeAll
    void start(@TempDir Path folder) {
        relay = Relay.start(settings(folder.resolve("plain"), Optional.empty(), BOUNDS));
        patient = Relay.start(settings(folder.resolve("patient"), Optional.empty(), PATIENT));
        Certificate certificate =
                Certificate.own(folder.resolve("certificate"), List.of("localhost"));
        secure =
                Relay.start(
                        settings(folder.resolve("tls"), Optional.of(certificate.tls()), BOUNDS));
        app = TestApp.signUp(relay.port(), "").withVault();
    }

    private static RelaySettings settings(
            Path data, Optional<SslContextFactory.Server> tls, PeerBounds bounds) {
        return TestSettings.in(data)
                .listening(new WebServer.Listening("127.0.0.1", 0, tls, Set.of(), bounds))
                .on(TestPostgres.newRelayDatabase())
                .settings();
    }

    @AfterAll
    void stop() {
        app.close();
        relay.close();
        patient.close();
        secure.close();
    }

    @BeforeEach
    void measure() {
        usedBytes = used();
    }

    @AfterEach
    void othersAreServedAndMemoryIsBounded() throws InterruptedException {
        assertServed();
        Fleet.await("memory is kept", () -> used() - usedBytes < MOST_GROWTH_BYTES);
    }

    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private void assertServed() {
        assertEquals(
                1,
                app.vaults()
                        .withDeadlineAfter(30, TimeUnit.SECONDS)
                        .listVaults(ListVaultsRequest.getDefaultInstance())
                        .getVaultsCount());
    }

    /**
     * Sends frames, as fast as it can, until the relay has closed, which it does for nothing else;
     * what it said of it.
     */
    private OptionalInt flood(Flood flood) throws IOException {
        try (RawHttp2 peer = new RawHttp2(patient.port(), Map.of())) {
            try {
                for (int i = 0; i < FLOOD; i++) {
                    flood.send(peer, i);
                }
                peer.flush();
            } catch (IOException closed) {
                // What it said before may be read yet.
            }
            return peer.awaitClosed();
        }
    }

    private interface Flood {
        void send(RawHttp2 peer, int number) throws IOException;
    }

    private static void assertCalmed(OptionalInt why) {
        if (why.isPresent()) {
            assertEquals(RawHttp2.ENHANCE_YOUR_CALM, why.getAsInt());
        }
    }

    /** CVE-2023-44487. */
    @Test
    void whoResetsEachRequestAtOnceIsClosed() throws Exception {
        assertCalmed(
                flood((peer, i) -> {
                    peer.get(2 * i + 1, "/livez");
                    peer.reset(2 * i + 1);
                }));
    }

    @Test
    void whoFloodsWithPingsOrSettingsIsClosed() throws Exception {
        assertCalmed(flood((peer, i) -> peer.send(RawHttp2.PING, 0, 0, new byte[8])));
        assertCalmed(flood((peer, i) -> peer.send(RawHttp2.SETTINGS, 0, 0, new byte[0])));
    }

    /** CVE-2024-27316 and its like. */
    @Test
    void headersWithoutAnEndAreCutOff() throws Exception {
        byte[] some = RawHttp2.literals(List.of("x-nothing", "x".repeat(8_000)));
        for (byte[] each : List.of(some, new byte[0])) {
            OptionalInt why =
                    flood((peer, i) -> {
                        if (i == 0) {
                            byte[] begin = RawHttp2.headers("GET", "/livez");
                            peer.send(RawHttp2.HEADERS, RawHttp2.END_STREAM, 1, begin);
                        }
                        peer.send(RawHttp2.CONTINUATION, 0, 1, each);
                    });
            assertTrue(why.isEmpty() || why.getAsInt() != 0, why.toString());
        }
    }

    @Test
    void whoTakesNoByteOfAnAnswerIsLeft() throws Exception {
        List<RawHttp2> peers = new ArrayList<>();
        try {
            for (int i = 0; i < MANY; i++) {
                RawHttp2 peer = new RawHttp2(relay.port(), Map.of(RawHttp2.INITIAL_WINDOW_SIZE, 0));
                peers.add(peer);
                for (int stream = 1; stream < 100; stream += 2) {
                    peer.get(stream, "/v1/openapi.json");
                }
                peer.flush();
            }
            assertServed();
            for (RawHttp2 peer : peers) {
                peer.awaitClosed();
            }
        } finally {
            for (RawHttp2 peer : peers) {
                peer.close();
            }
        }
    }

    /** A connection of HTTP/1 that sends a byte now and then. */
    private static Socket begun(int port, String begin) throws IOException {
        Socket socket = new Socket();
        socket.connect(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CLOSING_MILLIS);
        socket.setSoTimeout(CLOSING_MILLIS);
        socket.getOutputStream().write(begin.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private void assertAllAreClosed(int port, String begin, int drip) throws Exception {
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < MANY; i++) {
                sockets.add(begun(port, begin));
            }
            Fleet.await("they stay", () -> sockets.stream().noneMatch(it -> drips(it, drip)));
            assertServed();
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    /** Sends one more byte; whether the other end still has the connection. */
    private static boolean drips(Socket socket, int drip) {
        try {
            socket.setSoTimeout(1);
            if (drip != NOTHING) {
                socket.getOutputStream().write(drip);
            }
            return isOpen(socket.getInputStream());
        } catch (IOException closed) {
            return false;
        }
    }

    private static boolean isOpen(InputStream in) throws IOException {
        try {
            int next = in.read();
            while (next >= 0) {
                next = in.read();
            }
            return false;
        } catch (SocketTimeoutException nothingYet) {
            return true;
        }
    }

    @Test
    void headersThatDripAreCutOff() throws Exception {
        assertAllAreClosed(relay.port(), "GET /livez HTTP/1.1\r\nHost: relay\r\nX-Slow: ", 'x');
    }

    @Test
    void headersThatDripAfterAGoodRequestAreCutOff() throws Exception {
        String good = "GET /livez HTTP/1.1\r\nHost: relay\r\n\r\n";
        assertAllAreClosed(relay.port(), good + "GET /livez HTTP/1.1\r\nX-Slow: ", 'x');
    }

    @Test
    void bodiesThatDripAreCutOff() throws Exception {
        String begin =
                "POST /v1/sessions HTTP/1.1\r\nHost: relay\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 1000000\r\n\r\n{";
        assertAllAreClosed(relay.port(), begin, ' ');
    }

    @Test
    void halfAHandshakeOfTlsIsCutOff() throws Exception {
        assertAllAreClosed(secure.port(), "\u0016\u0003\u0001\u0002\0\u0001\0", 0);
        assertAllAreClosed(secure.port(), "", NOTHING);
    }

    @Test
    void anAddressHasSoManyConnectionsAndNoMore() throws Exception {
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 2 * MOST_OF_AN_ADDRESS; i++) {
                sockets.add(begun(relay.port(), "GET /livez HTTP/1.1\r\n"));
            }
            long closed = 0;
            for (Socket socket : sockets) {
                closed += drips(socket, 'x') ? 0 : 1;
            }
            assertTrue(closed >= MOST_OF_AN_ADDRESS, closed + " were closed");
            try (Socket other = new Socket()) {
                other.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.2"), 0));
                other.connect(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), relay.port()),
                        CLOSING_MILLIS);
                other.setSoTimeout(CLOSING_MILLIS);
                other.getOutputStream()
                        .write(
                                "GET /livez HTTP/1.1\r\nHost: relay\r\nConnection: close\r\n\r\n"
                                        .getBytes(StandardCharsets.US_ASCII));
                String answer =
                        new String(
                                other.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
                assertTrue(answer.startsWith("HTTP/1.1 200"), answer);
            }
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
        Fleet.await("the address stays shut out", () -> isServed(relay.port()));
    }

    private static boolean isServed(int port) {
        try {
            return Relays.ready(port).statusCode() == 200;
        } catch (Exception refused) {
            return false;
        }
    }
}
