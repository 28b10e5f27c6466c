package app.vaultnotes.document.markdown.syntax;

/** How many pieces a text may still be parted into. */
final class Pieces {

    private int left;
    private boolean wanting;

    Pieces(int left) {
        this.left = left;
    }

    /** Whether there may be more than these, which are not taken yet; it is remembered if not. */
    boolean allowMoreThan(int pieces) {
        wanting |= pieces >= left;
        return pieces < left;
    }

    void take(int pieces) {
        left -= Math.min(left, pieces);
    }

    /** Whether there always were enough. */
    boolean areLeft() {
        return !wanting;
    }
}
