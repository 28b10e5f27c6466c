package app.vaultnotes.desktop;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds the best of many names while letters are typed. Letters that are added are looked for only
 * among the names that had those before; nothing is kept of a name but its score.
 */
final class Narrowing {

    private static final int PLACE_BITS = 32;

    private final String[] names;
    private String before = "";

    /** Which names had the letters before, in order. */
    private int[] left;

    /** Over names in the order in which equally good ones are shown. */
    Narrowing(List<String> names) {
        this.names = names.stream().map(FuzzyMatch::folded).toArray(String[]::new);
        this.left = all();
    }

    private int[] all() {
        return IntStream.range(0, names.length).toArray();
    }

    /** The places of the names that fit the letters best, the best first. */
    List<Integer> best(String letters, int most) {
        String wanted = FuzzyMatch.folded(letters);
        int[] among = wanted.startsWith(before) ? left : all();
        int[] fit = new int[among.length];
        long[] ranks = new long[among.length];
        int count = 0;
        for (int place : among) {
            int score = wanted.isEmpty() ? 0 : FuzzyMatch.score(wanted, names[place]);
            if (score != FuzzyMatch.NONE) {
                fit[count] = place;
                // Sorts the highest score first, then the lowest place.
                ranks[count++] = (long) -score << PLACE_BITS | place;
            }
        }
        left = Arrays.copyOf(fit, count);
        before = wanted;
        return first(ranks, count, most);
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
