package app.vaultnotes.relay;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until a test moves it, in either direction. */
public final class SetClock implements InstantSource {

    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2021-03-01T12:00:00Z"));

    @Override
    public Instant instant() {
        return now.get();
    }

    /** Moves it; back when the duration is negative. */
    public void move(Duration duration) {
        now.updateAndGet(instant -> instant.plus(duration));
    }
}
