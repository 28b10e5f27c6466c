package app.vaultnotes.document.markdown.syntax;

/** How much of the grammar is known; each dialect knows all of the ones before it. */
public enum Dialect {
    /** CommonMark alone. */
    COMMONMARK,
    /** With tables, strikethrough, task boxes and bare addresses. */
    GFM,
    /** With all that notes have. */
    NOTES;

    boolean gfm() {
        return this != COMMONMARK;
    }

    boolean notes() {
        return this == NOTES;
    }
}
