package app.vaultnotes.relay.api;

import app.vaultnotes.relay.call.RelayException;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * How often addresses and accounts may call. Whoever calls less often than the rate never waits;
 * the longest silent are forgotten when there are too many, which gives them a full bucket again.
 */
final class Limits {

    private static final int KEPT = 50_000;
    private static final double NANOS_OF_A_MILLI = 1_000_000;

    /**
     * How often.
     *
     * @param burst at once
     * @param often in the long run, in each such time
     */
    record Rate(long burst, long often, Duration every) {

        /** So often a minute. */
        Rate(long burst, long perMinute) {
            this(burst, perMinute, Duration.ofMinutes(1));
        }
    }

    /** For calls without a token: passphrases and invitations are guessed by these. */
    static final Rate OPEN = new Rate(30, 60);

    /** For one address: a team behind one router. */
    static final Rate ADDRESS = new Rate(2_000, 60_000);

    /** For one account with all its devices. */
    static final Rate ACCOUNT = new Rate(1_000, 12_000);

    /** For all that is known of one account. */
    static final Rate EXPORT = new Rate(2, 2, Duration.ofHours(1));

    private final Buckets open;
    private final Buckets addresses;
    private final Buckets accounts;

    Limits(Rate open, Rate address, Rate account) {
        this.open = new Buckets(open);
        addresses = new Buckets(address);
        accounts = new Buckets(account);
    }

    void takeOpen(String address) {
        addresses.take(address);
        open.take(address);
    }

    void takeAddress(String address) {
        addresses.take(address);
    }

    void takeAccount(UUID account) {
        accounts.take(account.toString());
    }

    /** How often each of many may still do something. */
    static final class Buckets {
        private final Rate rate;

        private final Map<String, Bucket> latest =
                new LinkedHashMap<>(16, 0.75f, true) {
                    private static final long serialVersionUID = 1;

                    @Override
                    protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
                        return size() > KEPT;
                    }
                };

        Buckets(Rate rate) {
            this.rate = rate;
        }

        void take(String key) {
            ConsumptionProbe taken = bucket(key).tryConsumeAndReturnRemaining(1);
            if (!taken.isConsumed()) {
                double waitMillis = taken.getNanosToWaitForRefill() / NANOS_OF_A_MILLI;
                throw RelayException.rateLimited("Too many calls.", (long) Math.ceil(waitMillis));
            }
        }

        private synchronized Bucket bucket(String key) {
            return latest.computeIfAbsent(key, unknown -> full());
        }

        private Bucket full() {
            // By the usual clock of the library, which is the machine's, a step back would keep
            // everybody out for as long as it was.
            return Bucket.builder()
                    .withNanosecondPrecision()
                    .addLimit(
                            Bandwidth.builder()
                                    .capacity(rate.burst())
                                    .refillGreedy(rate.often(), rate.every())
                                    .build())
                    .build();
        }
    }
}
