package app.vaultnotes.crdt;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Reads the operations of a change, whose names follow from their order. */
final class OperationReader {

    private static final int OVERWRITTEN_COUNT = 0x70;
    private static final int OVERWRITTEN_ACTOR = 0x71;
    private static final int OVERWRITTEN_COUNTER = 0x73;

    private final ActorId author;
    private final OperationColumns rows;
    private final RunReader overwrittenCount;
    private final RunReader overwrittenActor;
    private final RunReader overwrittenCounter;

    private OperationReader(List<ActorId> actors, Columns columns) {
        author = actors.get(0);
        rows = new OperationColumns(actors, columns);
        overwrittenCount = columns.numbers(OVERWRITTEN_COUNT, "overwritten");
        overwrittenActor = columns.numbers(OVERWRITTEN_ACTOR, "overwritten actor");
        overwrittenCounter = columns.deltas(OVERWRITTEN_COUNTER, "overwritten counter");
    }

    /**
     * Reads the operations of a change in their order.
     *
     * @param body the change, not deflated
     */
    static void read(byte[] body, ChangeHeader header, Consumer<Operation> each) {
        ByteReader in = new ByteReader(body, header.end(), body.length);
        in.signedLeb(); // the author's clock
        in.text(in.boundedInt("message length", in.remaining()));
        List<ActorId> actors = new ArrayList<>(List.of(header.actor()));
        for (int left = in.boundedInt("actors", in.remaining()); left > 0; left--) {
            actors.add(ActorId.read(in));
        }
        Columns columns = Columns.ofChange(in, Columns.Layout.read(in));
        long limit = OperationColumns.MAX_ROWS + (long) body.length;
        new OperationReader(actors, columns).readAll(header.startOp(), limit, each);
    }

    private void readAll(long startOp, long limit, Consumer<Operation> each) {
        long counter = startOp;
        while (rows.hasNext()) {
            long count = counter - startOp;
            if (count >= limit || counter > OpId.MAX_COUNTER) {
                throw new CrdtException("more than " + count + " operations");
            }
            Operation operation;
            try {
                operation = next(new OpId(counter, author), limit);
            } catch (CrdtException e) {
                throw new CrdtException("operation " + (count + 1) + ": " + e.getMessage(), e);
            }
            each.accept(operation);
            counter++;
        }
        rows.requireEnd();
        overwrittenCount.requireEnd();
        overwrittenActor.requireEnd();
        overwrittenCounter.requireEnd();
    }

    private Operation next(OpId id, long limit) {
        List<OpId> overwritten =
                rows.references(overwrittenCount, overwrittenActor, overwrittenCounter, limit);
        for (OpId older : overwritten) {
            if (older.counter() >= id.counter()) {
                throw new CrdtException("it overwrites one that is not older than itself");
            }
        }
        return rows.next(id, overwritten);
    }
}
