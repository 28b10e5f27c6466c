package app.vaultnotes.vault.search;

import java.util.List;
import java.util.Optional;

/**
 * What a search found.
 *
 * @param total how many notes match
 * @param hits the ones asked for, in order
 * @param facets counts over all that match, when asked for
 * @param corrected the query that was really run, when nothing matched the one that was written and
 *     a word was probably mistyped
 * @param problems what the parser could not take as written
 * @param tookNanos how long it took
 */
public record SearchResult(
        int total,
        List<SearchHit> hits,
        Facets facets,
        Optional<Query> corrected,
        List<QueryProblem> problems,
        long tookNanos) {

    /** Copies the lists. */
    public SearchResult {
        hits = List.copyOf(hits);
        problems = List.copyOf(problems);
    }
}
