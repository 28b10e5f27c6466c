package app.vaultnotes.relay;

import app.vaultnotes.relay.clock.RelayClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until a test moves it, in either direction. */
public final class SetClock implements RelayClock {

    private static final Instant BEGIN = Instant.parse("2021-03-01T12:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(BEGIN);
    private final AtomicLong steadyMillis = new AtomicLong(BEGIN.toEpochMilli());

    @Override
    public Instant instant() {
        return now.get();
    }

    @Override
    public long steadyMillis() {
        return steadyMillis.get();
    }

    /** Lets time pass; steady time is repeated when the duration is negative. */
    public void move(Duration duration) {
        step(duration);
        steadyMillis.addAndGet(duration.toMillis());
    }

    /** Somebody sets the machine's clock: no time passes. */
    public void step(Duration duration) {
        now.updateAndGet(instant -> instant.plus(duration));
    }
}
