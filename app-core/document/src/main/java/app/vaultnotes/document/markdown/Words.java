package app.vaultnotes.document.markdown;

/**
 * Counts words as a writer does: runs of letters and digits, with the apostrophes and hyphens
 * inside of them, and each character of the scripts that put no space between words (Han, Hiragana,
 * Katakana). Korean is counted by its spaces; a run of Thai is one word.
 */
final class Words {

    private static final int FIRST_STANDING_ALONE = 0x2E80;

    private int count;
    private boolean inside;

    int count() {
        return count;
    }

    /** Ends a word. */
    void gap() {
        inside = false;
    }

    void add(String text) {
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (c >= FIRST_STANDING_ALONE && standsAlone(c)) {
                count++;
                inside = false;
            } else if (Character.isLetterOrDigit(c)) {
                count += inside ? 0 : 1;
                inside = true;
            } else {
                inside = inside && joins(c);
            }
        }
    }

    private static boolean standsAlone(int c) {
        Character.UnicodeScript script = Character.UnicodeScript.of(c);
        return Character.isLetter(c)
                && (script == Character.UnicodeScript.HAN
                        || script == Character.UnicodeScript.HIRAGANA
                        || script == Character.UnicodeScript.KATAKANA);
    }

    private static boolean joins(int c) {
        int type = Character.getType(c);
        return c == '\''
                || c == '’'
                || c == '-'
                || c == '_'
                || type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.FORMAT;
    }
}
