package app.vaultnotes.relay.api;

import app.vaultnotes.relay.call.Buckets;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Writes a line of JSON for each call that has ended. Calls never wait for it: lines are written by
 * one thread, of usual calls fewer than of those that were refused or slow, and what there is no
 * room for is counted and told as a sum. Safe for any number of threads.
 */
final class CallLog implements AutoCloseable {

    /** Has a format of its own, as each message is the whole line. */
    static final String NAME = "app.vaultnotes.relay.calls";

    private static final Logger LOG = System.getLogger(NAME);
    private static final int MOST_WAITING = 4_096;
    private static final long END_MILLIS = 1_000;
    private static final String ANY = "";

    /** Wakes whoever waits for the next; never told. */
    private static final EndedCall NONE =
            new EndedCall(new EndedCall.Kind("", ""), 0, EndedCall.Way.GRPC, null, null, 0, null);

    private final Buckets usual = new Buckets(1_000, 20, Duration.ofSeconds(1));
    private final Buckets notable = new Buckets(2_000, 100, Duration.ofSeconds(1));
    private final BlockingQueue<EndedCall> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Map<EndedCall.Kind, LongAdder> leftOut = new ConcurrentHashMap<>();
    private final long sumNanos;
    private final Thread thread = Thread.ofPlatform().name("calls").daemon().unstarted(this::run);
    private volatile boolean closed;

    /** Writes sums every ten seconds. */
    CallLog() {
        this(Duration.ofSeconds(10));
    }

    /**
     * Nothing to write yet.
     *
     * @param sums how often it tells what was left out
     */
    CallLog(Duration sums) {
        sumNanos = sums.toNanos();
        thread.start();
    }

    /** Notes a call; what it costs does not depend on how fast lines are written. */
    void add(EndedCall call) {
        Buckets room = call.isNotable() ? notable : usual;
        if (closed || !room.isTaken(ANY) || !waiting.offer(call)) {
            leftOut.computeIfAbsent(call.kind(), it -> new LongAdder()).increment();
        }
    }

    private void run() {
        long toldNanos = System.nanoTime();
        while (!closed) {
            write(next());
            if (System.nanoTime() - toldNanos >= sumNanos) {
                toldNanos = System.nanoTime();
                writeSums();
            }
        }
        for (EndedCall call = waiting.poll(); call != null; call = waiting.poll()) {
            write(call);
        }
        writeSums();
    }

    private EndedCall next() {
        try {
            EndedCall next = waiting.poll(sumNanos, TimeUnit.NANOSECONDS);
            return next == null ? NONE : next;
        } catch (InterruptedException closing) {
            closed = true;
            return NONE;
        }
    }

    private static void write(EndedCall call) {
        if (!call.equals(NONE)) {
            write(call.atMillis(), call.json());
        }
    }

    private void writeSums() {
        leftOut.forEach((kind, count) -> {
            long calls = count.sumThenReset();
            if (calls > 0) {
                write(System.currentTimeMillis(), kind.json() + ",\"notTold\":" + calls);
            }
        });
    }

    /** Begins as all lines of the log do. */
    private static void write(long atMillis, String rest) {
        LOG.log(
                Level.INFO,
                "{\"timestamp\":%d,\"level\":\"INFO\",\"loggerName\":\"%s\",%s}"
                        .formatted(atMillis, NAME, rest));
    }

    /** Writes what waits, if that does not take long. */
    @Override
    public void close() {
        closed = true;
        // When there is no room for this, nobody waits.
        var _ = waiting.offer(NONE);
        try {
            thread.join(END_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
