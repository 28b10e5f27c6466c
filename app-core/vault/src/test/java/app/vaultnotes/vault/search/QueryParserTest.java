package app.vaultnotes.vault.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.vault.CpuTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryParserTest {

    /** Half past midnight of the first of March in Berlin, still February in UTC. */
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-02-28T23:30:00Z"), ZoneId.of("Europe/Berlin"));

    private static final QueryParser PARSER = new QueryParser(CLOCK);

    /** What is typed, and how it is printed once it was read. */
    private static final String READINGS =
            """
            two words               | two words
            two AND words           | two words
            a OR b c                | a OR b c
            (a OR b) c              | (a OR b) c
            a (b c) d               | a b c d
            a OR (b OR c)           | a OR b OR c
            -not -(a b)             | -not -(a b)
            NOT a NOT NOT b --c     | -a b c
            foo-bar                 | "foo bar"
            -foo-bar                | -"foo bar"
            Foo - Bar               | foo bar
            "Two Words"             | "two words"
            "one"                   | one
            “two words” „drei vier“ | "two words" "drei vier"
            «deux mots» 「東京 都」  | "deux mots" "東京 都"
            pre* "two wo"* foo-ba*  | pre* "two wo"* "foo ba"*
            東京 東京都 京 京*       | 東京 "東京都" 京 京
            don’t                   | dont
            http://x.org/a?b=c      | "http x org a b c"
            std::vector 10:30       | "std vector" "10 30"
            C# c++ #1 #             | c c 1
            tag:a tag:#B/c #d/e     | tag:a tag:B/c tag:d/e
            (#work, #東京!)          | tag:work tag:東京
            tag:(a OR "b c")        | tag:a OR tag:"b c"
            tag:a//b/               | tag:a/b
            folder:"My Folder"      | folder:"My Folder"
            folder:/Work/x/         | folder:/Work/x
            title:x title:"a b"     | title:x title:"a b"
            title:(a OR b tag:c)    | title:a OR title:b tag:c
            Title:x TAG:y           | title:x tag:y
            tag：x （a ＯＲ b）       | tag:x a or b
            created:2026-01         | created:2026-01-01..2026-01-31
            created:2026            | created:2026-01-01..2026-12-31
            created:2024-2          | created:2024-02-01..2024-02-29
            created:2026-01-05      | created:2026-01-05
            created:2026-01..2026-2 | created:2026-01-01..2026-02-28
            created:2026-02..2026-1 | created:2026-01-01..2026-02-28
            updated:>2026-01-01     | updated:2026-01-02..
            updated:>=2026-01       | updated:2026-01-01..
            updated:<2026           | updated:..2025-12-31
            updated:<=2026-01       | updated:..2026-01-31
            updated:today           | updated:2026-03-01
            updated:YESTERDAY       | updated:2026-02-28
            updated:7d              | updated:2026-02-23..2026-03-01
            updated:2w              | updated:2026-02-16..2026-03-01
            updated:1m              | updated:2026-02-02..2026-03-01
            updated:1y              | updated:2025-03-02..2026-03-01
            updated:30d..           | updated:2026-01-31..
            updated:..yesterday     | updated:..2026-02-28
            updated:(2020 OR today) | updated:2020-01-01..2020-12-31 OR updated:2026-03-01
            has:task has:Links      | has:task has:link
            is:open -is:done        | is:open -is:done
            prop:status             | prop:status
            prop:status=done        | prop:status=done
            prop:status!=done       | -prop:status=done
            prop:rating>=4          | prop:rating>=4
            prop:"due date"<2026-01 | prop:"due date"<2026-01
            prop:s="in progress" x  | prop:s="in progress" x
            prop:(a=1 OR b<2)       | prop:a=1 OR prop:b<2
            """;

    static LongStream seeds() {
        return Seeds.of(500);
    }

    private static Query parsed(String text) {
        return PARSER.parse(text).query();
    }

    private static List<QueryProblem> problems(String text) {
        return PARSER.parse(text).problems();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = READINGS)
    void queriesAreReadAsPeopleMeanThem(String text, String expected) {
        ParsedQuery parsed = PARSER.parse(text);
        assertEquals(expected, parsed.query().toText());
        assertEquals(parsed.query(), parsed(expected));
    }

    @Test
    void theLeavesAreWhatTheySay() {
        assertEquals(new Query.Word("cafe", Query.Field.ANY), parsed("Café"));
        assertEquals(new Query.Prefix("caf", Query.Field.TITLE), parsed("title:caf*"));
        assertEquals(new Query.Phrase(List.of("東京", "京都"), false, Query.Field.ANY), parsed("東京都"));
        assertEquals(new Query.Prefix("京", Query.Field.ANY), parsed("\"京\""));
        assertEquals(
                new Query.Phrase(List.of("第", "3", "章"), true, Query.Field.ANY), parsed("第3章"));
        assertEquals(new Query.Word("🚀", Query.Field.ANY), parsed("🚀*"));
        assertEquals(new Query.Everything(), parsed("   "));
        assertEquals(List.of(), problems("   "));
        assertTrue(parsed("a b OR c") instanceof Query.Or);
        assertEquals(
                new Query.Property("status", Query.Comparison.AT_LEAST, "4"),
                parsed("prop:status>=4"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    "open phrase            | "open phrase"             | 0
                    a (b OR c               | a (b OR c)                | 2
                    a ) b                   | a b                       | 2
                    tag: x                  | tag:"" x                  | 4
                    folder:                 | folder:""                 | 7
                    created:soon x          | created:soon x            | 8
                    created:2026-02-30      | created:2026-02-30        | 8
                    created:..              | created:..                | 8
                    updated:>7d             | updated:">7d"             | 8
                    -updated:2024-13 x      | updated:2024-13 x         | 9
                    x -(y OR is:opne)       | x is:opne                 | 12
                    has:money x             | has:money x               | 4
                    is:                     | is:""                     | 3
                    prop:=1 x               | prop:"" x                 | 5
                    fo*bar                  | "fo bar"                  | 0
                    *                       | ``                        | 0
                    !?                      | ``                        | 0
                    foo:bar                 | "foo bar"                 | 0
                    x titel:y               | x "titel y"               | 2
                    tag:a*                  | tag:a                     | 4
                    """)
    void whatMakesNoSenseIsReportedAndTheRestIsSearched(
            String text, String expected, int position) {
        ParsedQuery parsed = PARSER.parse(text);
        assertEquals(expected, parsed.query().toText());
        assertEquals(
                List.of(position),
                parsed.problems().stream().map(QueryProblem::position).toList(),
                () -> parsed.problems().toString());
    }

    @Test
    void aMisspeltFieldGetsAHint() {
        assertEquals("Did you mean title:?", problems("titel:x").get(0).hint());
        assertEquals("Did you mean folder:?", problems("foldr:x").get(0).hint());
        assertTrue(problems("is:opne").get(0).hint().contains("is:open"));
        assertTrue(problems("status:open").get(0).hint().contains("prop:status=value"));
        assertTrue(problems("rating>=4").get(0).hint().contains("prop:rating>=4"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://a.b",
                "note: this",
                "std::string",
                "10:30",
                "a:/b",
                "C:",
                "a > b",
                "x<"
            })
    void colonsOfOrdinaryTextAreNoProblem(String text) {
        assertEquals(List.of(), problems(text));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatIsPrintedIsReadBackTheSame(long seed) {
        Queries queries = new Queries(new Texts(seed));
        for (int i = 0; i < 10; i++) {
            Query query = queries.next();
            String text = query.toText();
            ParsedQuery back = PARSER.parse(text);
            assertEquals(query, back.query(), () -> "seed " + seed + ": " + text);
            assertEquals(
                    text.isEmpty() || text.contains(Queries.UNREADABLE),
                    !back.problems().isEmpty() || text.isEmpty(),
                    () -> "seed " + seed + ": " + text);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void nothingThatCanBeTypedFails(long seed) {
        Texts texts = new Texts(seed);
        List<String> pieces =
                List.of(
                        "\"",
                        "”",
                        "«",
                        "(",
                        ")",
                        "-",
                        "*",
                        "#",
                        ":",
                        "OR",
                        "AND",
                        "NOT",
                        " ",
                        " ",
                        "tag:",
                        "folder:",
                        "created:",
                        "prop:",
                        "title:",
                        "has:",
                        "is:",
                        "=",
                        "<",
                        ">=",
                        "!",
                        "..",
                        "7d",
                        "2026-01",
                        "/",
                        "\\",
                        "word",
                        "東京",
                        "京",
                        "（",
                        "：",
                        "\u3000",
                        "é");
        StringBuilder text = new StringBuilder();
        for (int i = texts.random().nextInt(40); i > 0; i--) {
            text.append(texts.random().nextInt(8) == 0 ? texts.anything(5) : texts.oneOf(pieces));
        }
        ParsedQuery parsed = PARSER.parse(text.toString());
        String message = "seed " + seed + ": " + text;
        assertEquals(parsed.query(), parsed(parsed.query().toText()), message);
        assertTrue(parsed.problems().size() <= QueryScanner.MAX_PROBLEMS, message);
        int last = 0;
        for (QueryProblem problem : parsed.problems()) {
            assertTrue(problem.position() >= last, message);
            assertTrue(problem.position() <= text.length(), message);
            assertFalse(problem.message().isEmpty(), message);
            last = problem.position();
        }
    }

    @Test
    void tooLongQueriesLoseTheirEnd() {
        ParsedQuery parsed = PARSER.parse("a ".repeat(100) + "x".repeat(5_000) + " tag:never");
        assertEquals(QueryParser.MAX_CHARS, parsed.problems().get(0).position());
        assertFalse(parsed.query().toText().contains("never"));
    }

    @Test
    void tooManyTermsLoseTheLast() {
        String words =
                IntStream.range(0, 300).mapToObj(i -> "w" + i).collect(Collectors.joining(" "));
        ParsedQuery parsed = PARSER.parse(words);
        assertEquals(256, ((Query.And) parsed.query()).parts().size());
        assertEquals(1, parsed.problems().size());
        assertEquals(words.indexOf("w256"), parsed.problems().get(0).position());
        ParsedQuery phrase = PARSER.parse("\"" + words + "\" tag:x");
        assertEquals(256, ((Query.Phrase) phrase.query()).terms().size());
        ParsedQuery unspaced = PARSER.parse("東京".repeat(1_000));
        assertEquals(256, ((Query.Phrase) unspaced.query()).terms().size());
        assertEquals(unspaced.query(), parsed(unspaced.query().toText()));
    }

    @Test
    void parenthesesTooDeepAreLeftOut() {
        String deep = "(".repeat(1_000) + "a OR b" + ")".repeat(1_000) + " c";
        ParsedQuery parsed = PARSER.parse(deep);
        assertEquals("(a OR b) c", parsed.query().toText());
        assertEquals(
                List.of(QueryParser.MAX_DEPTH),
                parsed.problems().stream().map(QueryProblem::position).toList());
    }

    @Test
    void longQueriesAreReadQuickly() {
        for (String piece :
                List.of("(", ")", "-", "\"", "#1", "a:", "tag:", "*", "NOT ", "prop:!")) {
            CpuTime.assertWithin(
                    Duration.ofSeconds(3), piece, () -> PARSER.parse(piece.repeat(100_000)));
        }
    }

    @Test
    void onlyQueriesInNormalFormExist() {
        Query word = new Query.Word("a", Query.Field.ANY);
        Query both = Query.and(List.of(word, new Query.Is(Query.State.OPEN)));
        assertThrows(IllegalArgumentException.class, () -> new Query.And(List.of(word)));
        assertThrows(IllegalArgumentException.class, () -> new Query.And(List.of(word, both)));
        assertThrows(IllegalArgumentException.class, () -> Query.not(new Query.Everything()));
        assertThrows(IllegalArgumentException.class, () -> new Query.Not(Query.not(word)));
        assertThrows(IllegalArgumentException.class, () -> new Query.Word("a b", Query.Field.ANY));
        assertThrows(IllegalArgumentException.class, () -> new Query.Tag("#/"));
        assertThrows(IllegalArgumentException.class, () -> new DayRange(null, null));
        assertEquals(word, Query.not(Query.not(word)));
        assertEquals(new Query.Everything(), Query.or(List.of(word, new Query.Everything())));
    }

    @Test
    void foldersAndTagsCoverWhatIsBelow() {
        assertTrue(new Query.Tag("Äpfel").covers("apfel/grün"));
        assertFalse(new Query.Tag("apfel").covers("apfelmus"));
        assertTrue(new Query.Folder("work").covers("Areas/Work/2026"));
        assertFalse(new Query.Folder("/work").covers("Areas/Work"));
        assertTrue(new Query.Folder("/Areas/work").covers("areas/WORK"));
        assertFalse(new Query.Folder("work").covers("Homework"));
        assertTrue(new Query.Folder("/").covers(""));
        assertFalse(new Query.Folder("work").covers(""));
    }

    @ParameterizedTest
    @CsvSource({
        "GREATER, 10, 9, true",
        "LESS, 10, 9, false",
        "EQUAL, 4.50, 4.5, true",
        "EQUAL, Done, done, true",
        "EQUAL, Café, cafe, true",
        "LESS, 2026-01-02, 2026-01-10, true",
        "GREATER, 2026-01-02T10:00, 2026-01-02, true",
        "LESS, ten, 11, false",
        "GREATER, ten, 11, false",
        "AT_MOST, -3, 2, true",
        "EXISTS, x, '', true"
    })
    void propertiesCompareAsNumbersOrAsText(
            Query.Comparison comparison, String stored, String wanted, boolean accepted) {
        assertEquals(accepted, comparison.accepts(stored, wanted));
    }

    @Test
    void daysBeginWhereThePersonIs() {
        DayRange day = new DayRange(LocalDate.of(2026, 3, 29), LocalDate.of(2026, 3, 29));
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        assertEquals(
                Duration.ofHours(23).toMillis(), day.endMillis(berlin) - day.startMillis(berlin));
        assertTrue(day.contains(Instant.parse("2026-03-28T23:00:00Z"), berlin));
        assertFalse(day.contains(Instant.parse("2026-03-29T22:00:00Z"), berlin));
        DayRange since = new DayRange(LocalDate.of(1, 1, 1), null);
        assertEquals(Long.MAX_VALUE, since.endMillis(berlin));
    }
}
