package app.vaultnotes.document.markdown;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Names of headings in a page of HTML: words joined by hyphens, each name used once. */
final class Slugs {

    private static final String EMPTY = "section";

    private final Map<String, Integer> used = new HashMap<>();

    /** The name for the next heading with this text. */
    String next(String text) {
        String base = of(text);
        String slug = base;
        int count = used.merge(base, 1, Integer::sum);
        while (count > 1 && used.putIfAbsent(base + "-" + count, 1) != null) {
            count++;
        }
        if (count > 1) {
            used.put(base, count);
            slug = base + "-" + count;
        }
        return slug;
    }

    /** The name of the first heading with this text. */
    static String of(String text) {
        StringBuilder out = new StringBuilder();
        boolean gap = false;
        String lower = text.toLowerCase(Locale.ROOT);
        for (int i = 0; i < lower.length(); ) {
            int c = lower.codePointAt(i);
            i += Character.charCount(c);
            int type = Character.getType(c);
            if (Character.isLetterOrDigit(c)
                    || c == '_'
                    || type == Character.NON_SPACING_MARK
                    || type == Character.COMBINING_SPACING_MARK) {
                out.append(gap && out.length() > 0 ? "-" : "").appendCodePoint(c);
                gap = false;
            } else {
                gap |= c == '-' || Character.isWhitespace(c) || Character.isSpaceChar(c);
            }
        }
        return out.length() == 0 ? EMPTY : out.toString();
    }
}
