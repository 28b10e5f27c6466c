package app.vaultnotes.vault.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.vault.CpuTime;
import java.text.BreakIterator;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SnippetTest {

    private static final String ELLIPSIS = "…";

    static LongStream seeds() {
        return Seeds.of(300);
    }

    private static Query query(String text) {
        return new QueryParser(Clock.systemUTC()).parse(text).query();
    }

    private static Snippet snippet(String text, String query, int maxChars) {
        return Snippet.of(text, QueryTerms.inText(query(query)), maxChars);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    The Crème was sweet       | creme             | The [Crème] was sweet
                    red red green             | red OR green      | [red] [red] [green]
                    well known unknown        | kno*              | well [known] unknown
                    to be or not to be        | "or not to"       | to be [or not to] be
                    not to be or not          | "or not to"       | not to be or not
                    I don’t know              | don't             | I [don’t] know
                    私は東京都に住む            | 京都              | 私は東[京都]に住む
                    私は東京都に住む            | 京               | 私は東[京]都に住む
                    私は東京都に住む            | 東京都            | 私は[東京都]に住む
                    看板の第3章を読む           | 第3章             | 看板の[第3章]を読む
                    go 👩‍🚀 now               | 🚀                | go 👩‍[🚀] now
                    a b c                     | a -b              | [a] b c
                    sweet title               | title:sweet       | sweet title
                    aa aaa aaaa               | aa* aaa           | [aa] [aaa] [aaaa]
                    ab abc abcd               | "ab abc" "abc abcd" | [ab abc abcd]
                    nothing                   | tag:x             | nothing
                    """)
    void whatWasFoundIsMarked(String text, String query, String expected) {
        assertEquals(expected, snippet(text, query, 100).marked("[", "]"));
    }

    @Test
    void theTitleShowsWordsOfBothKinds() {
        QueryTerms terms = QueryTerms.inTitle(query("title:big plans -small tag:x"));
        assertEquals(
                "[Big] [plans], small", Snippet.of("Big plans, small", terms, 40).marked("[", "]"));
    }

    @Test
    void everyPlaceOfTheTermsIsFoundOnce() {
        String text = "Cell membranes: a cell, its cell membrane.\nNo membrane";
        List<String> found =
                QueryTerms.inText(query("cell \"cell membrane\" membrane*")).places(text).stream()
                        .map(place -> text.substring(place.start(), place.end()))
                        .toList();
        assertEquals(List.of("Cell", "membranes", "cell", "cell membrane", "membrane"), found);
        assertEquals(List.of(), QueryTerms.inText(query("tag:x -cell")).places(text));
    }

    @Test
    void lineBreaksAndControlCharactersAreSpaces() {
        Snippet snippet = snippet("\r\n\n one\t\u0000two \u001B[31mthree\u2028\n", "two", 60);
        assertEquals("one [two] [31mthree", snippet.marked("[", "]").strip());
    }

    @Test
    void theWindowHoldsTheMostDifferentTerms() {
        String filler = "lorem ipsum dolor ".repeat(20);
        String text =
                "apple apple apple " + filler + "pear " + filler + "a pear and an apple " + filler;
        Snippet snippet = snippet(text, "apple pear", 60);
        assertTrue(snippet.marked("[", "]").contains("a [pear] and an [apple]"), snippet.text());
        assertTrue(snippet.text().startsWith(ELLIPSIS) && snippet.text().endsWith(ELLIPSIS));
    }

    @Test
    void withoutAMatchTheBeginningIsShown() {
        String text = "Once upon a time there was a note without what was looked for";
        assertEquals("Once upon a time" + ELLIPSIS, snippet(text, "wolf", 22).text());
        assertEquals("", snippet("", "wolf", 22).text());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void snippetsAreShortCleanAndMarkedWithinBounds(long seed) {
        Texts texts = new Texts(seed);
        String text = texts.random().nextInt(10) == 0 ? texts.anything(800) : texts.mixed(800);
        List<String> words = SearchTokens.of(text).stream().map(Token::text).toList();
        Query query = new Queries(texts, words.isEmpty() ? List.of("x") : words).next();
        int maxChars = Snippet.MIN_CHARS + texts.random().nextInt(200);
        Snippet snippet = Snippet.of(text, QueryTerms.inText(query), maxChars);
        String message = "seed " + seed + ": " + query.toText();
        assertTrue(snippet.text().length() <= maxChars, message);
        assertTrue(snippet.text().chars().noneMatch(Character::isISOControl), message);
        assertFalse(snippet.text().contains("  "), message);
        int last = -1;
        for (Snippet.Highlight highlight : snippet.highlights()) {
            assertTrue(highlight.start() > last && highlight.end() > highlight.start(), message);
            assertTrue(highlight.end() <= snippet.text().length(), message);
            last = highlight.end();
        }
        assertEquals(snippet.text(), snippet.marked("", ""), message);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void noVisibleCharacterIsCutApart(long seed) {
        Texts texts = new Texts(seed);
        StringBuilder text = new StringBuilder();
        while (text.length() < 600) {
            text.append(
                    texts.oneOf(
                            List.of(
                                    "👩‍🚀", "👍🏽", "🇩🇪", "é", "한", "नि", "日", "ก็", "x",
                                    "y ")));
        }
        Snippet snippet = snippet(text.toString(), "x", 60);
        String inner = snippet.text().replace(ELLIPSIS, "");
        int at = text.indexOf(inner);
        Set<Integer> boundaries = graphemes(text.toString());
        assertTrue(boundaries.contains(at), "seed " + seed);
        assertTrue(boundaries.contains(at + inner.length()), "seed " + seed);
    }

    private static Set<Integer> graphemes(String text) {
        BreakIterator iterator = BreakIterator.getCharacterInstance(Locale.ROOT);
        iterator.setText(text);
        Set<Integer> boundaries = new HashSet<>();
        for (int at = iterator.first(); at != BreakIterator.DONE; at = iterator.next()) {
            boundaries.add(at);
        }
        return boundaries;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theBestWindowIsFound(long seed) {
        Texts texts = new Texts(seed);
        List<String> words = List.of("aa", "bb", "cc", "dd", "ee");
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 80; i++) {
            text.append(texts.random().nextInt(6) == 0 ? texts.oneOf(words) : "xxxxx").append(' ');
        }
        int maxChars = 40;
        Snippet snippet = snippet(text.toString(), String.join(" OR ", words), maxChars);
        Set<String> shown = new HashSet<>();
        snippet.highlights().forEach(h -> shown.add(snippet.text().substring(h.start(), h.end())));
        assertEquals(mostTerms(text.toString(), words, maxChars - 2), shown.size(), "seed " + seed);
    }

    private static int mostTerms(String text, List<String> words, int width) {
        int most = 0;
        for (int start = 0; start < text.length(); start++) {
            String window = text.substring(start, Math.min(text.length(), start + width));
            most = Math.max(most, (int) words.stream().filter(window::contains).count());
        }
        return most;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void highlightsAreExactlyWhatTheReferenceFinds(long seed) {
        Texts texts = new Texts(seed);
        List<String> words = List.of("a", "b", "ab", "c");
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            text.append(texts.oneOf(words)).append(' ');
        }
        Query query = new Queries(texts, words).next();
        List<Snippet.Highlight> expected = new ArrayList<>();
        Snippet snippet = Snippet.of(text.toString(), QueryTerms.inText(query), 200);
        marks(text.toString(), query, expected);
        assertEquals(expected, snippet.highlights(), "seed " + seed + ": " + query.toText());
    }

    /** Marks each character that a positive term covers, the slow way. */
    private static void marks(String text, Query query, List<Snippet.Highlight> into) {
        boolean[] marked = new boolean[text.length() + 1];
        List<Token> tokens = SearchTokens.of(text);
        for (int from = 0; from < tokens.size(); from++) {
            for (int to = from; to < tokens.size(); to++) {
                int start = tokens.get(from).start();
                int end = tokens.get(to).end();
                if (isTerm(query, tokens.subList(from, to + 1), true)) {
                    java.util.Arrays.fill(marked, start, end, true);
                }
            }
        }
        for (int i = 0; i < text.length(); i++) {
            if (marked[i] && (i == 0 || !marked[i - 1])) {
                int end = i;
                while (marked[end]) {
                    end++;
                }
                into.add(new Snippet.Highlight(i, end));
            }
        }
    }

    private static boolean isTerm(Query query, List<Token> tokens, boolean positive) {
        List<String> words = tokens.stream().map(Token::text).toList();
        if (query instanceof Query.And and) {
            return and.parts().stream().anyMatch(part -> isTerm(part, tokens, positive));
        }
        if (query instanceof Query.Or or) {
            return or.parts().stream().anyMatch(part -> isTerm(part, tokens, positive));
        }
        if (query instanceof Query.Word word && word.field() == Query.Field.ANY) {
            return words.equals(List.of(word.term()));
        }
        if (query instanceof Query.Prefix prefix && prefix.field() == Query.Field.ANY) {
            return words.size() == 1 && words.get(0).startsWith(prefix.start());
        }
        return query instanceof Query.Phrase phrase
                && phrase.field() == Query.Field.ANY
                && words.size() == phrase.terms().size()
                && ReferenceSearch.matches(
                        query,
                        ReferenceDocument.ofText(String.join(" ", words)),
                        java.time.ZoneOffset.UTC);
    }

    @Test
    void hugeTextsAreNotReadToTheEnd() {
        String huge = "word ".repeat(4_000_000) + "needle";
        String letters = "x".repeat(20_000_000);
        String marks = "\u0301".repeat(20_000_000);
        Duration most = Duration.ofSeconds(2);
        CpuTime.assertWithin(most, "words", () -> snippet(huge, "needle word \"word word\"", 160));
        CpuTime.assertWithin(most, "letters", () -> snippet(letters, "y", 160));
        CpuTime.assertWithin(most, "marks", () -> snippet(marks, "y", 160));
        assertTrue(snippet(huge, "needle", 160).highlights().isEmpty());
    }

    @Test
    void manyTermsAreFoundAtOnce() {
        StringBuilder query = new StringBuilder("\"");
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            query.append("w").append(i).append(i % 10 == 9 ? "\" \"" : " ");
            text.append("w").append(i).append(' ');
        }
        Snippet snippet = snippet(text.toString(), query.toString(), 1_000);
        assertEquals(10, snippet.highlights().size());
    }

    @Test
    void wordsThatMayBeMisspeltAreReplacedButNotThoseToKeepOut() {
        Query query = query("vanila OR (title:vanila -vanila \"vanila cream\" van*)");
        assertEquals(List.of("vanila"), QueryTerms.inTitle(query).words());
        assertEquals(
                "vanilla OR title:vanilla -vanila \"vanila cream\" van*",
                QueryTerms.replace(query, Map.of("vanila", "vanilla")).toText());
    }

    @Test
    void sizesOutsideTheBoundsAreRefused() {
        assertThrows(
                IllegalArgumentException.class, () -> snippet("x", "x", Snippet.MIN_CHARS - 1));
        assertThrows(
                IllegalArgumentException.class, () -> snippet("x", "x", Snippet.MAX_CHARS + 1));
    }
}
