package app.vaultnotes.relay.api;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/** A request whose body has to come: who sends a byte now and then is refused. */
final class PacedRequest extends Request.Wrapper {

    private static final long BYTES_PER_SECOND = 1_000;

    private final long slowNanos;
    private final long beginNanos = System.nanoTime();
    private long bytes;

    /** A request that begins now, and whose body may be slow for a while. */
    PacedRequest(Request request, long slowMillis) {
        super(request);
        slowNanos = TimeUnit.MILLISECONDS.toNanos(slowMillis);
    }

    @Override
    public Content.Chunk read() {
        Content.Chunk chunk = super.read();
        if (chunk == null || Content.Chunk.isFailure(chunk)) {
            return chunk;
        }
        bytes += chunk.remaining();
        if (chunk.isLast() || !isTooSlow(System.nanoTime() - beginNanos)) {
            return chunk;
        }
        chunk.release();
        return Content.Chunk.from(new IOException("the body came too slowly"), true);
    }

    private boolean isTooSlow(long passedNanos) {
        return passedNanos > slowNanos
                && bytes < TimeUnit.NANOSECONDS.toSeconds(passedNanos) * BYTES_PER_SECOND;
    }
}
