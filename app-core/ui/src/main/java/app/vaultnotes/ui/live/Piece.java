package app.vaultnotes.ui.live;

/**
 * A stretch of a row: how much source stands behind how much view.
 *
 * @param kind how the two relate
 * @param srcLen UTF-16 units of the source
 * @param viewLen UTF-16 units of the view
 */
public record Piece(Kind kind, int srcLen, int viewLen) {

    /** How source and view of a piece relate. */
    public enum Kind {
        /** The same characters. */
        SAME,
        /** Source that is not shown. */
        HIDDEN,
        /** Source that is shown as one character. */
        WIDGET,
        /** One character of the view that has no source. */
        VIEW_ONLY
    }

    static Piece same(int length) {
        return new Piece(Kind.SAME, length, length);
    }

    static Piece hidden(int length) {
        return new Piece(Kind.HIDDEN, length, 0);
    }

    static Piece widget(int length) {
        return new Piece(Kind.WIDGET, length, 1);
    }

    static Piece viewOnly() {
        return new Piece(Kind.VIEW_ONLY, 0, 1);
    }
}
