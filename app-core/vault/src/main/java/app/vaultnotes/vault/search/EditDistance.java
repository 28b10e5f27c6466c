package app.vaultnotes.vault.search;

import java.util.Arrays;

/**
 * How many letters must be put in, left out, replaced or swapped with their neighbour to turn one
 * word into another: the Damerau–Levenshtein distance in its restricted form, where no letter is
 * edited after a swap ("optimal string alignment"). Only a band around the diagonal is filled in,
 * as wide as the largest distance of interest, so a comparison takes time linear in the length.
 *
 * <p>For one thread: rows are reused.
 */
final class EditDistance {

    private final String word;
    private final int max;
    private final int far;
    private int[] beforeLast;
    private int[] last;
    private int[] current;

    /**
     * Distances from a word.
     *
     * @param max the largest distance of interest
     */
    EditDistance(String word, int max) {
        this.word = word;
        this.max = max;
        this.far = max + 1;
        beforeLast = new int[word.length() + 1];
        last = new int[word.length() + 1];
        current = new int[word.length() + 1];
    }

    /** The distance to another word, or one more than the largest of interest. */
    int to(String other) {
        if (Math.abs(other.length() - word.length()) > max) {
            return far;
        }
        for (int j = 0; j < last.length; j++) {
            last[j] = Math.min(j, far);
        }
        Arrays.fill(beforeLast, far);
        for (int i = 1; i <= other.length(); i++) {
            if (fillRow(other, i) > max) {
                return far;
            }
            int[] free = beforeLast;
            beforeLast = last;
            last = current;
            current = free;
        }
        return Math.min(last[word.length()], far);
    }

    /** Fills the row of the other word's first i letters; returns the least value in it. */
    private int fillRow(String other, int i) {
        Arrays.fill(current, far);
        current[0] = Math.min(i, far);
        int least = current[0];
        int from = Math.max(1, i - max);
        int to = Math.min(word.length(), i + max);
        for (int j = from; j <= to; j++) {
            current[j] = cell(other, i, j);
            least = Math.min(least, current[j]);
        }
        return least;
    }

    private int cell(String other, int i, int j) {
        char mine = word.charAt(j - 1);
        char its = other.charAt(i - 1);
        int cost = mine == its ? 0 : 1;
        int best = Math.min(last[j - 1] + cost, Math.min(last[j], current[j - 1]) + 1);
        boolean swapped =
                i > 1 && j > 1 && mine == other.charAt(i - 2) && its == word.charAt(j - 2);
        return Math.min(far, swapped ? Math.min(best, beforeLast[j - 2] + 1) : best);
    }
}
