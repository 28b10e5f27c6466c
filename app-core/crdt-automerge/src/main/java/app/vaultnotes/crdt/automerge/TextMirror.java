package app.vaultnotes.crdt.automerge;

/**
 * A text of the document as Java sees it, kept in step, so that the engine is rarely asked for it.
 */
final class TextMirror {

    private final StringBuilder text;
    private final SurrogatePairs pairs;

    TextMirror(String text) {
        this.text = new StringBuilder(text);
        this.pairs = SurrogatePairs.of(text);
    }

    SurrogatePairs pairs() {
        return pairs;
    }

    int length() {
        return text.length();
    }

    /** Checks a range before the engine sees it. */
    void require(int start, int end) {
        if (start < 0 || end < start || end > text.length()) {
            throw new IllegalArgumentException(
                    "range " + start + ".." + end + " in a text of " + text.length());
        }
    }

    void splice(int start, int deleted, String inserted) {
        text.replace(start, start + deleted, inserted);
        pairs.splice(start, deleted, inserted);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
