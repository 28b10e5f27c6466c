package app.vaultnotes.relay.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * Answers Prometheus, on a port of its own: how a relay does is not for everybody who may sign in.
 */
public final class MetricsServer implements AutoCloseable {

    private static final int BACKLOG = 8;

    private final HttpServer server;

    /**
     * Listens at once.
     *
     * @throws UncheckedIOException when the port is in use
     */
    public MetricsServer(InetSocketAddress address, Metrics metrics) {
        try {
            server = HttpServer.create(address, BACKLOG);
        } catch (IOException e) {
            throw new UncheckedIOException("Metrics cannot be offered at " + address, e);
        }
        server.createContext("/metrics", exchange -> answer(exchange, metrics));
        server.start();
    }

    private static void answer(HttpExchange exchange, Metrics metrics) throws IOException {
        byte[] text = metrics.text().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders()
                .set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
        exchange.sendResponseHeaders(200, text.length);
        exchange.getResponseBody().write(text);
        exchange.close();
    }

    /** The port it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
