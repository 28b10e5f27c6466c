package app.vaultnotes.cli.bench;

import app.vaultnotes.crdt.CrdtDocument;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * How often something is done for its figure to be that of a program that has been running for a
 * while.
 *
 * @param least rounds at least
 * @param budgetMillis more rounds follow until the thread has worked for so long, so that there are
 *     no fewer on a busy machine
 */
record Rounds(int least, long budgetMillis) {

    private static final int MOST = 80;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_MICRO = 1e3;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** Windows counts a thread's time in steps of 16 ms, which is more than some figures. */
    private static final boolean COUNTS_THREADS =
            THREADS.isCurrentThreadCpuTimeSupported()
                    && !System.getProperty("os.name").startsWith("Windows");

    /**
     * The shortest time that work took; other programs disturb the processor time of the one thread
     * least.
     *
     * @param prepare what has to be there before, not counted
     * @param work answers the document it leaves, which is closed
     */
    <T> double bestMillis(Supplier<T> prepare, Function<T, CrdtDocument> work) {
        long best = Long.MAX_VALUE;
        long end = nanos() + TimeUnit.MILLISECONDS.toNanos(budgetMillis);
        for (int i = 0; i < least || (i < MOST && nanos() < end); i++) {
            T prepared = prepare.get();
            long start = nanos();
            CrdtDocument left = work.apply(prepared);
            best = Math.min(best, nanos() - start);
            left.close();
        }
        return best / NANOS_PER_MILLI;
    }

    private static long nanos() {
        return COUNTS_THREADS ? THREADS.getCurrentThreadCpuTime() : System.nanoTime();
    }

    /** The median of so many times, by the clock, after as many that are not counted. */
    static double medianMicros(int times, IntConsumer work) {
        double[] micros = new double[times];
        for (int i = 0; i < 2 * times; i++) {
            long start = System.nanoTime();
            work.accept(i);
            if (i >= times) {
                micros[i - times] = (System.nanoTime() - start) / NANOS_PER_MICRO;
            }
        }
        return Figures.percentile(micros, 50);
    }

    /** How many bytes of heap one of so many times takes; 0 where the platform does not tell. */
    static double bytesEach(int times, IntConsumer work) {
        if (!(THREADS instanceof com.sun.management.ThreadMXBean threads)) {
            return 0;
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < times; i++) {
            work.accept(i);
        }
        return (double) (threads.getCurrentThreadAllocatedBytes() - before) / times;
    }
}
