package app.vaultnotes.crdt.engine;

import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.CrdtException;
import app.vaultnotes.crdt.Operation;
import app.vaultnotes.crdt.Operation.Action;

/**
 * What a document is made of, counted against its {@link Limits}. What costs memory has to be paid
 * for in bytes: plain characters and removals, which are kept in runs, a quarter of a byte each,
 * everything that is kept on its own a whole one.
 */
final class Budget {

    /** What a map, list or text counts as beside other things that are kept on their own. */
    private static final int OBJECT = 4;

    private static final int ROWS_FOR_A_BYTE = 4;

    /** Bytes of a change that are its frame and not content; they were paid for in coming here. */
    private static final int FRAME_BYTES = 128;

    private static final long REPEATED_BYTES = 64L << 20;
    private static final int REPEATED_FOR_A_BYTE = 64;

    private final Limits limits;
    private long rows;
    private long kept;
    private long decodedBytes;
    private long paidBytes;
    private boolean spent;

    Budget(Limits limits) {
        this.limits = limits;
    }

    /** One that goes its own way from here. */
    Budget fork() {
        Budget fork = new Budget(limits);
        fork.rows = rows;
        fork.kept = kept;
        fork.decodedBytes = decodedBytes;
        fork.paidBytes = paidBytes;
        return fork;
    }

    /**
     * Begins with the columns of a saved document.
     *
     * @param bytes all of them
     * @param operationBytes those that say what the operations are
     */
    void load(int bytes, int operationBytes) {
        decodedBytes += bytes;
        paidBytes += operationBytes;
    }

    /** Adds a change, before its operations. */
    void add(Change change) {
        decodedBytes += Math.max(0, change.decodedBytes() - FRAME_BYTES);
        paidBytes += Math.min(change.decodedBytes(), change.columnBytes() + FRAME_BYTES);
        if (decodedBytes > limits.decodedBytes()) {
            throw spent("more than " + limits.decodedBytes() + " bytes decoded");
        }
    }

    void add(Operation operation) {
        int links = operation.overwrites().size();
        if (operation.action() == Action.DELETE) {
            add(links, 0);
        } else {
            add(1L + links, Store.isPlain(operation) ? 0 : weight(operation.action()));
        }
    }

    void add(Piece piece) {
        Op op = piece.op;
        if (piece.kind == Piece.Kind.SINGLE) {
            add(1L + piece.predecessorCount(), op == null ? 0 : weight(op.action));
        } else {
            add(piece.count, 0);
        }
    }

    /** Adds a row of a saved document that has so many successors; of an operation kept alone. */
    void addKept(Action action, int links) {
        add(1L + links, weight(action));
    }

    /** Adds rows of a saved document that stand in runs. */
    void addPlain(long count) {
        add(count, 0);
    }

    private static int weight(Action action) {
        return switch (action) {
            case MAKE_MAP, MAKE_TABLE, MAKE_LIST, MAKE_TEXT -> OBJECT;
            default -> 1;
        };
    }

    private void add(long moreRows, int moreKept) {
        rows += moreRows;
        kept += moreKept;
        if (rows > limits.operations()) {
            throw spent("more than " + limits.operations() + " operations");
        }
        if (!arePaid(paidBytes)) {
            throw spent("more operations than the bytes can mean");
        }
    }

    private CrdtException spent(String what) {
        spent = true;
        return new CrdtException(what);
    }

    /** Whether it was asked for more than there is. */
    boolean isSpent() {
        return spent;
    }

    private boolean arePaid(long bytes) {
        return kept <= limits.freeRows() + bytes
                && rows <= limits.freeRows() + ROWS_FOR_A_BYTE * bytes;
    }

    /**
     * Most bytes of messages and keys when every change is written out: said once for many changes
     * they cost nothing in a saved document, but each change has them.
     */
    long mostRepeatedBytes() {
        return REPEATED_BYTES + REPEATED_FOR_A_BYTE * decodedBytes;
    }

    /** How many rows of a document's history its columns can mean. */
    static long mostRows(Limits limits, int columnBytes) {
        return Math.min(
                limits.operations(), limits.freeRows() + (long) ROWS_FOR_A_BYTE * columnBytes);
    }

    /** Whether all of it could be loaded from columns of so many bytes. */
    boolean fits(long historyRows, int historyBytes, int operationBytes) {
        return historyRows <= mostRows(limits, historyBytes)
                && (long) historyBytes + operationBytes <= limits.decodedBytes()
                && arePaid(operationBytes);
    }
}
