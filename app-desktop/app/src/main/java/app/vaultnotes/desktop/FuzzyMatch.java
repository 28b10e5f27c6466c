package app.vaultnotes.desktop;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

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
    private static final int UNITS_FOR_A_POINT = 8;

    /** The score of a name in which the letters do not all stand. */
    static final int NONE = Integer.MIN_VALUE;

    /** The best way to find the letters in the name; empty when they are not all there. */
    static Optional<FuzzyMatch> of(String letters, String name) {
        String wanted = folded(letters);
        String text = folded(name);
        int start = text.indexOf(wanted);
        if (start >= 0) {
            int end = start + wanted.length();
            return Optional.of(
                    new FuzzyMatch(
                            together(text, start, wanted.length()),
                            IntStream.range(start, end).boxed().toList()));
        }
        int found = LettersFound.goOn(LettersFound.begin(text), text, wanted, 0);
        int score = LettersFound.score(found, text, wanted);
        return score == NONE
                ? Optional.empty()
                : Optional.of(new FuzzyMatch(score, places(wanted, text)));
    }

    private static List<Integer> places(String wanted, String text) {
        List<Integer> places = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < wanted.length(); i++) {
            if (!Character.isWhitespace(wanted.charAt(i))) {
                int at = next(text, wanted.charAt(i), from);
                places.add(at);
                from = at + 1;
            }
        }
        return places;
    }

    /** Letters and names as they are compared: of a long one the beginning. */
    static String folded(String text) {
        int end = Math.min(text.length(), LettersFound.MOST_UNITS);
        return text.substring(0, end).toLowerCase(Locale.ROOT);
    }

    /** What a name scores by its length alone. */
    static int ofLength(String text) {
        return -text.length() / UNITS_FOR_A_POINT;
    }

    /** What letters score that stand together in a name. */
    static int together(String text, int start, int length) {
        int score = length * (LETTER + TOGETHER) + ofLength(text);
        return score + (start == 0 ? NAME_START : startsWord(text, start) ? WORD_START : 0);
    }

    /** Where a letter stands next: a word that begins with it comes before the middle of one. */
    static int next(String text, char c, int from) {
        for (int at = text.indexOf(c, from); at >= 0; at = text.indexOf(c, at + 1)) {
            if (at == from || startsWord(text, at)) {
                return at;
            }
        }
        return text.indexOf(c, from);
    }

    /** What a letter scores at a place, when the one before it stands at another. */
    static int worth(String text, int at, int last) {
        boolean together = last == at - 1;
        return LETTER + (together ? TOGETHER : 0) + (startsWord(text, at) ? WORD_START : 0);
    }

    private static boolean startsWord(String text, int at) {
        return at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
    }
}
