package app.vaultnotes.crdt.engine;

import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.CrdtException;
import app.vaultnotes.crdt.Operation;
import app.vaultnotes.crdt.RowLimits;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Consumer;

/**
 * The operations of changes that came together. A few are kept after the first reading; of more
 * than that each change is read again, because decoded they take many times the room.
 */
final class Decoded {
    private static final int ROOM = 1 << 15;
    private static final int BATCH = 1 << 10;

    private final RowLimits limits;
    private final IdentityHashMap<Change, List<Operation>> kept = new IdentityHashMap<>();
    private int room = ROOM;

    Decoded(RowLimits limits) {
        this.limits = limits;
    }

    /**
     * Reads a change that has to wait as far as a budget allows: it may yet come who pays for it.
     *
     * @throws CrdtException when it is damaged
     */
    void readAhead(Change change, Budget budget) {
        if (budget.isSpent()) {
            return;
        }
        try {
            batches(change, budget, operations -> {});
        } catch (CrdtException e) {
            if (!budget.isSpent()) {
                throw e;
            }
        }
    }

    /** Goes through the operations of a change. */
    void each(Change change, Consumer<Operation> each) {
        List<Operation> operations = kept.get(change);
        if (operations != null) {
            operations.forEach(each);
        } else {
            change.operations(limits, each);
        }
    }

    /**
     * Goes through the operations of a change, some at a time and within a budget.
     *
     * @throws CrdtException when it is damaged or beyond the budget
     */
    void batches(Change change, Budget budget, Consumer<List<Operation>> each) {
        budget.add(change);
        boolean known = kept.containsKey(change);
        List<Operation> few = new ArrayList<>();
        List<Operation> batch = new ArrayList<>();
        int[] read = {0};
        Consumer<Operation> next =
                operation -> {
                    budget.add(operation);
                    batch.add(operation);
                    if (!known && ++read[0] <= room) {
                        few.add(operation);
                    }
                    if (batch.size() == BATCH) {
                        each.accept(batch);
                        batch.clear();
                    }
                };
        each(change, next);
        each.accept(batch);
        if (!known && read[0] <= room) {
            kept.put(change, few);
            room -= few.size();
        }
    }
}
