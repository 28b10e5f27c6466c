package app.vaultnotes.relay.blob;

import java.io.InputStream;

/** What came of opening a blob. */
public sealed interface OpenOutcome {

    /**
     * It is open.
     *
     * @param bytes those of the range, to be closed
     * @param sizeBytes of the whole blob
     */
    record Opened(InputStream bytes, long sizeBytes) implements OpenOutcome {}

    /** It is not here, complete. */
    record Absent() implements OpenOutcome {}

    /**
     * The range begins behind the end; just at the end it is merely empty.
     *
     * @param sizeBytes of the whole blob
     */
    record BehindEnd(long sizeBytes) implements OpenOutcome {}
}
