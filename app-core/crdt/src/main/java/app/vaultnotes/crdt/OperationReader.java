package app.vaultnotes.crdt;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Reads the operations of a change, whose names follow from their order. */
final class OperationReader {

    /**
     * Deletions need no bytes of their own, but each is of something older: about as many as there
     * are counters before the change, times the actors that counted at once.
     */
    private static final int ACTORS_AT_ONCE = 4;

    /** Most deletions in one change. */
    private static final int MAX_DELETIONS = 1 << 26;

    private final ActorId author;
    private final OperationColumns rows;
    private final RunReader overwrittenCount;
    private final RunReader overwrittenActor;
    private final RunReader overwrittenCounter;

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
    static void read(byte[] body, ChangeHeader header, Consumer<Operation> each) {
        ByteReader in = new ByteReader(body, header.end(), body.length);
        List<ActorId> actors = actors(in, header.actor());
        Columns columns = Columns.ofChange(in, Columns.Layout.read(in));
        new OperationReader(actors, columns).readAll(header.startOp(), header.columnBytes(), each);
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

    private void readAll(long startOp, int columnBytes, Consumer<Operation> each) {
        long counter = startOp;
        long writes = 0;
        long deletions = 0;
        long mostWrites = Change.FREE_ROWS + (long) columnBytes;
        long mostDeletions = mostWrites + Math.min(startOp * ACTORS_AT_ONCE, MAX_DELETIONS);
        while (rows.hasNext()) {
            Operation operation;
            try {
                operation = next(new OpId(counter, author), mostWrites);
            } catch (CrdtException e) {
                long number = counter - startOp + 1;
                throw e.in("operation " + number);
            }
            boolean deletes = operation.action() == Operation.Action.DELETE;
            deletions += deletes ? 1 : 0;
            writes += deletes ? 0 : 1;
            long left = deletes ? mostDeletions - deletions : mostWrites - writes;
            if (rows.announced() > left || left < 0 || counter > OpId.MAX_COUNTER) {
                throw new CrdtException("more operations than the bytes can mean");
            }
            each.accept(operation);
            counter++;
        }
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
