package app.vaultnotes.crdt.engine;

import app.vaultnotes.crdt.Operation.Action;

/**
 * What a document takes in memory, in quarters of a byte that has to be paid for it: one for at
 * most 16 bytes of memory.
 */
final class Cost {
    private static final int QUARTERS = 4;
    private static final int ROW = 1;

    /** An operation that overwrites or removes another. */
    private static final int LINK = 2;

    /** Plain characters that stand side by side, beside their rows. */
    private static final int RUN = 14;

    private static final int KEPT_ALONE = 20;
    private static final int OBJECT = 2 * KEPT_ALONE;

    /** A change of a saved document, with its hash. */
    private static final int CHANGE = 5;

    private long rows;
    private long quarters;
    private long changeQuarters;

    Cost copy() {
        Cost copy = new Cost();
        copy.rows = rows;
        copy.quarters = quarters;
        copy.changeQuarters = changeQuarters;
        return copy;
    }

    /** Rows and links. */
    long rows() {
        return rows;
    }

    /** Adds a change of a saved document, and what it is built on beside the one before. */
    void addChange(int links) {
        changeQuarters += CHANGE + (long) links * LINK;
    }

    /**
     * Adds plain characters.
     *
     * @param runs how many more runs there are for them
     */
    void addPlain(long count, long links, long runs) {
        add(count, links, runs * RUN);
    }

    /** Adds removals of neighbours, which make more runs of the one they are part of. */
    void addRemovals(long links, long runs) {
        add(0, links, runs * RUN);
    }

    /** Adds an operation that is kept on its own, and parts the run it stands in. */
    void addKept(Action action, long links, long runs) {
        add(1, links, weight(action) + runs * RUN);
    }

    /** Adds a character that was kept in a run and now is on its own. */
    void addAlone() {
        quarters += KEPT_ALONE;
    }

    private static int weight(Action action) {
        return switch (action) {
            case MAKE_MAP, MAKE_TABLE, MAKE_LIST, MAKE_TEXT -> OBJECT;
            default -> KEPT_ALONE;
        };
    }

    private void add(long count, long links, long more) {
        rows += count + links;
        quarters += count * ROW + links * LINK + more;
    }

    /** Whether so many bytes pay for it, beside what a document may have for nothing. */
    boolean isPaid(Limits limits, long bytes) {
        return rows <= limits.freeRows() + QUARTERS * bytes && room(limits, bytes) >= 0;
    }

    /** What so many bytes, and what a document may have for nothing, pay for beside all of it. */
    long room(Limits limits, long bytes) {
        long free = limits.freeRows();
        long changes = Math.max(0, changeQuarters - CHANGE * free);
        return (ROW + KEPT_ALONE) * free + QUARTERS * bytes - quarters - changes;
    }

    /** How many of the rows for nothing are used beside what so many bytes pay for. */
    int freeRowsUsed(long bytes) {
        long unpaid = Math.max(0, quarters + changeQuarters - QUARTERS * bytes);
        return (int) Math.min(Integer.MAX_VALUE, unpaid / (ROW + KEPT_ALONE));
    }
}
