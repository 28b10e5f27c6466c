package app.vaultnotes.document.markdown.syntax;

import org.jspecify.annotations.Nullable;

/**
 * The pieces of standard links. Every scan stops at a character with which the next link could
 * begin, so that many broken links together are read a bounded number of times.
 */
public final class LinkScan {

    /** Longest name of a definition, as CommonMark says. */
    static final int MAX_LABEL_CHARS = 999;

    /** Deepest parentheses in a destination; CommonMark asks for three at least. */
    private static final int MAX_PARENTHESES = 32;

    private LinkScan() {}

    /**
     * What follows a label.
     *
     * @param destination as written, without {@code <>}
     * @param title decoded, where there is one
     * @param end behind the closing parenthesis
     */
    record Inline(Range destination, @Nullable String title, int end) {}

    /** {@code (destination "title")}, or null when that does not stand here. */
    static @Nullable Inline inline(String text, int at) {
        if (at >= text.length() || text.charAt(at) != '(') {
            return null;
        }
        int start = skipSpace(text, at + 1);
        int afterDestination = destinationEnd(text, start);
        if (afterDestination < 0) {
            return null;
        }
        Range destination = inside(text, start, afterDestination);
        int end = skipSpace(text, afterDestination);
        String title = null;
        int titleEnd = end > afterDestination ? titleEnd(text, end) : -1;
        if (titleEnd >= 0) {
            title = Escapes.unescape(text.substring(end + 1, titleEnd - 1));
            end = skipSpace(text, titleEnd);
        }
        boolean closed = end < text.length() && text.charAt(end) == ')';
        return closed ? new Inline(destination, title, end + 1) : null;
    }

    /**
     * The destination that stands here after white space, without {@code <>}.
     *
     * @return null when there is none
     */
    public static @Nullable Range destination(String text, int at) {
        int start = skipSpace(text, at);
        int end = destinationEnd(text, start);
        return end < 0 ? null : inside(text, start, end);
    }

    private static Range inside(String text, int start, int end) {
        boolean bracketed = start < end && text.charAt(start) == '<';
        return bracketed ? new Range(start + 1, end - 1) : new Range(start, end);
    }

    static int skipSpace(String text, int at) {
        int end = at;
        while (end < text.length() && Chars.isSpace(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static int destinationEnd(String text, int start) {
        if (start >= text.length()) {
            return -1;
        }
        return text.charAt(start) == '<' ? bracketedEnd(text, start) : bareEnd(text, start);
    }

    private static int bracketedEnd(String text, int start) {
        for (int at = start + 1; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '>') {
                return at + 1;
            }
            if (c == '<' || c == '\n') {
                return -1;
            }
            at += Escapes.isEscape(text, at) ? 1 : 0;
        }
        return -1;
    }

    private static int bareEnd(String text, int start) {
        int depth = 0;
        int at = start;
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == ' ' || Chars.isControl(c) || (c == ')' && depth == 0)) {
                break;
            }
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth > MAX_PARENTHESES) {
                return -1;
            }
            at += Escapes.isEscape(text, at) ? 1 : 0;
        }
        boolean empty = at == start && (at >= text.length() || text.charAt(at) != ')');
        return depth == 0 && !empty ? at : -1;
    }

    private static int titleEnd(String text, int start) {
        if (start >= text.length() || "\"'(".indexOf(text.charAt(start)) < 0) {
            return -1;
        }
        char open = text.charAt(start);
        char close = open == '(' ? ')' : open;
        for (int at = start + 1; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == close) {
                return at + 1;
            }
            if (c == '(' && open == '(') {
                return -1;
            }
            at += Escapes.isEscape(text, at) ? 1 : 0;
        }
        return -1;
    }

    /** Behind the {@code ]} of a label whose inside begins here, or -1 when it is no label. */
    static int labelEnd(String text, int start) {
        int limit = Math.min(text.length(), start + MAX_LABEL_CHARS + 1);
        for (int at = start; at < limit; at++) {
            char c = text.charAt(at);
            if (c == ']') {
                return at + 1;
            }
            if (c == '[') {
                return -1;
            }
            at += Escapes.isEscape(text, at) ? 1 : 0;
        }
        return -1;
    }
}
