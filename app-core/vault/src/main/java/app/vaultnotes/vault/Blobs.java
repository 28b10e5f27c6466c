package app.vaultnotes.vault;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.OptionalLong;

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

    /** How many bytes there are; nothing when they are not here. */
    OptionalLong size(BlobHash hash);

    /** Where the bytes are; here or not. */
    BlobPlace place(BlobHash hash);

    /** Bytes that come in pieces. */
    Arriving arriving();

    /** The file that has the bytes when they are here, as a path from the vault's folder. */
    String where(BlobHash hash);

    /** All blobs that are here, with their sizes. */
    Collection<Stored> all();

    /**
     * Removes bytes that nothing refers to any more; those that were put while a hold is open stay.
     */
    void remove(BlobHash hash);

    /**
     * Opens a hold: what is put from now on, by any thread, is not removed before it is closed. For
     * the time between putting bytes and committing what refers to them.
     */
    Hold hold();

    /** Whether the bytes were put while a hold is open, so that they are not removed. */
    boolean isHeld(BlobHash hash);

    /** Bytes on their way into the vault are safe from {@link #remove} while it is open. */
    interface Hold {
        /** Closes it; once more does nothing. */
        void close();
    }

    /**
     * Bytes that come in pieces over a while. They are no blob before all are here; what did not go
     * on for a day is let go.
     */
    interface Arriving {
        /** How many bytes from the beginning have come; 0 for none. */
        long bytes(BlobHash hash);

        /**
         * Keeps a piece.
         *
         * @param offset where it begins; what came from there on earlier is let go
         * @throws VaultException when it cannot be kept
         */
        void add(BlobHash hash, long offset, byte[] piece);

        /**
         * All has come. When it returns true the bytes are here, durable; otherwise they were not
         * those of the hash, and nothing is left of them.
         */
        boolean finish(BlobHash hash);

        /** Lets go of what has come. */
        void drop(BlobHash hash);
    }

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
