package app.vaultnotes.document.markdown.syntax;

/** Kinds of characters as the grammar knows them. */
final class Chars {

    private Chars() {}

    static boolean isAsciiPunctuation(char c) {
        return (c >= '!' && c <= '/')
                || (c >= ':' && c <= '@')
                || (c >= '[' && c <= '`')
                || (c >= '{' && c <= '~');
    }

    static boolean isAsciiLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    static boolean isAsciiDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isAsciiAlphanumeric(char c) {
        return isAsciiLetter(c) || isAsciiDigit(c);
    }

    /** White space in links and tags of HTML. */
    static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\u000b' || c == '\f' || c == '\r';
    }

    static boolean isControl(char c) {
        return c <= 0x1f || c == 0x7f;
    }

    /** White space that flanks marks of emphasis. */
    static boolean isUnicodeSpace(int codePoint) {
        return codePoint == '\t'
                || codePoint == '\n'
                || codePoint == '\f'
                || codePoint == '\r'
                || codePoint == ' '
                || (codePoint > 0x7f && Character.getType(codePoint) == Character.SPACE_SEPARATOR);
    }

    /** Punctuation that flanks marks of emphasis: the categories P and S. */
    static boolean isUnicodePunctuation(int codePoint) {
        if (codePoint < 0x80) {
            return isAsciiPunctuation((char) codePoint);
        }
        return switch (Character.getType(codePoint)) {
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.OTHER_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.MATH_SYMBOL,
                    Character.CURRENCY_SYMBOL,
                    Character.MODIFIER_SYMBOL,
                    Character.OTHER_SYMBOL ->
                    true;
            default -> false;
        };
    }
}
