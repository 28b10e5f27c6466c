package app.vaultnotes.vault.search;

import java.util.List;
import java.util.function.UnaryOperator;

/** Snippets of Markdown, in the words that a reader sees. */
public final class NoteSnippet {

    /**
     * UTF-16 units around what was found that are read as Markdown: a long note is not all read.
     */
    private static final int MARGIN_CHARS = 1_000;

    private static final int MOST_GRAPHEME_CHARS = 32;

    private NoteSnippet() {}

    /**
     * The piece of a note in which the most different terms were found; as it is written where a
     * reader does not see them, such as in front matter.
     *
     * @param maxChars longest piece, as for {@link Snippet#of}
     * @param reading makes what a reader sees of Markdown
     */
    public static Snippet of(
            String markdown, QueryTerms terms, int maxChars, UnaryOperator<String> reading) {
        List<TermMatcher.Match> matches = Snippet.matches(markdown, terms.pattern());
        SnippetWindow written = SnippetWindow.best(markdown, matches, maxChars);
        int start = lineStart(markdown, written.start() - MARGIN_CHARS);
        int end = lineEnd(markdown, written.end() + MARGIN_CHARS);
        String read = reading.apply(markdown.substring(start, end)).strip();
        Snippet snippet = Snippet.of(read, terms, maxChars - 2);
        boolean seen = matches.isEmpty() ? !read.isEmpty() : !snippet.highlights().isEmpty();
        return seen ? snippet.within(start > 0, end < markdown.length()) : written.cut(matches);
    }

    /** The start of the line, or the place itself in a line that is longer than the margin. */
    private static int lineStart(String text, int place) {
        int at = Math.max(0, place);
        int line = text.lastIndexOf('\n', at) + 1;
        return at - line <= MARGIN_CHARS
                ? line
                : Graphemes.boundaryAfter(
                        text, at, Math.min(text.length(), at + MOST_GRAPHEME_CHARS));
    }

    private static int lineEnd(String text, int place) {
        int at = Math.min(text.length(), place);
        int line = text.indexOf('\n', at);
        int end = line < 0 ? text.length() : line;
        return end - at <= MARGIN_CHARS
                ? end
                : Graphemes.boundaryBefore(text, at, Math.max(0, at - MOST_GRAPHEME_CHARS));
    }
}
