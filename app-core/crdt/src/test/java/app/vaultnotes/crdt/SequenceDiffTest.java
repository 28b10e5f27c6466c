package app.vaultnotes.crdt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SequenceDiffTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void noScriptIsShorter(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 400; round++) {
            int symbols = 1 + random.nextInt(6);
            int[] before = random.ints(random.nextInt(40), 0, symbols).toArray();
            int[] after = random.ints(random.nextInt(40), 0, symbols).toArray();
            List<SequenceDiff.Hunk> hunks = of(before, after, symbols);
            String context = "seed " + seed + " round " + round;
            assertEquals(list(after), applied(before, after, hunks), context);
            assertEquals(distance(before, after), length(hunks), context);
        }
    }

    private static List<SequenceDiff.Hunk> of(int[] before, int[] after, int symbols) {
        return SequenceDiff.of(before, after, symbols, new SequenceDiff.Budget(30_000_000));
    }

    private static int length(List<SequenceDiff.Hunk> hunks) {
        return hunks.stream().mapToInt(h -> h.end() - h.start() + h.newEnd() - h.newStart()).sum();
    }

    /** The length of a shortest script, found the slow way. */
    private static int distance(int[] before, int[] after) {
        int[][] lengths = new int[before.length + 1][after.length + 1];
        for (int i = 0; i <= before.length; i++) {
            for (int j = 0; j <= after.length; j++) {
                lengths[i][j] = i == 0 ? j : j == 0 ? i : between(lengths, before, after, i, j);
            }
        }
        return lengths[before.length][after.length];
    }

    private static int between(int[][] lengths, int[] before, int[] after, int i, int j) {
        return before[i - 1] == after[j - 1]
                ? lengths[i - 1][j - 1]
                : 1 + Math.min(lengths[i - 1][j], lengths[i][j - 1]);
    }

    private static List<Integer> applied(int[] before, int[] after, List<SequenceDiff.Hunk> hunks) {
        List<Integer> result = new ArrayList<>();
        int at = 0;
        for (SequenceDiff.Hunk hunk : hunks) {
            result.addAll(list(Arrays.copyOfRange(before, at, hunk.start())));
            assertEquals(hunk.newStart(), result.size(), "hunks fit together");
            result.addAll(list(Arrays.copyOfRange(after, hunk.newStart(), hunk.newEnd())));
            at = hunk.end();
        }
        result.addAll(list(Arrays.copyOfRange(before, at, before.length)));
        return result;
    }

    private static List<Integer> list(int[] symbols) {
        return Arrays.stream(symbols).boxed().toList();
    }

    @Test
    void sequencesTooDifferentAreCutWhereTheyHaveSomethingInCommon() {
        int size = 40_000;
        int[] before = IntStream.range(0, size).map(i -> i % 2 == 0 ? i : 1).toArray();
        int[] after = IntStream.range(0, size).map(i -> i % 2 == 0 ? i : 3).toArray();
        after[1] = 1;
        before[3] = 3;
        List<SequenceDiff.Hunk> hunks = of(before, after, size);
        assertEquals(list(after), applied(before, after, hunks));
        assertEquals(2 * (size / 2 - 2), length(hunks), "only every second symbol differs");
    }

    @Test
    void sequencesMadeToBeSlowAreNot() {
        int size = 1_000_000;
        Random random = new Random(3);
        int[] noise = random.ints(size, 0, 2).toArray();
        int[] otherNoise = random.ints(size, 0, 2).toArray();
        int[] periodic = IntStream.range(0, size).map(i -> i % 3).toArray();
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        for (int[] after : List.of(otherNoise, periodic, new int[size])) {
            List<SequenceDiff.Hunk> hunks = of(noise, after, 3);
            assertTrue(length(hunks) > 0);
        }
        long seconds = (threads.getCurrentThreadCpuTime() - start) / 1_000_000_000;
        assertTrue(seconds < 30, seconds + " s");
    }
}
