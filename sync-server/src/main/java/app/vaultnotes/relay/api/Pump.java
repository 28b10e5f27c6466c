package app.vaultnotes.relay.api;

import app.vaultnotes.relay.call.RelayException;
import io.grpc.stub.ServerCallStreamObserver;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Sends a stream of messages as fast as the client takes them, from a thread that may wait. */
final class Pump<T> {

    private static final long STUCK_SECONDS = 30;

    private final ServerCallStreamObserver<T> observer;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** What sends. */
    @FunctionalInterface
    interface Source<T> {
        /** Sends all there is. */
        void sendTo(Pump<T> pump) throws InterruptedException, IOException;
    }

    private Pump(ServerCallStreamObserver<T> observer) {
        this.observer = observer;
        observer.setOnReadyHandler(this::signal);
        observer.setOnCancelHandler(this::signal);
    }

    /** Runs a source elsewhere and ends the call with it. Only while a call is being begun. */
    static <T> void run(ServerCallStreamObserver<T> observer, Executor executor, Source<T> source) {
        Pump<T> pump = new Pump<>(observer);
        executor.execute(() -> pump.run(source));
    }

    private void run(Source<T> source) {
        try {
            source.sendTo(this);
            observer.onCompleted();
        } catch (CancellationException gone) {
            // Nobody is there to be told.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            observer.onError(
                    Failures.grpc(RelayException.unavailable("The relay is shutting down.")));
        } catch (IOException e) {
            observer.onError(
                    Failures.grpc(RelayException.unavailable("What is kept cannot be read.")));
        } catch (RuntimeException e) {
            observer.onError(Failures.grpc(e));
        }
    }

    private void signal() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Sends a message when the client can take it.
     *
     * @throws CancellationException when the client is gone
     * @throws RelayException when it takes nothing for too long
     */
    void send(T message) throws InterruptedException {
        awaitReady();
        observer.onNext(message);
    }

    private void awaitReady() throws InterruptedException {
        long leftNanos = TimeUnit.SECONDS.toNanos(STUCK_SECONDS);
        lock.lock();
        try {
            while (!observer.isReady() && !observer.isCancelled()) {
                if (leftNanos <= 0) {
                    throw RelayException.unavailable("The client read too slowly.");
                }
                leftNanos = changed.awaitNanos(leftNanos);
            }
        } finally {
            lock.unlock();
        }
        if (observer.isCancelled()) {
            throw new CancellationException();
        }
    }
}
