package app.vaultnotes.relay.blob;

import app.vaultnotes.wire.Hash;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.OptionalLong;

/**
 * Complete bytes by their SHA-256, and the way to them ({@link #uploads}). Who may have them is the
 * business of whoever asks: a hash that is here tells nothing about a vault.
 *
 * <p>What is acknowledged is durable, and visible to every relay on the same store. Putting what is
 * there already is harmless, also by several at once: it is written anew, so that damaged bytes are
 * mended, and it counts as touched now. That is what makes removing safe: whoever looks for bytes
 * that nothing refers to leaves alone what was touched since it began to look.
 *
 * <p>Any thread may call anything. Calls block. Whatever goes wrong is a {@link
 * BlobStoreException}.
 */
public interface BlobStore extends AutoCloseable {

    /** Most blobs of a page. */
    int PAGE_BLOBS = 1_000;

    /** How many bytes a blob has; nothing when it is not here, complete. */
    OptionalLong sizeBytes(Hash hash);

    /**
     * Opens a blob, or a range of it. Bytes that are read to the end from the beginning are checked
     * against the hash before the last of them is given out.
     *
     * @throws BlobStoreException also from reading what is opened: DAMAGED when the bytes are not
     *     those of the hash or end early
     */
    OpenOutcome open(Hash hash, ByteRange range);

    /**
     * Whether all bytes of a blob can be read and are those of its hash; they are read for that.
     *
     * @throws IOException when the place of the blobs does not answer
     */
    default boolean isSound(Hash hash, long sizeBytes) throws IOException {
        if (!(open(hash, ByteRange.ALL) instanceof OpenOutcome.Opened opened)) {
            return false;
        }
        try (InputStream bytes = opened.bytes()) {
            return bytes.transferTo(OutputStream.nullOutputStream()) == sizeBytes;
        } catch (BlobStoreException e) {
            if (e.kind() == BlobStoreException.Kind.DAMAGED) {
                return false;
            }
            throw e;
        }
    }

    /**
     * Keeps bytes that are in memory.
     *
     * @return whether they have the hash; otherwise nothing was kept
     */
    boolean put(Hash hash, byte[] bytes);

    /** Removes a blob; harmless when there is none. Streams that are open may break. */
    void delete(Hash hash);

    /**
     * The blobs that follow a hash, in the order of hashes; fewer than the limit when there are no
     * more. What is put or removed meanwhile may be in it or not.
     *
     * @param after the last that was seen, {@link Hash#NONE} at first
     * @param limit 1 to {@link #PAGE_BLOBS}
     */
    List<StoredBlob> list(Hash after, int limit);

    /** Blobs that arrive in several calls. */
    Uploads uploads();

    /** Lets go of connections. What was acknowledged is durable already. */
    @Override
    void close();
}
