package app.vaultnotes.crdt;

/** Bounds what the deflated changes among others inflate to: the sum, not only each. */
public final class Inflation {
    /** Bytes of a change that are its frame; they were paid for in coming here. */
    public static final int FRAME_BYTES = 128;

    private final int limitBytes;
    private final long togetherBytes;
    private final int freeBytes;
    private long inflated;

    /** For at most so many bytes together. */
    public Inflation(int limitBytes) {
        this(limitBytes, limitBytes, 0);
    }

    private Inflation(int limitBytes, long togetherBytes, int freeBytes) {
        this.limitBytes = limitBytes;
        this.togetherBytes = togetherBytes;
        this.freeBytes = freeBytes;
    }

    /**
     * For what a document is made of: changes that are part of it and such as wait, each as much as
     * an engine takes in when they come one by one.
     *
     * @param limitBytes most bytes of one
     * @param waitingBytes most bytes of those that wait
     */
    public static Inflation ofDocument(int limitBytes, long waitingBytes) {
        return new Inflation(limitBytes, limitBytes + waitingBytes, FRAME_BYTES);
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
        long left = togetherBytes - inflated + freeBytes;
        Change change = chunk.toChange(whole, (int) Math.min(limitBytes, left));
        add(change);
        return change;
    }

    /** Counts a change that came out of something smaller. */
    public void add(Change change) {
        inflated += Math.max(0, change.decodedBytes() - freeBytes);
        if (inflated > togetherBytes) {
            throw new CrdtException("more than " + togetherBytes + " bytes after inflating");
        }
    }
}
