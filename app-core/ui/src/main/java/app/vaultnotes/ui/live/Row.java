package app.vaultnotes.ui.live;

import java.util.List;
import java.util.Objects;

/**
 * One paragraph of the view: a line of the source, several of them, or a piece of a very long one.
 * Immutable; equal to rows that look the same and map the same.
 */
public final class Row {

    private final List<Piece> pieces;
    private final List<Seg> segs;
    private final RowStyle style;
    private final int srcLen;
    private final int eolLen;
    private final int viewLen;
    private final Chunk chunk;
    private final int index;

    Row(Canvas.Draft content, Chunk chunk, int index) {
        this.pieces = List.copyOf(content.pieces());
        this.segs = List.copyOf(content.segs());
        this.style = content.style();
        this.eolLen = content.eolLen();
        this.chunk = chunk;
        this.index = index;
        int source = eolLen;
        int view = 0;
        for (Piece piece : pieces) {
            source += piece.srcLen();
            view += piece.viewLen();
        }
        this.srcLen = source;
        this.viewLen = view;
    }

    /** How its source and its view relate, without the line end. */
    public List<Piece> pieces() {
        return pieces;
    }

    /** What it shows. */
    public List<Seg> segs() {
        return segs;
    }

    /** How it looks as a whole. */
    public RowStyle style() {
        return style;
    }

    /** UTF-16 units of its source, line end included. */
    public int srcLen() {
        return srcLen;
    }

    /** UTF-16 units of its line end: 0 for the last row and for one that was cut, else 1 or 2. */
    public int eolLen() {
        return eolLen;
    }

    /** UTF-16 units of its view, without the paragraph break behind it. */
    public int viewLen() {
        return viewLen;
    }

    /** How the source is read where the row's block begins. */
    public State stateIn() {
        return chunk.in();
    }

    /** How the source is read behind the row's block. */
    public State stateOut() {
        return chunk.out();
    }

    /** What it shows as text, widgets as one character each. */
    public String viewText() {
        StringBuilder text = new StringBuilder(viewLen);
        segs.forEach(seg -> text.append(seg.text()));
        return text.toString();
    }

    Chunk chunk() {
        return chunk;
    }

    /** Its place among the rows of its chunk. */
    int index() {
        return index;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Row row
                && eolLen == row.eolLen
                && style.equals(row.style)
                && pieces.equals(row.pieces)
                && segs.equals(row.segs);
    }

    @Override
    public int hashCode() {
        return Objects.hash(pieces, segs, style, eolLen);
    }

    @Override
    public String toString() {
        return style + " " + segs + " " + pieces + " eol " + eolLen;
    }
}
