package app.vaultnotes.document.markdown.syntax;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.commonmark.node.SourceSpan;
import org.commonmark.parser.SourceLine;

/**
 * The characters of one leaf block without the marks of the blocks around it, lines joined by line
 * feeds, and the way back to the note's text. A line may stand for less than it shows: in a cell of
 * a table a bar is escaped, and the backslash belongs to the table.
 */
final class LeafText {

    private final String text;
    private final int[] pieceStart;
    private final int[] pieceSource;
    private final int pieces;
    private final List<SourceSpan> lines;
    private final int[] lineStart;

    private LeafText(Builder built) {
        this.text = built.text.toString();
        this.pieceStart = built.pieceStart;
        this.pieceSource = built.pieceSource;
        this.pieces = built.pieces;
        this.lines = built.lines;
        this.lineStart = built.lineStart;
    }

    /**
     * The text of a block's lines.
     *
     * @param lines as the block parser gathered them, with their source spans
     * @param base where the parsed text begins in the note
     * @param cell whether escaped bars are bars
     */
    static LeafText of(List<SourceLine> lines, Base base, boolean cell) {
        Builder built = new Builder(lines.size());
        for (SourceLine line : lines) {
            SourceSpan span = line.getSourceSpan();
            SourceSpan place =
                    span == null ? base.span(SourceSpan.of(0, 0, 0, 0)) : base.span(span);
            built.line(line.getContent(), place, cell);
        }
        return new LeafText(built);
    }

    String text() {
        return text;
    }

    /** Where this character stands in the note. */
    int source(int at) {
        int piece = pieces == 1 ? 0 : last(pieceStart, pieces, at);
        return pieceSource[piece] + at - pieceStart[piece];
    }

    /** Where a piece that ends before this character ends in the note. */
    int sourceEnd(int end) {
        return end == 0 ? source(0) : source(end - 1) + 1;
    }

    /** One source span for every line that a piece touches. */
    List<SourceSpan> spans(int start, int end) {
        if (lines.size() == 1) {
            return List.of(span(0, start, end));
        }
        int first = last(lineStart, lines.size(), start);
        List<SourceSpan> spans = new ArrayList<>(1);
        for (int line = first; line < lines.size() && lineStart[line] < end; line++) {
            int lineEnd = line + 1 < lines.size() ? lineStart[line + 1] - 1 : text.length();
            int from = Math.max(start, lineStart[line]);
            int to = Math.min(end, lineEnd);
            if (from < to) {
                spans.add(span(line, from, to));
            }
        }
        return spans;
    }

    private SourceSpan span(int line, int start, int end) {
        SourceSpan whole = lines.get(line);
        int from = source(start);
        int length = start == end ? 0 : sourceEnd(end) - from;
        return SourceSpan.of(
                whole.getLineIndex(),
                whole.getColumnIndex() + from - whole.getInputIndex(),
                from,
                length);
    }

    private static int last(int[] starts, int count, int at) {
        int low = 0;
        int high = count - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (starts[middle] <= at) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** Where a parsed text begins in the note: commonmark-java counts from the parsed text. */
    record Base(int offset, int line) {
        SourceSpan span(SourceSpan parsed) {
            return offset == 0
                    ? parsed
                    : SourceSpan.of(
                            parsed.getLineIndex() + line,
                            parsed.getColumnIndex(),
                            parsed.getInputIndex() + offset,
                            parsed.getLength());
        }
    }

    private static final class Builder {
        final StringBuilder text = new StringBuilder();
        final List<SourceSpan> lines;
        final int[] lineStart;
        int[] pieceStart;
        int[] pieceSource;
        int pieces;

        Builder(int lineCount) {
            lines = new ArrayList<>(lineCount);
            lineStart = new int[Math.max(1, lineCount)];
            pieceStart = new int[Math.max(1, lineCount)];
            pieceSource = new int[Math.max(1, lineCount)];
        }

        void line(CharSequence content, SourceSpan place, boolean cell) {
            if (!lines.isEmpty()) {
                text.append('\n');
            }
            lineStart[lines.size()] = text.length();
            lines.add(place);
            piece(place.getInputIndex());
            if (cell) {
                cell(content, place.getInputIndex());
            } else {
                text.append(content);
            }
        }

        private void cell(CharSequence content, int source) {
            for (int i = 0; i < content.length(); i++) {
                boolean escaped =
                        content.charAt(i) == '\\'
                                && i + 1 < content.length()
                                && content.charAt(i + 1) == '|';
                if (escaped) {
                    i++;
                    piece(source + i);
                }
                text.append(content.charAt(i));
            }
        }

        private void piece(int source) {
            if (pieces == pieceStart.length) {
                pieceStart = Arrays.copyOf(pieceStart, 2 * pieces);
                pieceSource = Arrays.copyOf(pieceSource, 2 * pieces);
            }
            pieceStart[pieces] = text.length();
            pieceSource[pieces++] = source;
        }
    }
}
