package app.vaultnotes.crdt.engine;

import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.CrdtException;
import app.vaultnotes.crdt.Inflation;
import app.vaultnotes.crdt.OpId;
import app.vaultnotes.crdt.Operation;
import app.vaultnotes.crdt.Operation.Action;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a document is made of, counted against its {@link Limits}: bytes pay for what it costs. */
final class Budget {

    private static final int ROWS_FOR_A_BYTE = 4;

    /** What stands amid a run makes so many more runs of it. */
    private static final int PARTED = 2;

    private static final int FRAME_BYTES = Inflation.FRAME_BYTES;

    /** What a change repeats for nothing: as many changes as a document may have need a third. */
    private static final long REPEATED_BYTES = 32L << 20;

    private static final int REPEATED_FOR_A_BYTE = 64;

    /** Four million changes of a device say no more; a message is not written by any. */
    private static final long MOST_REPEATED_BYTES = 256L << 20;

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
     * @param knownBytes those that say what the changes and operations are
     */
    void load(int bytes, int knownBytes) {
        decodedBytes += bytes;
        paidBytes += knownBytes;
    }

    /** How many of the rows that a document may have for nothing it has used. */
    int freeRowsUsed() {
        return cost.freeRowsUsed(paidBytes);
    }

    /** How many bytes it was decoded from that say what its changes and operations are. */
    long knownBytes() {
        return paidBytes;
    }

    /** Adds a change of a saved document, and what it is built on beside the one before. */
    void addChange(int links) {
        cost.addChange(links);
        requirePaid("changes");
    }

    /** Adds a change, before its operations. */
    void add(Change change) {
        last = null; // or its price would depend on what came before
        decodedBytes += Math.max(0, change.decodedBytes() - FRAME_BYTES);
        paidBytes += Math.min(change.decodedBytes(), change.columnBytes() + FRAME_BYTES);
        if (Math.max(decodedBytes, change.decodedBytes()) > limits.decodedBytes()) {
            throw spent("more than " + limits.decodedBytes() + " bytes decoded");
        }
    }

    /** Adds a change of the document's own; refuses one that nobody would read. */
    void add(Change change, List<Piece> pieces) {
        long writes = 0;
        long removals = 0;
        int named = 0;
        for (Piece piece : pieces) {
            boolean removes = piece.action() == Action.DELETE;
            removals += removes ? piece.count : 0;
            writes += removes ? 0 : piece.count;
            named = Math.max(named, piece.predecessorCount());
        }
        limits.ofChange().require(change.columnBytes(), writes, removals, named);
        add(change);
        pieces.forEach(this::add);
    }

    /** Adds an operation of which it is not known on what it is; it may cost more. */
    void add(Operation operation) {
        add(operation, Store.isPlain(operation), false);
    }

    /** Adds an operation that is about to be applied to something. */
    void add(Operation operation, boolean onText) {
        add(operation, onText && Store.isPlain(operation), onText);
    }

    static boolean isText(@Nullable ObjectState object) {
        return object instanceof SequenceState sequence && sequence.isText;
    }

    private void add(Operation operation, boolean plain, boolean text) {
        int links = operation.overwrites().size();
        boolean parts = !goesOn(last, operation) && text;
        last = operation;
        if (operation.action() == Action.DELETE) {
            cost.addRemovals(links, parts ? PARTED : 0);
        } else if (plain) {
            cost.addPlain(1, links, parts ? PARTED : 0);
        } else {
            keep(operation.action(), links, operation.insert(), parts);
        }
        requirePaid();
    }

    /** What stands in the place of a character parts its run twice, and the character is kept. */
    private void keep(Action action, int links, boolean inserts, boolean parts) {
        boolean replaces = parts && !inserts && links > 0;
        if (replaces) {
            cost.addAlone();
        }
        int runs = replaces ? PARTED : 1;
        cost.addKept(action, links, parts ? runs : 0);
    }

    /** Whether one operation removes or adds a character beside that of the one before. */
    private static boolean goesOn(@Nullable Operation before, Operation operation) {
        OpId element = operation.element();
        if (before == null || element == null) {
            return false;
        }
        if (operation.action() != Action.DELETE) {
            return element.equals(before.id())
                    && before.insert()
                    && Store.isPlain(before) == Store.isPlain(operation);
        }
        OpId removed = before.action() == Action.DELETE ? before.element() : null;
        return removed != null
                && element.actor().equals(removed.actor())
                && Math.abs(element.counter() - removed.counter()) == 1;
    }

    private void add(Piece piece) {
        Op op = piece.op;
        boolean parts = isText(piece.object);
        switch (piece.kind) {
            case INSERT -> cost.addPlain(piece.count, 0, PARTED);
            case REMOVE -> cost.addRemovals(piece.count, parts ? PARTED : 0);
            case SINGLE -> {
                int links = piece.predecessorCount();
                if (op == null) {
                    cost.addRemovals(links, parts ? PARTED : 0);
                } else {
                    keep(op.action, links, piece.inserts, parts);
                }
            }
        }
        requirePaid();
    }

    /** Adds a row of a saved document that has so many successors; of an operation kept alone. */
    void addKept(Action action, int links) {
        cost.addKept(action, links, 0);
        requirePaid();
    }

    /** Adds rows of a saved document that stand in runs, and the runs that they began. */
    void addPlain(long count, int links, int runs) {
        cost.addPlain(count, links, runs);
        requirePaid();
    }

    private void requirePaid() {
        requirePaid("operations");
    }

    private void requirePaid(String what) {
        if (cost.rows() > limits.operations()) {
            throw spent("more than " + limits.operations() + " operations");
        }
        if (!cost.isPaid(limits, paidBytes)) {
            throw spent("more " + what + " than the bytes can mean");
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
     * Most bytes of what changes repeat when every one is written out: messages, keys, authors,
     * what they are built on. Said once for many changes it costs nothing in a saved document, but
     * each change has it.
     */
    long mostRepeatedBytes() {
        return mostRepeatedBytes(paidBytes);
    }

    private static long mostRepeatedBytes(long bytes) {
        return Math.min(MOST_REPEATED_BYTES, REPEATED_BYTES + REPEATED_FOR_A_BYTE * bytes);
    }

    /** How many rows of operations, and links of them, columns of so many bytes can mean. */
    static long mostRows(Limits limits, int columnBytes) {
        return Math.min(
                limits.operations(), limits.freeRows() + (long) ROWS_FOR_A_BYTE * columnBytes);
    }

    /**
     * Whether all of it could be loaded from columns of so many bytes, and its changes made again.
     * Then there must not be more room for others than there is now: whoever goes on with what was
     * saved would take what somebody who keeps the changes refuses.
     */
    boolean fits(Cost whole, int columnBytes, long repeatedBytes) {
        return repeatedBytes <= mostRepeatedBytes(columnBytes)
                && columnBytes <= limits.decodedBytes()
                && whole.rows() <= limits.operations()
                && whole.isPaid(limits, columnBytes)
                && columnBytes <= paidBytes
                && whole.room(limits, columnBytes) <= cost.room(limits, paidBytes);
    }
}
