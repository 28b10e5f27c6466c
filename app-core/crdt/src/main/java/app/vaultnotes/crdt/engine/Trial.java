package app.vaultnotes.crdt.engine;

import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.CrdtException;
import app.vaultnotes.crdt.OpId;
import app.vaultnotes.crdt.Operation;
import app.vaultnotes.crdt.Operation.Action;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether a change fits a state, and whether it is paid for, without touching it.
 * Applying shows the same, but what does not fit then costs making the whole state again.
 */
final class Trial {
    private final State state;
    private final Change change;

    /** The operations so far of the change itself. */
    private final List<Operation> own = new ArrayList<>();

    Trial(State state, Change change) {
        this.state = state;
        this.change = change;
    }

    /** What is wrong with the change; null when nothing is. */
    @Nullable String flaw() {
        Budget budget = state.budget().fork();
        try {
            budget.add(change);
            change.operations(
                    state.rowLimits(),
                    operation -> {
                        budget.add(operation, isOnText(operation));
                        check(operation);
                        own.add(operation);
                    });
        } catch (CrdtException e) {
            return String.valueOf(e.getMessage());
        }
        return null;
    }

    /** How many operations were read. */
    int read() {
        return own.size();
    }

    private boolean isOnText(Operation operation) {
        OpId object = operation.object();
        Operation maker = object == null ? null : own(object);
        return maker == null
                ? Budget.isText(state.store.object(object))
                : maker.action() == Action.MAKE_TEXT;
    }

    private void check(Operation operation) {
        OpId object = operation.object();
        Operation maker = object == null ? null : own(object);
        ObjectState known = maker == null ? state.store.object(object) : null;
        boolean sequence = maker == null ? known instanceof SequenceState : maker.makesSequence();
        boolean map = maker == null ? known instanceof MapState : makesMap(maker);
        if (operation.key() != null ? !map : !sequence) {
            throw new CrdtException("object " + object + " is missing or of another kind");
        }
        OpId element = operation.element();
        if (operation.key() == null && element != null) {
            require(isElement(operation, known, element), element);
        }
        if (operation.key() == null && element == null && !operation.insert()) {
            throw new CrdtException("an edit of no element");
        }
        boolean removes = operation.action() == Action.DELETE || !operation.overwrites().isEmpty();
        if (operation.insert() && removes) {
            throw new CrdtException("an insertion that removes or overwrites");
        }
        for (OpId older : operation.overwrites()) {
            require(isThere(operation, known, older), older);
        }
    }

    private static boolean makesMap(Operation maker) {
        return maker.action() == Action.MAKE_MAP || maker.action() == Action.MAKE_TABLE;
    }

    private static void require(boolean there, OpId named) {
        if (!there) {
            throw new CrdtException("it names " + named + ", which is not there");
        }
    }

    /** An operation of the change itself; null when it is not one of the ones before. */
    private @Nullable Operation own(OpId id) {
        long at = id.counter() - change.startOp();
        boolean mine = id.actor().equals(change.actor()) && at >= 0 && at < own.size();
        return mine ? own.get((int) at) : null;
    }

    private boolean isElement(Operation operation, @Nullable ObjectState known, OpId element) {
        Operation mine = own(element);
        if (mine != null) {
            return mine.insert() && isOnSame(operation, mine);
        }
        long id = state.store.actors.id(element);
        return id >= 0
                && known instanceof SequenceState sequence
                && sequence.index.find(id) != null;
    }

    private static boolean isOnSame(Operation one, Operation other) {
        OpId object = one.object();
        return object == null ? other.object() == null : object.equals(other.object());
    }

    /** Whether an operation stands on the same key or element. */
    private boolean isThere(Operation operation, @Nullable ObjectState known, OpId older) {
        String key = operation.key();
        Operation mine = own(older);
        if (mine != null) {
            boolean same =
                    key != null
                            ? key.equals(mine.key())
                            : mine.key() == null && isOn(mine, operation.element());
            return same && isOnSame(operation, mine) && mine.action() != Action.DELETE;
        }
        long id = state.store.actors.id(older);
        if (id < 0) {
            return false;
        }
        if (known instanceof MapState map && key != null) {
            Slot slot = map.slot(key);
            return slot != null && slot.find(state.store.actors, id) != null;
        }
        return known instanceof SequenceState sequence && isOn(sequence, operation, id);
    }

    private static boolean isOn(Operation mine, @Nullable OpId element) {
        OpId on = mine.insert() ? mine.id() : mine.element();
        return on != null && on.equals(element);
    }

    private boolean isOn(SequenceState sequence, Operation operation, long id) {
        OpId element = operation.element();
        long named = element == null ? Ids.NONE : state.store.actors.id(element);
        Run run = named < 0 ? null : sequence.index.find(named);
        if (run == null) {
            return false;
        }
        Slot slot = run.slot;
        return slot == null ? id == named : slot.find(state.store.actors, id) != null;
    }
}
