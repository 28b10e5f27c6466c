package app.vaultnotes.vault.sync;

import app.vaultnotes.proto.v1.Ping;
import app.vaultnotes.proto.v1.ToRelay;
import app.vaultnotes.wire.WireLimits;
import java.util.Optional;

/** Whether a line that is up still lives: who said something when, and when to ask. */
final class Pulse {

    /** After this a line counts as good: the next failure is a first one. */
    private static final long GOOD_MILLIS = 30_000;

    private long upSinceMillis;
    private long heardMillis;
    private long saidMillis;
    private long pings;

    void up(long nowMillis) {
        upSinceMillis = nowMillis;
        heardMillis = nowMillis;
    }

    void heard(long nowMillis) {
        heardMillis = nowMillis;
    }

    void said(long nowMillis) {
        saidMillis = nowMillis;
    }

    /** When the relay said something last. */
    long heardMillis() {
        return heardMillis;
    }

    boolean isGood(long nowMillis) {
        return nowMillis - upSinceMillis >= GOOD_MILLIS;
    }

    boolean isSilent(long nowMillis) {
        return nowMillis - heardMillis >= WireLimits.SILENCE_MILLIS;
    }

    /** What to say where nothing was said for long. */
    Optional<ToRelay.Builder> ping(long nowMillis) {
        return nowMillis - saidMillis >= WireLimits.PING_MILLIS
                ? Optional.of(ToRelay.newBuilder().setPing(Ping.newBuilder().setNumber(++pings)))
                : Optional.empty();
    }

    long wakeMillis() {
        return Math.min(
                saidMillis + WireLimits.PING_MILLIS, heardMillis + WireLimits.SILENCE_MILLIS);
    }
}
