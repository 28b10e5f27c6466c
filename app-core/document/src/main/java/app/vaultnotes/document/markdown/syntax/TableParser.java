package app.vaultnotes.document.markdown.syntax;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableBody;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.node.Block;
import org.commonmark.node.Node;
import org.commonmark.node.SourceSpan;
import org.commonmark.parser.InlineParser;
import org.commonmark.parser.SourceLine;
import org.commonmark.parser.SourceLines;
import org.commonmark.parser.block.AbstractBlockParser;
import org.commonmark.parser.block.AbstractBlockParserFactory;
import org.commonmark.parser.block.BlockContinue;
import org.commonmark.parser.block.BlockStart;
import org.commonmark.parser.block.MatchedBlockParser;
import org.commonmark.parser.block.ParserState;
import org.jspecify.annotations.Nullable;

/**
 * Reads tables as GFM writes them. Cells keep their exact places, escaped bars included, and short
 * rows are filled up only as far as the table's size warrants: a wide head over many short rows
 * would cost the square of its text.
 */
final class TableParser extends AbstractBlockParser {

    /** Empty cells that any table may be filled up with. */
    private static final int FREE_CELLS = 100;

    /** Empty cells for every written one, beyond the free ones. */
    private static final int EMPTY_PER_CELL = 2;

    private final TableBlock block = new TableBlock();
    private final List<TableCell.@Nullable Alignment> columns;
    private final List<SourceLine> rows = new ArrayList<>();
    private long emptyAllowed = FREE_CELLS;

    private TableParser(List<TableCell.@Nullable Alignment> columns, SourceLine head) {
        this.columns = columns;
        this.rows.add(head);
    }

    /** Recognises the line of dashes under a head of as many cells. */
    static final class Factory extends AbstractBlockParserFactory {
        @Override
        public BlockStart tryStart(ParserState state, MatchedBlockParser matched) {
            List<SourceLine> paragraph = matched.getParagraphLines().getLines();
            if (paragraph.isEmpty()) {
                return BlockStart.none();
            }
            SourceLine head = paragraph.get(paragraph.size() - 1);
            if (head.getContent().toString().indexOf('|') < 0) {
                return BlockStart.none();
            }
            CharSequence line = state.getLine().getContent();
            List<TableCell.@Nullable Alignment> columns =
                    TableLine.columns(line.subSequence(state.getIndex(), line.length()));
            return columns.isEmpty() || TableLine.cells(head).size() != columns.size()
                    ? BlockStart.none()
                    : BlockStart.of(new TableParser(columns, head))
                            .atIndex(state.getNextNonSpaceIndex())
                            .replaceParagraphLines(1);
        }
    }

    @Override
    public Block getBlock() {
        return block;
    }

    @Override
    public boolean canHaveLazyContinuationLines() {
        return true;
    }

    /** A line with a bar is a row; any other is one unless another block begins with it. */
    @Override
    public BlockContinue tryContinue(ParserState state) {
        String line = state.getLine().getContent().toString();
        return line.indexOf('|', state.getNextNonSpaceIndex()) >= 0
                ? BlockContinue.atIndex(state.getNextNonSpaceIndex())
                : BlockContinue.none();
    }

    @Override
    public void addLine(SourceLine line) {
        rows.add(line);
    }

    @Override
    public void parseInlines(InlineParser inlines) {
        TableHead head = new TableHead();
        head.appendChild(row(rows.get(0), true, inlines));
        head.setSourceSpans(spans(rows.get(0)));
        block.appendChild(head);
        if (rows.size() <= 2) {
            return;
        }
        TableBody body = new TableBody();
        for (SourceLine line : rows.subList(2, rows.size())) {
            body.appendChild(row(line, false, inlines));
            spans(line).forEach(body::addSourceSpan);
        }
        block.appendChild(body);
    }

    private static List<SourceSpan> spans(SourceLine line) {
        return line.getSourceSpan() == null ? List.of() : List.of(line.getSourceSpan());
    }

    private Node row(SourceLine line, boolean header, InlineParser inlines) {
        TableRow row = new TableRow();
        row.setSourceSpans(spans(line));
        List<SourceLine> cells = TableLine.cells(line);
        int written = Math.min(cells.size(), columns.size());
        for (int i = 0; i < written; i++) {
            TableCell cell = cell(i, header);
            SourceLine content = TableLine.trimmed(cells.get(i));
            cell.setSourceSpans(spans(cells.get(i)));
            row.appendChild(cell);
            inlines.parse(SourceLines.of(content), cell);
        }
        emptyAllowed += (long) EMPTY_PER_CELL * written;
        for (int i = written; i < columns.size() && emptyAllowed > 0; i++, emptyAllowed--) {
            row.appendChild(cell(i, header));
        }
        return row;
    }

    private TableCell cell(int column, boolean header) {
        TableCell cell = new TableCell();
        cell.setHeader(header);
        cell.setAlignment(columns.get(column));
        return cell;
    }
}
