package app.vaultnotes.crdt;

/**
 * The name of an operation, and of the map, text or character it made. Ordered by counter, then by
 * actor: of values written at the same time the highest wins, on every device.
 *
 * @param counter its place in the document's history, from 1
 * @param actor who made it
 */
public record OpId(long counter, ActorId actor) implements Comparable<OpId> {

    /** Highest counter accepted: engines count in 32 bits and must be able to go on from here. */
    public static final long MAX_COUNTER = Integer.MAX_VALUE;

    /**
     * Up to here a change's counters may begin anywhere above those it builds on: its author may
     * have known of changes that never come. Beyond, they must follow the highest that is known, so
     * that no change can use the counters up that others need.
     */
    public static final long MAX_JUMP = 1L << 30;

    /** Whether a change may begin with a counter where the highest one known is another. */
    public static boolean mayBegin(long startOp, long lastCounter) {
        return startOp <= Math.max(MAX_JUMP, lastCounter + 1);
    }

    @Override
    public int compareTo(OpId other) {
        int byCounter = Long.compare(counter, other.counter);
        return byCounter != 0 ? byCounter : actor.compareTo(other.actor);
    }

    /** The spelling that {@link Cursor}s use. */
    @Override
    public String toString() {
        return counter + "@" + actor.toHex();
    }
}
