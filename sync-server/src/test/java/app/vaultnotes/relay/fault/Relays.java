package app.vaultnotes.relay.fault;

import app.vaultnotes.relay.account.Argon2Cost;
import app.vaultnotes.relay.api.WebServer;
import app.vaultnotes.relay.database.DatabaseAddress;
import app.vaultnotes.relay.serve.RelaySettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Optional;

/** Relays within this process, and what they say of themselves. */
final class Relays {

    private Relays() {}

    /** One on loopback, where anybody makes an account and passphrases cost nothing. */
    static RelaySettings settings(Path data, Optional<DatabaseAddress> database) {
        return new RelaySettings(
                data,
                new WebServer.Listening("127.0.0.1", 0, Optional.empty()),
                Optional.of("https://relay.example/"),
                database,
                Optional.empty(),
                Optional.empty(),
                true,
                new Argon2Cost(64, 1, 1));
    }

    /** What {@code /readyz} answers. */
    static HttpResponse<String> ready(int port) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI uri = URI.create("http://127.0.0.1:" + port + "/readyz");
            return client.send(
                    HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
