package app.vaultnotes.vault.store;

import app.vaultnotes.document.Id;
import app.vaultnotes.vault.search.Facets;
import app.vaultnotes.vault.search.NoteSnippet;
import app.vaultnotes.vault.search.Query;
import app.vaultnotes.vault.search.QueryTerms;
import app.vaultnotes.vault.search.SearchHit;
import app.vaultnotes.vault.search.SearchIndex;
import app.vaultnotes.vault.search.SearchRequest;
import app.vaultnotes.vault.search.SearchResult;
import app.vaultnotes.vault.search.SpellingSuggestions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Answers searches from FTS5 and the projected tables. */
final class SqliteSearch implements SearchIndex {

    private static final int SNIPPET_CHARS = 160;
    private static final int MAX_FACET_VALUES = 50;

    /** Most letters that a mistyped word can have too many or too few. */
    private static final int MAX_ERRORS = 2;

    private final Database database;

    SqliteSearch(Database database) {
        this.database = database;
    }

    @Override
    public SearchResult search(SearchRequest request) {
        long start = System.nanoTime();
        return database.read(sql -> {
            Query query = request.parsed().query();
            SearchResult found = run(sql, request, query, Optional.empty(), start);
            if (found.total() > 0) {
                return found;
            }
            Optional<Query> corrected = corrected(sql, query);
            if (corrected.isEmpty()) {
                return found;
            }
            SearchResult instead = run(sql, request, corrected.get(), corrected, start);
            return instead.total() > 0 ? instead : found;
        });
    }

    private static SearchResult run(
            Sql sql, SearchRequest request, Query query, Optional<Query> corrected, long start)
            throws SQLException {
        SearchSql search = SearchSql.of(query, request, () -> FolderNames.paths(sql));
        if (search.comparesProperties()) {
            sql.installPropertyFunction();
        }
        List<Long> page = page(sql, search, request);
        int total = total(sql, search, request, page.size());
        Facets facets =
                request.withFacets() && total > 0
                        ? facets(sql, search, request.zone())
                        : Facets.NONE;
        long tookNanos = System.nanoTime() - start;
        return new SearchResult(
                total,
                hits(sql, page, query),
                facets,
                corrected,
                request.parsed().problems(),
                tookNanos);
    }

    private static List<Long> page(Sql sql, SearchSql search, SearchRequest request)
            throws SQLException {
        return request.limit() == 0
                ? List.of()
                : sql.all(
                        search.page(request.order()),
                        row -> row.getLong(1),
                        search.values(request.limit(), request.offset()));
    }

    /** A first page that is not full holds all there is; otherwise they are counted. */
    private static int total(Sql sql, SearchSql search, SearchRequest request, int shown)
            throws SQLException {
        return request.offset() == 0 && shown < request.limit()
                ? shown
                : (int) sql.number(search.count(), search.values());
    }

    private static List<SearchHit> hits(Sql sql, List<Long> docs, Query query) throws SQLException {
        QueryTerms terms = QueryTerms.inText(query);
        List<SearchHit> hits = new ArrayList<>(docs.size());
        for (long doc : docs) {
            sql.first(
                            "SELECT n.id, t.text FROM note n JOIN note_text t ON t.doc = n.doc"
                                    + " WHERE n.doc = ?",
                            row -> hit(row, terms),
                            doc)
                    .ifPresent(hits::add);
        }
        return hits;
    }

    private static SearchHit hit(ResultSet row, QueryTerms terms) throws SQLException {
        return new SearchHit(
                Documents.id(row, 1),
                NoteSnippet.of(
                        Codec.unpackText(row.getBytes(2)), terms, SNIPPET_CHARS, SearchText::of));
    }

    private static Facets facets(Sql sql, SearchSql search, ZoneId zone) throws SQLException {
        Map<String, Integer> tags = new LinkedHashMap<>();
        sql.all(
                "SELECT min(t.tag), count(*) FROM tag t WHERE t.doc IN ("
                        + search.docs()
                        + ") GROUP BY t.key"
                        + " ORDER BY 2 DESC, 1 LIMIT "
                        + MAX_FACET_VALUES,
                row -> tags.put(row.getString(1), row.getInt(2)),
                search.values());
        Map<Id, Integer> shelves = new LinkedHashMap<>();
        sql.all(
                "SELECT shelf, count(*) FROM note WHERE doc IN ("
                        + search.docs()
                        + ") GROUP BY shelf ORDER BY 2 DESC",
                row -> shelves.put(Documents.id(row, 1), row.getInt(2)),
                search.values());
        Map<String, Integer> months = new TreeMap<>(Comparator.reverseOrder());
        sql.all(
                "SELECT updated FROM note WHERE doc IN (" + search.docs() + ")",
                row -> months.merge(month(row.getLong(1), zone), 1, Integer::sum),
                search.values());
        return new Facets(tags, named(sql, shelves), months);
    }

    private static String month(long millis, ZoneId zone) {
        return YearMonth.from(Instant.ofEpochMilli(millis).atZone(zone)).toString();
    }

    private static Map<String, Integer> named(Sql sql, Map<Id, Integer> shelves)
            throws SQLException {
        Map<Id, String> paths = FolderNames.paths(sql);
        Map<String, Integer> named = new LinkedHashMap<>();
        for (Map.Entry<Id, Integer> shelf : shelves.entrySet()) {
            if (named.size() < MAX_FACET_VALUES) {
                named.merge(paths.getOrDefault(shelf.getKey(), ""), shelf.getValue(), Integer::sum);
            }
        }
        return named;
    }

    /** The query with words that occur nowhere replaced by the nearest ones that do. */
    private static Optional<Query> corrected(Sql sql, Query query) throws SQLException {
        Map<String, String> replacements = new HashMap<>();
        for (String word : QueryTerms.inTitle(query).words()) {
            boolean unknown =
                    sql.number("SELECT count(*) FROM note_words WHERE term = ?", word) == 0;
            if (unknown && SpellingSuggestions.mayHelp(word)) {
                SpellingSuggestions suggestions = new SpellingSuggestions(word, 1);
                sql.each(
                        "SELECT term, doc FROM note_words WHERE length(term) BETWEEN ? AND ?",
                        row -> suggestions.consider(row.getString(1), row.getLong(2)),
                        word.codePointCount(0, word.length()) - MAX_ERRORS,
                        word.length() + MAX_ERRORS);
                suggestions.best().forEach(best -> replacements.put(word, best.term()));
            }
        }
        return replacements.isEmpty()
                ? Optional.empty()
                : Optional.of(QueryTerms.replace(query, replacements));
    }
}
