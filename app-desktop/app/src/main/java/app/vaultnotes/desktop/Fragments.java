package app.vaultnotes.desktop;

import app.vaultnotes.document.markdown.MarkdownAnalysis;
import app.vaultnotes.document.markdown.Passages;
import app.vaultnotes.document.markdown.syntax.Range;
import java.util.Optional;

/** Places in a note that links name. */
final class Fragments {

    private Fragments() {}

    /** The most of a note that is shown beside a link, in UTF-16 units. */
    private static final int MOST_PEEKED = 6_000;

    /** The part of a note that a link names, or its beginning; not more than fits a small card. */
    static String part(String text, String fragment) {
        int from = fragment.isEmpty() ? 0 : place(text, fragment).orElse(0);
        boolean isSection = !fragment.isEmpty() && !fragment.startsWith("^");
        int to =
                isSection
                        ? Passages.of(text, fragment).map(Range::end).orElse(text.length())
                        : text.length();
        return few(text.substring(from, to), MOST_PEEKED);
    }

    /**
     * The begin of a text, when it is long.
     *
     * @param most UTF-16 units
     */
    static String few(String text, int most) {
        int end = Math.min(most, text.length());
        boolean split = end < text.length() && Character.isLowSurrogate(text.charAt(end));
        return text.substring(0, split ? end - 1 : end);
    }

    /** Where a heading, or a block by its {@code ^name}, stands in a text. */
    static Optional<Integer> place(String text, String fragment) {
        return MarkdownAnalysis.of(text).find(fragment);
    }
}
