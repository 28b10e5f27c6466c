package app.vaultnotes.document.markdown.syntax;

/** Counts how many blocks the lines of a text may begin, before any is made. */
final class BlockCount {

    private BlockCount() {}

    /**
     * Where the lines end that begin at most so many blocks.
     *
     * @return the end of the text, or the start of a line
     */
    static int end(String text, int start, int most) {
        int line = start;
        int count = 0;
        while (line < text.length()) {
            int end = lineEnd(text, line);
            count += inLine(text, line, end);
            if (count > most) {
                return line;
            }
            line = end;
        }
        return text.length();
    }

    /** Behind the line break. */
    private static int lineEnd(String text, int start) {
        int at = start;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '\n' || (c == '\r' && !text.startsWith("\n", at))) {
                return at;
            }
        }
        return at;
    }

    /** The line itself, each mark of a quote or item at its start, and each bar. */
    private static int inLine(String text, int start, int end) {
        int count = 1;
        int at = start;
        while (at < end && isStart(text.charAt(at))) {
            count += beginsBlock(text, at, end) ? 2 : 0;
            at++;
        }
        for (; at < end; at++) {
            count += text.charAt(at) == '|' ? 1 : 0;
        }
        return count;
    }

    private static boolean isStart(char c) {
        return c == ' ' || c == '\t' || (c >= '0' && c <= '9') || ">-+*.)".indexOf(c) >= 0;
    }

    private static boolean beginsBlock(String text, int at, int end) {
        char c = text.charAt(at);
        boolean space = at + 1 >= end || Character.isWhitespace(text.charAt(at + 1));
        return c == '>' || (space && "-+*.)".indexOf(c) >= 0);
    }
}
