package app.vaultnotes.relay.clock;

import java.time.InstantSource;

/**
 * The relay's two kinds of time. {@link #instant} is the machine's clock, which somebody may set to
 * any time of any year: for what is written down and shown. {@link #steadyMillis} is for whatever
 * ends, locks out or is removed. Safe for any number of threads.
 */
public interface RelayClock extends InstantSource {

    /**
     * Milliseconds of steady time: it goes on as time passes while a relay runs, whatever a clock
     * is set to. It began as milliseconds since 1970, and is behind those by as long as none ran.
     */
    long steadyMillis();

    /** When a moment of steady time is, or was, by the machine's clock as it goes now. */
    default long shownMillis(long steadyMillis) {
        return millis() + (steadyMillis - steadyMillis());
    }
}
