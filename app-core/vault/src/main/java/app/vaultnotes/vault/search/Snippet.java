package app.vaultnotes.vault.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A piece of a text around what was found in it, on one line: white space and control characters
 * appear as single spaces, and an ellipsis stands where the text goes on.
 *
 * @param text the piece
 * @param highlights what was found, in order, apart from each other
 */
public record Snippet(String text, List<Highlight> highlights) {

    /** Shortest piece that can be asked for, in UTF-16 units. */
    public static final int MIN_CHARS = 20;

    /** Longest piece that can be asked for. */
    public static final int MAX_CHARS = 10_000;

    /** UTF-16 units of a text that are looked through; what is found later is not shown. */
    public static final int MAX_SCANNED_CHARS = 1 << 20;

    /** Places that are compared to find the best one. */
    public static final int MAX_MATCHES = 1_000;

    /** Copies the list. */
    public Snippet {
        highlights = List.copyOf(highlights);
    }

    /**
     * A part of the snippet that was found.
     *
     * @param start where it begins, in UTF-16 units
     * @param end where it ends
     */
    public record Highlight(int start, int end) {}

    /**
     * The piece of a text in which the most different terms were found, and of several such pieces
     * the first one; the beginning of the text when there are none.
     *
     * @param maxChars longest piece, {@value #MIN_CHARS} to {@value #MAX_CHARS}
     */
    public static Snippet of(String text, QueryTerms terms, int maxChars) {
        if (maxChars < MIN_CHARS || maxChars > MAX_CHARS) {
            throw new IllegalArgumentException("a snippet is 20 to 10000 long: " + maxChars);
        }
        List<TermMatcher.Match> matches = matches(text, terms.pattern());
        return SnippetWindow.best(text, matches, maxChars).cut(matches);
    }

    /** The same as the piece of a longer text that goes on before or after it. */
    Snippet within(boolean before, boolean after) {
        String ellipsis = Character.toString(SnippetWindow.ELLIPSIS);
        String head = before && !text.startsWith(ellipsis) ? ellipsis : "";
        String tail = after && !text.endsWith(ellipsis) ? ellipsis : "";
        List<Highlight> moved =
                highlights.stream()
                        .map(h -> new Highlight(h.start() + head.length(), h.end() + head.length()))
                        .toList();
        return new Snippet(head + text + tail, moved);
    }

    /** The places of terms in a text, by where they begin; they may overlap. */
    static List<TermMatcher.Match> matches(String text, TermPattern pattern) {
        List<TermMatcher.Match> matches = new ArrayList<>();
        if (pattern.isEmpty()) {
            return matches;
        }
        TermMatcher matcher = new TermMatcher(pattern);
        TokenCursor cursor = new TokenCursor(text, MAX_SCANNED_CHARS);
        while (matches.size() < MAX_MATCHES && cursor.next()) {
            matcher.feed(cursor, matches);
        }
        matches.sort(Comparator.comparingInt(TermMatcher.Match::start));
        return matches;
    }

    /** The text with something before and after each highlight, such as tags or colours. */
    public String marked(String open, String close) {
        StringBuilder marked = new StringBuilder();
        int done = 0;
        for (Highlight highlight : highlights) {
            marked.append(text, done, highlight.start()).append(open);
            marked.append(text, highlight.start(), highlight.end()).append(close);
            done = highlight.end();
        }
        return marked.append(text, done, text.length()).toString();
    }
}
