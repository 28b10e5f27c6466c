package app.vaultnotes.relay.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.relay.api.TestApp;
import app.vaultnotes.relay.serve.Addresses;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a relay says to standard error, as it is shipped. */
class LogOfARelayTest {

    private static final Path FORMAT =
            Path.of(
                    System.getProperty("vaultnotes.root"),
                    "sync-server/src/main/resources/logback.xml");

    private static List<JsonNode> lines(Path log) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(log)) {
            if (line.startsWith("{")) {
                lines.add(new ObjectMapper().readTree(line));
            }
        }
        return lines;
    }

    @Test
    void everyCallIsALineOfJsonWhenItEnds(@TempDir Path folder) throws Exception {
        assertTrue(Files.exists(FORMAT), FORMAT.toString());
        RelayProcess.Setup setup =
                new RelayProcess.Setup(
                        folder.resolve("data"),
                        Addresses.port("127.0.0.1", 0),
                        Map.of(),
                        List.of(
                                "-Xmx256m",
                                "-XX:TieredStopAtLevel=1",
                                "-Dlogback.configurationFile=" + FORMAT));
        String account;
        try (RelayProcess relay = RelayProcess.start(setup);
                TestApp app = TestApp.signUp(relay.port(), "").withVault()) {
            account = app.session().getAccountId();
            assertTrue(relay.end(), "it did not end");
        }
        List<JsonNode> calls =
                lines(setup.log()).stream().filter(line -> line.has("service")).toList();
        assertEquals(
                List.of("SignUp", "BindDevice", "CreateVault"),
                calls.stream().map(line -> line.path("event").asText()).toList());
        for (JsonNode call : calls) {
            assertEquals(account, call.path("account").asText(), call.toString());
            assertEquals("ok", call.path("outcome").asText(), call.toString());
            assertTrue(call.path("timestamp").asLong() > 0, call.toString());
        }
    }
}
