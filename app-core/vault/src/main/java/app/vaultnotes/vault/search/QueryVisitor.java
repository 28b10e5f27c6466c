package app.vaultnotes.vault.search;

/**
 * One case for each kind of query, so that a new kind cannot be forgotten anywhere.
 *
 * @param <R> what a case returns
 */
public interface QueryVisitor<R> {

    /** Every note. */
    R everything(Query.Everything query);

    /** A filter that nobody understands. */
    R unreadable(Query.Unreadable query);

    /** All parts. */
    R and(Query.And query);

    /** One of the parts. */
    R or(Query.Or query);

    /** Not the part. */
    R not(Query.Not query);

    /** A whole word. */
    R word(Query.Word query);

    /** The beginning of a word. */
    R prefix(Query.Prefix query);

    /** Tokens in a row. */
    R phrase(Query.Phrase query);

    /** A tag. */
    R tag(Query.Tag query);

    /** A folder. */
    R folder(Query.Folder query);

    /** A day. */
    R dated(Query.Dated query);

    /** Something contained. */
    R has(Query.Has query);

    /** A state. */
    R is(Query.Is query);

    /** A property. */
    R property(Query.Property query);
}
