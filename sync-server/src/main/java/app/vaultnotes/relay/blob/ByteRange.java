package app.vaultnotes.relay.blob;

/**
 * Which bytes are wanted.
 *
 * @param offset the first, from 0
 * @param lengthBytes how many at most; a range ends where the blob does
 */
public record ByteRange(long offset, long lengthBytes) {

    /** All of them. */
    public static final ByteRange ALL = from(0);

    /** Checks that nothing is negative. */
    public ByteRange {
        if (offset < 0 || lengthBytes < 0) {
            throw new IllegalArgumentException("a range of " + lengthBytes + " from " + offset);
        }
    }

    /** All that follow, the one at an offset first. */
    public static ByteRange from(long offset) {
        return new ByteRange(offset, Long.MAX_VALUE);
    }

    /** How many there are of them in a blob that does not end before them. */
    long within(long sizeBytes) {
        return Math.min(lengthBytes, sizeBytes - offset);
    }
}
