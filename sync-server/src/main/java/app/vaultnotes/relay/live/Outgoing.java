package app.vaultnotes.relay.live;

import app.vaultnotes.proto.v1.ToClient;
import app.vaultnotes.relay.call.RelayException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be sent to one client, bounded: whoever adds never waits for the client, and a
 * client that does not read is ended. One task at a time sends, and only while there is something.
 */
final class Outgoing {

    private static final long MOST_BYTES = 8L << 20;
    private static final long ROOM_BYTES = 1L << 20;
    private static final int MOST_MESSAGES = 4_096;

    /** A message, and what is done when it waits no more. */
    private record Waiting(ToClient message, Runnable gone) {}

    private final Outlet outlet;
    private final Executor executor;
    private final Runnable onEnd;
    private final Traffic traffic;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private long movedNanos;
    private boolean sending;
    private boolean again;
    private @Nullable RelayException reason;
    private boolean ended;

    /** Nothing waits yet; {@code onEnd} is run by the executor when the line has ended. */
    Outgoing(Outlet outlet, Executor executor, Runnable onEnd, Traffic traffic) {
        this.outlet = outlet;
        this.executor = executor;
        this.onEnd = onEnd;
        this.traffic = traffic;
    }

    /** Adds a message; ends the line when there is no room for it. */
    void add(ToClient message) {
        add(message, Outgoing::nothing);
    }

    private static void nothing() {}

    /**
     * Adds a message; ends the line when there is no room for it.
     *
     * @param gone is run once, when the message was sent or never will be; must be quick
     */
    void add(ToClient message, Runnable gone) {
        lock.lock();
        try {
            if (ended || reason != null) {
                gone.run();
            } else if (isFull()) {
                gone.run();
                endSlow();
            } else {
                put(new Waiting(message, gone));
            }
        } finally {
            lock.unlock();
        }
    }

    private void put(Waiting next) {
        if (waiting.isEmpty()) {
            movedNanos = System.nanoTime();
        }
        waiting.add(next);
        waitingBytes += next.message().getSerializedSize();
        startSending();
    }

    private void endSlow() {
        if (reason == null && !ended) {
            traffic.endedSlow();
        }
        end(RelayException.unavailable("The line read too slowly and was ended."));
    }

    /** Ends the line if nothing of what waits could be sent for so long. */
    void endIfStuck(long nowNanos, long nanos) {
        lock.lock();
        try {
            if (!waiting.isEmpty() && nowNanos - movedNanos > nanos) {
                endSlow();
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean isFull() {
        return waitingBytes >= MOST_BYTES || waiting.size() >= MOST_MESSAGES;
    }

    /** Adds a message that nobody misses when much else waits. */
    void addIfRoom(ToClient message) {
        lock.lock();
        try {
            if (waitingBytes < ROOM_BYTES && waiting.size() < MOST_MESSAGES / 2) {
                add(message);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there is room for more; false when the line has ended. */
    boolean awaitRoom() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!ended && reason == null && waitingBytes >= ROOM_BYTES) {
                room.await();
            }
            return !ended && reason == null;
        } finally {
            lock.unlock();
        }
    }

    /** The client can take more. */
    void drain() {
        lock.lock();
        try {
            startSending();
        } finally {
            lock.unlock();
        }
    }

    private void startSending() {
        again = true;
        if (!sending && !ended) {
            sending = true;
            executor.execute(this::sendAll);
        }
    }

    private void sendAll() {
        try {
            ToClient next = next();
            while (next != null) {
                outlet.send(next);
                next = next();
            }
        } catch (RuntimeException gone) {
            close();
        }
    }

    /** What is sent next; null ends the task, which starts again when there is more. */
    private @Nullable ToClient next() {
        while (true) {
            boolean isReady = outlet.isReady();
            lock.lock();
            try {
                if (reason != null && !ended) {
                    close();
                    outlet.end(reason);
                }
                if (!ended && isReady && !waiting.isEmpty()) {
                    again = false;
                    return take();
                }
                if (ended || !again) {
                    sending = false;
                    return null;
                }
                again = false;
            } finally {
                lock.unlock();
            }
        }
    }

    private ToClient take() {
        Waiting next = waiting.remove();
        waitingBytes -= next.message().getSerializedSize();
        movedNanos = System.nanoTime();
        traffic.sent();
        room.signalAll();
        next.gone().run();
        return next.message();
    }

    /** Ends the line; what waits is not sent. */
    void end(RelayException why) {
        lock.lock();
        try {
            if (reason == null) {
                reason = why;
            }
            startSending();
        } finally {
            lock.unlock();
        }
    }

    /** The client is gone. */
    void close() {
        lock.lock();
        try {
            if (!ended) {
                ended = true;
                executor.execute(onEnd);
            }
            waiting.forEach(each -> each.gone().run());
            waiting.clear();
            waitingBytes = 0;
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
