package app.vaultnotes.relay.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import app.vaultnotes.relay.database.DatabaseAddress;
import app.vaultnotes.relay.postgres.OutsidePostgres;
import app.vaultnotes.relay.serve.Addresses;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of two relays on one database one is killed: the other goes on with the devices of both. */
class OneOfTwoKilledTest {

    private static final int KILLS = Boolean.getBoolean("vaultnotes.heavy") ? 20 : 1;
    private static final int DEVICES = 6;
    private static final int ENOUGH = 30;

    @TempDir private Path folder;

    private final long seed = System.nanoTime();

    @Test
    void theOtherGoesOnWithTheDevicesOfBoth() throws Exception {
        System.out.println("OneOfTwoKilledTest seed " + seed);
        try (OutsidePostgres postgres =
                OutsidePostgres.start(
                        OutsidePostgres.embeddedPrograms(), folder.resolve("postgres"))) {
            postgres.run(
                    "CREATE ROLE vaultnotes LOGIN CREATEROLE PASSWORD 'secret'",
                    "CREATE DATABASE vaultnotes OWNER vaultnotes ENCODING 'UTF8'");
            DatabaseAddress address = postgres.as("vaultnotes", "secret", "vaultnotes");
            List<RelayProcess> relays = new ArrayList<>();
            try {
                relays.add(RelayProcess.start(setup(address)));
                relays.add(RelayProcess.start(setup(address)));
                killByTurns(relays, address);
            } finally {
                for (RelayProcess relay : relays) {
                    relay.close();
                }
            }
        }
    }

    private RelayProcess.Setup setup(DatabaseAddress address) throws Exception {
        Path password = Files.writeString(folder.resolve("secret"), address.password());
        return new RelayProcess.Setup(folder.resolve("data"), Addresses.port("127.0.0.1", 0))
                .with(
                        Map.of(
                                "VAULTNOTES_DATABASE_URL", address.url(),
                                "VAULTNOTES_DATABASE_USER", address.user(),
                                "VAULTNOTES_DATABASE_PASSWORD_FILE", password.toString()));
    }

    private void killByTurns(List<RelayProcess> relays, DatabaseAddress address) throws Exception {
        try (Fleet fleet = Fleet.start(addressBooks(relays), seed)) {
            for (int kill = 0; kill < KILLS; kill++) {
                int victim = kill % 2;
                fleet.awaitMore(ENOUGH);
                relays.get(victim).kill();
                fleet.awaitMoreOfEach();
                assertEquals(200, Relays.ready(relays.get(1 - victim).port()).statusCode());
                if (kill + 1 < KILLS) {
                    relays.set(victim, RelayProcess.start(setup(address)));
                }
            }
            fleet.assertWhole(relays.get(KILLS % 2).port());
        }
    }

    /** Half of the devices try one relay first, half the other; each tries them by turns. */
    private static List<IntSupplier> addressBooks(List<RelayProcess> relays) {
        List<IntSupplier> books = new ArrayList<>();
        for (int i = 0; i < DEVICES; i++) {
            AtomicInteger turn = new AtomicInteger(i);
            books.add(() -> relays.get(turn.getAndIncrement() % 2).port());
        }
        return books;
    }
}
