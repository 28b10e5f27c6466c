package app.vaultnotes.crdt.engine;

import app.vaultnotes.crdt.Operation.Action;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Operations of one actor whose counters follow each other and that do the same: insert characters
 * one behind the other, remove neighbouring characters one after the other, or anything else once.
 */
final class Piece {
    static final long[] NO_IDS = {};

    /** What a piece does. */
    enum Kind {
        INSERT,
        REMOVE,
        SINGLE
    }

    final Kind kind;
    final ObjectState object;

    /** The name of the first operation. */
    final long id;

    int count;

    /** What the first inserted element stands behind, or the first element removed or edited. */
    final long element;

    /** Of an insertion where its characters begin; of a removal whether it goes on or back. */
    final int detail;

    /** Of an insertion the UTF-16 units of each character. */
    final int unit;

    /** Of a single one, unless it removes: the operation. */
    final @Nullable Op op;

    /** Of a single one in a map: the key. */
    final @Nullable String key;

    final boolean inserts;

    /** What a single one overwrites. */
    private long[] predecessors;

    private int predecessorCount;

    private Piece(
            Kind kind,
            ObjectState object,
            long id,
            int count,
            long element,
            int detail,
            int unit,
            @Nullable Op op,
            @Nullable String key,
            boolean inserts,
            long[] predecessors) {
        this.kind = kind;
        this.object = object;
        this.id = id;
        this.count = count;
        this.element = element;
        this.detail = detail;
        this.unit = unit;
        this.op = op;
        this.key = key;
        this.inserts = inserts;
        this.predecessors = predecessors;
        this.predecessorCount = predecessors.length;
    }

    static Piece insert(
            SequenceState text, long id, int count, long behind, int textStart, int unit) {
        return new Piece(
                Kind.INSERT, text, id, count, behind, textStart, unit, null, null, true, NO_IDS);
    }

    /** The removal of characters, each with the counter one further on or back. */
    static Piece remove(SequenceState text, long id, int count, long first, int step) {
        return new Piece(Kind.REMOVE, text, id, count, first, step, 0, null, null, false, NO_IDS);
    }

    /** An operation on a map; without {@code op} a deletion. */
    static Piece onKey(MapState map, String key, long id, @Nullable Op op, long[] predecessors) {
        return new Piece(Kind.SINGLE, map, id, 1, Ids.NONE, 0, 0, op, key, false, predecessors);
    }

    /** An operation on a sequence; without {@code op} a deletion. */
    static Piece onElement(
            SequenceState sequence,
            long element,
            boolean inserts,
            long id,
            @Nullable Op op,
            long[] predecessors) {
        return new Piece(
                Kind.SINGLE, sequence, id, 1, element, 0, 0, op, null, inserts, predecessors);
    }

    int counter() {
        return Ids.counter(id);
    }

    Action action() {
        if (kind == Kind.INSERT) {
            return Action.SET;
        }
        return op == null ? Action.DELETE : op.action;
    }

    /** What a single one overwrites, and behind that unused room. */
    long[] predecessors() {
        return predecessors;
    }

    int predecessorCount() {
        return predecessorCount;
    }

    /** Notes that a single one overwrites one more. */
    void addPredecessor(long predecessor) {
        if (predecessorCount == predecessors.length) {
            int room = Math.max(1, 2 * predecessorCount);
            predecessors = Arrays.copyOf(predecessors, room);
        }
        predecessors[predecessorCount++] = predecessor;
    }

    /** Overwrites what another one does. */
    void overwriteSameAs(Piece other) {
        predecessors = other.predecessors;
        predecessorCount = other.predecessorCount;
    }
}
