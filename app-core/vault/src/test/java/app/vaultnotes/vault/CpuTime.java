package app.vaultnotes.vault;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/** Time of the processor: unlike that of the clock, it stands still while others have it. */
public final class CpuTime {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private CpuTime() {}

    /** Does work on this thread, which may take so much. */
    public static void assertWithin(Duration most, String what, Runnable work) {
        long start = THREADS.getCurrentThreadCpuTime();
        work.run();
        Duration took = Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - start);
        assertTrue(took.compareTo(most) < 0, () -> what + " took " + took);
    }
}
