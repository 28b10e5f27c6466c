package app.vaultnotes.crdt;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The shortest way from one sequence of symbols to another, by Myers' greedy algorithm ("An O(ND)
 * Difference Algorithm and Its Variations", 1986), given up when it needs too many steps.
 */
final class SequenceDiff {

    /** More insertions and deletions than this are not looked for. */
    static final int MAX_DISTANCE = 1_000;

    private SequenceDiff() {}

    /**
     * The symbols from {@code start} to {@code end} become those from {@code newStart} to {@code
     * newEnd}.
     */
    record Hunk(int start, int end, int newStart, int newEnd) {}

    /** The differing stretches in order, or empty when the sequences differ too much. */
    static Optional<List<Hunk>> of(int[] before, int[] after) {
        int prefix = commonPrefix(before, after);
        int suffix = commonSuffix(before, after, prefix);
        int n = before.length - prefix - suffix;
        int m = after.length - prefix - suffix;
        if (n == 0 && m == 0) {
            return Optional.of(List.of());
        }
        if (n == 0 || m == 0) {
            return Optional.of(List.of(new Hunk(prefix, prefix + n, prefix, prefix + m)));
        }
        return trace(before, after, prefix, n, m).map(trace -> hunks(trace, prefix, n, m));
    }

    private static int commonPrefix(int[] before, int[] after) {
        int limit = Math.min(before.length, after.length);
        int at = 0;
        while (at < limit && before[at] == after[at]) {
            at++;
        }
        return at;
    }

    private static int commonSuffix(int[] before, int[] after, int prefix) {
        int limit = Math.min(before.length, after.length) - prefix;
        int length = 0;
        while (length < limit
                && before[before.length - 1 - length] == after[after.length - 1 - length]) {
            length++;
        }
        return length;
    }

    /** For each distance the furthest places reached on every diagonal. */
    private static Optional<List<int[]>> trace(
            int[] before, int[] after, int offset, int n, int m) {
        List<int[]> trace = new ArrayList<>();
        int bound = Math.min(MAX_DISTANCE, n + m);
        int[] furthest = new int[2 * bound + 3];
        int middle = bound + 1;
        for (int d = 0; d <= bound; d++) {
            int[] row = new int[2 * d + 1];
            for (int k = -d; k <= d; k += 2) {
                boolean down =
                        k == -d || (k != d && furthest[middle + k - 1] < furthest[middle + k + 1]);
                int x = down ? furthest[middle + k + 1] : furthest[middle + k - 1] + 1;
                int y = x - k;
                while (x < n && y < m && before[offset + x] == after[offset + y]) {
                    x++;
                    y++;
                }
                furthest[middle + k] = x;
                row[k + d] = x;
                if (x >= n && y >= m) {
                    trace.add(row);
                    return Optional.of(trace);
                }
            }
            trace.add(row);
        }
        return Optional.empty();
    }

    private static List<Hunk> hunks(List<int[]> trace, int offset, int n, int m) {
        List<Hunk> hunks = new ArrayList<>();
        int x = n;
        int y = m;
        for (int d = trace.size() - 1; d > 0; d--) {
            int[] previous = trace.get(d - 1);
            int k = x - y;
            boolean down =
                    k == -d || (k != d && at(previous, d - 1, k - 1) < at(previous, d - 1, k + 1));
            int fromX = down ? at(previous, d - 1, k + 1) : at(previous, d - 1, k - 1);
            int fromY = fromX - (down ? k + 1 : k - 1);
            add(
                    hunks,
                    down
                            ? new Hunk(
                                    offset + fromX,
                                    offset + fromX,
                                    offset + fromY,
                                    offset + fromY + 1)
                            : new Hunk(
                                    offset + fromX,
                                    offset + fromX + 1,
                                    offset + fromY,
                                    offset + fromY));
            x = fromX;
            y = fromY;
        }
        Collections.reverse(hunks);
        return hunks;
    }

    private static int at(int[] row, int d, int k) {
        int index = k + d;
        return index >= 0 && index < row.length ? row[index] : -1;
    }

    /** Joins a hunk to the one that follows it directly; hunks come last first. */
    private static void add(List<Hunk> hunks, Hunk next) {
        if (!hunks.isEmpty()) {
            Hunk later = hunks.get(hunks.size() - 1);
            if (later.start() == next.end() && later.newStart() == next.newEnd()) {
                hunks.set(
                        hunks.size() - 1,
                        new Hunk(next.start(), later.end(), next.newStart(), later.newEnd()));
                return;
            }
        }
        hunks.add(next);
    }
}
