package app.vaultnotes.crdt.engine;

import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.CrdtException;
import app.vaultnotes.crdt.OpId;
import app.vaultnotes.crdt.Operation;
import app.vaultnotes.crdt.Operation.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether a change fits a state, and whether it is paid for, without touching it.
 * Applying shows the same, but what does not fit then costs making the whole state again.
 */
final class Trial {
    private final State state;
    private final Change change;
    private final Budget budget;

    /** How many operations may be read. */
    private final long most;

    /** Where an operation of the change itself stands, as far as later ones may name it. */
    private record Own(
            @Nullable OpId object,
            @Nullable String key,
            @Nullable OpId element,
            Action action,
            boolean inserts) {

        static Own of(Operation operation) {
            boolean inserts = operation.insert();
            return new Own(
                    operation.object(),
                    operation.key(),
                    inserts ? null : operation.element(),
                    operation.action(),
                    inserts);
        }

        boolean makesMap() {
            return action == Action.MAKE_MAP || action == Action.MAKE_TABLE;
        }

        boolean makesSequence() {
            return action == Action.MAKE_TEXT || action == Action.MAKE_LIST;
        }

        boolean isOn(Operation other) {
            return Objects.equals(object, other.object());
        }
    }

    /**
     * Those so far of the change itself. Neighbours that insert alike are one, since there may be
     * millions; removals nobody names.
     */
    private final List<@Nullable Own> own = new ArrayList<>();

    Trial(State state, Change change, long most) {
        this.state = state;
        this.change = change;
        this.budget = state.budget().fork();
        this.most = most;
    }

    /** What it was paid from. */
    Budget budget() {
        return budget;
    }

    /** What is wrong with the change; null when nothing is. */
    @Nullable String flaw() {
        try {
            budget.add(change);
            change.operations(
                    state.rowLimits(),
                    operation -> {
                        requireRoom();
                        budget.add(operation, isOnText(operation));
                        check(operation);
                        note(operation);
                    });
        } catch (CrdtException e) {
            return String.valueOf(e.getMessage());
        }
        return null;
    }

    private void requireRoom() {
        if (own.size() >= most) {
            throw new CrdtException("too long beside so many that are damaged");
        }
    }

    private void note(Operation operation) {
        Own last = own.isEmpty() ? null : own.get(own.size() - 1);
        Own next = operation.action() == Action.DELETE ? null : Own.of(operation);
        own.add(next != null && next.equals(last) ? last : next);
    }

    /** How many operations were read. */
    int read() {
        return own.size();
    }

    private boolean isOnText(Operation operation) {
        OpId object = operation.object();
        Own maker = object == null ? null : own(object);
        return maker == null
                ? Budget.isText(state.store.object(object))
                : maker.action() == Action.MAKE_TEXT;
    }

    private void check(Operation operation) {
        OpId object = operation.object();
        Own maker = object == null ? null : own(object);
        ObjectState known = maker == null ? state.store.object(object) : null;
        boolean sequence = maker == null ? known instanceof SequenceState : maker.makesSequence();
        boolean map = maker == null ? known instanceof MapState : maker.makesMap();
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

    private static void require(boolean there, OpId named) {
        if (!there) {
            throw new CrdtException("it names " + named + ", which is not there");
        }
    }

    /** An operation of the change itself; null when it is not one of the ones before. */
    private @Nullable Own own(OpId id) {
        long at = id.counter() - change.startOp();
        boolean mine = id.actor().equals(change.actor()) && at >= 0 && at < own.size();
        return mine ? own.get((int) at) : null;
    }

    private boolean isElement(Operation operation, @Nullable ObjectState known, OpId element) {
        Own mine = own(element);
        if (mine != null) {
            return mine.inserts() && mine.isOn(operation);
        }
        long id = state.store.actors.id(element);
        return id >= 0
                && known instanceof SequenceState sequence
                && sequence.index.find(id) != null;
    }

    /** Whether an operation stands on the same key or element. */
    private boolean isThere(Operation operation, @Nullable ObjectState known, OpId older) {
        String key = operation.key();
        Own mine = own(older);
        if (mine != null) {
            OpId on = mine.inserts() ? older : mine.element();
            boolean same =
                    key != null
                            ? key.equals(mine.key())
                            : on != null && on.equals(operation.element());
            return same && mine.isOn(operation);
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
