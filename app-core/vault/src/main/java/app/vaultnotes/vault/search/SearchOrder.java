package app.vaultnotes.vault.search;

/** How hits are sorted; ties by id. */
public enum SearchOrder {
    /** The best matches first; titles count more than bodies. */
    RELEVANCE,
    /** The last edited first. */
    UPDATED,
    /** The newest first. */
    CREATED,
    /** By title. */
    TITLE
}
