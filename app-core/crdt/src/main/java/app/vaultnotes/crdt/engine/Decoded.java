package app.vaultnotes.crdt.engine;

import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.ChangeHash;
import app.vaultnotes.crdt.CrdtException;
import app.vaultnotes.crdt.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The operations of changes that came together. A few are kept after the first reading; of more
 * than that each change is read again, because decoded they take many times the room.
 */
final class Decoded {
    private static final int ROOM = 1 << 15;
    private static final int BATCH = 1 << 10;

    private final Map<ChangeHash, List<Operation>> kept = new HashMap<>();
    private int room = ROOM;

    /** Reads a change for the first time; refuses one that is damaged or beyond the limits. */
    void check(Change change, Budget budget) {
        budget.add(change);
        List<Operation> operations = new ArrayList<>();
        int[] count = new int[1];
        change.operations(operation -> {
            budget.add(operation);
            if (++count[0] <= room) {
                operations.add(operation);
            }
        });
        if (count[0] <= room) {
            kept.put(change.hash(), operations);
            room -= count[0];
        }
    }

    /** Reads a change that has to wait as far as the limits allow. */
    void checkSoFar(Change change, Budget budget) {
        if (budget.isSpent()) {
            return;
        }
        try {
            check(change, budget);
        } catch (CrdtException e) {
            if (!budget.isSpent()) {
                throw e;
            }
        }
    }

    /** Goes through the operations of a change. */
    void each(Change change, Consumer<Operation> each) {
        List<Operation> operations = kept.get(change.hash());
        if (operations != null) {
            operations.forEach(each);
        } else {
            change.operations(each);
        }
    }

    /** Goes through the operations of a change, so many at a time and within a budget. */
    void batches(Change change, Budget budget, Consumer<List<Operation>> each) {
        budget.add(change);
        List<Operation> operations = kept.get(change.hash());
        if (operations != null) {
            operations.forEach(budget::add);
            each.accept(operations);
            return;
        }
        List<Operation> batch = new ArrayList<>();
        change.operations(operation -> {
            budget.add(operation);
            batch.add(operation);
            if (batch.size() == BATCH) {
                each.accept(batch);
                batch.clear();
            }
        });
        each.accept(batch);
    }
}
