package app.vaultnotes.crdt.engine;

import app.vaultnotes.crdt.CrdtException;
import java.util.Arrays;

/**
 * Checks that the elements of a saved sequence stand where inserting them puts them: below what
 * they were inserted behind, and of those behind the same element the newest first. It is a tree
 * that is walked from its root, so that of the elements before only those matter that the last one
 * hangs on. The changes say nothing of the order: whoever loads another one has another text under
 * the same heads, for good.
 */
final class InsertionOrder {
    private final Actors actors;

    /**
     * Elements with what was inserted behind them, down to the last one: chains of one author's,
     * each behind the one before, the first of each behind the last of the chain above.
     */
    private long[] firsts = new long[4];

    private int[] lengths = new int[4];
    private int depth;

    InsertionOrder(Actors actors) {
        this.actors = actors;
    }

    /** Goes on with an element, with which a chain begins. */
    void begin(long id, long behind) {
        long newer = leave(behind);
        if (behind != Ids.NONE && depth == 0) {
            throw new CrdtException("what it stands behind does not stand before it");
        }
        if (newer != Ids.NONE && actors.compare(newer, id) <= 0) {
            throw new CrdtException("it stands behind an element that is older");
        }
        if (depth == firsts.length) {
            firsts = Arrays.copyOf(firsts, 2 * depth);
            lengths = Arrays.copyOf(lengths, 2 * depth);
        }
        firsts[depth] = id;
        lengths[depth++] = 1;
    }

    /** Goes up to an element; says which one below it was left last, if any. */
    private long leave(long element) {
        long left = Ids.NONE;
        while (depth > 0) {
            long first = firsts[depth - 1];
            int at = Ids.counter(element) - Ids.counter(first);
            int length = lengths[depth - 1];
            if (Ids.actor(element) == Ids.actor(first) && at >= 0 && at < length) {
                lengths[depth - 1] = at + 1;
                return at + 1 < length ? Ids.plus(first, at + 1) : left;
            }
            left = first;
            depth--;
        }
        return left;
    }

    /** Says how long the chain is that was begun last. */
    void end(int length) {
        lengths[depth - 1] = length;
    }
}
