package app.vaultnotes.document.markdown;

import app.vaultnotes.document.markdown.syntax.HtmlScan;

/**
 * What a reader sees of a note, gathered in the order of the text. Marks, comments and the targets
 * of links are left out, code and formulas stay as they are.
 */
final class PlainText {

    private final StringBuilder text = new StringBuilder();
    private final StringBuilder comments = new StringBuilder();
    private final Words words = new Words();

    int length() {
        return text.length();
    }

    /** What came since then. */
    String since(int length) {
        return text.substring(Math.min(length, text.length()));
    }

    void append(String characters) {
        text.append(characters);
        words.add(characters);
    }

    /** Text that is searched but no prose: a formula. */
    void appendUncounted(String characters) {
        text.append(characters);
        words.gap();
    }

    /** The end of a block. */
    void line() {
        words.gap();
        if (text.length() > 0 && text.charAt(text.length() - 1) != '\n') {
            text.append('\n');
        }
    }

    /** HTML without its tags and comments. */
    void appendHtml(String html) {
        HtmlScan scan = new HtmlScan(html);
        int at = 0;
        while (at < html.length()) {
            int open = html.indexOf('<', at);
            append(html.substring(at, open < 0 ? html.length() : open));
            if (open < 0) {
                return;
            }
            at = htmlEnd(scan, html, open);
            if (at == open + 1) {
                append("<");
            } else if (isComment(html, open)) {
                comments.append(html, open, at).append('\n');
            }
        }
    }

    private static boolean isComment(String html, int open) {
        return html.startsWith("<!--", open);
    }

    /**
     * Behind the tag or comment that begins at this {@code <}, whole or not; behind the {@code <}
     * itself where none does.
     */
    static int htmlEnd(HtmlScan scan, String html, int open) {
        int end = scan.htmlEnd(open);
        if (end >= 0) {
            return end;
        }
        if (isComment(html, open)) {
            int close = html.indexOf("-->", open + 1);
            return close < 0 ? html.length() : close + "-->".length();
        }
        int close = open + 1;
        while (close < html.length() && html.charAt(close) != '>' && html.charAt(close) != '<') {
            close++;
        }
        boolean closes = close < html.length() && html.charAt(close) == '>';
        return closes && beginsTag(html.charAt(open + 1)) ? close + 1 : open + 1;
    }

    private static boolean beginsTag(char first) {
        char letter = (char) (first | 0x20);
        return (letter >= 'a' && letter <= 'z') || first == '/' || first == '!' || first == '?';
    }

    /** The comments of HTML, a line each. */
    String comments() {
        return comments.toString();
    }

    String text() {
        return text.toString();
    }

    int words() {
        return words.count();
    }
}
