package app.vaultnotes.relay.blob;

/** What came of appending. */
public sealed interface AppendOutcome {

    /** How many bytes from the beginning are durable now. */
    long storedBytes();

    /** All is kept. */
    record Appended(long storedBytes) implements AppendOutcome {}

    /**
     * The upload does not stand where the bytes begin, or someone else changed it meanwhile; go on
     * from where it stands.
     */
    record Elsewhere(long storedBytes) implements AppendOutcome {}

    /** It is as long as a blob may be; what came beyond is not kept. */
    record TooLong(long storedBytes) implements AppendOutcome {}
}
