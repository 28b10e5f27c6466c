package app.vaultnotes.relay.account;

import app.vaultnotes.relay.call.RelayException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Hashes and checks passphrases, few at a time: each takes a core and much memory for a moment, and
 * whoever is not signed in yet can ask for it. Safe for any number of threads, which wait their
 * turn.
 */
public final class Passphrases {

    private static final long SOON_MILLIS = 2_000;

    private final Argon2Cost cost;
    private final SecureRandom random;
    private final Semaphore permits;
    private final AtomicInteger waiting = new AtomicInteger();
    private final int mostWaiting;
    private final long patienceMillis;
    private final PassphraseHash nobodys;

    /**
     * How many are hashed at once.
     *
     * @param running at once
     * @param waiting for their turn; one more is refused
     * @param patience the longest that one waits
     */
    public record Bound(int running, int waiting, Duration patience) {

        /** Two, as many as a small machine has cores; sixteen waiting take under a second. */
        public static final Bound USUAL = new Bound(2, 16, Duration.ofSeconds(5));
    }

    /** Hashes at a cost. */
    public Passphrases(Argon2Cost cost, Bound bound, SecureRandom random) {
        this.cost = cost;
        this.random = random;
        permits = new Semaphore(bound.running(), true);
        mostWaiting = bound.waiting();
        patienceMillis = bound.patience().toMillis();
        nobodys = PassphraseHash.ofNobody(cost, random);
    }

    /**
     * A passphrase's hash as it is kept.
     *
     * @throws RelayException RATE_LIMITED when too many wait, UNAVAILABLE after waiting too long
     */
    public String hash(String passphrase) {
        return inTurn(
                () -> PassphraseHash.of(passphrase, cost, PassphraseHash.salt(random)).text());
    }

    /**
     * Whether a passphrase is the one that was hashed. Takes as long when there is none, so that
     * nobody learns from it which accounts there are.
     *
     * @param kept the hash; null for nobody's
     * @throws RelayException as {@link #hash}
     */
    public boolean isRight(String passphrase, @Nullable String kept) {
        PassphraseHash hash = kept == null ? nobodys : PassphraseHash.parse(kept);
        return inTurn(() -> hash.isOf(passphrase)) && kept != null;
    }

    /** Whether a kept hash took less than one that would be made now. */
    public boolean isOutdated(String kept) {
        return PassphraseHash.parse(kept).cost().isBelow(cost);
    }

    private <T> T inTurn(Supplier<T> work) {
        if (!permits.tryAcquire()) {
            queue();
        }
        try {
            return work.get();
        } finally {
            permits.release();
        }
    }

    private void queue() {
        try {
            if (waiting.incrementAndGet() > mostWaiting) {
                throw RelayException.rateLimited("Too many sign in at once.", SOON_MILLIS);
            }
            if (!permits.tryAcquire(patienceMillis, TimeUnit.MILLISECONDS)) {
                throw RelayException.unavailable("The relay is too busy to check a passphrase.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RelayException.unavailable("The relay is ending.");
        } finally {
            waiting.decrementAndGet();
        }
    }
}
