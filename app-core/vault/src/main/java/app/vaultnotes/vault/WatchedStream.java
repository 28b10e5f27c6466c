package app.vaultnotes.vault;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream whose subclasses see in one method all that is read, skipped bytes included. */
public abstract class WatchedStream extends FilterInputStream {

    private static final int SKIP_BYTES = 1 << 13;

    /** Watches another stream, which is closed with this one. */
    protected WatchedStream(InputStream in) {
        super(in);
    }

    @Override
    public final int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public abstract int read(byte[] buffer, int offset, int length) throws IOException;

    /** Reads what is skipped: it counts as much as the rest. */
    @Override
    public final long skip(long count) throws IOException {
        byte[] dropped = new byte[(int) Math.min(SKIP_BYTES, Math.max(0, count))];
        return dropped.length == 0 ? 0 : Math.max(0, read(dropped, 0, dropped.length));
    }

    @Override
    public final boolean markSupported() {
        return false;
    }
}
