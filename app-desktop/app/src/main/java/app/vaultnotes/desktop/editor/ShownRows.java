package app.vaultnotes.desktop.editor;

import app.vaultnotes.ui.live.RowStyle;
import app.vaultnotes.ui.live.Seg;
import app.vaultnotes.ui.live.Style;
import org.fxmisc.richtext.model.ReadOnlyStyledDocument;

/** Puts rows into an area, in the place of others. The note's text is not touched. */
final class ShownRows {

    private final LiveArea area;
    private final KeptNodes keptNodes;

    ShownRows(LiveArea area, Look look) {
        this.area = area;
        this.keptNodes = new KeptNodes(area, look::segment);
    }

    /** Puts rows where others are; one that changes only a little keeps its nodes. */
    void show(int first, int removed, ReadOnlyStyledDocument<RowStyle, Seg, Style> rows) {
        Runnable put = () -> put(first, removed, rows);
        boolean kept =
                removed == 1
                        && rows.getParagraphCount() == 1
                        && keptNodes.show(
                                first,
                                rows.getParagraph(0),
                                () -> area.getParagraphs().quietly(put));
        if (!kept) {
            put.run();
        }
    }

    /** Puts rows where others are, with new nodes. */
    void put(int first, int removed, ReadOnlyStyledDocument<RowStyle, Seg, Style> rows) {
        area.quietly(() -> {
            if (area.getSelection().getLength() > 0) {
                area.selectRange(area.getCaretPosition(), area.getCaretPosition());
            }
            int last = first + removed - 1;
            int from = area.getAbsolutePosition(first, 0);
            int to = area.getAbsolutePosition(last, area.getParagraphLength(last));
            area.getContent().replace(from, to, rows);
        });
    }

    /** Shows a row with what is composed in it at the caret. */
    void compose(int row, Seg composed, int caret) {
        int column = area.getCaretColumn();
        int from = area.getAbsolutePosition(row, 0);
        area.quietly(() -> {
            area.getContent()
                    .replace(
                            from,
                            from + area.getParagraphLength(row),
                            RowDocument.of(area.fold().rows().get(row), column, composed));
            int at = from + column + caret;
            area.selectRange(at, at);
        });
    }
}
