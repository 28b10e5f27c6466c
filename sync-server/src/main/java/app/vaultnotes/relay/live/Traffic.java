package app.vaultnotes.relay.live;

import java.util.concurrent.atomic.LongAdder;

/**
 * What lines have brought since the relay was started: numbers that only grow. Safe for any number
 * of threads.
 */
public final class Traffic {

    private final LongAdder messages = new LongAdder();
    private final LongAdder slowLines = new LongAdder();
    private final LongAdder caughtUp = new LongAdder();

    /** Nothing yet. */
    Traffic() {}

    void sent() {
        messages.increment();
    }

    void endedSlow() {
        slowLines.increment();
    }

    /** Records went to a client that had missed them. */
    public void caughtUp(int records) {
        caughtUp.add(records);
    }

    /** Messages that were sent on lines. */
    public long messages() {
        return messages.sum();
    }

    /** Lines that were ended because they read too slowly. */
    public long slowLines() {
        return slowLines.sum();
    }

    /** Records that clients had missed, and that were read for them from the log. */
    public long caughtUpRecords() {
        return caughtUp.sum();
    }
}
