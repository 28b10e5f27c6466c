package app.vaultnotes.ui.live;

/**
 * A selection in a note's text; only its two ends reveal marks.
 *
 * @param anchor where it began, in UTF-16 units of the source
 * @param caret where it is moved from, in UTF-16 units of the source
 */
public record Selection(int anchor, int caret) {

    /** Checks the offsets. */
    public Selection {
        if (anchor < 0 || caret < 0) {
            throw new IllegalArgumentException("selection " + anchor + ".." + caret);
        }
    }

    /** A caret that selects nothing. */
    public static Selection caret(int at) {
        return new Selection(at, at);
    }

    /** Its lower end. */
    public int start() {
        return Math.min(anchor, caret);
    }

    /** Its upper end. */
    public int end() {
        return Math.max(anchor, caret);
    }

    /** Whether it selects nothing. */
    public boolean isEmpty() {
        return anchor == caret;
    }
}
