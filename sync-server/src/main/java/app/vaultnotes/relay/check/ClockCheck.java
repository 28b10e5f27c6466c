package app.vaultnotes.relay.check;

import java.time.Duration;
import java.time.Instant;

/** Compares this machine's clock with another's. */
final class ClockCheck {

    private static final double MILLIS = 1_000;

    private ClockCheck() {}

    /**
     * Notes how far apart they are.
     *
     * @param before here, when the other was asked
     * @param after here, when it had answered
     * @param most how much is well
     */
    static void note(
            Findings findings,
            String whose,
            Instant before,
            Instant there,
            Instant after,
            Duration most) {
        Duration apart =
                there.isBefore(before)
                        ? Duration.between(there, before)
                        : there.isAfter(after) ? Duration.between(after, there) : Duration.ZERO;
        String says =
                "The clocks of this machine and of %s are %.1f s apart."
                        .formatted(whose, apart.toMillis() / MILLIS);
        if (apart.compareTo(most) > 0) {
            findings.warn(
                    "clock", says, "Set both by NTP: tokens and signatures have a time they end.");
        } else {
            findings.ok("clock", says);
        }
    }
}
