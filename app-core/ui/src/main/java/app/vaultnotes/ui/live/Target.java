package app.vaultnotes.ui.live;

/** Where a stretch of text leads. */
public sealed interface Target {

    /** Nowhere: the text is no link. */
    Target NONE = new None();

    /** Nowhere. */
    record None() implements Target {}

    /**
     * A place in the vault, as a wikilink names it.
     *
     * @param path the path; empty for a place in the same note
     * @param fragment the heading or {@code ^block}; empty when there is none
     */
    record Wiki(String path, String fragment) implements Target {}

    /**
     * The destination of a standard link: an address, or a path in the vault with its escapes.
     *
     * @param destination as CommonMark reads it; hostile
     */
    record Address(String destination) implements Target {}
}
