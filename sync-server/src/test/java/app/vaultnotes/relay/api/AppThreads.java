package app.vaultnotes.relay.api;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** What an app runs its lines on, where one sees whether anything still goes on. */
final class AppThreads implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 60;

    final ThreadPoolExecutor executor =
            new ThreadPoolExecutor(
                    0, Integer.MAX_VALUE, 60, TimeUnit.SECONDS, new SynchronousQueue<>());

    final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);

    AppThreads() {
        timer.setRemoveOnCancelPolicy(true);
    }

    /** Waits until no thread is at work and nothing is due. */
    void awaitRest() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (executor.getActiveCount() > 0 || !timer.getQueue().isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(
                        "%d threads are at work, due are %s"
                                .formatted(executor.getActiveCount(), timer.getQueue()));
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
        timer.shutdownNow();
    }
}
