package app.vaultnotes.relay.bench;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** How long things took. Safe for any number of threads. */
final class Latencies {

    private final Queue<Long> nanos = new ConcurrentLinkedQueue<>();

    void add(long tookNanos) {
        nanos.add(tookNanos);
    }

    int count() {
        return nanos.size();
    }

    /** What all but a share of them took at most; 0 when there is none. */
    double millis(double share) {
        long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        return sorted.length == 0
                ? 0
                : sorted[(int) Math.min(sorted.length - 1, sorted.length * share)] / 1e6;
    }
}
