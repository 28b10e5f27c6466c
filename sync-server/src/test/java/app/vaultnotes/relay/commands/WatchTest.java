package app.vaultnotes.relay.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.relay.TestPostgres;
import app.vaultnotes.relay.TestRelay;
import app.vaultnotes.relay.TestSettings;
import app.vaultnotes.relay.cli.Ran;
import app.vaultnotes.relay.serve.Addresses;
import app.vaultnotes.relay.serve.Relay;
import app.vaultnotes.relay.serve.RelaySettings;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A terminal in which a vault is kept like its relay, and a relay that goes away meanwhile. */
class WatchTest {

    private static final long PATIENCE_SECONDS = 60;

    @TempDir private Path folder;

    /** Waits for a line, complete to its end, that says something. */
    static void await(Computer.Running watch, String what, Predicate<JsonNode> said)
            throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (lines(watch).stream().noneMatch(said)) {
            assertTrue(watch.process().isAlive(), watch::said);
            assertTrue(System.nanoTime() < deadline, () -> what + ": " + watch.said());
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private static List<JsonNode> lines(Computer.Running watch) {
        String said = watch.said();
        return said.substring(0, said.lastIndexOf('\n') + 1).lines().map(Computer::json).toList();
    }

    private static boolean isLast(Computer.Running watch, String state) {
        List<JsonNode> lines = lines(watch);
        return !lines.isEmpty() && lines.getLast().path("state").asText().equals(state);
    }

    private static boolean isLevel(JsonNode line) {
        return line.path("state").asText().equals("live") && line.path("pending").asInt() == 0;
    }

    @Test
    void eachChangeIsToldAndARelayThatIsAwayIsWaitedFor() throws Exception {
        RelaySettings settings =
                TestSettings.in(folder.resolve("relay"))
                        .on(TestPostgres.newRelayDatabase())
                        .address(Optional.empty())
                        .port(Addresses.port("127.0.0.1", 0))
                        .settings();
        Computer laptop = new Computer(folder, "laptop");
        Computer other = new Computer(folder, "other");
        String email = TestRelay.email();
        Computer.Running watch;
        try (Relay relay = Relay.start(settings)) {
            String address = "http://127.0.0.1:" + relay.port();
            laptop.entering(email, "account", "create", "--relay", address);
            String id = laptop.share("Plan", "one\n");
            other.entering(email, "account", "login", "--relay", address);
            other.json("join", id, other.vault().toString());
            watch =
                    laptop.begin(
                            "", "sync", "--watch", "--json", "--vault", laptop.vault().toString());
            await(watch, "it does not begin", WatchTest::isLevel);

            assertEquals(0, laptop.write("Plan", "one two\n").code());
            await(watch, "it is not sent", line -> isLevel(line) && line.path("sent").asInt() > 0);
            other.settle();
            assertEquals("one two\n", other.show("Plan"));
            assertEquals(0, other.write("Plan", "one two three\n").code());
            other.settle();
            await(watch, "it does not come", line -> line.path("received").asInt() > 0);
            assertEquals("one two three\n", laptop.show("Plan"));
        }
        await(watch, "it does not notice", line -> isLast(watch, "unreachable"));
        assertEquals(0, laptop.write("Plan", "one two three four\n").code());
        assertFalse(laptop.jsonOfVault("receipts", "Plan").path("relay").asBoolean());
        Ran alone = other.onVault("sync", "--json");
        assertEquals(1, alone.code());
        assertEquals("unreachable", Computer.json(alone.out()).path("state").asText());
        try (Relay _ = Relay.start(settings)) {
            // An attempt that began before the relay was back may still fail.
            await(watch, "it does not go on", line -> isLast(watch, "live"));
            laptop.settle();
            other.settle();
            assertEquals("one two three four\n", other.show("Plan"));
            assertTrue(laptop.jsonOfVault("receipts", "Plan").path("relay").asBoolean());
            watch.end();
        } finally {
            watch.kill();
        }
    }
}
