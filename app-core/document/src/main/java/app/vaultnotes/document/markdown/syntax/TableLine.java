package app.vaultnotes.document.markdown.syntax;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.parser.SourceLine;
import org.jspecify.annotations.Nullable;

/** A line of a table, taken apart. */
final class TableLine {

    private TableLine() {}

    /** The cells of a row as they are written, escapes and white space included. */
    static List<SourceLine> cells(SourceLine line) {
        CharSequence text = line.getContent();
        int start = skipSpace(text, 0);
        int end = trimmedEnd(text, start);
        if (start < end && text.charAt(start) == '|') {
            start++;
        }
        List<SourceLine> cells = new ArrayList<>();
        int cellStart = start;
        for (int at = start; at < end; at++) {
            char c = text.charAt(at);
            if (c == '\\' && at + 1 < end && text.charAt(at + 1) == '|') {
                at++;
            } else if (c == '|') {
                cells.add(line.substring(cellStart, at));
                cellStart = at + 1;
            }
        }
        if (cellStart < end) {
            cells.add(line.substring(cellStart, end));
        }
        return cells;
    }

    /** A cell without the white space around its text. */
    static SourceLine trimmed(SourceLine cell) {
        CharSequence text = cell.getContent();
        int start = skipSpace(text, 0);
        return cell.substring(start, trimmedEnd(text, start));
    }

    private static int skipSpace(CharSequence text, int from) {
        int at = from;
        while (at < text.length() && isSpace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static int trimmedEnd(CharSequence text, int start) {
        int end = text.length();
        while (end > start && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t';
    }

    /**
     * The columns that a line of dashes, colons and bars describes.
     *
     * @return empty when the line is no such line, or has no bar at all
     */
    static List<TableCell.@Nullable Alignment> columns(CharSequence line) {
        List<TableCell.@Nullable Alignment> columns = new ArrayList<>();
        boolean barred = false;
        boolean awaited = true;
        int at = skipSpace(line, 0);
        if (at < line.length() && line.charAt(at) == '|') {
            barred = true;
            at = skipSpace(line, at + 1);
        }
        while (at < line.length()) {
            boolean left = line.charAt(at) == ':';
            int dashes = left ? at + 1 : at;
            int end = dashes;
            while (end < line.length() && line.charAt(end) == '-') {
                end++;
            }
            boolean right = end < line.length() && line.charAt(end) == ':';
            if (end == dashes || !awaited) {
                return List.of();
            }
            columns.add(alignment(left, right));
            at = skipSpace(line, right ? end + 1 : end);
            awaited = at < line.length() && line.charAt(at) == '|';
            barred |= awaited;
            at = awaited ? skipSpace(line, at + 1) : at;
        }
        return barred ? columns : List.of();
    }

    private static TableCell.@Nullable Alignment alignment(boolean left, boolean right) {
        if (left && right) {
            return TableCell.Alignment.CENTER;
        }
        return left ? TableCell.Alignment.LEFT : right ? TableCell.Alignment.RIGHT : null;
    }
}
