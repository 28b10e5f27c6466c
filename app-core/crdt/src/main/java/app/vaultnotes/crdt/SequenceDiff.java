package app.vaultnotes.crdt;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A short way from one sequence of symbols to another: a shortest one by E. W. Myers, "An O(ND)
 * Difference Algorithm and Its Variations" (1986), in its linear-space form.
 *
 * <p>Sequences too different for that are cut at the symbols that each has exactly once, as far as
 * those come in the same order in both. Inside the pieces a search that has become too long goes on
 * from the farthest point it reached, and when all the work allowed is done, the rest counts as
 * replaced. So time is bounded, and no input can exhaust a thread's stack.
 */
final class SequenceDiff {

    /**
     * Longest edit script that is searched for in one piece, halved; its square bounds the work.
     */
    private static final int MAX_EDITS = 4096;

    private static final int DEAD = -1;

    private final int[] before;
    private final int[] after;
    private final Budget budget;
    private final BitSet removed = new BitSet();
    private final BitSet inserted = new BitSet();
    private final int middle;
    private final int[] forward;
    private final int[] backward;
    private int splitBefore;
    private int splitAfter;

    /**
     * The symbols from {@code start} to {@code end} become those from {@code newStart} to {@code
     * newEnd}.
     */
    record Hunk(int start, int end, int newStart, int newEnd) {

        boolean oneSided() {
            return start == end || newStart == newEnd;
        }
    }

    /** How many comparisons may still be made; shared by the parts of one task. */
    static final class Budget {
        private long steps;

        Budget(long steps) {
            this.steps = steps;
        }
    }

    private SequenceDiff(int[] before, int[] after, Budget budget) {
        this.before = before;
        this.after = after;
        this.budget = budget;
        middle = Math.min(MAX_EDITS, (before.length + after.length + 1) / 2) + 1;
        forward = new int[2 * middle + 1];
        backward = new int[2 * middle + 1];
    }

    /**
     * The differing stretches in order.
     *
     * @param symbols one more than the highest symbol; the lowest is 0
     */
    static List<Hunk> of(int[] before, int[] after, int symbols, Budget budget) {
        BitSet common = symbols(before);
        common.and(symbols(after));
        // A symbol without a partner is part of every script: leaving it out shortens the search.
        int[] kept = places(before, common);
        int[] newKept = places(after, common);
        SequenceDiff diff = new SequenceDiff(at(before, kept), at(after, newKept), budget);
        diff.compareAll(symbols);
        return hunks(
                before.length,
                after.length,
                widened(diff.removed, kept, before.length),
                widened(diff.inserted, newKept, after.length));
    }

    private static BitSet symbols(int[] sequence) {
        BitSet symbols = new BitSet();
        Arrays.stream(sequence).forEach(symbols::set);
        return symbols;
    }

    private static int[] places(int[] sequence, BitSet symbols) {
        return IntStream.range(0, sequence.length).filter(i -> symbols.get(sequence[i])).toArray();
    }

    private static int[] at(int[] sequence, int[] places) {
        return Arrays.stream(places).map(place -> sequence[place]).toArray();
    }

    /** Marks on kept symbols as marks on all, where those that were left out are marked too. */
    private static BitSet widened(BitSet marks, int[] kept, int length) {
        BitSet all = new BitSet();
        all.set(0, length);
        for (int i = 0; i < kept.length; i++) {
            all.set(kept[i], marks.get(i));
        }
        return all;
    }

    private void compareAll(int symbols) {
        Hunk all = trim(new Hunk(0, before.length, 0, after.length));
        if (all.oneSided() || split(all, false)) {
            compare(List.of(all));
        } else {
            compare(gaps(all, symbols));
        }
    }

