package app.vaultnotes.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.desktop.editor.WebPicture;
import app.vaultnotes.desktop.editor.WebPictures;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pictures of the web come once they are asked for, within bounds. */
class WebPictureTest extends WindowTest {

    private static final int MEGABYTE = 1 << 20;

    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final HttpServer server;

    WebPictureTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress("0.0.0.0", 0), 0);
    }

    @Override
    void prepare() {
        server.createContext("/", this::answer);
        server.setExecutor(work -> Thread.ofVirtual().start(work));
        server.start();
    }

    @AfterEach
    void endServer() {
        ended.countDown();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        asked.add(path);
        try (exchange) {
            switch (path) {
                case "/late.png" -> await(ended);
                case "/large.png" -> send(exchange, new byte[11 * MEGABYTE]);
                case "/words.png" -> send(exchange, "no picture".getBytes(UTF));
                case "/wide.png" -> send(exchange, picture(20_000, 4_000));
                case "/inside.png" -> lead(exchange, "http://127.0.0.2:" + port() + "/a.png");
                case "/file.png" -> lead(exchange, "file:///etc/hostname");
                case "/3", "/2", "/1" -> lead(exchange, "/" + (path.charAt(1) - '1'));
                case "/4" -> lead(exchange, "/3");
                default -> send(exchange, picture(40, 20));
            }
        }
    }

    private static final java.nio.charset.Charset UTF = java.nio.charset.StandardCharsets.UTF_8;

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static void send(HttpExchange exchange, byte[] bytes) throws IOException {
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static void lead(HttpExchange exchange, String where) throws IOException {
        exchange.getResponseHeaders().add("Location", where);
        exchange.sendResponseHeaders(302, -1);
    }

    private static byte[] picture(int width, int height) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(
                    new BufferedImage(width, height, BufferedImage.TYPE_BYTE_BINARY), "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private int port() {
        return server.getAddress().getPort();
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    private List<WebPicture> rows() {
        return app.window().layer().lookupAll(".web-picture").stream()
                .map(WebPicture.class::cast)
                .toList();
    }

    private String said() {
        return rows().get(0).lookupAll(".label").stream()
                .map(node -> ((Label) node).getText())
                .collect(Collectors.joining(" "));
    }

    private List<Node> buttons() {
        return rows().stream().flatMap(row -> row.lookupAll(".button").stream()).toList();
    }

    private void openNote(String... paths) {
        StringBuilder text = new StringBuilder("First\n\n");
        for (String path : paths) {
            text.append("![A cell](").append(address(path)).append(")\n\n");
        }
        open(note("Note", text.toString()));
        await("there is no row", () -> rows().size() == paths.length);
    }

    @Test
    void nothingIsFetchedBeforeItsReaderAsksByKeys() {
        openNote("/a.png");
        assertEquals("A cell 127.0.0.1", onFx(this::said));
        assertEquals(
                List.of("Load once", "Always for this host"),
                onFx(() -> buttons().stream().map(b -> ((Labeled) b).getText()).toList()));
        assertEquals(List.of(), List.copyOf(asked));
        press(KeyCode.W, true, true);
        await("the row has no keys", () -> buttons().contains(focused()));
        assertEquals(List.of(), onFx(() -> Shown.untold(app.window().layer())));
        press(KeyCode.ESCAPE, false);
        await("the text has no keys", () -> !buttons().contains(focused()));
        press(KeyCode.W, true, true);
        press(KeyCode.ENTER, false);
        await("there is no picture", () -> rows().get(0).lookup(".image-view") != null);
        ImageView shown = onFx(() -> (ImageView) rows().get(0).lookup(".image-view"));
        assertEquals(40, onFx(() -> shown.getImage().getWidth()));
        type("x");
        assertEquals(List.of("/a.png"), List.copyOf(asked));
    }

    @Test
    void whatFailsIsSaidAndCanBeAskedForAgain() {
        openNote("/words.png");
        press(KeyCode.W, true, true);
        press(KeyCode.ENTER, false);
        await("nothing is said", () -> said().contains("It is no picture that can be shown."));
        assertEquals(2, onFx(() -> buttons().size()));
    }

    @Test
    void hostsAreAllowedForGoodForWhatIsEncrypted() {
        AskedPictures pictures = onFx(app::pictures);
        String safe = "https://pictures.example/a.png";
        onFx(() -> {
            assertEquals(WebPictures.Way.ASK, pictures.way(safe));
            pictures.allow(safe);
            assertEquals(WebPictures.Way.LOAD, pictures.way(safe));
            assertEquals(WebPictures.Way.ASK, pictures.way("http://pictures.example/a.png"));
            assertEquals(WebPictures.Way.ASK, pictures.way("https://example/a.png"));
            app.preferences().set(Preferences.Key.PICTURES, "never");
            assertEquals(WebPictures.Way.NEVER, pictures.way(safe));
            return true;
        });
    }

    @Test
    void whoWantsNoneIsNotAsked() {
        onFx(() -> {
            app.preferences().set(Preferences.Key.PICTURES, "never");
            return true;
        });
        openNote("/a.png");
        assertEquals(List.of(), onFx(this::buttons));
        press(KeyCode.W, true, true);
        assertEquals(List.of(), List.copyOf(asked));
    }

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private void assertRefused(PictureFetch fetch, String path, boolean plain, String why) {
        IOException thrown = assertThrows(IOException.class, () -> fetch.get(address(path), plain));
        assertTrue(String.valueOf(thrown.getMessage()).contains(why), thrown.getMessage());
    }

    @Test
    void onlyPicturesWithinBoundsCome() throws IOException {
        PictureFetch fetch = new PictureFetch();
        assertEquals(40, fetch.get(address("/3"), true).getWidth());
        assertRefused(fetch, "/4", true, "more than 3 times");
        assertRefused(fetch, "/large.png", true, "");
        assertRefused(fetch, "/wide.png", true, "no picture that can be shown");
        assertRefused(fetch, "/file.png", true, "not encrypted");
        asked.clear();
        assertRefused(fetch, "/a.png", false, "not encrypted");
        assertEquals(List.of(), List.copyOf(asked));
        PictureFetch hasty = new PictureFetch(Duration.ofMillis(200), PictureFetch::isInside);
        assertRefused(hasty, "/late.png", true, "seconds");
    }

    @Test
    void theWebDoesNotLeadInside() throws UnknownHostException {
        PictureFetch fetch =
                new PictureFetch(LIMIT, address -> address.getHostAddress().equals("127.0.0.2"));
        assertRefused(fetch, "/inside.png", true, "into this network");
        assertEquals(List.of("/inside.png"), List.copyOf(asked));
        for (String inside :
                List.of(
                        "127.0.0.1",
                        "10.1.2.3",
                        "192.168.0.1",
                        "172.16.0.1",
                        "169.254.169.254",
                        "100.64.0.1",
                        "0.0.0.0",
                        "::1",
                        "fe80::1",
                        "fd00::1",
                        "::ffff:10.0.0.1")) {
            assertTrue(PictureFetch.isInside(InetAddress.getByName(inside)), inside);
        }
        for (String outside : List.of("192.0.2.1", "100.128.0.1", "2001:db8::1")) {
            assertFalse(PictureFetch.isInside(InetAddress.getByName(outside)), outside);
        }
    }
}
