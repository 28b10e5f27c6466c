package app.vaultnotes.relay.blob;

/** What came of finishing an upload. */
public sealed interface FinishOutcome {

    /** The bytes are those of the hash: the blob is visible and durable. */
    record Complete() implements FinishOutcome {}

    /** Bytes are missing; the upload is as it was. */
    record Incomplete(long storedBytes) implements FinishOutcome {}

    /** The bytes are not those of the hash, or too many: all of them are thrown away. */
    record Mismatch() implements FinishOutcome {}
}
