package app.vaultnotes.relay.blob;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Full pieces of a stream. When it breaks, what it gave before is a piece still. */
final class Pieces {

    private final InputStream in;
    private boolean ended;
    private @Nullable IOException broken;

    Pieces(InputStream in) {
        this.in = in;
    }

    /** Fills a part of a buffer; fewer bytes only at the end, then 0. */
    int fill(byte[] buffer, int offset, int length) {
        int filled = 0;
        while (filled < length && !ended) {
            int count = read(buffer, offset + filled, length - filled);
            ended = count < 0;
            filled += Math.max(0, count);
        }
        return filled;
    }

    private int read(byte[] buffer, int offset, int length) {
        try {
            return in.read(buffer, offset, length);
        } catch (IOException e) {
            broken = e;
            return -1;
        }
    }

    /** Whether there is nothing more; one byte is lost when there is. */
    boolean isAtEnd() {
        return fill(new byte[1], 0, 1) == 0;
    }

    /** Says that the stream broke, when it did. */
    void throwIfBroken() throws IOException {
        if (broken != null) {
            throw broken;
        }
    }
}
