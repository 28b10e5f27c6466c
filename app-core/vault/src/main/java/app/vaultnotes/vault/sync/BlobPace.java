package app.vaultnotes.vault.sync;

import app.vaultnotes.proto.v1.Error;
import java.util.random.RandomGenerator;

/** When calls for attachments may be made, and why not now. */
final class BlobPace {

    private static final long FULL_MILLIS = 5 * 60_000;
    private static final long NEVER = Long.MAX_VALUE;

    private final Backoff failures;
    private long pausedUntilMillis;

    /** From when on is sent again what there was no room for; 0 when nothing is held back. */
    private long sendingFromMillis;

    private boolean isReader;
    private String held = "";
    private String sendingHeld = "";

    BlobPace(RandomGenerator random) {
        failures = new Backoff(random);
    }

    void begin() {
        pausedUntilMillis = 0;
        sendingFromMillis = 0;
        isReader = false;
        held = "";
        sendingHeld = "";
    }

    void later(String why, long atLeastMillis, long nowMillis) {
        held = why;
        pausedUntilMillis = nowMillis + Math.max(atLeastMillis, failures.nextMillis());
    }

    void stop(String why) {
        held = why;
    }

    void wentWell() {
        failures.reset();
        held = "";
    }

    void sentWell() {
        sendingHeld = "";
    }

    void mayOnlyRead(String why) {
        isReader = true;
        sendingHeld = why;
    }

    void isFull(Error error, long nowMillis) {
        sendingHeld = error.getMessage();
        sendingFromMillis = nowMillis + Math.max(FULL_MILLIS, error.getRetryAfterMillis());
    }

    /** Whether nothing is to be called yet. */
    boolean isPaused(long nowMillis) {
        if (nowMillis >= pausedUntilMillis) {
            pausedUntilMillis = 0;
        }
        return pausedUntilMillis > 0;
    }

    boolean maySend() {
        return !isReader && sendingFromMillis == 0;
    }

    /** Whether what there was no room for is to be tried again. */
    boolean sendsAgain(long nowMillis) {
        boolean isDue = sendingFromMillis > 0 && nowMillis >= sendingFromMillis;
        if (isDue) {
            sendingFromMillis = 0;
        }
        return isDue;
    }

    /** When a pause ends that nothing else interrupts; 0 when there is none. */
    long pausedUntilMillis() {
        return pausedUntilMillis;
    }

    long sendingFromMillis() {
        return sendingFromMillis == 0 ? NEVER : sendingFromMillis;
    }

    String held() {
        return held.isEmpty() ? sendingHeld : held;
    }
}
