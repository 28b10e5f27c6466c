package app.vaultnotes.crdt.engine;

import app.vaultnotes.crdt.Operation.Action;
import app.vaultnotes.crdt.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The operations on one key of a map or one element of a sequence, in the order of their names. Few
 * of them, as nearly all slots have, stand in an array and are looked through; what is asked of
 * many does not depend on how many they are.
 */
final class Slot implements Iterable<Op> {

    /** Most operations that are looked through. */
    private static final int FEW = 16;

    private Op[] ops;
    private int count;
    private int visible;

    /** The last that is visible. */
    private @Nullable Op winner;

    /** All operations once there are many; the array is empty then. */
    private @Nullable Many many;

    /** Many operations, and those of them that are visible. */
    private static final class Many {
        private static final Op[] NONE = {};

        final OpList all;
        OpList visible;
        boolean hasObjects;

        Many(Actors actors) {
            all = new OpList(actors);
            visible = new OpList(actors);
        }

        boolean add(Op op) {
            hasObjects |= op.made != null;
            return all.add(op);
        }
    }

    Slot(Op first) {
        ops = new Op[] {first};
        count = 1;
        if (first.isVisible()) {
            visible = 1;
            winner = first;
        }
    }

    /** The first operation; of an element the one that inserted it. */
    Op first() {
        return many == null ? ops[0] : many.all.first();
    }

    /** The last operation. */
    Op last() {
        Op last = many == null ? ops[count - 1] : many.all.last();
        if (last == null) {
            throw new IllegalStateException("a slot without operations");
        }
        return last;
    }

    @Override
    public Iterator<Op> iterator() {
        return many == null ? Arrays.asList(ops).subList(0, count).iterator() : many.all.iterator();
    }

    @Nullable Op winner() {
        return winner;
    }

    /** Whether an operation here makes or made an object. */
    boolean hasObjects() {
        if (many != null) {
            return many.hasObjects;
        }
        for (int i = 0; i < count; i++) {
            if (ops[i].made != null) {
                return true;
            }
        }
        return false;
    }

    /** The operation of this name. */
    @Nullable Op find(Actors actors, long id) {
        if (many != null) {
            return many.all.find(id);
        }
        int at = place(actors, id);
        return at < count && ops[at].id == id ? ops[at] : null;
    }

    /** The place of the first of few operations that has this name or a higher one. */
    private int place(Actors actors, long id) {
        int at = count;
        while (at > 0 && actors.compare(ops[at - 1].id, id) >= 0) {
            at--;
        }
        return at;
    }

    /** Adds an operation; false when there is one of this name already. */
    boolean add(Actors actors, Op op) {
        boolean added = many == null ? addToFew(actors, op) : many.add(op);
        if (!added) {
            return false;
        }
        count++;
        if (op.isVisible()) {
            visible++;
            if (many != null) {
                many.visible.add(op);
            }
            Op before = winner;
            if (before == null || actors.compare(before.id, op.id) < 0) {
                winner = op;
            }
        }
        return true;
    }

    private boolean addToFew(Actors actors, Op op) {
        int at = place(actors, op.id);
        if (at < count && ops[at].id == op.id) {
            return false;
        }
        if (count == FEW) {
            return become(actors).add(op);
        }
        if (count == ops.length) {
            ops = Arrays.copyOf(ops, 2 * count);
        }
        System.arraycopy(ops, at, ops, at + 1, count - at);
        ops[at] = op;
        return true;
    }

    private Many become(Actors actors) {
        Many all = new Many(actors);
        for (Op op : ops) {
            all.add(op);
            if (op.isVisible()) {
                all.visible.add(op);
            }
        }
        ops = Many.NONE;
        many = all;
        return all;
    }

