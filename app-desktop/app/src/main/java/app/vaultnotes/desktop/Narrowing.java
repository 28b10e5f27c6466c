package app.vaultnotes.desktop;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds the best of many names while letters are typed. Letters that are added are looked for only
 * among the names that had those before, and taking them back shows what was found before.
 */
final class Narrowing {

    private static final int PLACE_BITS = 32;
    private static final int MOST_STEPS = 24;

    private final String[] names;

    /** What was found for the beginnings of the letters, the longest first. */
    private final Deque<Step> steps = new ArrayDeque<>();

    /**
     * What was found for letters.
     *
     * @param left which names have them, in order
     * @param best the best of these
     */
    private record Step(String letters, int[] left, List<Integer> best) {
        boolean knows(int most) {
            return best.size() >= Math.min(most, left.length);
        }
    }

    /** Over names in the order in which equally good ones are shown. */
    Narrowing(List<String> names) {
        this.names = names.stream().map(FuzzyMatch::folded).toArray(String[]::new);
    }

    private int[] all() {
        return IntStream.range(0, names.length).toArray();
    }

    /** The places of the names that fit the letters best, the best first. */
    List<Integer> best(String letters, int most) {
        String wanted = FuzzyMatch.folded(letters);
        while (!steps.isEmpty() && !wanted.startsWith(steps.getFirst().letters())) {
            steps.removeFirst();
        }
        Step before = steps.peekFirst();
        if (before != null && before.letters().equals(wanted) && before.knows(most)) {
            return before.best().subList(0, Math.min(most, before.best().size()));
        }
        Step found = among(before == null ? all() : before.left(), wanted, most);
        steps.addFirst(found);
        if (steps.size() > MOST_STEPS) {
            steps.removeLast();
        }
        return found.best();
    }

    private Step among(int[] among, String wanted, int most) {
        int[] fit = new int[among.length];
        int count = 0;
        long[] kept = new long[Math.min(most, among.length)];
        int size = 0;
        for (int place : among) {
            int score = wanted.isEmpty() ? 0 : FuzzyMatch.score(wanted, names[place]);
            if (score == FuzzyMatch.NONE) {
                continue;
            }
            fit[count++] = place;
            // Sorts the highest score first, then the lowest place.
            long rank = (long) -score << PLACE_BITS | place;
            if (size < kept.length) {
                insert(kept, size++, rank);
            } else if (size > 0 && rank < kept[size - 1]) {
                insert(kept, size - 1, rank);
            }
        }
        // When all fit, two steps share one array: there are many names.
        int[] left = count == among.length ? among : Arrays.copyOf(fit, count);
        return new Step(wanted, left, places(kept, size));
    }

    private static List<Integer> places(long[] ranks, int size) {
        List<Integer> places = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            places.add((int) ranks[i]);
        }
        return places;
    }

    private static void insert(long[] sorted, int size, long rank) {
        int at = size;
        for (; at > 0 && sorted[at - 1] > rank; at--) {
            sorted[at] = sorted[at - 1];
        }
        sorted[at] = rank;
    }
}
