package app.vaultnotes.relay.cli;

import app.vaultnotes.relay.serve.Relay;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a relay does from its start to its first answers, for a cache that makes later starts quick.
 */
final class Training {

    private Training() {}

    /** Starts a relay twice in a folder that is thrown away, asks it this and that, and ends it. */
    static void run(Path scratch) {
        start(scratch);
        start(scratch);
    }

    private static void start(Path scratch) {
        Map<String, String> given =
                Map.of("data", scratch.toString(), "bind", "127.0.0.1", "port", "0");
        Configuration.Ready ready =
                new Configuration(ConfigurationFile.NONE, Map.of(), given).ready();
        try (Relay relay = Relay.start(ready.settings());
                HttpClient client = HttpClient.newHttpClient()) {
            ask(client, HttpRequest.newBuilder(URI.create(ready.url() + "readyz")).GET());
            ask(
                    client,
                    HttpRequest.newBuilder(URI.create(ready.url() + "v1/sessions"))
                            .POST(HttpRequest.BodyPublishers.ofString(signIn())));
            relay.firstAccountLink();
        } catch (IOException e) {
            System.err.println("The relay did not answer while it was trained: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String signIn() {
        return "{\"email\":\"nobody@example.org\",\"passphrase\":\"seven grey herons wade\"}";
    }

    private static void ask(HttpClient client, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        client.send(request.build(), HttpResponse.BodyHandlers.discarding());
    }
}
