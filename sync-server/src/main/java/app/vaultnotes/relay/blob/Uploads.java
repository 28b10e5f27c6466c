package app.vaultnotes.relay.blob;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;

/**
 * Blobs that are not complete yet, kept apart for each vault: how far one vault has come tells
 * another nothing, even of the same bytes.
 *
 * <p>Nothing of them lives in memory alone: any relay goes on with what another began. Several may
 * append to the same one at once; all that is told is true when it is told, and whoever comes
 * second is told where it stands.
 */
public interface Uploads {

    /** How many bytes from the beginning are durable; 0 when nothing is. */
    long storedBytes(Upload upload);

    /**
     * Appends what a stream gives, from exactly where the upload stands. Holds at most 5 MiB in
     * memory.
     *
     * @throws IOException when the stream breaks; what it gave before is kept
     */
    AppendOutcome append(Upload upload, long offset, InputStream bytes) throws IOException;

    /**
     * Reads all of it back, checks it, and only then makes the blob visible. The upload is gone
     * then, unless it is {@link FinishOutcome.Incomplete}.
     *
     * @param sizeBytes how many bytes it is to have
     */
    FinishOutcome finish(Upload upload, long sizeBytes);

    /** Throws an upload away; harmless when there is none. */
    void drop(Upload upload);

    /**
     * Throws away what was last appended to before a moment, and what killed relays left on their
     * way. A day ago is a good moment; minutes ago is too late for writers that are at work.
     *
     * @return how many uploads
     */
    int dropUntouched(Instant before);
}
