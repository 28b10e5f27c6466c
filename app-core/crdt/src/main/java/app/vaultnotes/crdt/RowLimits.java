package app.vaultnotes.crdt;

/**
 * How many operations a change may have for the bytes it has. Whoever makes a change keeps to it as
 * well as whoever reads it: otherwise one would write what nobody takes.
 *
 * @param freeRows operations that are believed beside those that bytes speak for
 * @param operations most operations of a document; a change may remove that many, since removals
 *     need no bytes of their own and whatever they remove was paid for
 */
public record RowLimits(int freeRows, int operations) {

    /** What is usual. */
    public static final RowLimits USUAL = new RowLimits(Change.FREE_ROWS, 20_000_000);

    /** How many of its operations may write, and how many each of them may name. */
    public long writes(int columnBytes) {
        return freeRows + (long) columnBytes;
    }

    /**
     * Refuses a change that has too many operations.
     *
     * @param columnBytes the bytes of the columns that say what they are
     * @param named most operations that one of them overwrites
     */
    public void require(int columnBytes, long writes, long removals, long named) {
        if (Math.max(writes, named) > writes(columnBytes) || removals > operations) {
            throw new CrdtException("more operations than the bytes can mean");
        }
    }
}
