package app.vaultnotes.relay.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.relay.postgres.OutsidePostgres;
import app.vaultnotes.relay.serve.Addresses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole relay is killed, while devices write and while it starts. */
class RelayKilledTest {

    private static final boolean HEAVY = Boolean.getBoolean("vaultnotes.heavy");
    private static final int KILLS = HEAVY ? 25 : 1;
    private static final int RANDOM_KILLS = HEAVY ? 30 : 0;
    private static final int LONGEST_START_MILLIS = 5_000;
    private static final int DEVICES = 4;
    private static final int ENOUGH = HEAVY ? 60 : 30;

    @TempDir private Path folder;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    private RelayProcess.Setup setup() {
        System.out.println("RelayKilledTest seed " + seed);
        return new RelayProcess.Setup(folder.resolve("relay"), Addresses.port("127.0.0.1", 0));
    }

    @Test
    void nothingAcknowledgedIsLostWhenTheRelayIsKilled() throws Exception {
        RelayProcess.Setup setup = setup();
        OutsidePostgres.linkPrograms(setup.data());
        RelayProcess relay = RelayProcess.start(setup);
        try (Fleet fleet = Fleet.start(Collections.nCopies(DEVICES, setup::port), seed)) {
            for (int kill = 0; kill < KILLS; kill++) {
                fleet.awaitMore(1 + random.nextInt(ENOUGH));
                long left = setup.postgres().orElseThrow();
                relay.kill();
                assertTrue(ProcessHandle.of(left).isPresent(), "PostgreSQL goes on by itself");
                relay = RelayProcess.start(setup);
                assertFalse(left == setup.postgres().orElseThrow(), "it was not taken over");
                Fleet.await("the old PostgreSQL goes on", () -> ProcessHandle.of(left).isEmpty());
            }
            fleet.awaitMoreOfEach();
            fleet.assertWhole(relay.port());
            assertTrue(relay.end(), "it does not end by itself");
            assertEquals(List.of(), setup.leftovers());
        } finally {
            relay.close();
        }
    }

    /** Files by whose appearance one knows how far a start has come. */
    private static final List<String> MOMENTS =
            HEAVY
                    ? List.of("programs-*", "data.new*", "data", "address")
                    : List.of("data.new*", "address");

    @Test
    void itStartsHoweverOftenItWasKilledWhileItStarted() throws Exception {
        RelayProcess.Setup setup = setup();
        if (!HEAVY) {
            OutsidePostgres.linkPrograms(setup.data());
        }
        try {
            for (String moment : MOMENTS) {
                RelayProcess relay = RelayProcess.begin(setup);
                Fleet.await("it does not start", () -> isThere(setup, moment) || !relay.isAlive());
                assertTrue(relay.isAlive(), relay.log());
                relay.kill();
            }
            for (int i = 0; i < RANDOM_KILLS; i++) {
                RelayProcess relay = RelayProcess.begin(setup);
                TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_START_MILLIS));
                relay.kill();
            }
            try (RelayProcess relay = RelayProcess.start(setup);
                    Fleet fleet = Fleet.start(Collections.nCopies(2, relay::port), seed)) {
                fleet.awaitMore(ENOUGH);
                fleet.assertWhole(relay.port());
                assertTrue(relay.end(), "it does not end by itself");
                assertEquals(List.of(), setup.leftovers());
            }
        } finally {
            setup.leftovers().forEach(ProcessHandle::destroyForcibly);
        }
    }

    private static boolean isThere(RelayProcess.Setup setup, String moment) {
        boolean isWithin = !moment.equals("address");
        Path within = isWithin ? setup.data().resolve("postgres") : setup.data();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(within, moment)) {
            return found.iterator().hasNext();
        } catch (NoSuchFileException notYet) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
