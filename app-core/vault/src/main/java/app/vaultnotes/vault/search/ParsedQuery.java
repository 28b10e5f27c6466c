package app.vaultnotes.vault.search;

import java.util.List;

/**
 * A query with what the parser has to say about it.
 *
 * @param query what will be searched for
 * @param problems in the order of their positions
 */
public record ParsedQuery(Query query, List<QueryProblem> problems) {

    /** Copies the list. */
    public ParsedQuery {
        problems = List.copyOf(problems);
    }

    /** A query that did not come from a text. */
    public static ParsedQuery of(Query query) {
        return new ParsedQuery(query, List.of());
    }
}
