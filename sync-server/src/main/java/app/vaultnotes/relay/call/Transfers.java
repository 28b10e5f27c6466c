package app.vaultnotes.relay.call;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How many bodies of bytes are on their way at once in one direction: each takes memory, and a
 * connection to S3 or a file. Safe for any number of threads.
 */
public final class Transfers {

    private static final long SOON_MILLIS = 1_000;

    private final Semaphore turns;
    private final int ofAnAccount;
    private final long waitMillis;
    private final Map<UUID, Integer> counts = new ConcurrentHashMap<>();

    /**
     * Without any yet.
     *
     * @param all at once
     * @param ofAnAccount at once, so that no account keeps all others waiting
     * @param waitMillis for a turn
     */
    public Transfers(int all, int ofAnAccount, long waitMillis) {
        turns = new Semaphore(all, true);
        this.ofAnAccount = ofAnAccount;
        this.waitMillis = waitMillis;
    }

    /** As many as come in: each is up to 5 MiB in memory, twice for S3. */
    public static Transfers in() {
        return new Transfers(32, 8, 10_000);
    }

    /** As many as go out: each is a buffer, and a client that may be slow. */
    public static Transfers out() {
        return new Transfers(128, 32, 10_000);
    }

    /** A turn, which ends when it is closed. */
    public interface Turn extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Waits a little for a turn.
     *
     * @throws RelayException RATE_LIMITED when none comes, or the account has as many as it may
     */
    public Turn take(UUID account) {
        count(account);
        try {
            if (turns.tryAcquire(waitMillis, TimeUnit.MILLISECONDS)) {
                AtomicBoolean isOver = new AtomicBoolean();
                return () -> {
                    if (isOver.compareAndSet(false, true)) {
                        turns.release();
                        uncount(account);
                    }
                };
            }
        } catch (InterruptedException e) {
            uncount(account);
            Thread.currentThread().interrupt();
            throw RelayException.unavailable("The relay is shutting down.");
        }
        uncount(account);
        throw RelayException.rateLimited("Too many bytes are on their way.", SOON_MILLIS);
    }

    private void count(UUID account) {
        int count = counts.merge(account, 1, Integer::sum);
        if (count > ofAnAccount) {
            uncount(account);
            throw RelayException.rateLimited(
                    "The account has " + ofAnAccount + " transfers under way.", SOON_MILLIS);
        }
    }

    private void uncount(UUID account) {
        counts.computeIfPresent(account, (it, count) -> count == 1 ? null : count - 1);
    }
}
