package app.vaultnotes.desktop;

/**
 * How far letters were found in a name, so that the next letter costs no more than the first. It is
 * one number, since there are many names: above the score, below it whether the letters stand
 * together somewhere, and the place of the last one.
 */
final class LettersFound {

    private static final int SCORE_SHIFT = 16;
    private static final int TOGETHER = 1 << 15;
    private static final int PLACE_MASK = TOGETHER - 1;

    /** The place of the last letter where none was looked for, and where one was not found. */
    private static final int NOWHERE = PLACE_MASK;

    private static final int LOST = PLACE_MASK - 1;

    /** Most UTF-16 units of a name that are looked at. */
    static final int MOST_UNITS = 1_000;

    private LettersFound() {}

    /** Before the first letter. */
    static int begin(String name) {
        return of(FuzzyMatch.ofLength(name), TOGETHER, NOWHERE);
    }

    private static int of(int score, int together, int last) {
        return score << SCORE_SHIFT | together | last;
    }

    /** Goes on from one beginning of the letters to all of them. */
    static int goOn(int found, String name, String letters, int from) {
        int together = found & TOGETHER;
        if (together != 0 && !name.contains(letters)) {
            together = 0;
        }
        int score = found >> SCORE_SHIFT;
        int last = found & PLACE_MASK;
        for (int i = from; i < letters.length() && last != LOST; i++) {
            char letter = letters.charAt(i);
            if (!Character.isWhitespace(letter)) {
                int at = FuzzyMatch.next(name, letter, last == NOWHERE ? 0 : last + 1);
                score += at < 0 ? 0 : FuzzyMatch.worth(name, at, last == NOWHERE ? -2 : last);
                last = at < 0 ? LOST : at;
            }
        }
        return of(score, together, last);
    }

    /** How well the letters fit; {@link FuzzyMatch#NONE} when they are not all there. */
    static int score(int found, String name, String letters) {
        if ((found & TOGETHER) != 0) {
            return FuzzyMatch.together(name, name.indexOf(letters), letters.length());
        }
        return (found & PLACE_MASK) == LOST ? FuzzyMatch.NONE : found >> SCORE_SHIFT;
    }
}
