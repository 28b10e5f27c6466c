package app.vaultnotes.crdt;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Holds work to costing what its size says. Times are the thread's own and the limits wide, so that
 * a busy machine does not matter, while quadratic work misses them by far.
 */
final class Growth {
    private static final int FACTOR = 4;
    private static final int MOST = 10;
    private static final int MORE = 5;
    private static final int BATCHES = 50;
    private static final int ROUNDS = 3;

    /** What a compiler that does not get to it may cost. */
    private static final long NOISE_NANOS = 40_000_000;

    /** The same where much is allocated: the collector and a cold start of code come on top. */
    private static final long HEAVY_NOISE_NANOS = 600_000_000;

    /** Many times what work takes that is done soon, a fraction of what it took before. */
    private static final long SOON_NANOS = 20_000_000_000L;

    private static final int LOOK_NANOS = 5_000_000;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private Growth() {}

    /**
     * Measures work at a size and at four times that.
     *
     * @param work prepares work of a size, which is not measured, and answers the work itself
     */
    static void assertLinear(int size, IntFunction<Runnable> work) {
        nanos(size, work);
        long small = nanos(size, work);
        long large = nanos(FACTOR * size, work);
        assertTrue(
                large <= MOST * small + HEAVY_NOISE_NANOS,
                () -> size + " took " + small + " ns and four times as many " + large + " ns");
    }

    /** Measures work of which a size must not matter. */
    static void assertSame(int size, int greater, IntFunction<Runnable> work) {
        nanos(size, work);
        long small = nanos(size, work);
        long large = nanos(greater, work);
        assertTrue(
                large <= MORE * small + HEAVY_NOISE_NANOS,
                () -> size + " took " + small + " ns and " + greater + " took " + large + " ns");
    }

    /**
     * Measures steps of a row at its beginning and in its last quarter, which must cost about the
     * same.
     */
    static void assertSteady(int steps, IntConsumer step) {
        int batch = steps / BATCHES;
        long early = Long.MAX_VALUE;
        long late = Long.MAX_VALUE;
        for (int from = 0; from < steps; from += batch) {
            long start = THREADS.getCurrentThreadCpuTime();
            IntStream.range(from, from + batch).forEach(step);
            long nanos = THREADS.getCurrentThreadCpuTime() - start;
            early = from < steps / 15 ? Math.min(early, nanos) : early;
            late = from >= steps * 3 / 4 ? Math.min(late, nanos) : late;
        }
        String message = batch + " steps took " + early + " ns at first, then " + late;
        assertTrue(late <= MORE * early + NOISE_NANOS, message);
    }

    /** Does work on a thread of its own and gives it up when it takes too long. */
    static void assertSoon(Runnable work) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread thread = new Thread(() -> run(work, done), "soon");
        thread.setDaemon(true);
        thread.start();
        while (!done.isDone()) {
            long nanos = THREADS.getThreadCpuTime(thread.getId());
            assertTrue(nanos < SOON_NANOS, () -> "not done after " + nanos + " ns");
            LockSupport.parkNanos(LOOK_NANOS);
        }
        try {
            done.join();
        } catch (CompletionException e) {
            throw new AssertionError(e.getCause());
        }
    }

    private static void run(Runnable work, CompletableFuture<Void> done) {
        try {
            work.run();
            done.complete(null);
        } catch (RuntimeException | Error e) {
            done.completeExceptionally(e);
        }
    }

    private static long nanos(int size, IntFunction<Runnable> work) {
        long best = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            Runnable prepared = work.apply(size);
            long start = THREADS.getCurrentThreadCpuTime();
            prepared.run();
            best = Math.min(best, THREADS.getCurrentThreadCpuTime() - start);
        }
        return best;
    }
}
