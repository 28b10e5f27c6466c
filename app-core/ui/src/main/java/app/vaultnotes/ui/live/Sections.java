package app.vaultnotes.ui.live;

import java.util.List;

/** Which rows belong under a row, so that they can be folded away: of the live text's rows. */
final class Sections {

    private Sections() {}

    /** The row behind what belongs under a row; the next row when nothing does. */
    static int end(List<Row> rows, int row) {
        RowStyle style = rows.get(row).style();
        if (style.kind() instanceof RowStyle.Heading heading) {
            return isTop(style) && heading.first() ? heading(rows, row, heading.level()) : row + 1;
        } else if (style.kind() instanceof RowStyle.Code code) {
            return code.first() ? code(rows, row) : row + 1;
        } else if (style.callout().filter(RowStyle.Callout::first).isPresent()) {
            return callout(rows, row, style.quoteDepth());
        }
        return style.mark().isPresent() ? item(rows, row, style) : row + 1;
    }

    /** Whether a row begins a callout that is written to be closed at first. */
    static boolean isClosed(Row row) {
        return row.style().callout().filter(c -> c.first() && c.fold().equals("-")).isPresent();
    }

    /** Whether a row has nothing in it; such rows lie between items of one list. */
    static boolean isBlank(Row row) {
        return row.style().kind() instanceof RowStyle.Blank;
    }

    private static boolean isTop(RowStyle style) {
        return style.quoteDepth() == 0 && style.indent() == 0;
    }

    /** Up to the next heading that is not below it. */
    private static int heading(List<Row> rows, int row, int level) {
        int end = row + 1;
        while (end < rows.size() && !isHeading(rows.get(end).style(), level)) {
            end++;
        }
        return end;
    }

    private static boolean isHeading(RowStyle style, int level) {
        return isTop(style)
                && style.kind() instanceof RowStyle.Heading heading
                && heading.first()
                && heading.level() <= level;
    }

    /** Up to the closing fence. */
    private static int code(List<Row> rows, int row) {
        int end = row;
        while (end < rows.size()
                && rows.get(end).style().kind() instanceof RowStyle.Code code
                && (end == row || !code.first())) {
            end++;
            if (code.last()) {
                break;
            }
        }
        return Math.max(end, row + 1);
    }

    /** Up to the last row of the callout, with what is quoted deeper in it. */
    private static int callout(List<Row> rows, int row, int depth) {
        int end = row + 1;
        while (end < rows.size() && isInCallout(rows.get(end).style(), depth)) {
            end++;
        }
        return end;
    }

    private static boolean isInCallout(RowStyle style, int depth) {
        boolean another =
                style.quoteDepth() == depth
                        && style.callout().map(RowStyle.Callout::first).orElse(true);
        return style.quoteDepth() >= depth && !another;
    }

    /** The rows of an item behind its first one, and the items below it. */
    private static int item(List<Row> rows, int row, RowStyle own) {
        int end = row + 1;
        int at = row + 1;
        while (at < rows.size()) {
            RowStyle style = rows.get(at).style();
            boolean below =
                    style.quoteDepth() == own.quoteDepth()
                            && (style.indent() > own.indent()
                                    || (style.indent() == own.indent() && style.mark().isEmpty()));
            at++;
            if (below) {
                end = at;
            } else if (!isBlank(rows.get(at - 1))) {
                break;
            }
        }
        return end;
    }
}
