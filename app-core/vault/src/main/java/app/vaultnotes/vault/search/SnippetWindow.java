package app.vaultnotes.vault.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The part of a text that a snippet shows.
 *
 * @param text the whole text
 * @param start where the part begins
 * @param end where it ends
 */
record SnippetWindow(String text, int start, int end) {

    static final char ELLIPSIS = '\u2026';

    /** UTF-16 units the window gives up at an end to cut between words. */
    private static final int MAX_WORD_CUT = 20;

    /** UTF-16 units of one visible character; what is longer is cut inside. */
    private static final int MAX_GRAPHEME_CHARS = 32;

    /** Of the room beside the matches, one part in this many goes before them. */
    private static final int LEAD_PART = 3;

    /**
     * The window with the most different terms.
     *
     * @param matches in the order of their starts
     */
    static SnippetWindow best(String text, List<TermMatcher.Match> matches, int maxChars) {
        int width = maxChars - 2;
        int first = bestFirst(matches, width);
        if (first < 0) {
            return around(text, 0, 0, width);
        }
        int start = matches.get(first).start();
        int end = matches.get(first).end();
        for (TermMatcher.Match match : matches.subList(first, matches.size())) {
            if (match.end() <= start + width) {
                end = Math.max(end, match.end());
            }
        }
        return around(text, start, end, width);
    }

    /** The match a window of this width must begin with to hold the most different terms. */
    private static int bestFirst(List<TermMatcher.Match> matches, int width) {
        List<TermMatcher.Match> byEnd = new ArrayList<>(matches);
        byEnd.sort(Comparator.comparingInt(TermMatcher.Match::end));
        Map<Integer, Integer> inside = new HashMap<>();
        int best = matches.isEmpty() ? -1 : 0;
        int most = 1;
        int next = 0;
        for (int first = 0; first < matches.size(); first++) {
            TermMatcher.Match match = matches.get(first);
            int limit = match.start() + width;
            for (; next < byEnd.size() && byEnd.get(next).end() <= limit; next++) {
                if (byEnd.get(next).start() >= match.start()) {
                    inside.merge(byEnd.get(next).term(), 1, Integer::sum);
                }
            }
            if (inside.size() > most) {
                most = inside.size();
                best = first;
            }
            if (match.end() <= limit) {
                inside.computeIfPresent(match.term(), (term, n) -> n == 1 ? null : n - 1);
            }
        }
        return best;
    }

    private static SnippetWindow around(String text, int start, int end, int width) {
        int room = Math.max(0, width - (end - start));
        int from = Math.max(0, start - room / LEAD_PART);
        int to = Math.min(text.length(), from + width);
        from = Math.max(0, Math.min(from, to - width));
        int least = end > to ? start : end;
        return new SnippetWindow(text, cutAfter(text, from, start), cutBefore(text, to, least));
    }

    private static int cutAfter(String text, int index, int most) {
        int last = Math.min(most, index + MAX_WORD_CUT);
        for (int cut = index; cut <= last; cut++) {
            if (cut == 0 || isBlank(text.charAt(cut - 1))) {
                return cut;
            }
        }
        return Graphemes.boundaryAfter(text, index, Math.min(most, index + MAX_GRAPHEME_CHARS));
    }

    private static int cutBefore(String text, int index, int least) {
        int last = Math.max(least, index - MAX_WORD_CUT);
        for (int cut = index; cut >= last; cut--) {
            if (cut == text.length() || isBlank(text.charAt(cut))) {
                return cut;
            }
        }
        int lowest = Math.max(0, Math.max(least, index - MAX_GRAPHEME_CHARS));
        return Graphemes.boundaryBefore(text, index, lowest);
    }

    /** What appears as a space, so that no line break and no terminal command gets through. */
    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c);
    }

    /** The text of the window with what was found in it. */
    Snippet cut(List<TermMatcher.Match> matches) {
        StringBuilder line = new StringBuilder(end - start + 2);
        int[] places = new int[end - start + 1];
        if (start > 0) {
            line.append(ELLIPSIS);
        }
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            places[i - start] = line.length();
            if (!isBlank(c)) {
                line.append(c);
            } else if (!endsInBreak(line)) {
                line.append(' ');
            }
        }
        places[end - start] = line.length();
        if (end < text.length()) {
            line.append(ELLIPSIS);
        }
        return new Snippet(line.toString(), highlights(matches, places));
    }

    private static boolean endsInBreak(StringBuilder line) {
        return line.isEmpty() || line.charAt(line.length() - 1) == ' ';
    }

    /** The matches inside the window, translated to the line; what overlaps is one. */
    private List<Snippet.Highlight> highlights(List<TermMatcher.Match> matches, int[] places) {
        List<Snippet.Highlight> highlights = new ArrayList<>();
        int from = start;
        int to = start;
        for (TermMatcher.Match match : matches) {
            if (match.start() > to) {
                add(highlights, places, from, to);
                from = Math.max(start, match.start());
                to = from;
            }
            to = Math.max(to, Math.min(end, match.end()));
        }
        add(highlights, places, from, to);
        return highlights;
    }

    private void add(List<Snippet.Highlight> highlights, int[] places, int from, int to) {
        if (from < to) {
            highlights.add(new Snippet.Highlight(places[from - start], places[to - start]));
        }
    }
}
