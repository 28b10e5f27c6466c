package app.vaultnotes.desktop.editor;

import app.vaultnotes.ui.live.Row;
import app.vaultnotes.ui.live.RowStyle;
import app.vaultnotes.ui.live.Seg;
import app.vaultnotes.ui.live.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fxmisc.richtext.model.ReadOnlyStyledDocument;
import org.fxmisc.richtext.model.ReadOnlyStyledDocumentBuilder;
import org.fxmisc.richtext.model.StyledSegment;

/** Rows as the area holds them. */
final class RowDocument {

    static final RowStyle PLAIN_ROW =
            new RowStyle(new RowStyle.Paragraph(), 0, Optional.empty(), 0, Optional.empty());

    private static final SegOps OPS = new SegOps();

    private RowDocument() {}

    /** A row with something more in it, at so many characters of its view. */
    static ReadOnlyStyledDocument<RowStyle, Seg, Style> of(Row row, int column, Seg more) {
        List<StyledSegment<Seg, Style>> segments = new ArrayList<>();
        int at = 0;
        for (Seg seg : row.segs()) {
            int cut = Math.clamp(column - at, 0, seg.text().length());
            boolean here = column >= at && column < at + seg.text().length();
            if (here) {
                add(segments, OPS.subSequence(seg, 0, cut));
                add(segments, more);
                add(segments, OPS.subSequence(seg, cut, seg.text().length()));
            } else {
                add(segments, seg);
            }
            at += seg.text().length();
        }
        if (column >= at) {
            add(segments, more);
        }
        ReadOnlyStyledDocumentBuilder<RowStyle, Seg, Style> builder =
                new ReadOnlyStyledDocumentBuilder<>(OPS, PLAIN_ROW);
        return builder.addParagraph(segments, row.style()).build();
    }

    private static void add(List<StyledSegment<Seg, Style>> segments, Seg seg) {
        if (!seg.text().isEmpty()) {
            segments.add(new StyledSegment<>(seg, seg.style()));
        }
    }

    /** A paragraph with nothing in it. */
    static ReadOnlyStyledDocument<RowStyle, Seg, Style> blank() {
        return new ReadOnlyStyledDocumentBuilder<RowStyle, Seg, Style>(OPS, PLAIN_ROW)
                .addParagraph(
                        List.of(new StyledSegment<>(OPS.createEmptySeg(), Style.PLAIN)), PLAIN_ROW)
                .build();
    }

    /** A paragraph for each row; a piece for each word where JavaFX needs that. */
    static ReadOnlyStyledDocument<RowStyle, Seg, Style> of(List<Row> rows) {
        return of(rows, List.of());
    }

    /**
     * As {@link #of(List)}, with what is laid over it.
     *
     * @param laid for each row; empty when nothing is
     */
    static ReadOnlyStyledDocument<RowStyle, Seg, Style> of(List<Row> rows, List<Laid> laid) {
        ReadOnlyStyledDocumentBuilder<RowStyle, Seg, Style> builder =
                new ReadOnlyStyledDocumentBuilder<>(OPS, PLAIN_ROW);
        for (int i = 0; i < rows.size(); i++) {
            Laid over = laid.isEmpty() ? Laid.NOTHING : laid.get(i);
            builder.addParagraph(segments(rows.get(i), over), rows.get(i).style());
        }
        return builder.build();
    }

    /** The pieces of a row. */
    static List<StyledSegment<Seg, Style>> segments(Row row) {
        return segments(row, Laid.NOTHING);
    }

    private static List<StyledSegment<Seg, Style>> segments(Row row, Laid laid) {
        List<StyledSegment<Seg, Style>> segments = new ArrayList<>();
        int at = 0;
        for (Seg seg : row.segs()) {
            int end = at + seg.text().length();
            int from = at;
            while (from < end) {
                int to = laid.end(from, end);
                Style style = laid.over(seg.style(), from);
                for (String piece : WordPieces.of(seg.text().substring(from - at, to - at))) {
                    segments.add(new StyledSegment<>(new Seg(piece, style, seg.widget()), style));
                }
                from = to;
            }
            at = end;
        }
        if (segments.isEmpty()) {
            segments.add(new StyledSegment<>(OPS.createEmptySeg(), Style.PLAIN));
        }
        return segments;
    }
}
