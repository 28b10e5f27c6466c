package app.vaultnotes.relay.content;

import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.relay.call.RelayException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that may give no more than it was said to. */
final class BoundedStream extends FilterInputStream {

    private long leftBytes;

    BoundedStream(InputStream in, long mostBytes) {
        super(in);
        leftBytes = mostBytes;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = super.read(bytes, offset, length);
        leftBytes -= Math.max(0, count);
        if (leftBytes < 0) {
            throw new RelayException(
                    ErrorCode.TOO_LARGE, "More bytes came than were announced.", "");
        }
        return count;
    }
}
