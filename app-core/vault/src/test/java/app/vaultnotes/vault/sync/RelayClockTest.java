package app.vaultnotes.vault.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** How wrong a device's clock is, by what a relay said and the time that passed since. */
class RelayClockTest {

    private static final long RELAY = 1_800_000_000_000L;
    private static final long MINUTE = 60_000;

    private final RelayClock clock = new RelayClock();

    @Test
    void beforeTheRelaySaidSoEveryClockIsRight() {
        clock.told(OptionalLong.empty(), 5);
        assertEquals(0, clock.aheadMillis(0, 5));
    }

    @Test
    void aClockIsAheadOrBehindByWholeMinutes() {
        clock.told(OptionalLong.of(RELAY), 1_000);
        long anHourLater = 1_000 + 60 * MINUTE;
        assertEquals(0, clock.aheadMillis(RELAY + 61 * MINUTE, anHourLater), "a minute is nothing");
        assertEquals(3 * MINUTE, clock.aheadMillis(RELAY + 63 * MINUTE + 400, anHourLater));
        assertEquals(-60 * MINUTE, clock.aheadMillis(RELAY, anHourLater));
    }

    @Test
    void whoSetsTheClockIsRightAtOnceAndTheRelayMaySayAnother() {
        clock.told(OptionalLong.of(RELAY), 0);
        assertEquals(10 * MINUTE, clock.aheadMillis(RELAY + 10 * MINUTE, 0));
        assertEquals(0, clock.aheadMillis(RELAY + 2_000, 2_000));
        clock.told(OptionalLong.of(RELAY + 10 * MINUTE), 0);
        assertEquals(0, clock.aheadMillis(RELAY + 10 * MINUTE, 0));
    }
}
