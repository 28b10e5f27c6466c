package app.vaultnotes.crdt;

/** Bounds what the deflated changes among others inflate to: the sum, not only each. */
public final class Inflation {
    private final int limitBytes;
    private long inflated;

    /** For at most so many bytes together. */
    public Inflation(int limitBytes) {
        this.limitBytes = limitBytes;
    }

    /**
     * Reads the next chunk as a change.
     *
     * @param whole its bytes
     * @throws CrdtException when it is damaged, or inflates to more than is left
     */
    public Change change(Chunk chunk, byte[] whole) {
        if (chunk.type() != Chunk.DEFLATED_CHANGE) {
            return chunk.toChange(whole, limitBytes);
        }
        Change change = chunk.toChange(whole, (int) (limitBytes - inflated));
        add(change);
        return change;
    }

    /** Counts a change that came out of something smaller. */
    public void add(Change change) {
        inflated += change.decodedBytes();
        if (inflated > limitBytes) {
            throw new CrdtException("more than " + limitBytes + " bytes after inflating");
        }
    }
}