    private void compare(List<Hunk> pieces) {
        Deque<Hunk> open = new ArrayDeque<>(pieces);
        while (!open.isEmpty()) {
            Hunk piece = trim(open.pop());
            if (piece.oneSided() || !split(piece, true)) {
                removed.set(piece.start(), piece.end());
                inserted.set(piece.newStart(), piece.newEnd());
            } else {
                open.push(new Hunk(splitBefore, piece.end(), splitAfter, piece.newEnd()));
                open.push(new Hunk(piece.start(), splitBefore, piece.newStart(), splitAfter));
            }
        }
    }

    private Hunk trim(Hunk piece) {
        int start = piece.start();
        int newStart = piece.newStart();
        int end = piece.end();
        int newEnd = piece.newEnd();
        while (start < end && newStart < newEnd && before[start] == after[newStart]) {
            start++;
            newStart++;
        }
        while (start < end && newStart < newEnd && before[end - 1] == after[newEnd - 1]) {
            end--;
            newEnd--;
        }
        return new Hunk(start, end, newStart, newEnd);
    }

    /**
     * Finds a point in the middle of a shortest script.
     *
     * @param approximate whether, when that script is too long, the farthest point reached will do
     * @return false when no point was found
     */
    private boolean split(Hunk piece, boolean approximate) {
        int width = piece.end() - piece.start();
        int height = piece.newEnd() - piece.newStart();
        int most = Math.min(MAX_EDITS, (width + height + 1) / 2);
        Arrays.fill(forward, middle - most - 1, middle + most + 2, DEAD);
        Arrays.fill(backward, middle - most - 1, middle + most + 2, DEAD);
        for (int edits = 0; edits <= most && budget.steps > 0; edits++) {
            if (step(piece, edits, forward, backward, true)
                    || step(piece, edits, backward, forward, false)) {
                return true;
            }
        }
        return approximate && budget.steps > 0 && splitAtFarthest(piece, most);
    }

    private boolean splitAtFarthest(Hunk piece, int edits) {
        int farthest = DEAD;
        for (int diagonal = -edits; diagonal <= edits; diagonal++) {
            int x = forward[middle + diagonal];
            if (x != DEAD && 2 * x - diagonal > farthest) {
                farthest = 2 * x - diagonal;
                splitBefore = piece.start() + x;
                splitAfter = piece.newStart() + x - diagonal;
            }
        }
        return farthest > 0;
    }

    /** Goes one edit further from one end; says whether that meets what came from the other. */
    private boolean step(Hunk piece, int edits, int[] mine, int[] theirs, boolean ahead) {
        int width = piece.end() - piece.start();
        int height = piece.newEnd() - piece.newStart();
        int delta = width - height;
        boolean canMeet = ((delta & 1) != 0) == ahead;
        int theirEdits = ahead ? edits - 1 : edits;
        for (int diagonal = -edits; diagonal <= edits; diagonal += 2) {
            int x = reach(mine, edits, diagonal, width, height);
            if (x != DEAD) {
                x += slide(piece, x, x - diagonal, ahead);
            }
            mine[middle + diagonal] = x;
            int opposite = delta - diagonal;
            if (canMeet && x != DEAD && Math.abs(opposite) <= theirEdits) {
                int met = theirs[middle + opposite];
                if (met != DEAD && x + met >= width) {
                    int y = x - diagonal;
                    splitBefore = piece.start() + (ahead ? x : width - x);
                    splitAfter = piece.newStart() + (ahead ? y : height - y);
                    return true;
                }
            }
        }
        return false;
    }

    /** The farthest point on a diagonal one edit away from what is reached on its neighbours. */
    private int reach(int[] reached, int edits, int diagonal, int width, int height) {
        budget.steps--;
        if (edits == 0) {
            return 0;
        }
        int above = reached[middle + diagonal + 1];
        int beside = reached[middle + diagonal - 1];
        int byInsertion = above != DEAD && above - diagonal <= height ? above : DEAD;
        int byRemoval = beside != DEAD && beside < width ? beside + 1 : DEAD;
        return Math.max(byInsertion, byRemoval);
    }

