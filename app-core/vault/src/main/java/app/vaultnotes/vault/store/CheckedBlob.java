package app.vaultnotes.vault.store;

import app.vaultnotes.vault.BlobHash;
import app.vaultnotes.vault.VaultException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/**
 * Compares what is read with the name it is kept under; tells at the end, which comes only once.
 */
final class CheckedBlob extends FilterInputStream {

    private static final int SKIP_BYTES = 1 << 13;

    private final MessageDigest digest = Codec.sha256();
    private final BlobHash hash;
    private boolean compared;

    CheckedBlob(InputStream in, BlobHash hash) {
        super(in);
        this.hash = hash;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        if (count > 0) {
            digest.update(buffer, offset, count);
        } else if (count < 0 && !compared) {
            compared = true;
            compare();
        }
        return count;
    }

    /** Reads what is skipped: it counts as much as the rest. */
    @Override
    public long skip(long count) throws IOException {
        byte[] dropped = new byte[(int) Math.min(SKIP_BYTES, Math.max(0, count))];
        return dropped.length == 0 ? 0 : Math.max(0, read(dropped, 0, dropped.length));
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void compare() {
        if (!BlobHash.ofBytes(digest.digest()).equals(hash)) {
            throw new VaultException(
                    VaultException.Code.DAMAGED,
                    "The bytes of an attachment are not what was kept: " + hash,
                    "A backup or another device may have the right ones.");
        }
    }
}
