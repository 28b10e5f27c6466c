package app.vaultnotes.vault.search;

import java.util.List;

/**
 * A query as it was understood.
 *
 * @param query what is searched for
 * @param problems what could not be taken as written, in order
 */
public record ParsedQuery(Query query, List<Problem> problems) {

    /** Copies the problems. */
    public ParsedQuery {
        problems = List.copyOf(problems);
    }

    /**
     * Something in a query that could not be taken as written.
     *
     * @param position where, in UTF-16 units
     * @param message what is wrong and what was done instead
     */
    public record Problem(int position, String message) {}
}
