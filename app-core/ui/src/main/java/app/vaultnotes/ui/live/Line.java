package app.vaultnotes.ui.live;

/**
 * A line of the source.
 *
 * @param start where it begins
 * @param end where its line end begins; for a line that is too long, the longest a row may be
 * @param next behind its line end
 * @param tooLong whether it is longer than a row may be
 */
record Line(int start, int end, int next, boolean tooLong) {

    /** Longest row, in UTF-16 units: the time to lay one out grows with its square. */
    static final int MAX_CHARS = 4_000;

    /** Most columns that a mark of a block may be indented. */
    private static final int MAX_INDENT = 3;

    /** What may stand before the first line; no part of the Markdown. */
    static final char BYTE_ORDER_MARK = '\ufeff';

    static Line at(CharSequence text, int start) {
        int limit = Math.min(text.length(), start + MAX_CHARS);
        int end = start;
        while (end < limit && !isEol(text.charAt(end))) {
            end++;
        }
        boolean open = end < text.length() && !isEol(text.charAt(end));
        return new Line(start, end, open ? end : end + eolLen(text, end), open);
    }

    private static boolean isEol(char c) {
        return c == '\n' || c == '\r';
    }

    private static int eolLen(CharSequence text, int at) {
        if (at >= text.length()) {
            return 0;
        }
        boolean pair =
                text.charAt(at) == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n';
        return pair ? 2 : 1;
    }

    int eolLen() {
        return next - end;
    }

    /** Behind the last character that decides what this line is; an end of text counts as one. */
    int seen(CharSequence text) {
        boolean loneReturn = next == end + 1 && text.charAt(end) == '\r';
        return tooLong || loneReturn || next == end ? next + 1 : next;
    }

    boolean isBlank(CharSequence text) {
        return firstVisible(text) == end && !tooLong;
    }

    private int firstVisible(CharSequence text) {
        int at = start;
        while (at < end && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        return at;
    }

    /** Where its first mark may stand, or its end where that is indented too far. */
    int mark(CharSequence text) {
        int first = start == 0 && end > 0 && text.charAt(0) == BYTE_ORDER_MARK ? 1 : start;
        int at = first;
        while (at < end && text.charAt(at) == ' ') {
            at++;
        }
        return at - first <= MAX_INDENT && (at == end || text.charAt(at) != '\t') ? at : end;
    }

    boolean isIndented(CharSequence text) {
        return start < end && (text.charAt(start) == ' ' || text.charAt(start) == '\t');
    }
}
