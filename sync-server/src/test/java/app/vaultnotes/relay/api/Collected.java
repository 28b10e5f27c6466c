package app.vaultnotes.relay.api;

import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a stream has brought so far. */
public final class Collected<T> implements StreamObserver<T> {

    private static final long PATIENCE_SECONDS = 30;

    private final List<T> all = new ArrayList<>();
    private boolean isEnded;
    private @Nullable Throwable failure;

    @Override
    public synchronized void onNext(T message) {
        all.add(message);
        notifyAll();
    }

    @Override
    public synchronized void onError(Throwable reason) {
        failure = reason;
        isEnded = true;
        notifyAll();
    }

    @Override
    public synchronized void onCompleted() {
        isEnded = true;
        notifyAll();
    }

    public synchronized List<T> all() {
        return List.copyOf(all);
    }

    /** Waits for a message. */
    public synchronized T await(Predicate<T> wanted) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (all.stream().noneMatch(wanted)) {
            if (isEnded) {
                throw new AssertionError("the stream ended", failure);
            }
            pause(deadline);
        }
        return all.stream().filter(wanted).findFirst().orElseThrow();
    }

    /** Waits for as many messages, or more; all there are. */
    public synchronized List<T> awaitCount(int count) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (all.size() < count) {
            if (isEnded) {
                throw new AssertionError("the stream ended after " + all.size(), failure);
            }
            pause(deadline);
        }
        return List.copyOf(all);
    }

    /** Waits for any message, or for the end. */
    public synchronized void awaitAny() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (all.isEmpty() && !isEnded) {
            pause(deadline);
        }
    }

    /** Waits for the end; what went wrong, if something did. */
    public synchronized @Nullable Throwable awaitEnd() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!isEnded) {
            pause(deadline);
        }
        return failure;
    }

    private void pause(long deadline) throws InterruptedException {
        long leftNanos = deadline - System.nanoTime();
        if (leftNanos <= 0) {
            throw new AssertionError("waited in vain; there are " + all.size());
        }
        TimeUnit.NANOSECONDS.timedWait(this, leftNanos);
    }
}
