package app.vaultnotes.document.markdown.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Addresses that stand in the text without brackets, by the rules of GFM. */
final class UrlScan {

    private static final List<String> SCHEMES = List.of("https", "http", "ftp");

    private static final String TRAILING = "?!.,:*_~'\"";

    private UrlScan() {}

    /** An address found around a character of it. */
    record Found(int start, int end, String destination) {}

    /** The address around this colon, whose start is not before the limit. */
    static @Nullable Found scheme(String text, int colon, int limit) {
        if (!text.startsWith("://", colon) || !hasHost(text, colon + 3)) {
            return null;
        }
        for (String scheme : SCHEMES) {
            int start = colon - scheme.length();
            if (start >= limit
                    && text.regionMatches(true, start, scheme, 0, scheme.length())
                    && mayBegin(text, start)) {
                int end = trimmed(text, start, end(text, colon + 3));
                return new Found(start, end, text.substring(start, end));
            }
        }
        return null;
    }

    /** The address whose {@code www} ends at this full stop. */
    static @Nullable Found www(String text, int stop, int limit) {
        int start = stop - 3;
        boolean begins =
                start >= limit
                        && text.startsWith("www", start)
                        && mayBegin(text, start)
                        && hasHost(text, stop + 1);
        if (!begins) {
            return null;
        }
        int end = trimmed(text, start, end(text, stop + 1));
        return new Found(start, end, "http://" + text.substring(start, end));
    }

    /** The mail address around this {@code @}. */
    static @Nullable Found email(String text, int at, int limit) {
        int start = at;
        while (start > limit && isLocal(text.charAt(start - 1))) {
            start--;
        }
        int end = at + 1;
        int stops = 0;
        while (end < text.length() && isDomain(text.charAt(end))) {
            stops += text.charAt(end) == '.' ? 1 : 0;
            end++;
        }
        while (end > at + 1 && text.charAt(end - 1) == '.') {
            end--;
            stops--;
        }
        boolean good =
                start < at
                        && stops > 0
                        && end > at + 1
                        && text.charAt(at + 1) != '.'
                        && text.charAt(end - 1) != '-'
                        && text.charAt(end - 1) != '_';
        return good ? new Found(start, end, "mailto:" + text.substring(start, end)) : null;
    }

    private static boolean mayBegin(String text, int start) {
        return start == 0 || !Character.isLetterOrDigit(text.codePointBefore(start));
    }

    /** Looked at first: an address that fails late would be read again from its middle. */
    private static boolean hasHost(String text, int at) {
        return at < text.length() && Character.isLetterOrDigit(text.codePointAt(at));
    }

    private static boolean isLocal(char c) {
        return Chars.isAsciiAlphanumeric(c) || c == '.' || c == '-' || c == '_' || c == '+';
    }

    private static boolean isDomain(char c) {
        return Chars.isAsciiAlphanumeric(c) || c == '.' || c == '-' || c == '_';
    }

    private static int end(String text, int from) {
        int end = from;
        while (end < text.length()) {
            char c = text.charAt(end);
            if ("<[]".indexOf(c) >= 0 || Chars.isControl(c) || Chars.isUnicodeSpace(c)) {
                break;
            }
            end++;
        }
        return end;
    }

    /** Without punctuation at its end, without closing brackets it did not open. */
    private static int trimmed(String text, int start, int found) {
        int surplus = surplus(text, start, found);
        int end = found;
        while (end > start) {
            char c = text.charAt(end - 1);
            if (c == ')' && surplus > 0) {
                surplus--;
                end--;
            } else if (c == ';') {
                end = withoutReference(text, start, end);
            } else if (TRAILING.indexOf(c) >= 0) {
                end--;
            } else {
                break;
            }
        }
        return end;
    }

    private static int surplus(String text, int start, int end) {
        int surplus = 0;
        for (int i = start; i < end; i++) {
            surplus += text.charAt(i) == ')' ? 1 : text.charAt(i) == '(' ? -1 : 0;
        }
        return surplus;
    }

    private static int withoutReference(String text, int start, int end) {
        int at = end - 1;
        while (at > start && Chars.isAsciiAlphanumeric(text.charAt(at - 1))) {
            at--;
        }
        return at > start && at < end - 1 && text.charAt(at - 1) == '&' ? at - 1 : end - 1;
    }
}
