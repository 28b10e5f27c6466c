package app.vaultnotes.relay.api;

import app.vaultnotes.relay.call.RelayException;
import app.vaultnotes.wire.WireLimits;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Pieces that a client sends, as a stream that another thread reads. Whoever has read a piece asks
 * for the next, so that no more than a few wait here.
 */
final class PieceStream extends InputStream {

    private static final long SILENCE_SECONDS = 60;

    private final Runnable askForMore;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<ByteString> waiting = new ArrayDeque<>();
    private InputStream current = InputStream.nullInputStream();
    private boolean ended;
    private @Nullable IOException broken;

    PieceStream(Runnable askForMore) {
        this.askForMore = askForMore;
    }

    /** The next piece. */
    void add(ByteString piece) {
        if (piece.size() > WireLimits.PIECE_BYTES) {
            end(new IOException("a piece of " + piece.size() + " bytes"));
            return;
        }
        lock.lock();
        try {
            waiting.add(piece);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** No more comes: null for all is there, otherwise what went wrong. */
    void end(@Nullable IOException failure) {
        lock.lock();
        try {
            ended = true;
            broken = broken == null ? failure : broken;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = current.read(bytes, offset, length);
        while (count < 0 && length > 0) {
            ByteString next = next();
            if (next == null) {
                return -1;
            }
            current = next.newInput();
            askForMore.run();
            count = current.read(bytes, offset, length);
        }
        return count;
    }

    private @Nullable ByteString next() throws IOException {
        lock.lock();
        try {
            long leftNanos = TimeUnit.SECONDS.toNanos(SILENCE_SECONDS);
            while (waiting.isEmpty() && !ended) {
                if (leftNanos <= 0) {
                    throw RelayException.unavailable("The client sent nothing for too long.");
                }
                leftNanos = changed.awaitNanos(leftNanos);
            }
            if (broken != null) {
                throw broken;
            }
            return waiting.poll();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the relay is shutting down", e);
        } finally {
            lock.unlock();
        }
    }
}
