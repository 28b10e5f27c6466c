package app.vaultnotes.vault.relay;

import app.vaultnotes.proto.v1.ToRelay;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** What waits to be sent on a line, in order and bounded. Safe for any number of threads. */
final class SendQueue {

    /** Why a line ends of which the outbox is full. */
    static final String FULL = "more was to be said than the relay took";

    /** Most bytes that wait: some full batches. */
    static final int MOST_BYTES = 32 << 20;

    private static final int MOST_MESSAGES = 10_000;

    private final BooleanSupplier isReady;
    private final Consumer<ToRelay> sink;
    private final Deque<ToRelay> waiting = new ArrayDeque<>();
    private long waitingBytes;

    /**
     * An empty one.
     *
     * @param sink takes messages one after the other, when it is ready
     */
    SendQueue(BooleanSupplier isReady, Consumer<ToRelay> sink) {
        this.isReady = isReady;
        this.sink = sink;
    }

    /** Sends what can be, and keeps the rest; false when there is no room for it. */
    synchronized boolean add(ToRelay message) {
        int bytes = message.getSerializedSize();
        if (waitingBytes + bytes > MOST_BYTES || waiting.size() >= MOST_MESSAGES) {
            return false;
        }
        waiting.add(message);
        waitingBytes += bytes;
        drain();
        return true;
    }

    /** Sends what can be. */
    synchronized void drain() {
        while (!waiting.isEmpty() && isReady.getAsBoolean()) {
            ToRelay next = waiting.remove();
            waitingBytes -= next.getSerializedSize();
            sink.accept(next);
        }
    }
}
