package app.vaultnotes.vault.store;

import app.vaultnotes.vault.BlobHash;
import app.vaultnotes.vault.VaultException;
import app.vaultnotes.vault.WatchedStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/**
 * Compares what is read with the name it is kept under; tells at the end, which comes only once.
 */
final class CheckedBlob extends WatchedStream {

    private final MessageDigest digest = Codec.sha256();
    private final BlobHash hash;
    private boolean compared;

    CheckedBlob(InputStream in, BlobHash hash) {
        super(in);
        this.hash = hash;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = in.read(buffer, offset, length);
        if (count > 0) {
            digest.update(buffer, offset, count);
        } else if (count < 0 && !compared) {
            compared = true;
            compare();
        }
        return count;
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
