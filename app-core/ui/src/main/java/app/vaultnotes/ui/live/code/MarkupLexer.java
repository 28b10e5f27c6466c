package app.vaultnotes.ui.live.code;

/**
 * Reads one line of markup: names of elements, of attributes and their values. What is open at the
 * end: 0 for text, else one of the constants.
 */
final class MarkupLexer {

    private static final int REMARK = 1;
    private static final int TAG = 2;
    private static final int DOUBLE = 3;
    private static final int SINGLE = 4;
    private static final String OPEN = "<!--";
    private static final String CLOSE = "-->";

    private final CharSequence text;
    private final int end;
    private final Highlight.Sink sink;
    private int at;
    private int open;

    MarkupLexer(CharSequence text, int from, int to, Highlight.Sink sink) {
        this.text = text;
        this.at = from;
        this.end = to;
        this.sink = sink;
    }

    /** Reads all of it; gives what is open at the end. */
    int read(int openBefore) {
        open = openBefore;
        while (at < end) {
            switch (open) {
                case REMARK -> remark(at);
                case TAG -> tag();
                case DOUBLE -> value(at, '"');
                case SINGLE -> value(at, '\'');
                default -> words();
            }
        }
        return open;
    }

    private boolean startsWith(String what) {
        return at + what.length() <= end
                && text.subSequence(at, at + what.length()).toString().equals(what);
    }

    private void remark(int start) {
        while (at < end && !startsWith(CLOSE)) {
            at++;
        }
        if (at < end) {
            at += CLOSE.length();
            open = 0;
        }
        sink.ink(start, at, Ink.COMMENT);
    }

    private void words() {
        if (startsWith(OPEN)) {
            int start = at;
            at += OPEN.length();
            open = REMARK;
            remark(start);
        } else if (text.charAt(at) == '<' && at + 1 < end && isNameStart(text.charAt(at + 1))) {
            at++;
            open = TAG;
            name(Ink.KEYWORD);
        } else {
            at++;
        }
    }

    private static boolean isNameStart(char c) {
        return Character.isLetter(c) || c == '/' || c == '!' || c == '?';
    }

    private void name(Ink ink) {
        int start = at;
        at++;
        while (at < end
                && (Character.isLetterOrDigit(text.charAt(at)) || isJoin(text.charAt(at)))) {
            at++;
        }
        sink.ink(start, at, ink);
    }

    private static boolean isJoin(char c) {
        return "-:_.".indexOf(c) >= 0;
    }

    private void tag() {
        char c = text.charAt(at);
        if (c == '>') {
            at++;
            open = 0;
        } else if (c == '"' || c == '\'') {
            int start = at;
            at++;
            open = c == '"' ? DOUBLE : SINGLE;
            value(start, c);
        } else if (Character.isLetter(c)) {
            name(Ink.NAME);
        } else {
            at++;
        }
    }

    private void value(int start, char quote) {
        while (at < end && text.charAt(at) != quote) {
            at++;
        }
        if (at < end) {
            at++;
            open = TAG;
        }
        if (start < at) {
            sink.ink(start, at, Ink.STRING);
        }
    }
}
