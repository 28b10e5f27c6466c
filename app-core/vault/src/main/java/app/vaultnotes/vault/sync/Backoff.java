package app.vaultnotes.vault.sync;

import java.util.random.RandomGenerator;

/**
 * How long to wait before the next try: up to twice as long after each failure, at a moment drawn
 * at random, so that many devices do not come back at once.
 */
final class Backoff {

    private static final long FIRST_MILLIS = 1_000;
    private static final long MOST_MILLIS = 5 * 60_000;

    private final RandomGenerator random;
    private int failures;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** How many milliseconds to wait after one more failure. */
    long nextMillis() {
        long most = Math.min(MOST_MILLIS, FIRST_MILLIS << Math.min(failures, 20));
        failures++;
        return most / 2 + random.nextLong(most / 2 + 1);
    }

    /** It went well for long enough. */
    void reset() {
        failures = 0;
    }
}
