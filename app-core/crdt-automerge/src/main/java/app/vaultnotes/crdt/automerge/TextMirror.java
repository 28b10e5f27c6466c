package app.vaultnotes.crdt.automerge;

/**
 * A text of the document as Java sees it, kept in step, so that the engine is rarely asked for it.
 */
final class TextMirror {

    /**
     * Longest text, in UTF-16 units. At some 400 bytes of native memory for each character, more
     * would not fit into most machines anyway.
     */
    private static final int MAX_LENGTH = 1 << 26;

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

    int codePoints() {
        return text.length() - pairs.count();
    }

    /** Checks a range before the engine sees it. */
    void requireRange(int start, int end) {
        if (start < 0 || end < start || end > text.length()) {
            throw new IllegalArgumentException(
                    "range " + start + ".." + end + " in a text of " + text.length());
        }
    }

    /** Checks a replacement before the engine sees it. */
    void require(int start, int deleted, int inserted) {
        if (start < 0 || deleted < 0 || start > text.length() - deleted) {
            throw new IllegalArgumentException(
                    deleted + " units from " + start + " in a text of " + text.length());
        }
        if (inserted > MAX_LENGTH - (text.length() - deleted)) {
            throw new IllegalArgumentException("a text of more than " + MAX_LENGTH + " units");
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
