package app.vaultnotes.vault.store;

import app.vaultnotes.vault.BlobHash;
import app.vaultnotes.vault.Blobs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Set;

/**
 * Bytes that come in pieces, each as a file {@code blobs/incoming/HASH.part}. Nothing waits for the
 * disk in between: what a power cut took away is found out by the hash at the end.
 */
final class PartialBlobs implements Blobs.Arriving {

    private static final int BUFFER_BYTES = 1 << 16;

    private final BlobFolder blobs;

    PartialBlobs(BlobFolder blobs) {
        this.blobs = blobs;
    }

    @Override
    public long bytes(BlobHash hash) {
        Path part = blobs.part(hash);
        try {
            return Files.isRegularFile(part, LinkOption.NOFOLLOW_LINKS) ? Files.size(part) : 0;
        } catch (IOException e) {
            return 0; // it comes anew
        }
    }

    @Override
    public void add(BlobHash hash, long offset, byte[] piece) {
        try (FileChannel channel =
                FileChannel.open(
                        blobs.incomingPart(hash),
                        Set.of(
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE,
                                LinkOption.NOFOLLOW_LINKS))) {
            channel.truncate(offset).position(offset);
            ByteBuffer bytes = ByteBuffer.wrap(piece);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw blobs.notKept(e);
        }
    }

    @Override
    public boolean finish(BlobHash hash) {
        try {
            if (!sha256(blobs.part(hash)).equals(hash)) {
                drop(hash);
                return false;
            }
            blobs.settle(hash);
            return true;
        } catch (IOException e) {
            throw blobs.notKept(e);
        }
    }

    private static BlobHash sha256(Path part) throws IOException {
        MessageDigest digest = Codec.sha256();
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = Files.newInputStream(part, LinkOption.NOFOLLOW_LINKS)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
        }
        return BlobHash.ofBytes(digest.digest());
    }

    @Override
    public void drop(BlobHash hash) {
        try {
            Files.deleteIfExists(blobs.part(hash));
        } catch (IOException e) {
            throw blobs.notKept(e);
        }
    }
}
