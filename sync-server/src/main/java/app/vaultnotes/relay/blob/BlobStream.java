package app.vaultnotes.relay.blob;

import app.vaultnotes.relay.blob.BlobStoreException.Kind;
import app.vaultnotes.wire.Hash;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of a range of a blob. When the range is all of it they are checked, and the last ones are
 * held back until they are: nobody gets all of a damaged blob. Reading fails with exceptions of the
 * store's alone.
 */
final class BlobStream extends FilterInputStream {

    private final Hash hash;
    private final String where;
    private final @Nullable MessageDigest digest;
    private long remainingBytes;
    private boolean checked;
    private boolean sound = true;

    /**
     * A stream of what another gives.
     *
     * @param whole whether it is all of the blob
     * @param where the blob is kept, for messages
     */
    BlobStream(InputStream in, Hash hash, long lengthBytes, boolean whole, String where) {
        super(in);
        this.hash = hash;
        this.where = where;
        this.remainingBytes = lengthBytes;
        this.digest = whole ? Digests.sha256() : null;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        if (remainingBytes == 0) {
            check();
            return -1;
        }
        int count = readSome(bytes, offset, (int) Math.min(length, remainingBytes));
        if (count < 0) {
            throw damaged("ends early");
        }
        remainingBytes -= count;
        if (digest != null) {
            digest.update(bytes, offset, count);
        }
        if (remainingBytes == 0) {
            check();
        }
        return count;
    }

    private int readSome(byte[] bytes, int offset, int length) {
        try {
            return in.read(bytes, offset, length);
        } catch (IOException e) {
            throw new BlobStoreException(
                    Kind.UNAVAILABLE,
                    "A blob could not be read to its end: " + where + ": " + e.getMessage(),
                    "Ask for the rest of it again.",
                    e);
        }
    }

    private void check() {
        if (digest != null && !checked) {
            sound = Digests.isOf(digest, hash);
            checked = true;
        }
        if (!sound) {
            throw damaged("has other bytes than its name says");
        }
    }

    private BlobStoreException damaged(String how) {
        return new BlobStoreException(
                Kind.DAMAGED,
                "A kept blob " + how + ": " + where,
                "Put it again from a device or a backup that has it.");
    }

    @Override
    public long skip(long count) {
        byte[] passed = new byte[Math.clamp(count, 0, 1 << 13)];
        return Math.max(0, read(passed, 0, passed.length));
    }

    @Override
    public int available() {
        return 0;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
