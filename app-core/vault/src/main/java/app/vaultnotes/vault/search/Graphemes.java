package app.vaultnotes.vault.search;

/**
 * Where a text may be cut without taking apart what a reader sees as one character: not inside a
 * surrogate pair, before a mark or joiner, after a joiner, inside a flag, between the letters of a
 * Hangul syllable, nor between CR and LF. It may refuse a cut that would do no harm, never the
 * reverse.
 */
final class Graphemes {

    private static final char ZERO_WIDTH_JOINER = '\u200D';

    private Graphemes() {}

    /** The last place to cut at or before an index, but not before another. */
    static int boundaryBefore(String text, int index, int least) {
        int cut = index;
        while (cut > least && !isBoundary(text, cut)) {
            cut--;
        }
        return cut;
    }

    /** The first place to cut at or after an index, but not after another. */
    static int boundaryAfter(String text, int index, int most) {
        int cut = index;
        while (cut < most && !isBoundary(text, cut)) {
            cut++;
        }
        return cut;
    }

    static boolean isBoundary(String text, int index) {
        if (index <= 0 || index >= text.length()) {
            return true;
        }
        if (splitsPair(text, index)) {
            return false;
        }
        int before = text.codePointBefore(index);
        int after = text.codePointAt(index);
        return !(before == ZERO_WIDTH_JOINER
                || isExtending(after)
                || isPrepended(before)
                || (isRegional(before) && isRegional(after))
                || (isJamo(after) && (isJamo(before) || isSyllable(before))));
    }

    private static boolean splitsPair(String text, int index) {
        char before = text.charAt(index - 1);
        char after = text.charAt(index);
        return Character.isSurrogatePair(before, after) || (before == '\r' && after == '\n');
    }

    private static boolean isExtending(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.COMBINING_SPACING_MARK ->
                    true;
            default ->
                    codePoint == ZERO_WIDTH_JOINER
                            || codePoint == 0x200C
                            || (codePoint >= 0x1F3FB && codePoint <= 0x1F3FF)
                            || (codePoint >= 0xE0020 && codePoint <= 0xE007F)
                            || codePoint == 0x0E33
                            || codePoint == 0x0EB3
                            || codePoint == 0xFF9E
                            || codePoint == 0xFF9F;
        };
    }

    /**
     * Signs that a script puts in front of a letter, and the consonant joiners of Indic scripts.
     */
    private static boolean isPrepended(int codePoint) {
        return switch (codePoint) {
            case 0x094D, 0x09CD, 0x0ACD, 0x0B4D, 0x0C4D, 0x0D4D, 0x0D4E, 0x1039, 0x17D2 -> true;
            default ->
                    (codePoint >= 0x0600 && codePoint <= 0x0605)
                            || codePoint == 0x06DD
                            || codePoint == 0x070F;
        };
    }

    private static boolean isRegional(int codePoint) {
        return codePoint >= 0x1F1E6 && codePoint <= 0x1F1FF;
    }

    private static boolean isJamo(int codePoint) {
        return codePoint >= 0x1100 && codePoint <= 0x11FF;
    }

    private static boolean isSyllable(int codePoint) {
        return codePoint >= 0xAC00 && codePoint <= 0xD7A3;
    }
}
