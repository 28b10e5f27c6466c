package app.vaultnotes.document.markdown.syntax;

/** Raw HTML and {@code <addresses>} within a leaf block. What never ends is searched for once. */
public final class HtmlScan {

    private static final int MAX_SCHEME_CHARS = 32;
    private static final int MAX_DOMAIN_LABEL_CHARS = 63;
    private static final String LOCAL_PART = ".!#$%&'*+/=?^_`{|}~-";

    private final String text;
    private boolean noComment;
    private boolean noInstruction;
    private boolean noCdata;
    private boolean noDeclaration;
    private boolean noDoubleQuote;
    private boolean noSingleQuote;

    /** A scan of a block's text, or a part of it. */
    public HtmlScan(String text) {
        this.text = text;
    }

    /** Behind the {@code >} of the address that begins at this {@code <}, or -1. */
    int addressEnd(int at) {
        int end = at + 1;
        while (end < text.length()) {
            char c = text.charAt(end);
            if (c == '>') {
                return isUri(at + 1, end) || isEmail(at + 1, end) ? end + 1 : -1;
            }
            if (c == '<' || c == ' ' || Chars.isControl(c)) {
                return -1;
            }
            end++;
        }
        return -1;
    }

    private boolean isUri(int start, int end) {
        int at = start;
        while (at < end
                && (Chars.isAsciiAlphanumeric(text.charAt(at))
                        || "+.-".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        return at - start >= 2
                && at - start <= MAX_SCHEME_CHARS
                && Chars.isAsciiLetter(text.charAt(start))
                && at < end
                && text.charAt(at) == ':';
    }

    boolean isEmail(int start, int end) {
        int at = start;
        while (at < end
                && (Chars.isAsciiAlphanumeric(text.charAt(at))
                        || LOCAL_PART.indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        if (at == start || at >= end || text.charAt(at) != '@') {
            return false;
        }
        int label = at + 1;
        while (true) {
            int labelEnd = label;
            while (labelEnd < end && isHost(text.charAt(labelEnd))) {
                labelEnd++;
            }
            boolean good =
                    labelEnd > label
                            && labelEnd - label <= MAX_DOMAIN_LABEL_CHARS
                            && text.charAt(label) != '-'
                            && text.charAt(labelEnd - 1) != '-';
            if (!good || labelEnd == end) {
                return good;
            }
            if (text.charAt(labelEnd) != '.') {
                return false;
            }
            label = labelEnd + 1;
        }
    }

    private static boolean isHost(char c) {
        return Chars.isAsciiAlphanumeric(c) || c == '-';
    }

    /** Behind the raw HTML that begins at this {@code <}, or -1. */
    public int htmlEnd(int at) {
        char c = peek(at + 1);
        if (Chars.isAsciiLetter(c)) {
            return openTag(at + 1);
        }
        return switch (c) {
            case '/' -> closeTag(at + 2);
            case '?' -> instruction(at);
            case '!' -> declaration(at);
            default -> -1;
        };
    }

    /** The character here; a control character that HTML never has behind the end. */
    private char peek(int at) {
        return at < text.length() ? text.charAt(at) : '\u0000';
    }

    private int name(int at) {
        int end = at;
        while (isHost(peek(end))) {
            end++;
        }
        return end;
    }

    private int closeTag(int at) {
        if (!Chars.isAsciiLetter(peek(at))) {
            return -1;
        }
        int end = LinkScan.skipSpace(text, name(at));
        return peek(end) == '>' ? end + 1 : -1;
    }

    private int openTag(int at) {
        int end = name(at);
        while (true) {
            int start = LinkScan.skipSpace(text, end);
            char c = peek(start);
            boolean attribute = start > end && (Chars.isAsciiLetter(c) || c == '_' || c == ':');
            if (!attribute) {
                int close = c == '/' ? start + 1 : start;
                return peek(close) == '>' ? close + 1 : -1;
            }
            end = attribute(start);
            if (end < 0) {
                return -1;
            }
        }
    }

    private int attribute(int at) {
        int end = at;
        while (Chars.isAsciiAlphanumeric(peek(end)) || "_:.-".indexOf(peek(end)) >= 0) {
            end++;
        }
        int equals = LinkScan.skipSpace(text, end);
        return peek(equals) == '=' ? value(LinkScan.skipSpace(text, equals + 1)) : end;
    }

    private int value(int at) {
        char c = peek(at);
        if (c == '"') {
            int close = noDoubleQuote ? -1 : text.indexOf('"', at + 1);
            noDoubleQuote = close < 0;
            return close < 0 ? -1 : close + 1;
        }
        if (c == '\'') {
            int close = noSingleQuote ? -1 : text.indexOf('\'', at + 1);
            noSingleQuote = close < 0;
            return close < 0 ? -1 : close + 1;
        }
        int end = at;
        while (end < text.length()
                && !Chars.isSpace(text.charAt(end))
                && "\"'=<>`".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end > at ? end : -1;
    }

    private int instruction(int at) {
        int close = noInstruction ? -1 : text.indexOf("?>", at + 2);
        noInstruction = close < 0;
        return close < 0 ? -1 : close + 2;
    }

    private int declaration(int at) {
        if (text.startsWith("<!--", at)) {
            return comment(at);
        }
        if (text.startsWith("<![CDATA[", at)) {
            int close = noCdata ? -1 : text.indexOf("]]>", at + 9);
            noCdata = close < 0;
            return close < 0 ? -1 : close + 3;
        }
        if (!Chars.isAsciiLetter(peek(at + 2))) {
            return -1;
        }
        int close = noDeclaration ? -1 : text.indexOf('>', at + 2);
        noDeclaration = close < 0;
        return close < 0 ? -1 : close + 1;
    }

    private int comment(int at) {
        if (text.startsWith(">", at + 4)) {
            return at + 5;
        }
        if (text.startsWith("->", at + 4)) {
            return at + 6;
        }
        int close = noComment ? -1 : text.indexOf("-->", at + 4);
        noComment = close < 0;
        return close < 0 ? -1 : close + 3;
    }
}
