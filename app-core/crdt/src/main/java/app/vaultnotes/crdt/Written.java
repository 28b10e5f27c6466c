package app.vaultnotes.crdt;

/**
 * Characters of a text that one author wrote one after the other and that stand side by side.
 *
 * @param first the name of the first character, in the spelling of {@link Cursor}s; the counters of
 *     those behind it follow on
 * @param count how many characters
 * @param units UTF-16 units of each
 */
public record Written(OpId first, int count, int units) {

    /** UTF-16 units of all. */
    public int length() {
        return count * units;
    }
}
