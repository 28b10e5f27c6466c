package app.vaultnotes.crdt.engine;

import app.vaultnotes.crdt.CrdtException;
import app.vaultnotes.crdt.OpId;
import app.vaultnotes.crdt.Operation;
import app.vaultnotes.crdt.Operation.Action;
import app.vaultnotes.crdt.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All operations of a document, by the objects they are on. */
final class Store {
    final Actors actors = new Actors();
    final MapState root = new MapState(Ids.NONE);
    private final Map<Long, ObjectState> objects = new HashMap<>(8);

    /** The highest counter of an operation. */
    int lastCounter;

    /** The object of this name; null when there is none. */
    @Nullable ObjectState object(long id) {
        return id == Ids.NONE ? root : objects.get(id);
    }

    /** The object of this name; null when there is none. */
    @Nullable ObjectState object(@Nullable OpId id) {
        return id == null ? root : objects.get(actors.id(id));
    }

    /** The objects but for the root, in the order of their names. */
    List<ObjectState> sortedObjects() {
        List<ObjectState> sorted = new ArrayList<>(objects.values());
        sorted.sort((one, other) -> actors.compare(one.id, other.id));
        return sorted;
    }

    /** Makes the object of an operation known. */
    void register(Op op) {
        ObjectState made = op.made;
        if (made != null && objects.put(op.id, made) != null) {
            throw new CrdtException("a second object of counter " + Ids.counter(op.id));
        }
        if (made instanceof SequenceState sequence) {
            sequence.tree.order(actors);
        }
    }

    /** Does what an operation from elsewhere says; refuses one that does not fit. */
    void apply(Operation operation, Edits edits) {
        long id = Ids.of(actors.add(operation.id().actor()), (int) operation.id().counter());
        ObjectState object = object(operation.object());
        String key = operation.key();
        if (object instanceof MapState map && key != null) {
            applyToKey(map, key, id, operation);
        } else if (object instanceof SequenceState sequence && key == null) {
            if (operation.insert()) {
                insert(sequence, id, operation, edits);
            } else {
                applyToElement(sequence, id, operation, edits);
            }
        } else {
            throw new CrdtException(
                    "object " + operation.object() + " is missing or of another kind");
        }
        lastCounter = Math.max(lastCounter, (int) operation.id().counter());
    }

    private static Op op(long id, Operation operation) {
        return new Op(
                id,
                operation.action(),
                operation.value(),
                operation.kind(),
                operation.markName(),
                operation.expand());
    }

    private void applyToKey(MapState map, String key, long id, Operation operation) {
        Slot slot = map.slot(key);
        requirePredecessors(slot, operation);
        Op op = operation.action() == Action.DELETE ? null : op(id, operation);
        if (op != null) {
            if (!map.add(actors, key, op)) {
                throw new CrdtException("a second operation " + operation.id());
            }
            register(op);
        }
        overwrite(slot, id, operation, op);
    }

    private void requirePredecessors(@Nullable Slot slot, Operation operation) {
        for (OpId older : operation.overwrites()) {
            long known = actors.id(older);
            if (slot == null || known < 0 || slot.find(actors, known) == null) {
                throw new CrdtException("it overwrites " + older + ", which is not there");
            }
        }
    }

    private void overwrite(@Nullable Slot slot, long id, Operation operation, @Nullable Op op) {
        if (slot == null) {
            return;
        }
        Op increment = operation.action() == Action.INCREMENT ? op : null;
        for (OpId older : operation.overwrites()) {
            Op found = slot.find(actors, actors.id(older));
            if (found != null) {
                slot.follow(found, id, increment);
            }
        }
    }

    private void insert(SequenceState sequence, long id, Operation operation, Edits edits) {
        if (operation.action() == Action.DELETE || !operation.overwrites().isEmpty()) {
            throw new CrdtException("an insertion that removes or overwrites");
        }
        long behind = element(operation.element());
        if (sequence.isText && isPlain(operation)) {
            String character = ((Value.Str) operation.value()).value();
            int offset = sequence.insertCharacter(actors, id, behind, character);
            edits.replaced(sequence, offset, 0, character);
            return;
        }
        Op op = op(id, operation);
        int offset = sequence.insertElement(actors, op, behind);
        register(op);
        String shown = op.isVisible() ? SequenceState.shown(op) : "";
        if (sequence.isText && !shown.isEmpty()) {
            edits.replaced(sequence, offset, 0, shown);
        }
    }

    private long element(@Nullable OpId element) {
        if (element == null) {
            return Ids.NONE;
        }
        long id = actors.id(element);
        if (id < 0) {
            throw new CrdtException("element " + element + " is not there");
        }
        return id;
    }

    /** Whether it inserts a character that is kept in a run, if it does so in a text. */
    static boolean isPlain(Operation operation) {
        return operation.insert()
                && operation.action() == Action.SET
                && operation.markName() == null
                && operation.value() instanceof Value.Str text
                && isOneCharacter(text.value());
    }

    static boolean isOneCharacter(String text) {
        return text.length() == 1 || (text.length() == 2 && text.codePointCount(0, 2) == 1);
    }

    private void applyToElement(SequenceState sequence, long id, Operation operation, Edits edits) {
        long element = element(operation.element());
        if (element == Ids.NONE) {
            throw new CrdtException("an edit of no element");
        }
        Run run = sequence.require(element);
        int at = Ids.counter(element) - run.counter;
        if (run.slot == null) {
            if (removesOnly(operation, element)) {
                sequence.removeCharacter(run, at, id, edits);
                return;
            }
            run = sequence.withSlot(run, at);
        }
        Slot slot = run.slot;
        requirePredecessors(slot, operation);
        if (slot == null) {
            return;
        }
        String before = sequence.isText ? SequenceState.shown(slot.winner()) : "";
        Op op = operation.action() == Action.DELETE ? null : op(id, operation);
        if (op != null) {
            if (!slot.add(actors, op)) {
                throw new CrdtException("a second operation " + operation.id());
            }
            register(op);
        }
        overwrite(slot, id, operation, op);
        sequence.changed(run, slot, before, edits);
    }

    private boolean removesOnly(Operation operation, long element) {
        List<OpId> overwritten = operation.overwrites();
        return operation.action() == Action.DELETE
                && overwritten.size() == 1
                && actors.id(overwritten.get(0)) == element;
    }

    /** The object at the end of keys as it was at a moment; null when there is none. */
    @Nullable ObjectState find(Iterable<String> keys, Clock clock) {
        ObjectState object = root;
        for (String key : keys) {
            if (!(object instanceof MapState map)) {
                return null;
            }
            Slot slot = map.slot(key);
            Op winner = slot == null ? null : slot.winner(actors, clock);
            object = winner == null ? null : winner.made;
        }
        return object;
    }
}
