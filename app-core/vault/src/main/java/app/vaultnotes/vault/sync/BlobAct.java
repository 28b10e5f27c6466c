package app.vaultnotes.vault.sync;

import app.vaultnotes.vault.BlobHash;
import java.util.List;

/**
 * A call that a {@link BlobSync} wants made. Calls may be made at once and end in any order; each
 * is answered once, with itself, whatever became of it.
 */
public sealed interface BlobAct {

    /** Tells it from all others. */
    long number();

    /** Ask which of these the relay has ({@code Has}); at most 1,000. */
    record Ask(long number, List<BlobHash> hashes) implements BlobAct {
        /** Copies the list. */
        public Ask {
            hashes = List.copyOf(hashes);
        }
    }

    /** Ask where the upload of a large one stands ({@code GetState}). */
    record Look(long number, BlobHash hash) implements BlobAct {}

    /**
     * Send the bytes from an offset to the end ({@code Put}), as they are read.
     *
     * @param sizeBytes of all of it
     */
    record Put(long number, BlobHash hash, long sizeBytes, long offset) implements BlobAct {}

    /** Get a range ({@code Get}); what is there of it may be shorter. */
    record Get(long number, BlobHash hash, long offset, int lengthBytes) implements BlobAct {}
}
