package app.vaultnotes.crdt;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The columns that the operations of a change and those of a saved document have in common. Reads
 * one row after the other and checks that its fields fit together: that it names only listed actors
 * and only operations older than itself, and that it stands in a map or in a text, not in both.
 */
final class OperationColumns {

    private static final Operation.Action[] ACTIONS = Operation.Action.values();

    private final List<ActorId> actors;
    private final BitSet named = new BitSet();
    private final RunReader objectActor;
    private final RunReader objectCounter;
    private final RunReader keyActor;
    private final RunReader keyCounter;
    private final RunReader keyString;
    private final FlagReader insert;
    private final RunReader action;
    private final ValueReader value;
    private final FlagReader expand;
    private final RunReader markName;

    OperationColumns(List<ActorId> actors, Columns columns) {
        this.actors = actors;
        objectActor = columns.numbers(ColumnIds.OBJECT_ACTOR, "object actor");
        objectCounter = columns.numbers(ColumnIds.OBJECT_COUNTER, "object counter");
        keyActor = columns.numbers(ColumnIds.KEY_ACTOR, "key actor");
        keyCounter = columns.deltas(ColumnIds.KEY_COUNTER, "key counter");
        keyString = columns.texts(ColumnIds.KEY_STRING, "key");
        insert = columns.flags(ColumnIds.INSERT, "insert");
        action = columns.numbers(ColumnIds.ACTION, "action");
        RunReader kinds = columns.numbers(ColumnIds.VALUE_KIND, "value kind");
        value = new ValueReader(kinds, columns.bytes(ColumnIds.VALUE_BYTES));
        expand = columns.flags(ColumnIds.EXPAND, "expand");
        markName = columns.texts(ColumnIds.MARK_NAME, "mark name");
    }

    boolean hasNext() {
        return action.hasNext();
    }

    /** How many rows of the same action are announced behind this one. */
    long announced() {
        return action.repeats();
    }

    /** The next row, an operation of this name that overwrites these others. */
    Operation next(OpId id, List<OpId> overwrites) {
        action.next();
        Operation.Action what = ACTIONS[action.bounded(ACTIONS.length - 1)];
        OpId object = olderThan(id, reference(objectActor, objectCounter), "object");
        String key = keyString.nextText();
        OpId element = element(id, key);
        boolean inserts = insert.next();
        Value written = value.next();
        boolean expands = expand.next();
        String name = markName.nextText();
        check(what, object, key, inserts, written, name != null || expands);
        return new Operation(
                id,
                object,
                key,
                element,
                inserts,
                what,
                written,
                value.kind(),
                name,
                expands,
                overwrites);
    }

    private static void check(
            Operation.Action what,
            @Nullable OpId object,
            @Nullable String key,
            boolean inserts,
            Value written,
            boolean marks) {
        if (key == null ? object == null : inserts) {
            throw new CrdtException("it has no place in a map or text");
        }
        if (what == Operation.Action.MARK ? key != null : marks) {
            throw new CrdtException("a mark that is none, or in a map");
        }
        boolean number = written instanceof Value.Int || written instanceof Value.Uint;
        if (what == Operation.Action.INCREMENT && !number) {
            throw new CrdtException("an increment that is no number");
        }
    }

    /** The element an operation names; null for the start, or when it has a key instead. */
    private @Nullable OpId element(OpId id, @Nullable String key) {
        boolean hasActor = keyActor.next();
        boolean hasCounter = keyCounter.next();
        if ((key != null) == hasCounter || (hasActor && !hasCounter)) {
            throw new CrdtException("it needs a key or an element");
        }
        if (key != null || (!hasActor && keyCounter.number() == 0)) {
            return null;
        }
        return olderThan(id, reference(hasActor, keyActor, keyCounter), "element");
    }

    /** The operation that the next row of two columns names, if any. */
    @Nullable OpId reference(RunReader byActor, RunReader byCounter) {
        boolean hasActor = byActor.next();
        boolean hasCounter = byCounter.next();
        return hasActor || hasCounter
                ? reference(hasActor && hasCounter, byActor, byCounter)
                : null;
    }

    private OpId reference(boolean complete, RunReader byActor, RunReader byCounter) {
        long counter = byCounter.number();
        if (!complete || counter < 1 || counter > OpId.MAX_COUNTER) {
            throw new CrdtException("it names no operation");
        }
        int actor = byActor.bounded(actors.size() - 1);
        named.set(actor);
        return new OpId(counter, actors.get(actor));
    }

    private static @Nullable OpId olderThan(OpId id, @Nullable OpId named, String what) {
        if (named != null && named.counter() >= id.counter()) {
            throw new CrdtException("its " + what + " is not older than itself");
        }
        return named;
    }

    /** A list of operations that the next row of three columns names. */
    List<OpId> references(RunReader count, RunReader byActor, RunReader byCounter, long limit) {
        int size = count.nextBounded((int) Math.min(limit, Integer.MAX_VALUE));
        if (size == 0) {
            return List.of();
        }
        List<OpId> ids = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            OpId id = reference(byActor, byCounter);
            if (id == null) {
                throw new CrdtException("it names fewer operations than it says");
            }
            ids.add(id);
        }
        return ids;
    }

    /** Refuses a list of actors that has more than the author and those that are named. */
    void requireAllActorsNamed() {
        named.set(0);
        if (named.cardinality() != actors.size()) {
            throw new CrdtException("an actor is listed and not named");
        }
    }

    void requireEnd() {
        List.of(objectActor, objectCounter, keyActor, keyCounter, keyString, markName)
                .forEach(RunReader::requireEnd);
        insert.requireEnd();
        value.requireEnd();
        expand.requireEnd();
    }
}