    /** How many equal symbols follow a point, counted from the end it is seen from. */
    private int slide(Hunk piece, int x, int y, boolean ahead) {
        int most = Math.min(piece.end() - piece.start() - x, piece.newEnd() - piece.newStart() - y);
        int i = ahead ? piece.start() + x : piece.end() - 1 - x;
        int j = ahead ? piece.newStart() + y : piece.newEnd() - 1 - y;
        int step = ahead ? 1 : -1;
        int length = 0;
        while (length < most && before[i] == after[j]) {
            i += step;
            j += step;
            length++;
        }
        budget.steps -= length;
        return length;
    }

    /** The pieces between symbols that stand once in both sequences and in the same order. */
    private List<Hunk> gaps(Hunk all, int symbols) {
        int[] place = onlyPlaces(before, all.start(), all.end(), symbols);
        int[] newPlace = onlyPlaces(after, all.newStart(), all.newEnd(), symbols);
        List<int[]> pairs = new ArrayList<>();
        for (int i = all.start(); i < all.end(); i++) {
            int symbol = before[i];
            if (place[symbol] == i && newPlace[symbol] >= 0) {
                pairs.add(new int[] {i, newPlace[symbol]});
            }
        }
        List<Hunk> gaps = new ArrayList<>();
        int start = all.start();
        int newStart = all.newStart();
        for (int[] anchor : longestAscending(pairs)) {
            gaps.add(new Hunk(start, anchor[0], newStart, anchor[1]));
            start = anchor[0] + 1;
            newStart = anchor[1] + 1;
        }
        gaps.add(new Hunk(start, all.end(), newStart, all.newEnd()));
        return gaps;
    }

    /** For each symbol where it stands, if it does so once; otherwise something negative. */
    private static int[] onlyPlaces(int[] sequence, int from, int to, int symbols) {
        int[] places = new int[symbols];
        Arrays.fill(places, -1);
        for (int i = from; i < to; i++) {
            places[sequence[i]] = places[sequence[i]] == -1 ? i : -2;
        }
        return places;
    }

    /** The most pairs whose second numbers ascend; the first ones do already. */
    private static List<int[]> longestAscending(List<int[]> pairs) {
        int[] tails = new int[pairs.size()];
        int[] previous = new int[pairs.size()];
        int length = 0;
        for (int i = 0; i < pairs.size(); i++) {
            int low = 0;
            int high = length;
            while (low < high) {
                int half = (low + high) >>> 1;
                if (pairs.get(tails[half])[1] < pairs.get(i)[1]) {
                    low = half + 1;
                } else {
                    high = half;
                }
            }
            previous[i] = low == 0 ? -1 : tails[low - 1];
            tails[low] = i;
            length = Math.max(length, low + 1);
        }
        Deque<int[]> chosen = new ArrayDeque<>();
        for (int i = length == 0 ? -1 : tails[length - 1]; i >= 0; i = previous[i]) {
            chosen.push(pairs.get(i));
        }
        return List.copyOf(chosen);
    }

    /** What is marked, as stretches: between two of them stand partners on both sides. */
    private static List<Hunk> hunks(int length, int newLength, BitSet removed, BitSet inserted) {
        List<Hunk> hunks = new ArrayList<>();
        int at = 0;
        int newAt = 0;
        while (at < length || newAt < newLength) {
            int end = removed.nextClearBit(at);
            int newEnd = inserted.nextClearBit(newAt);
            if (end > at || newEnd > newAt) {
                hunks.add(new Hunk(at, end, newAt, newEnd));
            }
            int partners = Math.min(next(removed, end, length), next(inserted, newEnd, newLength));
            at = end + partners;
            newAt = newEnd + partners;
        }
        return hunks;
    }

    /** How far the next mark is, or the end. */
    private static int next(BitSet marks, int from, int length) {
        int mark = marks.nextSetBit(from);
        return (mark < 0 ? length : mark) - from;
    }
}
