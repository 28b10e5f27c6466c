package app.vaultnotes.vault.search;

/**
 * A visitor with one answer for all kinds of query it does not name.
 *
 * @param <R> what a case returns
 */
abstract class PartialVisitor<R> implements QueryVisitor<R> {

    abstract R otherwise(Query query);

    @Override
    public R everything(Query.Everything query) {
        return otherwise(query);
    }

    @Override
    public R unreadable(Query.Unreadable query) {
        return otherwise(query);
    }

    @Override
    public R and(Query.And query) {
        return otherwise(query);
    }

    @Override
    public R or(Query.Or query) {
        return otherwise(query);
    }

    @Override
    public R not(Query.Not query) {
        return otherwise(query);
    }

    @Override
    public R word(Query.Word query) {
        return otherwise(query);
    }

    @Override
    public R prefix(Query.Prefix query) {
        return otherwise(query);
    }

    @Override
    public R phrase(Query.Phrase query) {
        return otherwise(query);
    }

    @Override
    public R tag(Query.Tag query) {
        return otherwise(query);
    }

    @Override
    public R folder(Query.Folder query) {
        return otherwise(query);
    }

    @Override
    public R dated(Query.Dated query) {
        return otherwise(query);
    }

    @Override
    public R has(Query.Has query) {
        return otherwise(query);
    }

    @Override
    public R is(Query.Is query) {
        return otherwise(query);
    }

    @Override
    public R property(Query.Property query) {
        return otherwise(query);
    }
}
