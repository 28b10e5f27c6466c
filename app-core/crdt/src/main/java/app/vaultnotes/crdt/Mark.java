package app.vaultnotes.crdt;

/**
 * A property of a piece of text, such as a comment's anchor.
 *
 * @param start first UTF-16 unit
 * @param end one past the last UTF-16 unit; above {@code start}
 * @param name what kind of property
 * @param value its value
 */
public record Mark(int start, int end, String name, Value value) {

    /** Whether text typed at a mark's edge becomes part of it. */
    public enum Expand {
        /** At neither edge. */
        NONE,
        /** At the start. */
        BEFORE,
        /** At the end. */
        AFTER,
        /** At both edges. */
        BOTH
    }

    /**
     * Checks that the mark covers something: engines read a mark of no width as one without end.
     */
    public Mark {
        if (start < 0 || end <= start) {
            throw new IllegalArgumentException("a mark must cover text: " + start + ".." + end);
        }
    }
}
