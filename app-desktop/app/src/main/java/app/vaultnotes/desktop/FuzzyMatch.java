package app.vaultnotes.desktop;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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

    /** The best way to find the letters in the name; empty when they are not all there. */
    static Optional<FuzzyMatch> of(String letters, String name) {
        String wanted = letters.toLowerCase(Locale.ROOT);
        String text = name.toLowerCase(Locale.ROOT);
        int together = text.indexOf(wanted);
        if (together >= 0) {
            return Optional.of(whole(text, together, wanted.length()));
        }
        List<Integer> places = new ArrayList<>();
        int score = -text.length() / 8;
        int from = 0;
        for (int i = 0; i < wanted.length(); i++) {
            char c = wanted.charAt(i);
            int at = Character.isWhitespace(c) ? from : next(text, c, from);
            if (at < 0) {
                return Optional.empty();
            }
            if (!Character.isWhitespace(c)) {
                score += worth(text, at, places);
                places.add(at);
                from = at + 1;
            }
        }
        return Optional.of(new FuzzyMatch(score, places));
    }

    private static FuzzyMatch whole(String text, int start, int length) {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            places.add(start + i);
        }
        int score = length * (LETTER + TOGETHER) - text.length() / 8;
        score += start == 0 ? NAME_START : startsWord(text, start) ? WORD_START : 0;
        return new FuzzyMatch(score, places);
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

    private static int worth(String text, int at, List<Integer> before) {
        boolean together = !before.isEmpty() && before.get(before.size() - 1) == at - 1;
        return LETTER + (together ? TOGETHER : 0) + (startsWord(text, at) ? WORD_START : 0);
    }

    private static boolean startsWord(String text, int at) {
        return at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
    }
}
