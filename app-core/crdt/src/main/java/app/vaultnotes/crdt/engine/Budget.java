package app.vaultnotes.crdt.engine;

import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.CrdtException;
import app.vaultnotes.crdt.OpId;
import app.vaultnotes.crdt.Operation;
import app.vaultnotes.crdt.Operation.Action;
import org.jspecify.annotations.Nullable;

/** What a document is made of, counted against its {@link Limits}: bytes pay for what it costs. */
final class Budget {

    private static final int ROWS_FOR_A_BYTE = 4;

    /** Bytes of a change that are its frame and not content; they were paid for in coming here. */
    private static final int FRAME_BYTES = 128;

    private static final long REPEATED_BYTES = 64L << 20;
    private static final int REPEATED_FOR_A_BYTE = 64;

    private final Limits limits;
    private final Cost cost;
    private @Nullable Operation last;
    private long decodedBytes;
    private long paidBytes;
    private boolean spent;

    Budget(Limits limits) {
        this(limits, new Cost());
    }

    private Budget(Limits limits, Cost cost) {
        this.limits = limits;
        this.cost = cost;
    }

    /** One that goes its own way from here. */
    Budget fork() {
        Budget fork = new Budget(limits, cost.copy());
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
        boolean goesOn = goesOn(last, operation);
        last = operation;
        if (operation.action() == Action.DELETE) {
            cost.addRemovals(links, goesOn || operation.key() != null);
        } else if (Store.isPlain(operation)) {
            cost.addPlain(1, links, goesOn ? 0 : 1);
        } else {
            cost.addKept(operation.action(), links);
        }
        requirePaid();
    }

    /** Whether one operation removes or adds a character beside that of the one before. */
    private static boolean goesOn(@Nullable Operation before, Operation operation) {
        OpId element = operation.element();
        if (before == null || element == null) {
            return false;
        }
        if (operation.action() != Action.DELETE) {
            return element.equals(before.id()) && Store.isPlain(before);
        }
        OpId removed = before.action() == Action.DELETE ? before.element() : null;
        return removed != null
                && element.actor().equals(removed.actor())
                && Math.abs(element.counter() - removed.counter()) == 1;
    }

    void add(Piece piece) {
        Op op = piece.op;
        switch (piece.kind) {
            case INSERT -> cost.addPlain(piece.count, 0, 1);
            case REMOVE -> cost.addRemovals(piece.count, false);
            case SINGLE -> {
                if (op == null) {
                    cost.addRemovals(piece.predecessorCount(), piece.key != null);
                } else {
                    cost.addKept(op.action, piece.predecessorCount());
                }
            }
        }
        requirePaid();
    }

    /** Adds a row of a saved document that has so many successors; of an operation kept alone. */
    void addKept(Action action, int links) {
        cost.addKept(action, links);
        requirePaid();
    }

    /** Adds rows of a saved document that stand in runs, and the runs that they began. */
    void addPlain(long count, int links, int runs) {
        cost.addPlain(count, links, runs);
        requirePaid();
    }

    private void requirePaid() {
        if (cost.rows() > limits.operations()) {
            throw spent("more than " + limits.operations() + " operations");
        }
        if (!cost.isPaid(limits, paidBytes)) {
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

    /**
     * Most bytes of messages and keys when every change is written out: said once for many changes
     * they cost nothing in a saved document, but each change has them.
     */
    long mostRepeatedBytes() {
        return REPEATED_BYTES + REPEATED_FOR_A_BYTE * decodedBytes;
    }

    /** How many rows of operations, and links of them, columns of so many bytes can mean. */
    static long mostRows(Limits limits, int columnBytes) {
        return most(limits, (long) ROWS_FOR_A_BYTE * columnBytes);
    }

    /** How many changes, and what they build on beside the one before, columns can mean. */
    static long mostChanges(Limits limits, int columnBytes) {
        return most(limits, columnBytes);
    }

    private static long most(Limits limits, long paid) {
        return Math.min(limits.operations(), limits.freeRows() + paid);
    }

    /** Whether all of it could be loaded from columns of so many bytes. */
    boolean fits(long historyRows, int historyBytes, Cost operations, int operationBytes) {
        return historyRows <= mostChanges(limits, historyBytes)
                && (long) historyBytes + operationBytes <= limits.decodedBytes()
                && operations.isPaid(limits, operationBytes);
    }
}
