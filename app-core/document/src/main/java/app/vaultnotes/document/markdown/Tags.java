package app.vaultnotes.document.markdown;

/** What a tag may look like: letters of any script, digits, marks, {@code _ - /} and emoji. */
final class Tags {

    /** Longest tag. */
    private static final int MAX_CHARS = 200;

    private Tags() {}

    static boolean isPart(int codePoint) {
        return Character.isLetterOrDigit(codePoint)
                || codePoint == '_'
                || codePoint == '-'
                || codePoint == '/'
                || codePoint == 0x200D
                || codePoint == 0xFE0F
                || isMark(codePoint)
                || (codePoint > 0x2000 && Character.getType(codePoint) == Character.OTHER_SYMBOL)
                || (codePoint >= 0x1F3FB && codePoint <= 0x1F3FF);
    }

    private static boolean isMark(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    /** Without slashes at its end. */
    static String trimmed(String tag) {
        int end = tag.length();
        while (end > 0 && tag.charAt(end - 1) == '/') {
            end--;
        }
        return tag.substring(0, end);
    }

    /** Whether it says more than a number. */
    static boolean isTag(String tag) {
        return !tag.isEmpty()
                && tag.length() <= MAX_CHARS
                && !tag.startsWith("/")
                && tag.codePoints()
                        .anyMatch(c -> !Character.isDigit(c) && c != '/' && c != '-' && c != '_');
    }
}
