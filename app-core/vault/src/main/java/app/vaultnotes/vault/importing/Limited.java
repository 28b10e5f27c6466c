package app.vaultnotes.vault.importing;

import app.vaultnotes.vault.WatchedStream;
import java.io.IOException;
import java.io.InputStream;

/** Ends in an exception once more bytes came than are allowed, whatever was announced. */
final class Limited extends WatchedStream {

    private final long limitBytes;
    private long read;

    Limited(InputStream in, long limitBytes) {
        super(in);
        this.limitBytes = limitBytes;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = in.read(buffer, offset, length);
        read += Math.max(0, count);
        if (read > limitBytes) {
            throw new IOException("larger than the limit of " + limitBytes + " bytes");
        }
        return count;
    }
}
