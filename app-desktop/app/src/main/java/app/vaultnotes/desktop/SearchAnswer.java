package app.vaultnotes.desktop;

import app.vaultnotes.document.Id;
import app.vaultnotes.vault.Catalogue;
import app.vaultnotes.vault.Vault;
import app.vaultnotes.vault.search.Facets;
import app.vaultnotes.vault.search.Query;
import app.vaultnotes.vault.search.QueryProblem;
import app.vaultnotes.vault.search.QueryTerms;
import app.vaultnotes.vault.search.SearchHit;
import app.vaultnotes.vault.search.SearchOrder;
import app.vaultnotes.vault.search.SearchResult;
import app.vaultnotes.vault.search.Snippet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a search found, with all that is shown of it.
 *
 * @param meant what was searched for in the end
 * @param corrected that as words, when it is not what was typed
 * @param total how many notes there are
 * @param hits a piece of them
 * @param facets how many there are of each kind; folders and months as if none were chosen
 * @param problems what was not understood of the words
 * @param tookNanos how long the search took
 */
record SearchAnswer(
        Query meant,
        Optional<String> corrected,
        int total,
        List<Hit> hits,
        Facets facets,
        List<QueryProblem> problems,
        long tookNanos) {

    private static final int TITLE_CHARS = 120;

    /**
     * A note that was found.
     *
     * @param folder the path of its folder; empty for the top
     * @param atMillis when it was changed, or made where that is what hits are sorted by
     */
    record Hit(Id note, String folder, Snippet title, long atMillis, Snippet snippet) {}

    /**
     * What is asked.
     *
     * @param offset hits to skip; facets come with the first piece
     */
    record Request(SearchText text, SearchOrder order, int limit, int offset) {}

    /** Searches. */
    static SearchAnswer of(Vault vault, Request request) {
        SearchText text = request.text();
        boolean first = request.offset() == 0;
        SearchResult found =
                vault.search(
                        text.query(), request.order(), request.limit(), request.offset(), first);
        Query meant = found.corrected().orElseGet(() -> SearchText.parse(text.query()).query());
        QueryTerms titles = QueryTerms.inTitle(meant);
        List<Hit> hits = new ArrayList<>();
        for (SearchHit hit : found.hits()) {
            vault.catalogue()
                    .note(hit.note())
                    .ifPresent(row -> hits.add(hit(vault, row, hit, titles, request.order())));
        }
        return new SearchAnswer(
                meant,
                found.corrected().map(Query::toText),
                found.total(),
                hits,
                first ? facets(vault, text, found.facets()) : Facets.NONE,
                SearchText.parse(text.words()).problems(),
                found.tookNanos());
    }

    private static Hit hit(
            Vault vault,
            Catalogue.NoteRow row,
            SearchHit hit,
            QueryTerms titles,
            SearchOrder order) {
        Snippet title = Snippet.of(row.state().title(), titles, TITLE_CHARS);
        long at =
                order == SearchOrder.CREATED
                        ? row.state().createdMillis()
                        : row.state().updatedMillis();
        return new Hit(hit.note(), vault.paths().of(row.state().shelf()), title, at, hit.snippet());
    }

    /** A folder that is chosen hides no other one: each can be chosen in its place. */
    private static Facets facets(Vault vault, SearchText text, Facets found) {
        Map<String, Integer> folders =
                text.folders().isEmpty()
                        ? found.folders()
                        : counted(vault, text.without(SearchText::isFolders)).folders();
        Map<String, Integer> months =
                text.months().isEmpty()
                        ? found.months()
                        : counted(vault, text.without(SearchText::isMonths)).months();
        return new Facets(found.tags(), folders, months);
    }

    private static Facets counted(Vault vault, SearchText text) {
        return vault.search(text.query(), SearchOrder.UPDATED, 0, 0, true).facets();
    }
}
