package app.vaultnotes.crdt;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Reads the operations of a change, whose names follow from their order. */
final class OperationReader {

    private final ActorId author;
    private final OperationColumns rows;
    private final RunReader overwrittenCount;
    private final RunReader overwrittenActor;
    private final RunReader overwrittenCounter;
    private long writes;
    private long removals;

    private OperationReader(List<ActorId> actors, Columns columns) {
        author = actors.get(0);
        rows = new OperationColumns(actors, columns);
        overwrittenCount = columns.numbers(ColumnIds.OVERWRITTEN_COUNT, "overwritten");
        overwrittenActor = columns.numbers(ColumnIds.OVERWRITTEN_ACTOR, "overwritten actor");
        overwrittenCounter = columns.deltas(ColumnIds.OVERWRITTEN_COUNTER, "overwritten counter");
    }

    /**
     * Reads the operations of a change in their order.
     *
     * @param body the change, not deflated
     */
    static void read(byte[] body, ChangeHeader header, RowLimits limits, Consumer<Operation> each) {
        ByteReader in = new ByteReader(body, header.end(), body.length);
        List<ActorId> actors = actors(in, header.actor());
        Columns columns = Columns.ofChange(in, Columns.Layout.read(in));
        new OperationReader(actors, columns).readAll(header, limits, each);
    }

    /** The author, then the others that are named, in order: one change has one spelling. */
    private static List<ActorId> actors(ByteReader in, ActorId author) {
        List<ActorId> others = new ArrayList<>();
        for (int left = in.boundedInt("actors", in.remaining()); left > 0; left--) {
            ActorId next = ActorId.read(in);
            boolean ordered = others.isEmpty() || others.get(others.size() - 1).compareTo(next) < 0;
            if (!ordered || next.equals(author)) {
                throw new CrdtException("actor " + next + " is listed out of order");
            }
            others.add(next);
        }
        List<ActorId> actors = new ArrayList<>(List.of(author));
        actors.addAll(others);
        return actors;
    }

    private void readAll(ChangeHeader header, RowLimits limits, Consumer<Operation> each) {
        int bytes = header.columnBytes();
        long counter = header.startOp();
        while (rows.hasNext()) {
            Operation operation;
            try {
                operation = next(new OpId(counter, author), limits.writes(bytes));
            } catch (CrdtException e) {
                throw e.in("operation " + (counter - header.startOp() + 1));
            }
            count(operation, limits, bytes);
            if (counter > OpId.MAX_COUNTER) {
                throw new CrdtException("an operation of number " + counter);
            }
            each.accept(operation);
            counter++;
        }
        requireEnd();
    }

    /** Counts an operation and those that are announced behind it, all of which do the same. */
    private void count(Operation operation, RowLimits limits, int bytes) {
        boolean removes = operation.action() == Operation.Action.DELETE;
        removals += removes ? 1 : 0;
        writes += removes ? 0 : 1;
        long more = Math.min(rows.announced(), Integer.MAX_VALUE);
        limits.require(bytes, writes + (removes ? 0 : more), removals + (removes ? more : 0), 0);
    }

    private void requireEnd() {
        rows.requireEnd();
        rows.requireAllActorsNamed();
        overwrittenCount.requireEnd();
        overwrittenActor.requireEnd();
        overwrittenCounter.requireEnd();
    }

    private Operation next(OpId id, long limit) {
        List<OpId> overwritten =
                rows.references(overwrittenCount, overwrittenActor, overwrittenCounter, limit);
        OpId previous = null;
        for (OpId older : overwritten) {
            boolean ordered = previous == null || previous.compareTo(older) < 0;
            if (!ordered || older.counter() >= id.counter()) {
                throw new CrdtException("it overwrites " + older + " out of order");
            }
            previous = older;
        }
        Operation operation = rows.next(id, overwritten);
        boolean deletes = operation.action() == Operation.Action.DELETE;
        boolean writes = operation.insert() || !(operation.value() instanceof Value.Null);
        if (deletes && (writes || overwritten.isEmpty())) {
            throw new CrdtException("a deletion that writes, or of nothing");
        }
        return operation;
    }
}
