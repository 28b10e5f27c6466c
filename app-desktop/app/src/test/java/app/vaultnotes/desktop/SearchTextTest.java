package app.vaultnotes.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.vault.search.Query;
import java.time.YearMonth;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Queries are taken apart into words and filters, and put together again. */
class SearchTextTest {

    private static final int RANDOM_QUERIES = 3_000;
    private static final String[] PARTS = {
        "one",
        "\"two three\"",
        "pre*",
        "tag:a",
        "#b",
        "-tag:c",
        "folder:\"/A b/c\"",
        "OR",
        "AND",
        "NOT",
        "-",
        "(",
        ")",
        "has:task",
        "is:open",
        "prop:x=1",
        "prop:\"a b\">=\"c d\"",
        "created:2026-01",
        "updated:2026-07..2026-10",
        "title:(four OR five)",
        "tag:(d OR e)",
        "\"open",
        "nofield:x",
        "\\\"",
        "updated:never",
        "„a b“"
    };

    private static List<String> filters(SearchText text) {
        return text.filters().stream().map(SearchText.Filter::text).toList();
    }

    @Test
    void filtersStandBesideTheWords() {
        SearchText text =
                SearchText.read("cell tag:exam/first \"the membrane\" folder:\"Cell biology\" -#x");
        assertEquals("cell \"the membrane\"", text.words());
        assertEquals(List.of("tag:exam/first", "folder:\"Cell biology\"", "-#x"), filters(text));
        assertEquals(
                "cell \"the membrane\" tag:exam/first folder:\"Cell biology\" -#x", text.query());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cell OR tag:a",
                "NOT tag:a",
                "title:cell",
                "tag:",
                "updated:never",
                "(cell tag:a)",
                "\"tag:a"
            })
    void whatCannotStandAloneStaysAmongTheWords(String query) {
        assertEquals(new SearchText(query, List.of()), SearchText.read(query));
    }

    @Test
    void whatIsTakenApartFindsTheSame() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < RANDOM_QUERIES; i++) {
            StringBuilder query = new StringBuilder();
            for (int n = random.nextInt(8); n > 0; n--) {
                query.append(PARTS[random.nextInt(PARTS.length)]);
                query.append(random.nextInt(6) == 0 ? "" : " ");
            }
            Query before = SearchText.parse(query.toString()).query();
            Query after = SearchText.parse(SearchText.read(query.toString()).query()).query();
            assertEquals(parts(before), parts(after), "seed " + seed + ": " + query);
        }
    }

    private static Set<Query> parts(Query query) {
        return query instanceof Query.And and ? new HashSet<>(and.parts()) : Set.of(query);
    }

    @Test
    void anOrOfWordsDoesNotReachOverFiltersThatAreAdded() {
        SearchText text = SearchText.read("cell OR membrane").toggleTag("exam");
        assertEquals("(cell OR membrane) tag:exam", text.query());
    }

    @Test
    void whatIsStillBeingTypedDoesNotSwallowFilters() {
        SearchText text = SearchText.read("tag:a").withWords("cell \"the mem");
        assertEquals("tag:a cell \"the mem", text.query());
        assertEquals("tag:a (cell OR", text.withWords("(cell OR").query());
    }

    @Test
    void tagsComeAndGo() {
        SearchText text = SearchText.read("cell #Exam");
        assertTrue(text.hasTag("exam"));
        assertEquals("cell tag:lab", text.toggleTag("EXAM").toggleTag("lab").query());
    }

    @Test
    void oneOfTheChosenFoldersIsEnough() {
        SearchText text = SearchText.EMPTY.toggleFolder("Cell biology").toggleFolder("Lab");
        assertEquals("(folder:\"/Cell biology\" OR folder:/Lab)", text.query());
        assertEquals(text, SearchText.read(text.query()));
        assertTrue(text.hasFolder("Lab") && text.hasFolder("Cell biology"));
        assertEquals("folder:/Lab", text.toggleFolder("cell biology").query());
        assertEquals(SearchText.EMPTY, text.toggleFolder("Lab").toggleFolder("Cell biology"));
        assertEquals(
                "folder:/x",
                SearchText.read("folder:lab").toggleFolder("Lab").toggleFolder("x").query());
    }

    @ParameterizedTest
    @CsvSource({
        "'', 2026-10, updated:2026-10",
        "updated:2026-10, 2026-10, ''",
        "updated:2026-10, 2026-08, updated:2026-08..2026-10",
        "updated:2026-10, 2026-12, updated:2026-10..2026-12",
        "updated:2026-08..2026-10, 2026-09, updated:2026-09",
        "created:2026-10, 2026-09, created:2026-10 updated:2026-09"
    })
    void monthsAreChosenAndSpanned(String query, String month, String then) {
        assertEquals(then, SearchText.read(query).toggleMonth(YearMonth.parse(month)).query());
    }

    @Test
    void relativeDaysStayAsTheyWereTyped() {
        SearchText text = SearchText.read("cell updated:7d");
        assertEquals("cell updated:7d", text.query());
        assertTrue(text.months().isEmpty());
    }

    @Test
    void finishedFiltersLeaveTheWords() {
        SearchText text = SearchText.read("tag:a").withWords("cell tag:a has:task ").settled();
        assertEquals("cell", text.words());
        assertEquals(List.of("tag:a", "has:task"), filters(text));
        SearchText plain = SearchText.EMPTY.withWords("just  words ");
        assertEquals(plain, plain.settled());
    }

    @Test
    void aFilterIsTakenAway() {
        SearchText text = SearchText.read("cell tag:a tag:b");
        assertEquals("cell tag:b", text.without(text.filters().get(0)::equals).query());
        assertFalse(text.isEmpty());
        assertTrue(SearchText.read("  ").isEmpty());
    }

    @Test
    void tooLongQueriesAreCut() {
        assertTrue(SearchText.read("word ".repeat(10_000)).query().length() <= 4_096);
    }
}
