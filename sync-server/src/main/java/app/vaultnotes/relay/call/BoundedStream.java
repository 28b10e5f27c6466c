package app.vaultnotes.relay.call;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;

/** A stream that may give no more than it was said to. */
public final class BoundedStream extends FilterInputStream {

    private final Supplier<? extends RuntimeException> tooMuch;
    private long leftBytes;

    /**
     * What a stream gives, up to a bound.
     *
     * @param tooMuch what is thrown when it gives more
     */
    public BoundedStream(
            InputStream in, long mostBytes, Supplier<? extends RuntimeException> tooMuch) {
        super(in);
        this.tooMuch = tooMuch;
        leftBytes = mostBytes;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = in.read(bytes, offset, length);
        if (count > leftBytes) {
            throw tooMuch.get();
        }
        leftBytes -= Math.max(0, count);
        return count;
    }
}
