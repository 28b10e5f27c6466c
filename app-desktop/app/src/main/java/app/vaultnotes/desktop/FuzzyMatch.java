package app.vaultnotes.desktop;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How well typed letters fit a name: all of them must stand in it in their order. Letters that
 * begin words and letters that stand together count for more, and so does a short name.
 *
 * @param score the higher the better
 * @param places which characters of the name were meant
 */
record FuzzyMatch(int score, List<Integer> places) {

    private static final int WORD_START = 8;
    private static final int TOGETHER = 6;
    private static final int LETTER = 1;
    private static final int NAME_START = 12;

    /** The score of a name in which the letters do not all stand. */
    static final int NONE = Integer.MIN_VALUE;

    /** The best way to find the letters in the name; empty when they are not all there. */
    static Optional<FuzzyMatch> of(String letters, String name) {
        List<Integer> places = new ArrayList<>();
        int score = score(folded(letters), folded(name), places);
        return score == NONE ? Optional.empty() : Optional.of(new FuzzyMatch(score, places));
    }

    /** Letters and names as they are compared. */
    static String folded(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** The score alone, for folded letters in a folded name; {@link #NONE} when there is none. */
    static int score(String wanted, String text) {
        return score(wanted, text, null);
    }

    private static int score(String wanted, String text, @Nullable List<Integer> places) {
        int together = text.indexOf(wanted);
        if (together >= 0) {
            return whole(text, together, wanted.length(), places);
        }
        int score = -text.length() / 8;
        int from = 0;
        int last = NONE;
        for (int i = 0; i < wanted.length(); i++) {
            char c = wanted.charAt(i);
            if (Character.isWhitespace(c)) {
                continue;
            }
            int at = next(text, c, from);
            if (at < 0) {
                return NONE;
            }
            score += worth(text, at, last);
            if (places != null) {
                places.add(at);
            }
            last = at;
            from = at + 1;
        }
        return score;
    }

    private static int whole(String text, int start, int length, @Nullable List<Integer> places) {
        for (int i = 0; places != null && i < length; i++) {
            places.add(start + i);
        }
        int score = length * (LETTER + TOGETHER) - text.length() / 8;
        return score + (start == 0 ? NAME_START : startsWord(text, start) ? WORD_START : 0);
    }

    /** Where a letter stands next: a word that begins with it comes before the middle of one. */
    private static int next(String text, char c, int from) {
        for (int at = text.indexOf(c, from); at >= 0; at = text.indexOf(c, at + 1)) {
            if (at == from || startsWord(text, at)) {
                return at;
            }
        }
        return text.indexOf(c, from);
    }

    private static int worth(String text, int at, int last) {
        boolean together = last != NONE && last == at - 1;
        return LETTER + (together ? TOGETHER : 0) + (startsWord(text, at) ? WORD_START : 0);
    }

    private static boolean startsWord(String text, int at) {
        return at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
    }
}
