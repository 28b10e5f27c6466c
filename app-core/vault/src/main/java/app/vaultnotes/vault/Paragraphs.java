package app.vaultnotes.vault;

import app.vaultnotes.crdt.TextEdit;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where the paragraphs of a text begin and end: blank lines, which may have spaces, part them,
 * whatever ends the lines.
 */
final class Paragraphs {

    /** From the end of the last line before blank ones to the first line after them. */
    private final NavigableMap<Integer, Integer> gaps = new TreeMap<>();

    private final int length;

    Paragraphs(String text) {
        this.length = text.length();
        int gap = 0;
        int line = 0;
        while (line < length) {
            int end = lineEnd(text, line);
            int next = end + breakLength(text, end);
            if (next > end && isBlank(text, line, end)) {
                gaps.put(gap, next);
            } else {
                gap = end;
            }
            line = Math.max(next, line + 1);
        }
    }

    /**
     * Where an edit of a text can be said to be: that of whole lines before a blank one is as well
     * at the end of the line before them, whose paragraph it belongs to.
     */
    static int place(String text, TextEdit edit, int at) {
        int end = at + edit.deleted();
        boolean areLines =
                at > 0
                        && text.charAt(at - 1) == '\n'
                        && text.charAt(end - 1) == '\n'
                        && (edit.inserted().isEmpty() || edit.inserted().endsWith("\n"));
        boolean isBlankBehind = end == text.length() || text.charAt(end) == '\n';
        boolean isBlankBefore = at > 1 && text.charAt(at - 2) == '\n';
        return areLines && isBlankBehind && !isBlankBefore ? at - 1 : at;
    }

    private static int lineEnd(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
            at++;
        }
        return at;
    }

    private static int breakLength(String text, int at) {
        return text.startsWith("\r\n", at) ? 2 : at < text.length() ? 1 : 0;
    }

    private static boolean isBlank(String text, int from, int to) {
        return text.substring(from, to).chars().allMatch(c -> c == ' ' || c == '\t');
    }

    /** Where the paragraph begins that an offset is in. */
    int start(int at) {
        return Optional.ofNullable(gaps.lowerEntry(at))
                .map(Map.Entry::getValue)
                .map(begin -> Math.min(at, begin))
                .orElse(0);
    }

    /** Where the paragraph ends that an offset is in, before its line's end. */
    int end(int at) {
        return Optional.ofNullable(gaps.ceilingKey(at)).orElse(length);
    }
}
