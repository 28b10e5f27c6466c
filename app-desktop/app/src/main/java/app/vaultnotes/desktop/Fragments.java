package app.vaultnotes.desktop;

import app.vaultnotes.document.markdown.MarkdownAnalysis;
import java.util.List;
import java.util.Optional;

/** Places in a note that links name. */
final class Fragments {

    private Fragments() {}

    /** The most of a note that is shown beside a link, in UTF-16 units. */
    private static final int MOST_PEEKED = 6_000;

    /** The part of a note that a link names, or its beginning; not more than fits a small card. */
    static String part(String text, String fragment) {
        int from = fragment.isEmpty() ? 0 : place(text, fragment).orElse(0);
        int to = fragment.isEmpty() || fragment.startsWith("^") ? text.length() : end(text, from);
        int most = Math.min(to, from + MOST_PEEKED);
        boolean split = most < text.length() && Character.isLowSurrogate(text.charAt(most));
        return text.substring(from, split ? most - 1 : most);
    }

    /** Where the heading that is not below the one at a place begins. */
    private static int end(String text, int from) {
        List<MarkdownAnalysis.Heading> headings = MarkdownAnalysis.of(text).headings();
        int level = 0;
        for (MarkdownAnalysis.Heading heading : headings) {
            if (heading.range().start() == from) {
                level = heading.level();
            } else if (heading.range().start() > from && heading.level() <= level) {
                return heading.range().start();
            }
        }
        return text.length();
    }

    /** Where a heading, or a block by its {@code ^name}, stands in a text. */
    static Optional<Integer> place(String text, String fragment) {
        if (fragment.startsWith("^")) {
            int at = text.indexOf(" " + fragment);
            return at < 0 ? Optional.empty() : Optional.of(text.lastIndexOf('\n', at) + 1);
        }
        String wanted = fragment.substring(fragment.lastIndexOf('#') + 1).strip();
        return MarkdownAnalysis.of(text).headings().stream()
                .filter(heading -> heading.text().strip().equalsIgnoreCase(wanted))
                .map(heading -> heading.range().start())
                .findFirst();
    }
}
