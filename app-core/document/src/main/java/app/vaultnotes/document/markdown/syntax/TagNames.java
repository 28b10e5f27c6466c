package app.vaultnotes.document.markdown.syntax;

/** What a tag may look like: letters of any script, digits, marks, emoji and {@code _ - /}. */
public final class TagNames {

    /** Longest name of a tag, in UTF-16 units. */
    public static final int MAX_CHARS = 200;

    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;
    private static final int VARIATION_SELECTOR_16 = 0xFE0F;

    /** What commonmark-java puts in the place of NUL. */
    private static final int REPLACEMENT_CHARACTER = 0xFFFD;

    private TagNames() {}

    /** Whether a tag may begin with the {@code #} here. */
    static boolean mayBegin(String text, int at) {
        int before = at;
        while (before > 0 && at - before < 4 && "*_~=".indexOf(text.charAt(before - 1)) >= 0) {
            before--;
        }
        if (before == 0) {
            return true;
        }
        int c = text.codePointBefore(before);
        int type = Character.getType(c);
        return Character.isWhitespace(c)
                || Chars.isUnicodeSpace(c)
                || (type == Character.START_PUNCTUATION && c != '[')
                || type == Character.INITIAL_QUOTE_PUNCTUATION
                || c == ','
                || c == ';';
    }

    /** Where the name that begins here ends; it does not end with a slash. */
    static int end(String text, int start) {
        int end = start;
        while (end < text.length() && isPart(text.codePointAt(end))) {
            end += Character.charCount(text.codePointAt(end));
        }
        while (end > start && text.charAt(end - 1) == '/') {
            end--;
        }
        return end;
    }

    /** Whether this is the whole name of a tag: it says more than a number. */
    public static boolean isTag(String name) {
        return !name.isEmpty()
                && name.length() <= MAX_CHARS
                && name.charAt(0) != '/'
                && end(name, 0) == name.length()
                && name.codePoints()
                        .anyMatch(c -> !Character.isDigit(c) && c != '/' && c != '-' && c != '_');
    }

    private static boolean isPart(int c) {
        if (c < 0x80) {
            return Chars.isAsciiAlphanumeric((char) c) || c == '_' || c == '-' || c == '/';
        }
        return Character.isLetterOrDigit(c) || isJoined(c) || isSymbol(c);
    }

    private static boolean isJoined(int c) {
        int type = Character.getType(c);
        return c == ZERO_WIDTH_JOINER
                || c == ZERO_WIDTH_NON_JOINER
                || c == VARIATION_SELECTOR_16
                || type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }

    private static boolean isSymbol(int c) {
        return c >= 0x2000
                && c != REPLACEMENT_CHARACTER
                && (Character.getType(c) == Character.OTHER_SYMBOL
                        || (c >= 0x1F3FB && c <= 0x1F3FF)
                        || (c >= 0xE0020 && c <= 0xE007F));
    }
}
