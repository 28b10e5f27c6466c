package app.vaultnotes.relay.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.proto.v1.GetChangesRequest;
import app.vaultnotes.proto.v1.StoredRecord;
import app.vaultnotes.relay.TestPostgres;
import app.vaultnotes.relay.TestSettings;
import app.vaultnotes.relay.database.DatabaseAddress;
import app.vaultnotes.relay.serve.Relay;
import app.vaultnotes.relay.serve.RelaySettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole relay's clock is set to other years, while devices write and between its starts. */
class RelayOfAnotherYearTest {

    private static final int DEVICES = 3;
    private static final int ENOUGH = 20;

    /** There, back, and by way of the past to now. */
    private static final List<Integer> STEPS = List.of(10, -10, -10, 10);

    @TempDir private Path folder;

    private final long seed = System.nanoTime();
    private final AtomicReference<Duration> wrongBy = new AtomicReference<>(Duration.ZERO);
    private final InstantSource machine = () -> Instant.now().plus(wrongBy.get());

    private void step(int years) {
        wrongBy.updateAndGet(by -> by.plus(Duration.ofDays(365L * years)));
    }

    private static void assertTimesOfAllYears(Fleet fleet) {
        List<StoredRecord> all = new ArrayList<>();
        fleet.owner()
                .sync()
                .getChanges(
                        GetChangesRequest.newBuilder().setVaultId(fleet.owner().vaultId()).build())
                .forEachRemaining(page -> all.addAll(page.getRecordsList()));
        Set<Integer> years = new TreeSet<>();
        all.forEach(each ->
                years.add(
                        Instant.ofEpochMilli(each.getTakenMillis())
                                .atOffset(ZoneOffset.UTC)
                                .getYear()));
        int now = Year.now(ZoneOffset.UTC).getValue();
        assertTrue(years.size() >= 3, "the clock was not stepped: " + years);
        assertTrue(years.contains(now), years + " without " + now);
    }

    @Test
    void devicesGoOnWithTheirTokensAndNothingIsLostOrInAnotherOrder() throws Exception {
        System.out.println("RelayOfAnotherYearTest seed " + seed);
        DatabaseAddress address = TestPostgres.newRelayDatabase();
        RelaySettings settings = TestSettings.in(folder).on(address).settings();
        AtomicReference<Relay> relay = new AtomicReference<>(Relay.start(settings, machine));
        try (Fleet fleet =
                Fleet.start(Collections.nCopies(DEVICES, () -> relay.get().port()), seed)) {
            fleet.awaitMore(ENOUGH);
            for (int years : STEPS) {
                step(years);
                fleet.awaitMoreOfEach();
                relay.get().close();
                relay.set(Relay.start(settings, machine));
                fleet.awaitMoreOfEach();
            }
            fleet.assertWhole(relay.get().port());
            assertTimesOfAllYears(fleet);
            assertEquals("ready", Relays.ready(relay.get().port()).body());
        } finally {
            relay.get().close();
        }
    }
}
