package app.vaultnotes.crdt.engine;

import app.vaultnotes.crdt.Operation.Action;

/**
 * What rows take in memory, in quarters of a byte that has to be paid for them: one for at most 16
 * bytes of memory.
 */
final class Cost {
    private static final int QUARTERS = 4;
    private static final int ROW = 1;

    /** An operation that overwrites or removes another. */
    private static final int LINK = 2;

    /** Plain characters that stand side by side, beside their rows. */
    private static final int RUN = 8;

    /** A removal amid a run makes three of it. */
    private static final int RUNS_OF_A_REMOVAL = 2;

    private static final int KEPT_ALONE = 20;
    private static final int OBJECT = 2 * KEPT_ALONE;

    private long rows;
    private long quarters;

    Cost copy() {
        Cost copy = new Cost();
        copy.rows = rows;
        copy.quarters = quarters;
        return copy;
    }

    /** Rows and links. */
    long rows() {
        return rows;
    }

    /** Adds plain characters. */
    void addPlain(long count, long links, long runs) {
        add(count, links, runs * RUN);
    }

    /** Adds removals, side by side, of what stands beside what was removed before or not. */
    void addRemovals(long links, boolean goesOn) {
        add(0, links, goesOn ? 0 : RUNS_OF_A_REMOVAL * RUN);
    }

    /** Adds an operation that is kept on its own. */
    void addKept(Action action, long links) {
        add(1, links, weight(action));
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

    /** Whether so many bytes pay for it, beside the rows a document may have for nothing. */
    boolean isPaid(Limits limits, long bytes) {
        long paid = QUARTERS * bytes;
        return rows <= limits.freeRows() + paid
                && quarters <= (long) (ROW + KEPT_ALONE) * limits.freeRows() + paid;
    }
}
