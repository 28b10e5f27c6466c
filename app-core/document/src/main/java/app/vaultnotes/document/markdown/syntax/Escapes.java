package app.vaultnotes.document.markdown.syntax;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/** Backslash escapes, and references to characters by name or number. */
public final class Escapes {

    /** Longest reference with its ends; CounterClockwiseContourIntegral is the longest name. */
    private static final int MAX_REFERENCE_CHARS = 40;

    /** Most names kept, so that invented ones cannot fill the memory. */
    private static final int MAX_KNOWN = 4_096;

    private static final Parser CORE = Parser.builder().build();
    private static final Map<String, String> KNOWN = new ConcurrentHashMap<>();

    private Escapes() {}

    /** Text without its backslash escapes and character references. */
    public static String unescape(String raw) {
        if (raw.indexOf('\\') < 0 && raw.indexOf('&') < 0) {
            return raw;
        }
        StringBuilder out = new StringBuilder(raw.length());
        int at = 0;
        while (at < raw.length()) {
            char c = raw.charAt(at);
            int end = c == '&' ? referenceEnd(raw, at) : -1;
            if (end > 0) {
                out.append(decoded(raw.substring(at, end)));
                at = end;
            } else if (isEscape(raw, at)) {
                out.append(raw.charAt(at + 1));
                at += 2;
            } else {
                out.append(c);
                at++;
            }
        }
        return out.toString();
    }

    static boolean isEscape(String text, int at) {
        return text.charAt(at) == '\\'
                && at + 1 < text.length()
                && Chars.isAsciiPunctuation(text.charAt(at + 1));
    }

    /** Where the character reference that begins here ends, or -1 when none does. */
    static int referenceEnd(String text, int at) {
        int limit = Math.min(text.length(), at + MAX_REFERENCE_CHARS);
        int end = at + 1;
        while (end < limit
                && (Chars.isAsciiAlphanumeric(text.charAt(end)) || text.charAt(end) == '#')) {
            end++;
        }
        if (end >= limit || text.charAt(end) != ';' || end == at + 1) {
            return -1;
        }
        String reference = text.substring(at, end + 1);
        return decoded(reference).equals(reference) ? -1 : end + 1;
    }

    /** The characters a reference stands for; itself when it stands for none. */
    static String decoded(String reference) {
        String known = KNOWN.get(reference);
        if (known == null) {
            known = byCommonMark(reference);
            if (KNOWN.size() < MAX_KNOWN) {
                KNOWN.put(reference, known);
            }
        }
        return known;
    }

    /** The table of names is commonmark-java's own: its parser is asked. */
    private static String byCommonMark(String reference) {
        Node paragraph = CORE.parse("x" + reference).getFirstChild();
        Node text = paragraph == null ? null : paragraph.getFirstChild();
        return text instanceof Text literal ? literal.getLiteral().substring(1) : reference;
    }
}
