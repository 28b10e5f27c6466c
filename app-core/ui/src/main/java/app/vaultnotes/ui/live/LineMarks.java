package app.vaultnotes.ui.live;

import app.vaultnotes.document.markdown.syntax.Dialect;
import app.vaultnotes.document.markdown.syntax.NoteParser;
import java.util.List;
import java.util.Locale;
import org.commonmark.node.HtmlBlock;

/**
 * What the beginning of a line says about blocks. It need only say where a block surely begins or
 * ends; what the block is, the grammar of notes reads.
 */
final class LineMarks {

    private static final int MIN_FENCE_CHARS = 3;
    private static final int MAX_HEADING_LEVEL = 6;
    private static final int MAX_NUMBER_DIGITS = 9;

    /** HTML that goes on over empty lines until its end. */
    private static final List<String> HTML_OPENERS =
            List.of("<!--", "<script", "<pre", "<style", "<textarea", "<?", "<![cdata[");

    private static final List<String> HTML_CLOSERS =
            List.of("-->", "</script>", "</pre>", "</style>", "</textarea>", "?>", "]]>");

    private LineMarks() {}

    /** The fence that opens code on this line; empty when none does. */
    static String fence(CharSequence text, Line line) {
        int at = line.mark(text);
        char c = at < line.end() ? text.charAt(at) : ' ';
        int end = at;
        while (end < line.end() && text.charAt(end) == c) {
            end++;
        }
        boolean fence = (c == '`' || c == '~') && end - at >= MIN_FENCE_CHARS;
        String rest = fence ? text.subSequence(end, line.end()).toString() : "";
        boolean opens = fence && !line.tooLong() && (c == '~' || rest.indexOf('`') < 0);
        return opens ? text.subSequence(at, end).toString() : "";
    }

    /** The first word behind a fence. */
    static String language(CharSequence text, Line line, String fence) {
        int at = line.mark(text) + fence.length();
        String info = text.subSequence(at, line.end()).toString().strip();
        int end = 0;
        while (end < info.length() && !Character.isWhitespace(info.charAt(end))) {
            end++;
        }
        return info.substring(0, end);
    }

    static boolean closes(CharSequence text, Line line, String fence) {
        int at = line.mark(text);
        int end = at;
        while (end < line.end() && text.charAt(end) == fence.charAt(0)) {
            end++;
        }
        return end - at >= fence.length()
                && !line.tooLong()
                && text.subSequence(end, line.end()).toString().isBlank();
    }

    /** {@code $$} or {@code %%} at the beginning of a line that does not close it; or empty. */
    static String pair(CharSequence text, Line line) {
        int at = line.mark(text);
        if (at + 1 >= line.end() || text.charAt(at) != text.charAt(at + 1)) {
            return "";
        }
        char c = text.charAt(at);
        String pair = c == '$' ? "$$" : c == '%' ? "%%" : "";
        boolean open = !pair.isEmpty() && indexOf(text, pair, at + 2, line.end()) < 0;
        return open && !line.tooLong() ? pair : "";
    }

    static int indexOf(CharSequence text, String wanted, int from, int to) {
        return text.subSequence(Math.min(from, to), to).toString().indexOf(wanted);
    }

    static boolean heading(CharSequence text, Line line) {
        int at = line.mark(text);
        int end = at;
        while (end < line.end() && text.charAt(end) == '#') {
            end++;
        }
        return end > at && end - at <= MAX_HEADING_LEVEL && spaceAt(text, line, end);
    }

    private static boolean spaceAt(CharSequence text, Line line, int at) {
        return at == line.end() || text.charAt(at) == ' ' || text.charAt(at) == '\t';
    }

    static boolean quote(CharSequence text, Line line) {
        int at = line.mark(text);
        return at < line.end() && text.charAt(at) == '>';
    }

    /** Behind the mark of a list item at the beginning of the line, or -1 when there is none. */
    private static int itemEnd(CharSequence text, Line line) {
        int at = line.mark(text);
        int end = at;
        while (end < line.end() && end - at < MAX_NUMBER_DIGITS && isDigit(text.charAt(end))) {
            end++;
        }
        String signs = end > at ? ".)" : "-+*";
        boolean mark = end < line.end() && signs.indexOf(text.charAt(end)) >= 0;
        return mark && spaceAt(text, line, end + 1) ? end + 1 : -1;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean item(CharSequence text, Line line) {
        return itemEnd(text, line) >= 0;
    }

    /** Whether a list item begins here even in the middle of a paragraph. */
    static boolean interruptingItem(CharSequence text, Line line) {
        int end = itemEnd(text, line);
        if (end < 0 || text.subSequence(end, line.end()).toString().isBlank()) {
            return false;
        }
        int at = line.mark(text);
        return !isDigit(text.charAt(at)) || (end == at + 2 && text.charAt(at) == '1');
    }

    /** Three or more of the same mark and nothing else. */
    static boolean rule(CharSequence text, Line line) {
        int at = line.mark(text);
        if (at == line.end() || line.tooLong() || "-*_".indexOf(text.charAt(at)) < 0) {
            return false;
        }
        String mark = String.valueOf(text.charAt(at));
        String all = text.subSequence(at, line.end()).toString();
        String marks = all.replace(" ", "").replace("\t", "");
        return marks.length() >= MIN_FENCE_CHARS && marks.replace(mark, "").isEmpty();
    }

    static boolean footnote(CharSequence text, Line line) {
        int at = line.mark(text);
        return at + 1 < line.end()
                && text.charAt(at) == '['
                && text.charAt(at + 1) == '^'
                && indexOf(text, "]:", at + 2, line.end()) > 0;
    }

    static boolean angle(CharSequence text, Line line) {
        int at = line.mark(text);
        return at < line.end() && text.charAt(at) == '<';
    }

    /** What ends the HTML that begins on this line, where it goes on over empty lines; or empty. */
    static String htmlCloser(CharSequence text, Line line) {
        String shown = text.subSequence(line.mark(text), line.end()).toString();
        for (int i = 0; i < HTML_OPENERS.size(); i++) {
            String opener = HTML_OPENERS.get(i);
            if (shown.regionMatches(true, 0, opener, 0, opener.length())) {
                return HTML_CLOSERS.get(i);
            }
        }
        return "";
    }

    static boolean has(CharSequence text, Line line, String closer) {
        String shown = text.subSequence(line.start(), line.end()).toString();
        return shown.toLowerCase(Locale.ROOT).contains(closer);
    }

    /** Whether a block of HTML begins on this line even in the middle of a paragraph. */
    static boolean interruptingHtml(CharSequence text, Line line) {
        if (!angle(text, line)) {
            return false;
        }
        String shown = "a\n" + text.subSequence(line.start(), line.end());
        return NoteParser.parse(shown, 0, Dialect.NOTES).getLastChild() instanceof HtmlBlock;
    }

    /** Whether a block of HTML begins on this line. */
    static boolean html(CharSequence text, Line line) {
        String shown = text.subSequence(line.start(), line.end()).toString();
        return NoteParser.parse(shown, 0, Dialect.NOTES).getFirstChild() instanceof HtmlBlock;
    }
}
