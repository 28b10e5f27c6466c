package app.vaultnotes.document.markdown.syntax;

/**
 * A piece of a text.
 *
 * @param start first UTF-16 unit
 * @param end one past the last UTF-16 unit
 */
public record Range(int start, int end) {

    /** Checks the order. */
    public Range {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("range " + start + ".." + end);
        }
    }

    /** How many UTF-16 units. */
    public int length() {
        return end - start;
    }

    /** The piece of this text. */
    public String in(String text) {
        return text.substring(start, end);
    }

    /** Whether a place lies inside. */
    public boolean contains(int at) {
        return at >= start && at < end;
    }
}
