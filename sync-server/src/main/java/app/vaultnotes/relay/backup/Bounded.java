package app.vaultnotes.relay.backup;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that is refused when it goes on for longer than it should. */
final class Bounded extends FilterInputStream {

    private final Object where;
    private long leftBytes;

    Bounded(InputStream in, long mostBytes, Object where) {
        super(in);
        this.where = where;
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
            throw BackupException.damaged(where, "has more in it than the manifest says");
        }
        leftBytes -= Math.max(0, count);
        return count;
    }
}
