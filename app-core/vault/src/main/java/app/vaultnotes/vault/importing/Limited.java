package app.vaultnotes.vault.importing;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Ends in an exception once more bytes came than are allowed, whatever was announced. */
final class Limited extends FilterInputStream {

    private final long limitBytes;
    private long read;

    Limited(InputStream in, long limitBytes) {
        super(in);
        this.limitBytes = limitBytes;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        read += Math.max(0, count);
        if (read > limitBytes) {
            throw new IOException("larger than the limit of " + limitBytes + " bytes");
        }
        return count;
    }
}
