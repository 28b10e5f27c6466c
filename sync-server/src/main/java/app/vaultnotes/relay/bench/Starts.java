package app.vaultnotes.relay.bench;

import app.vaultnotes.relay.database.DatabaseAddress;
import app.vaultnotes.relay.postgres.OwnPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How soon the first answer comes on a folder that is there: of a relay, and of its PostgreSQL
 * started by the same words with nothing around it.
 */
final class Starts {

    private static final long PATIENCE_SECONDS = 60;
    private static final long POLL_MILLIS = 5;
    private static final int OK = 200;

    private final Path data;
    private final int port;
    private final List<String> words;
    private final DatabaseAddress address;

    private Starts(Path data, int port, OwnPostgres postgres) {
        this.data = data;
        this.port = port;
        words = postgres.words();
        address = postgres.address();
    }

    /** Makes the folder by a relay that is ended again. */
    static Starts in(Path data) throws IOException {
        int port;
        try (RelayProcess relay = RelayProcess.start(data, 0)) {
            port = relay.port();
        }
        try (OwnPostgres postgres = OwnPostgres.start(data.resolve("postgres"))) {
            return new Starts(data, port, postgres);
        }
    }

    /** PostgreSQL to its first answered query, in nanoseconds. */
    long bareNanos() throws IOException, InterruptedException {
        long startNanos = System.nanoTime();
        Process process =
                new ProcessBuilder(words)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            while (!isAnswered()) {
                if (!process.isAlive() || tookNanos(startNanos) > PATIENCE_SECONDS * 1e9) {
                    throw new IOException("PostgreSQL does not answer.");
                }
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            }
            return tookNanos(startNanos);
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    private static long tookNanos(long startNanos) {
        return System.nanoTime() - startNanos;
    }

    private boolean isAnswered() {
        try (Connection connection =
                DriverManager.getConnection(address.url(), address.user(), address.password())) {
            return connection.createStatement().execute("SELECT 1");
        } catch (SQLException notYet) {
            return false;
        }
    }

    /** A relay to the first request that it answers with being ready, in nanoseconds. */
    long relayNanos() throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/readyz")).build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            long startNanos = System.nanoTime();
            try (RelayProcess relay = RelayProcess.start(data, port)) {
                int status =
                        client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
                if (status != OK) {
                    throw new IOException(
                            "The relay at " + relay.port() + " is not ready: " + status);
                }
                return tookNanos(startNanos);
            }
        }
    }
}
