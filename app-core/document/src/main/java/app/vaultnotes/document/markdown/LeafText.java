package app.vaultnotes.document.markdown;

import java.util.List;
import org.commonmark.node.Node;
import org.commonmark.node.SourceSpan;

/**
 * The text of a paragraph, heading or table cell: its lines without the marks of the blocks around
 * it, joined by newlines, with the way back to the place of each character in the note.
 */
final class LeafText {

    private final String text;
    private final int[] lineStarts;
    private final int[] sourceStarts;

    private LeafText(String text, int[] lineStarts, int[] sourceStarts) {
        this.text = text;
        this.lineStarts = lineStarts;
        this.sourceStarts = sourceStarts;
    }

    /**
     * The text of a leaf.
     *
     * @param base where the parsed text begins in {@code source}
     */
    static LeafText of(Node leaf, String source, int base) {
        List<SourceSpan> spans = leaf.getSourceSpans();
        int[] lineStarts = new int[spans.size()];
        int[] sourceStarts = new int[spans.size()];
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < spans.size(); i++) {
            if (i > 0) {
                text.append('\n');
            }
            int start = base + spans.get(i).getInputIndex();
            lineStarts[i] = text.length();
            sourceStarts[i] = start;
            text.append(source, start, start + spans.get(i).getLength());
        }
        return new LeafText(text.toString(), lineStarts, sourceStarts);
    }

    /** A piece of the note as it stands. */
    static LeafText whole(String source, Range range) {
        return new LeafText(range.in(source), new int[] {0}, new int[] {range.start()});
    }

    String text() {
        return text;
    }

    int length() {
        return text.length();
    }

    /** The place in the note of a place in this text. */
    int source(int at) {
        int line = line(at);
        return sourceStarts[line] + at - lineStarts[line];
    }

    Range source(int start, int end) {
        return new Range(source(start), end == start ? source(start) : source(end - 1) + 1);
    }

    /** The place in this text of a place in the note; of one between lines, the next line. */
    int local(int source) {
        int low = 0;
        int high = sourceStarts.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sourceStarts[middle] <= source) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        if (low == 0) {
            return 0;
        }
        int at = lineStarts[low - 1] + source - sourceStarts[low - 1];
        int limit = low < lineStarts.length ? lineStarts[low] : text.length();
        return Math.min(at, limit);
    }

    private int line(int at) {
        int low = 0;
        int high = lineStarts.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (lineStarts[middle] <= at) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return Math.max(0, low - 1);
    }
}
