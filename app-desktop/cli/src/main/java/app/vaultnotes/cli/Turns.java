package app.vaultnotes.cli;

import app.vaultnotes.vault.VaultException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The turns that commands take on a vault: any number of them at once, or one alone, which is what
 * replaces the vault under the others. For any thread; a thread takes one turn at a time.
 */
final class Turns {

    /** How long one that must be alone waits for others: they may wait for somebody's input. */
    private static final long PATIENCE_MILLIS = 60_000;

    /** How long it keeps others waiting at a stretch: a window's edits are among them. */
    private static final long SPELL_MILLIS = 500;

    private static final long LOOK_EVERY_MILLIS = 50;

    private final long patienceMillis;
    private int together;
    private boolean alone;

    Turns() {
        this(PATIENCE_MILLIS);
    }

    Turns(long patienceMillis) {
        this.patienceMillis = patienceMillis;
    }

    /** A turn, which ends when it is closed. */
    interface Turn extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Takes a turn beside others. Waits while one is alone, and for short spells while one wants to
     * be.
     *
     * @param gone says whether nobody waits for the command any more
     * @throws CancellationException when nobody does
     */
    synchronized Turn together(BooleanSupplier gone) {
        await(() -> !alone, Long.MAX_VALUE, gone);
        together++;
        return this::endTogether;
    }

    /**
     * Takes a turn in which nothing else runs. Others are kept from coming in for a spell, or it
     * would never get its turn, and then let in for as long.
     *
     * @param gone says whether nobody waits for the command any more
     * @throws VaultException with {@code LOCKED} when others do not come to their end
     * @throws CancellationException when nobody waits any more
     */
    synchronized Turn alone(BooleanSupplier gone) {
        long start = System.nanoTime();
        while (true) {
            await(() -> !alone, Long.MAX_VALUE, gone);
            if (isAlone(Math.min(SPELL_MILLIS, patienceMillis), gone)) {
                return this::endAlone;
            }
            if (TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) >= patienceMillis) {
                throw new VaultException(
                        VaultException.Code.LOCKED,
                        "Other commands are at work in the vault and do not end.",
                        "Try again when they are done.");
            }
            await(() -> false, SPELL_MILLIS, gone);
        }
    }

    /** Keeps others out, for good when all that run come to their end in the time given. */
    private boolean isAlone(long mostMillis, BooleanSupplier gone) {
        alone = true;
        boolean begun = false;
        try {
            begun = await(() -> together == 0, mostMillis, gone);
            return begun;
        } finally {
            if (!begun) {
                endAlone();
            }
        }
    }

    private synchronized void endTogether() {
        together--;
        notifyAll();
    }

    private synchronized void endAlone() {
        alone = false;
        notifyAll();
    }

    /** Whether something came true in the time given. */
    private boolean await(BooleanSupplier free, long mostMillis, BooleanSupplier gone) {
        long start = System.nanoTime();
        try {
            while (!free.getAsBoolean()) {
                if (gone.getAsBoolean()) {
                    throw new CancellationException("the caller is gone");
                }
                if (TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) >= mostMillis) {
                    return false;
                }
                wait(LOOK_EVERY_MILLIS);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (CancellationException) new CancellationException("interrupted").initCause(e);
        }
    }
}
