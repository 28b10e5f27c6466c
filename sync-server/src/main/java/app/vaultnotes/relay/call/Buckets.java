package app.vaultnotes.relay.call;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often each of many may do something. Whoever does it less often than the rate never waits;
 * the longest silent are forgotten when there are too many, which gives them a full bucket again.
 * Safe for any number of threads.
 */
public final class Buckets {

    private static final int KEPT = 50_000;
    private static final double NANOS_OF_A_MILLI = 1_000_000;

    private final long burst;
    private final long often;
    private final Duration every;

    private final Map<String, Bucket> latest =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
                    return size() > KEPT;
                }
            };

    /**
     * Nobody has done it yet.
     *
     * @param burst at once
     * @param often in the long run, in each such time
     */
    public Buckets(long burst, long often, Duration every) {
        this.burst = burst;
        this.often = often;
        this.every = every;
    }

    /**
     * Counts one.
     *
     * @throws RelayException RATE_LIMITED when it is too early
     */
    public void take(String key) {
        ConsumptionProbe taken = bucket(key).tryConsumeAndReturnRemaining(1);
        if (!taken.isConsumed()) {
            double waitMillis = taken.getNanosToWaitForRefill() / NANOS_OF_A_MILLI;
            throw RelayException.rateLimited("Too many calls.", (long) Math.ceil(waitMillis));
        }
    }

    /** Counts one; false when it is too early. */
    public boolean isTaken(String key) {
        return bucket(key).tryConsume(1);
    }

    private synchronized Bucket bucket(String key) {
        return latest.computeIfAbsent(key, unknown -> full());
    }

    private Bucket full() {
        // By the usual clock of the library, which is the machine's, a step back would keep
        // everybody out for as long as it was.
        return Bucket.builder()
                .withNanosecondPrecision()
                .addLimit(Bandwidth.builder().capacity(burst).refillGreedy(often, every).build())
                .build();
    }
}
