package app.vaultnotes.relay.backup;

import app.vaultnotes.relay.blob.Digests;
import app.vaultnotes.wire.Hash;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;

/** Counts and hashes bytes on their way. */
final class Tally extends OutputStream {

    private final OutputStream to;
    private final MessageDigest digest = Digests.sha256();
    private long bytes;

    Tally(OutputStream to) {
        this.to = to;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] some, int offset, int length) throws IOException {
        digest.update(some, offset, length);
        bytes += length;
        to.write(some, offset, length);
    }

    long bytes() {
        return bytes;
    }

    /** Of all that went by; to be asked once, at the end. */
    Hash hash() {
        return Hash.fromByteArray("a table", digest.digest());
    }
}
