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

    /** All places, in order. */
    private final int[] all;

    /** Where places that fit are put until it is known how many they are. */
    private final int[] room;

    /** What steps have left behind that were taken back. */
    private final Deque<int[]> spare = new ArrayDeque<>();

    /** What was found for the beginnings of the letters, the longest first. */
    private final Deque<Step> steps = new ArrayDeque<>();

    /**
     * What was found for letters.
     *
     * @param left which names have them, in order
     * @param found for each of these how far they were found
     * @param best the best of these
     */
    private record Step(String letters, int[] left, int[] found, List<Integer> best) {
        boolean knows(int most) {
            return best.size() >= Math.min(most, left.length);
        }
    }

    /** Over names in the order in which equally good ones are shown. */
    Narrowing(List<String> names) {
        this.names = names.stream().map(FuzzyMatch::folded).toArray(String[]::new);
        this.all = IntStream.range(0, this.names.length).toArray();
        this.room = new int[this.names.length];
    }

    /** The places of the names that fit the letters best, the best first. */
    List<Integer> best(String letters, int most) {
        String wanted = FuzzyMatch.folded(letters);
        while (!steps.isEmpty() && !wanted.startsWith(steps.getFirst().letters())) {
            spare.push(steps.removeFirst().found());
        }
        Step before = steps.peekFirst();
        if (before != null && before.letters().equals(wanted) && before.knows(most)) {
            return before.best().subList(0, Math.min(most, before.best().size()));
        }
        Step found = after(before == null ? begin() : before, wanted, most);
        steps.addFirst(found);
        if (steps.size() > MOST_STEPS) {
            spare.push(steps.removeLast().found());
        }
        return found.best();
    }

    private Step begin() {
        int[] found = new int[names.length];
        Arrays.setAll(found, place -> LettersFound.begin(names[place]));
        return new Step("", all, found, List.of());
    }

    private Step after(Step before, String wanted, int most) {
        int[] found = spare.isEmpty() ? new int[names.length] : spare.pop();
        int from = before.letters().length();
        int count = 0;
        long[] kept = new long[Math.min(most, before.left().length)];
        int size = 0;
        for (int place : before.left()) {
            String name = names[place];
            int now = LettersFound.goOn(before.found()[place], name, wanted, from);
            int score = wanted.isEmpty() ? 0 : LettersFound.score(now, name, wanted);
            if (score == FuzzyMatch.NONE) {
                continue;
            }
            found[place] = now;
            room[count++] = place;
            // Sorts the highest score first, then the lowest place.
            long rank = (long) -score << PLACE_BITS | place;
            if (size < kept.length) {
                insert(kept, size++, rank);
            } else if (size > 0 && rank < kept[size - 1]) {
                insert(kept, size - 1, rank);
            }
        }
        // When all fit, two steps share one array: there are many names.
        boolean all = count == before.left().length;
        int[] left = all ? before.left() : Arrays.copyOf(room, count);
        return new Step(wanted, left, found, places(kept, size));
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
