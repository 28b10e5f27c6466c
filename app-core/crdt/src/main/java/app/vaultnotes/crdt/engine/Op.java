package app.vaultnotes.crdt.engine;

import app.vaultnotes.crdt.Operation.Action;
import app.vaultnotes.crdt.Value;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** An operation that is kept on its own, because it is no plain character of a text. */
final class Op {
    private static final long[] NO_IDS = {};

    final long id;
    final Action action;
    final Value value;

    /** The code of the value's kind in the format. */
    final int kind;

    /** Of a mark's beginning its name. */
    final @Nullable String markName;

    final boolean expand;

    /** The object it makes. */
    final @Nullable ObjectState made;

    private long[] successors = NO_IDS;
    private int successorCount;

    /** How many operations overwrite or remove it. */
    int overwritten;

    /** What increments add to it. */
    long added;

    Op(long id, Action action, Value value, int kind, @Nullable String markName, boolean expand) {
        this.id = id;
        this.action = action;
        this.value = value;
        this.kind = kind;
        this.markName = markName;
        this.expand = expand;
        this.made = ObjectState.made(id, action);
    }

    boolean isMark() {
        return action == Action.MARK;
    }

    boolean isCounter() {
        return action == Action.SET && value instanceof Value.Counter;
    }

    /** Whether it puts something where it stands, unlike increments and marks. */
    boolean places() {
        return action != Action.INCREMENT && action != Action.MARK && action != Action.DELETE;
    }

    boolean isVisible() {
        return overwritten == 0 && places();
    }

    /** What an increment adds. */
    long amount() {
        if (value instanceof Value.Int number) {
            return number.value();
        }
        return value instanceof Value.Uint number ? number.value() : 0;
    }

    int successorCount() {
        return successorCount;
    }

    long successor(int index) {
        return successors[index];
    }

    void addSuccessor(long successor) {
        if (successorCount == successors.length) {
            successors = Arrays.copyOf(successors, successorCount == 0 ? 1 : 2 * successorCount);
        }
        successors[successorCount++] = successor;
    }

    /** Puts the successors into the order of their names. */
    void sortSuccessors(Actors actors) {
        actors.sort(successors, successorCount);
    }

    /** The value as a reader sees it, with so much added by increments. */
    Value shown(long increments) {
        return switch (action) {
            case MAKE_MAP, MAKE_TABLE -> new Value.MapObject();
            case MAKE_LIST -> new Value.ListObject();
            case MAKE_TEXT -> new Value.TextObject();
            default ->
                    value instanceof Value.Counter counter
                            ? new Value.Counter(counter.value() + increments)
                            : value;
        };
    }
}
