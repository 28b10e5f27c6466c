package app.vaultnotes.vault.search;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A piece of a text that shows why it matches.
 *
 * @param text the piece, on one line
 * @param highlights what matches in it, in order
 */
public record Snippet(String text, List<Highlight> highlights) {

    /** How many UTF-16 units of a text are looked at; what matches only behind is not shown. */
    private static final int MAX_SCANNED_CHARS = 200_000;

    private static final String ELLIPSIS = "…";

    /** A matching range of the snippet, in UTF-16 units. */
    public record Highlight(int start, int end) {}

    /** The best piece of a text: the one with the most different terms, of equals the first. */
    public static Snippet of(String text, QueryTerms terms, int maxChars) {
        String scanned =
                text.length() <= MAX_SCANNED_CHARS
                        ? text
                        : text.substring(0, boundary(text, MAX_SCANNED_CHARS));
        List<SearchTokens.Token> hits =
                SearchTokens.of(scanned).stream()
                        .filter(token -> terms.match(token.text()))
                        .toList();
        int lead = maxChars / 4;
        int start = hits.isEmpty() ? 0 : Math.max(0, best(hits, maxChars - lead) - lead);
        return cut(scanned, hits, start, maxChars);
    }

    /** Where the window of this width with the most different terms begins. */
    private static int best(List<SearchTokens.Token> hits, int width) {
        int best = 0;
        int most = -1;
        for (int i = 0; i < hits.size() && i < 1_000; i++) {
            Set<String> inside = new HashSet<>();
            for (int j = i;
                    j < hits.size()
                            && j < i + 32
                            && hits.get(j).end() - hits.get(i).start() <= width;
                    j++) {
                inside.add(hits.get(j).text());
            }
            if (inside.size() > most) {
                most = inside.size();
                best = hits.get(i).start();
            }
        }
        return best;
    }

    private static Snippet cut(String text, List<SearchTokens.Token> hits, int from, int maxChars) {
        int start = from == 0 ? 0 : wordStart(text, from);
        int end = Math.min(text.length(), boundary(text, start + maxChars));
        String piece =
                text.substring(start, end).replace('\n', ' ').replace('\r', ' ').replace('\0', ' ');
        String before = start > 0 ? ELLIPSIS : "";
        String after = end < text.length() ? ELLIPSIS : "";
        List<Highlight> highlights = new ArrayList<>();
        int shift = before.length() - start;
        for (SearchTokens.Token hit : hits) {
            if (hit.start() >= start && hit.end() <= end) {
                add(highlights, hit.start() + shift, hit.end() + shift);
            }
        }
        return new Snippet(before + piece + after, List.copyOf(highlights));
    }

    /** Adds a range; one that overlaps the last, as pairs of characters do, extends it. */
    private static void add(List<Highlight> highlights, int start, int end) {
        int last = highlights.size() - 1;
        if (last >= 0 && highlights.get(last).end() >= start) {
            Highlight joined =
                    new Highlight(
                            highlights.get(last).start(),
                            Math.max(end, highlights.get(last).end()));
            highlights.set(last, joined);
        } else {
            highlights.add(new Highlight(start, end));
        }
    }

    private static int wordStart(String text, int from) {
        int at = boundary(text, from);
        int limit = Math.min(text.length(), at + 24);
        for (int i = at; i < limit; i++) {
            if (Character.isWhitespace(text.charAt(i))) {
                return i + 1;
            }
        }
        return at;
    }

    private static int boundary(String text, int at) {
        return at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at))
                ? at - 1
                : at;
    }

    /** The snippet with marks around what matches. */
    public String marked(String open, String close) {
        StringBuilder out = new StringBuilder();
        int at = 0;
        for (Highlight highlight : highlights) {
            out.append(text, at, highlight.start()).append(open);
            out.append(text, highlight.start(), highlight.end()).append(close);
            at = highlight.end();
        }
        return out.append(text.substring(at)).toString();
    }
}
