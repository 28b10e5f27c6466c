package app.vaultnotes.relay.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What stands between an app and a relay and lets through only some of what is said. */
final class Meddler implements AutoCloseable {

    /** What it knows by how it begins. */
    enum Talk {
        HTTP2,
        WEB_SOCKET,
        CALL
    }

    private static final int BEGINNING_BYTES = 8_192;

    private final int relayPort;
    private final ServerSocket server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<Talk> seen = new CopyOnWriteArrayList<>();
    private volatile int http2Port;
    private volatile Set<Talk> refused = EnumSet.noneOf(Talk.class);
    private volatile Set<Talk> swallowed = EnumSet.noneOf(Talk.class);

    Meddler(int relayPort) {
        this.relayPort = relayPort;
        http2Port = relayPort;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Answers these with a page of its own, as proxies do. */
    void refuse(Talk... talks) {
        refused = Set.of(talks);
    }

    /** Takes these and never answers. */
    void swallow(Talk... talks) {
        swallowed = Set.of(talks);
    }

    /** Takes HTTP/2 elsewhere. */
    void leadHttp2To(int port) {
        http2Port = port;
    }

    /** What was tried, in this order. */
    List<Talk> seen() {
        return List.copyOf(seen);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                open.add(client);
                threads.execute(() -> meddle(client));
            }
        } catch (IOException e) {
            // It was closed.
        }
    }

    private void meddle(Socket client) {
        try (client) {
            byte[] bytes = new byte[BEGINNING_BYTES];
            int count = client.getInputStream().read(bytes);
            if (count <= 0) {
                return;
            }
            Talk talk = talk(new String(bytes, 0, count, StandardCharsets.ISO_8859_1));
            seen.add(talk);
            if (swallowed.contains(talk)) {
                client.getInputStream().transferTo(OutputStream.nullOutputStream());
            } else if (refused.contains(talk)) {
                refuse(client);
            } else {
                pass(client, bytes, count, talk == Talk.HTTP2 ? http2Port : relayPort);
            }
        } catch (IOException e) {
            // The other side left.
        }
    }

    private static Talk talk(String beginning) {
        if (beginning.startsWith("PRI * HTTP/2")) {
            return Talk.HTTP2;
        }
        return beginning.contains("Upgrade: websocket") ? Talk.WEB_SOCKET : Talk.CALL;
    }

    private static void refuse(Socket client) throws IOException {
        byte[] page = "<html><h1>Bad gateway</h1></html>".getBytes(StandardCharsets.US_ASCII);
        String head =
                "HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html\r\nContent-Length: "
                        + page.length
                        + "\r\nConnection: close\r\n\r\n";
        client.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        client.getOutputStream().write(page);
    }

    private void pass(Socket client, byte[] beginning, int count, int port) throws IOException {
        try (Socket relay = new Socket(InetAddress.getLoopbackAddress(), port)) {
            open.add(relay);
            relay.getOutputStream().write(beginning, 0, count);
            threads.execute(() -> pump(relay, client));
            pump(client, relay);
        }
    }

    private static void pump(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            in.transferTo(to.getOutputStream());
        } catch (IOException e) {
            // One side left.
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket each : open) {
                each.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.close();
    }
}
