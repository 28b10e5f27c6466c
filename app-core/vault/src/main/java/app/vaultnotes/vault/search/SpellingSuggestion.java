package app.vaultnotes.vault.search;

import java.util.Optional;

/**
 * Finds the word that was probably meant: the one in a vocabulary with the fewest insertions,
 * deletions, replacements and swaps of neighbours to a mistyped word, of equals the most frequent.
 */
public final class SpellingSuggestion {

    private static final int MIN_CHARS = 4;
    private static final int TWO_ERRORS_FROM_CHARS = 8;

    private final String word;
    private final int allowed;
    private final int mask;
    private Optional<String> best = Optional.empty();
    private int bestDistance;
    private long bestFrequency;

    /** A search for what this word may have meant. */
    public SpellingSuggestion(String word) {
        this.word = word;
        this.allowed =
                word.length() < MIN_CHARS ? 0 : word.length() < TWO_ERRORS_FROM_CHARS ? 1 : 2;
        this.mask = mask(word);
        this.bestDistance = allowed + 1;
    }

    /** Whether a word is long enough, and of letters, so that a guess can be better than none. */
    public static boolean mayHelp(String word) {
        return word.length() >= MIN_CHARS
                && word.chars().allMatch(Character::isLetter)
                && !SearchTokens.isUnspaced(word.codePointAt(0));
    }

    /** Considers a word of the vocabulary. */
    public void consider(String candidate, long frequency) {
        boolean near =
                Math.abs(candidate.length() - word.length()) <= allowed
                        && Integer.bitCount(mask(candidate) ^ mask) <= 2 * allowed
                        && !candidate.equals(word);
        if (!near) {
            return;
        }
        int distance = distance(word, candidate, allowed);
        if (distance < bestDistance
                || (distance == bestDistance && distance <= allowed && frequency > bestFrequency)) {
            best = Optional.of(candidate);
            bestDistance = distance;
            bestFrequency = frequency;
        }
    }

    /** The best word considered so far. */
    public Optional<String> best() {
        return best;
    }

    /** Which letters occur: words a few letters apart differ in few. */
    private static int mask(String word) {
        int mask = 0;
        for (int i = 0; i < word.length(); i++) {
            mask |= 1 << (word.charAt(i) & 31);
        }
        return mask;
    }

    /** The restricted Damerau–Levenshtein distance, or {@code limit + 1} when it is larger. */
    static int distance(String one, String other, int limit) {
        int[] beforeLast = new int[other.length() + 1];
        int[] last = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] row = new int[other.length() + 1];
            row[0] = i;
            int least = i;
            for (int j = 1; j <= other.length(); j++) {
                int cost = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                int value = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + cost);
                boolean swapped =
                        i > 1
                                && j > 1
                                && one.charAt(i - 1) == other.charAt(j - 2)
                                && one.charAt(i - 2) == other.charAt(j - 1);
                row[j] = swapped ? Math.min(value, beforeLast[j - 2] + 1) : value;
                least = Math.min(least, row[j]);
            }
            if (least > limit) {
                return limit + 1;
            }
            beforeLast = last;
            last = row;
        }
        return Math.min(last[other.length()], limit + 1);
    }
}
