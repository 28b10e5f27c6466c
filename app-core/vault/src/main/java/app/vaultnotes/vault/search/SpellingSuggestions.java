package app.vaultnotes.vault.search;

import app.vaultnotes.vault.search.CharacterFolding.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Words of the vocabulary a misspelt word may stand for. A word of four to seven letters may differ
 * in one edit, a longer one in two (see {@link EditDistance}); the first letter has no special
 * place. Numbers and scripts without spaces between words are never corrected: there every other
 * spelling is another word. For one thread.
 */
public final class SpellingSuggestions {

    /** Shortest word that is corrected, in UTF-16 units. */
    public static final int MIN_CHARS = 4;

    /** Shortest word in which two edits are forgiven. */
    public static final int MIN_CHARS_FOR_TWO_EDITS = 8;

    /** Most suggestions for one word. */
    public static final int MAX_SUGGESTIONS = 20;

    /** Words of the vocabulary that are looked at; at some ten million a second. */
    public static final int MAX_VOCABULARY = 5_000_000;

    private static final int DIGITS_FROM_BIT = 26;
    private static final long DIGITS = 0x3FFL << DIGITS_FROM_BIT;
    private static final int OTHERS_FROM_BIT = 36;
    private static final int OTHERS = Long.SIZE - OTHERS_FROM_BIT;

    private static final Comparator<VocabularyTerm> MOST_FREQUENT_FIRST =
            Comparator.comparingLong(VocabularyTerm::frequency)
                    .reversed()
                    .thenComparing(VocabularyTerm::term);

    private static final Comparator<Candidate> BEST_FIRST =
            Comparator.comparingInt(Candidate::distance)
                    .thenComparing(Candidate::found, MOST_FREQUENT_FIRST);

    private final String term;
    private final int limit;
    private final int maxEdits;
    private final long letters;
    private final EditDistance edits;
    private final List<Candidate> best = new ArrayList<>();
    private int considered;

    /**
     * The search for what a word may stand for.
     *
     * @param term a folded word
     * @param limit most suggestions, 1 to {@link #MAX_SUGGESTIONS}
     */
    public SpellingSuggestions(String term, int limit) {
        if (limit < 1 || limit > MAX_SUGGESTIONS) {
            throw new IllegalArgumentException("limit must be 1 to 20: " + limit);
        }
        this.term = term;
        this.limit = limit;
        maxEdits = !mayHelp(term) ? 0 : term.length() < MIN_CHARS_FOR_TWO_EDITS ? 1 : 2;
        letters = letters(term);
        edits = new EditDistance(term, maxEdits);
    }

    /** Whether there can be a suggestion for a folded word at all. */
    public static boolean mayHelp(String term) {
        return term.length() >= MIN_CHARS
                && term.length() <= SearchTokens.MAX_TOKEN_CHARS
                && term.codePoints().allMatch(SpellingSuggestions::isLetter);
    }

    private static boolean isLetter(int codePoint) {
        return CharacterFolding.role(codePoint) == Role.WORD && !Character.isDigit(codePoint);
    }

    /**
     * Considers a word of the vocabulary; those beyond {@link #MAX_VOCABULARY} are not looked at.
     *
     * @param frequency how often, or in how many notes, it occurs
     */
    public void consider(String word, long frequency) {
        if (considered < MAX_VOCABULARY) {
            considered++;
            int distance = mayBeNear(word) ? edits.to(word) : maxEdits + 1;
            if (distance > 0 && distance <= maxEdits) {
                insert(new Candidate(new VocabularyTerm(word, frequency), distance));
            }
        }
    }

    /** Rules out most words by length and letters, which is much cheaper than to measure. */
    private boolean mayBeNear(String word) {
        if (Math.abs(word.length() - term.length()) > maxEdits) {
            return false;
        }
        long others = letters(word);
        return Long.bitCount(letters & ~others) <= maxEdits
                && Long.bitCount(others & ~letters) <= maxEdits
                && (others & DIGITS) == 0;
    }

    private void insert(Candidate candidate) {
        int place = best.size();
        while (place > 0 && BEST_FIRST.compare(candidate, best.get(place - 1)) < 0) {
            place--;
        }
        if (place < limit) {
            best.add(place, candidate);
        }
        if (best.size() > limit) {
            best.remove(limit);
        }
    }

    /**
     * The nearest words considered so far, the closest first, of equally close ones the most
     * frequent first. Never the word itself.
     */
    public List<VocabularyTerm> best() {
        return best.stream().map(Candidate::found).toList();
    }

    /** The letters of a word as a set of bits: one edit takes or adds one bit at most. */
    private static long letters(String word) {
        long letters = 0;
        for (int i = 0; i < word.length(); i++) {
            letters |= 1L << bit(word.charAt(i));
        }
        return letters;
    }

    private static int bit(char c) {
        if (c >= 'a' && c <= 'z') {
            return c - 'a';
        }
        return c >= '0' && c <= '9' ? DIGITS_FROM_BIT + c - '0' : OTHERS_FROM_BIT + c % OTHERS;
    }

    private record Candidate(VocabularyTerm found, int distance) {}
}
