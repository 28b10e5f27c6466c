package app.vaultnotes.cli;

import app.vaultnotes.vault.Catalogue;
import app.vaultnotes.vault.VaultException;
import app.vaultnotes.vault.search.Query;
import app.vaultnotes.vault.search.QueryProblem;
import app.vaultnotes.vault.search.SearchHit;
import app.vaultnotes.vault.search.SearchOrder;
import app.vaultnotes.vault.search.SearchRequest;
import app.vaultnotes.vault.search.SearchResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code search}. */
@Command(
        description = {
            "Find notes. Words are AND-ed; \"phrases\", OR, -not, prefix*, ( ).",
            "Filters: tag:x folder:x title:x created:2026-01 updated:>2026-01-01 has:task is:open prop:key=value."
        })
final class SearchCommand extends VaultCommand {

    private static final int DEFAULT_LIMIT = 20;

    @Parameters(arity = "0..*", paramLabel = "QUERY", description = "What to look for.")
    private List<String> words = List.of();

    @Option(names = "--limit", paramLabel = "N", description = "At most so many hits (20).")
    private int limit = DEFAULT_LIMIT;

    @Option(names = "--offset", paramLabel = "N", description = "Leave out so many hits.")
    private int offset;

    @Option(
            names = "--sort",
            paramLabel = "ORDER",
            completionCandidates = Orders.class,
            converter = Orders.class,
            description = "relevance, updated, created or title.")
    private SearchOrder sort = SearchOrder.RELEVANCE;

    @Option(names = "--save", paramLabel = "NAME", description = "Save the search under a name.")
    private @Nullable String save;

    @Option(
            names = "--saved",
            paramLabel = "NAME",
            arity = "0..1",
            fallbackValue = "",
            description = "Run a saved search; without a name, list them.")
    private @Nullable String saved;

    /** What hits can be sorted by. */
    static final class Orders extends Choices<SearchOrder> {
        Orders() {
            super(SearchOrder.values());
        }
    }

    SearchCommand(Context context) {
        super(context);
    }

    @Override
    int run(OpenVault open) {
        if (limit < 0 || offset < 0) {
            throw new WrongUsage("--limit and --offset count from 0 up.", "");
        }
        words.stream()
                .filter(word -> word.matches("--\\p{Alpha}.*"))
                .findFirst()
                .ifPresent(word -> {
                    throw new WrongUsage(
                            "Unknown option: “" + word + "”",
                            "“vaultnotes search --help” shows how.");
                });
        String query = String.join(" ", words);
        String name = saved;
        if (name != null && name.isEmpty()) {
            return listSaved(open);
        }
        if (name != null) {
            query = query + " (" + savedQuery(open, name) + ")";
        }
        String keep = save;
        if (keep != null) {
            vault(open).settings().saveSearch(keep, query);
        }
        int bounded = Math.min(limit, SearchRequest.MAX_LIMIT);
        SearchResult result = vault(open).search(query.strip(), sort, bounded, offset, true);
        return json() ? asJson(open, result) : inWords(open, result);
    }

    private static String savedQuery(OpenVault open, String name) {
        return Optional.ofNullable(vault(open).settings().savedSearches().get(name))
                .orElseThrow(() ->
                        new VaultException(
                                VaultException.Code.NOT_FOUND,
                                "There is no saved search “" + name + "”.",
                                "“vaultnotes search --saved” lists them."));
    }

    private int listSaved(OpenVault open) {
        Map<String, String> all = vault(open).settings().savedSearches();
        if (json()) {
            print(Map.of("saved", all));
        } else {
            all.forEach((name, query) -> say(terminal().bold(name) + "  " + query));
        }
        return 0;
    }

    private int asJson(OpenVault open, SearchResult result) {
        List<Map<String, Object>> hits = new ArrayList<>();
        for (SearchHit hit : result.hits()) {
            vault(open)
                    .catalogue()
                    .note(hit.note())
                    .ifPresent(row -> hits.add(shape(open, hit, row)));
        }
        Map<String, Object> facets = new LinkedHashMap<>();
        facets.put("tag", result.facets().tags());
        facets.put("folder", result.facets().folders());
        facets.put("month", result.facets().months());
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("total", result.total());
        shape.put("tookMillis", result.tookNanos() / 1_000_000.0);
        shape.put("hits", hits);
        shape.put("facets", facets);
        result.corrected().map(Query::toText).ifPresent(text -> shape.put("corrected", text));
        shape.put("problems", result.problems().stream().map(SearchCommand::shape).toList());
        print(shape);
        return 0;
    }

    private static Map<String, Object> shape(QueryProblem problem) {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("position", problem.position());
        shape.put("message", problem.message());
        shape.put("hint", problem.hint());
        return shape;
    }

    private static Map<String, Object> shape(OpenVault open, SearchHit hit, Catalogue.NoteRow row) {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("id", hit.note());
        shape.put("path", vault(open).paths().of(row));
        shape.put("title", row.state().title());
        shape.put("snippet", hit.snippet().marked("**", "**"));
        shape.put("updated", time(row.state().updatedMillis()));
        return shape;
    }

    private int inWords(OpenVault open, SearchResult result) {
        for (QueryProblem problem : result.problems()) {
            say(terminal().faint((problem.message() + " " + problem.hint()).strip()));
        }
        result.corrected()
                .ifPresent(query ->
                        say(
                                terminal().faint("Nothing matches as written; showing: ")
                                        + query.toText()));
        for (SearchHit hit : result.hits()) {
            vault(open)
                    .catalogue()
                    .note(hit.note())
                    .ifPresent(row -> say(terminal().bold(vault(open).paths().of(row))));
            String begin = terminal().colour() ? "\u001b[33m" : "";
            String close = terminal().colour() ? "\u001b[0m" : "";
            say("  " + hit.snippet().marked(begin, close).strip());
        }
        say(terminal().faint(Terminal.count(result.total(), "note")));
        return 0;
    }
}
