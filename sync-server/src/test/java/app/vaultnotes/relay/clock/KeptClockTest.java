package app.vaultnotes.relay.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;

import app.vaultnotes.relay.TestPostgres;
import app.vaultnotes.relay.database.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Steady time goes on from start to start, among relays, and whatever clocks say. */
class KeptClockTest {

    private static final long MINUTE = Duration.ofMinutes(1).toMillis();

    private final Database database = Database.open(TestPostgres.newRelayDatabase());
    private final AtomicLong passedMillis = new AtomicLong(-5);
    private Instant machine = Instant.now();

    @AfterEach
    void close() {
        database.close();
    }

    private KeptClock clock() {
        return new KeptClock(database, () -> machine, () -> passedMillis.get() * 1_000_000);
    }

    private void stepYears(int years) {
        machine = machine.plus(Duration.ofDays(365L * years));
    }

    @Test
    void itGoesOnAsTimePassesAndNotAsAClockIsSet() {
        KeptClock clock = clock();
        long begin = clock.steadyMillis();
        for (int years : new int[] {10, -20, 10, 0}) {
            stepYears(years);
            passedMillis.addAndGet(MINUTE);
        }
        assertEquals(begin + 4 * MINUTE, clock.steadyMillis());
        assertEquals(machine, clock.instant());
        assertEquals(machine.toEpochMilli() + 7, clock.shownMillis(clock.steadyMillis() + 7));
    }

    @Test
    void theNextStartRepeatsWhatWasNotKeptAndCountsNothingBetween() {
        KeptClock killed = clock();
        passedMillis.addAndGet(MINUTE);
        killed.keep();
        long kept = killed.steadyMillis();
        passedMillis.addAndGet(MINUTE);
        stepYears(10);
        KeptClock next = clock();
        assertEquals(kept, next.steadyMillis());
        passedMillis.addAndGet(MINUTE);
        next.keep();
        stepYears(-20);
        assertEquals(kept + MINUTE, clock().steadyMillis());
    }

    /** Each counts the same minutes: together they must not make them pass twice as fast. */
    @Test
    void twoRelaysCountTimeOnceAndFollowTheOneAhead() {
        KeptClock one = clock();
        long begin = one.steadyMillis();
        passedMillis.addAndGet(MINUTE);
        KeptClock other = clock();
        assertEquals(begin, other.steadyMillis());
        for (int i = 0; i < 10; i++) {
            passedMillis.addAndGet(MINUTE);
            one.keep();
            other.keep();
        }
        assertEquals(begin + 11 * MINUTE, one.steadyMillis());
        assertEquals(begin + 11 * MINUTE, other.steadyMillis());
        other.keep();
        one.keep();
        assertEquals(begin + 11 * MINUTE, one.steadyMillis());
    }
}