    /**
     * Notes that an operation here is overwritten, removed or added to.
     *
     * @param increment the operation that does it, if it is an increment
     */
    void follow(Op op, long successor, @Nullable Op increment) {
        op.addSuccessor(successor);
        if (adds(op, increment) || op.overwritten++ > 0 || !op.places()) {
            return;
        }
        visible--;
        if (many != null) {
            many.visible.remove(op);
        }
        if (op == winner) {
            winner = lastVisible();
        }
    }

    /** Adds an increment to a counter; false when it is none, so that it overwrites. */
    private static boolean adds(Op op, @Nullable Op increment) {
        if (increment == null || !op.isCounter()) {
            return false;
        }
        op.added += increment.amount();
        return true;
    }

    private @Nullable Op lastVisible() {
        if (many != null) {
            return many.visible.last();
        }
        for (int i = visible == 0 ? 0 : count; i > 0; i--) {
            if (ops[i - 1].isVisible()) {
                return ops[i - 1];
            }
        }
        return null;
    }

    /** Makes out what is visible once all operations of a saved document are here. */
    void settle(Actors actors) {
        if (count > 1 || ops[0].successorCount() > 0) {
            countSuccessors(actors);
            findVisible(actors);
        }
    }

    private void countSuccessors(Actors actors) {
        for (Op op : this) {
            op.overwritten = 0;
            op.added = 0;
            for (int s = 0; s < op.successorCount(); s++) {
                if (!adds(op, increment(actors, op.successor(s)))) {
                    op.overwritten++;
                }
            }
        }
    }

    private void findVisible(Actors actors) {
        OpList seen = many == null ? null : new OpList(actors);
        visible = 0;
        winner = null;
        for (Op op : this) {
            if (op.isVisible()) {
                visible++;
                winner = op;
                if (seen != null) {
                    seen.add(op);
                }
            }
        }
        if (many != null && seen != null) {
            many.visible = seen;
        }
    }

    private @Nullable Op increment(Actors actors, long id) {
        Op found = find(actors, id);
        return found != null && found.action == Action.INCREMENT ? found : null;
    }

    /** The operations that stand here at once now, the winner last. */
    List<Op> visible() {
        Op last = winner;
        if (last == null) {
            return List.of();
        }
        if (visible == 1) {
            return List.of(last);
        }
        List<Op> found = new ArrayList<>(visible);
        for (Op op : many == null ? this : many.visible) {
            if (op.isVisible()) {
                found.add(op);
            }
        }
        return found;
    }

    /** The operations that stood here at once at a moment, the winner last. */
    List<Op> visible(Actors actors, Clock clock) {
        if (clock == Clock.NOW) {
            return visible();
        }
        List<Op> found = new ArrayList<>();
        for (Op op : this) {
            if (isVisible(actors, op, clock)) {
                found.add(op);
            }
        }
        return found;
    }

    @Nullable Op winner(Actors actors, Clock clock) {
        if (clock == Clock.NOW) {
            return winner;
        }
        if (many != null) {
            return many.all.last(op -> isVisible(actors, op, clock));
        }
        for (int i = count - 1; i >= 0; i--) {
            if (isVisible(actors, ops[i], clock)) {
                return ops[i];
            }
        }
        return null;
    }

    private boolean isVisible(Actors actors, Op op, Clock clock) {
        if (!op.places() || !clock.covers(op.id)) {
            return false;
        }
        for (int s = 0; s < op.successorCount(); s++) {
            long successor = op.successor(s);
            if (clock.covers(successor)
                    && !(op.isCounter() && increment(actors, successor) != null)) {
                return false;
            }
        }
        return true;
    }

    /** The value of an operation here as it was at a moment. */
    Value value(Actors actors, Op op, Clock clock) {
        if (clock == Clock.NOW || !op.isCounter()) {
            return op.shown(op.added);
        }
        long added = 0;
        for (int s = 0; s < op.successorCount(); s++) {
            Op increment = increment(actors, op.successor(s));
            if (increment != null && clock.covers(increment.id)) {
                added += increment.amount();
            }
        }
        return op.shown(added);
    }
}
