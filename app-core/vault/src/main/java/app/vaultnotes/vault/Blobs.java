package app.vaultnotes.vault;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;

/** The bytes of attachments, each kept once under its hash. */
public interface Blobs {

    /**
     * Keeps bytes. When it returns they are durable; equal bytes are kept once.
     *
     * @param content read to its end, not closed; at most {@code limitBytes}
     * @throws IOException when the content cannot be read
     * @throws VaultException when it is longer than the limit or cannot be kept
     */
    Stored put(InputStream content, long limitBytes) throws IOException;

    /**
     * Makes everything put since the last call durable at once: many small files cost one wait.
     * Until then {@link #put} of a batch is not durable.
     *
     * @param puts the puts to perform
     */
    <T> T batch(Puts<T> puts) throws IOException;

    /** The bytes, checked against the hash while they are read; a mismatch ends in an exception. */
    InputStream open(BlobHash hash);

    /** Whether the bytes are here. */
    boolean has(BlobHash hash);

    /** All blobs that are here, with their sizes. */
    Collection<Stored> all();

    /** Removes bytes that nothing refers to any more. */
    void remove(BlobHash hash);

    /** A piece of work that puts blobs. */
    interface Puts<T> {
        /** Puts blobs. */
        T run() throws IOException;
    }

    /**
     * Bytes that are kept.
     *
     * @param hash their name
     * @param size how many
     */
    record Stored(BlobHash hash, long size) {}
}
