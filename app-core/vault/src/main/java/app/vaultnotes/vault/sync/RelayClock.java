package app.vaultnotes.vault.sync;

import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * What time it is by a relay's clock, reckoned on from when it last said so by a clock that never
 * goes back. Nothing but words for people depends on it. Any thread.
 */
final class RelayClock {

    /** Clocks that differ by less are right. */
    private static final long RIGHT_MILLIS = TimeUnit.MINUTES.toMillis(2);

    private static final long MINUTE_MILLIS = TimeUnit.MINUTES.toMillis(1);

    /** What the relay's clock showed when the other one showed 0; none before it said so. */
    private volatile OptionalLong atZeroMillis = OptionalLong.empty();

    /**
     * The relay said what time it is.
     *
     * @param nowMillis by the clock that never goes back
     */
    void told(OptionalLong relayMillis, long nowMillis) {
        if (relayMillis.isPresent()) {
            atZeroMillis = OptionalLong.of(relayMillis.getAsLong() - nowMillis);
        }
    }

    /**
     * How far this device's clock is ahead, in whole minutes; less than 0 when it is behind, 0 when
     * it is right or nobody has said.
     */
    long aheadMillis(long deviceMillis, long nowMillis) {
        if (atZeroMillis.isEmpty()) {
            return 0;
        }
        long ahead = deviceMillis - (atZeroMillis.getAsLong() + nowMillis);
        return Math.abs(ahead) < RIGHT_MILLIS
                ? 0
                : Math.round((double) ahead / MINUTE_MILLIS) * MINUTE_MILLIS;
    }
}
