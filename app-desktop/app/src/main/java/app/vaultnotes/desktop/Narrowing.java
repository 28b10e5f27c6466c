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

    private Step among(int[] names, String wanted, int most) {
        int[] fit = new int[names.length];
        long[] ranks = new long[names.length];
        int count = 0;
        for (int place : names) {
            int score = wanted.isEmpty() ? 0 : FuzzyMatch.score(wanted, this.names[place]);
            if (score != FuzzyMatch.NONE) {
                fit[count] = place;
                // Sorts the highest score first, then the lowest place.
                ranks[count++] = (long) -score << PLACE_BITS | place;
            }
        }
        return new Step(wanted, Arrays.copyOf(fit, count), first(ranks, count, most));
    }

    private static List<Integer> first(long[] ranks, int count, int most) {
        long[] kept = new long[Math.min(most, count)];
        int size = 0;
        for (int i = 0; i < count; i++) {
            if (size < kept.length) {
                insert(kept, size++, ranks[i]);
            } else if (ranks[i] < kept[size - 1]) {
                insert(kept, size - 1, ranks[i]);
            }
        }
        List<Integer> places = new ArrayList<>(size);
        for (long rank : kept) {
            places.add((int) rank);
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
