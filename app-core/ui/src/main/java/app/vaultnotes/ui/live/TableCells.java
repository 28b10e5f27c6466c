package app.vaultnotes.ui.live;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.node.Node;
import org.jspecify.annotations.Nullable;

/** Makes the widget of a table: its cells with their places from where the row begins. */
final class TableCells {

    private final Canvas canvas;
    private final InlinePaint.Spans spans;
    private final int rowStart;

    TableCells(Canvas canvas, InlinePaint.Spans spans, int rowStart) {
        this.canvas = canvas;
        this.spans = spans;
        this.rowStart = rowStart;
    }

    Widget.Table of(TableBlock table) {
        List<List<Widget.Cell>> rows = new ArrayList<>();
        List<Widget.Alignment> columns = new ArrayList<>();
        for (Node part = table.getFirstChild(); part != null; part = part.getNext()) {
            for (Node row = part.getFirstChild(); row != null; row = row.getNext()) {
                if (row instanceof TableRow) {
                    rows.add(cells(row, rows.isEmpty() ? columns : new ArrayList<>()));
                }
            }
        }
        return new Widget.Table(columns, rows);
    }

    private List<Widget.Cell> cells(Node row, List<Widget.Alignment> columns) {
        List<Widget.Cell> cells = new ArrayList<>();
        for (Node cell = row.getFirstChild(); cell != null; cell = cell.getNext()) {
            columns.add(alignment(cell instanceof TableCell known ? known.getAlignment() : null));
            cells.add(cell(cell));
        }
        return cells;
    }

    private static Widget.Alignment alignment(TableCell.@Nullable Alignment written) {
        if (written == null) {
            return Widget.Alignment.NATURAL;
        }
        return switch (written) {
            case LEFT -> Widget.Alignment.LEFT;
            case CENTER -> Widget.Alignment.CENTER;
            case RIGHT -> Widget.Alignment.RIGHT;
        };
    }

    private Widget.Cell cell(Node cell) {
        if (cell.getSourceSpans().isEmpty()) {
            return new Widget.Cell(-1, -1, "");
        }
        int from = spans.start(cell);
        int to = spans.end(cell);
        while (from < to && isSpace(from)) {
            from++;
        }
        while (to > from && isSpace(to - 1)) {
            to--;
        }
        return new Widget.Cell(from - rowStart, to - rowStart, canvas.text().substring(from, to));
    }

    private boolean isSpace(int at) {
        return canvas.text().charAt(at) == ' ' || canvas.text().charAt(at) == '\t';
    }
}
