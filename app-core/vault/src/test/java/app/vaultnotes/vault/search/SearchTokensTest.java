package app.vaultnotes.vault.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.vault.CpuTime;
import java.text.Normalizer;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SearchTokensTest {

    static java.util.stream.LongStream seeds() {
        return Seeds.of(300);
    }

    private static List<String> tokens(String text) {
        return SearchTokens.of(text).stream().map(Token::text).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    Hello, World!           | hello world
                    foo-bar snake_case a/b  | foo bar snake case a b
                    don't DON’T donʼt       | dont dont dont
                    John's it’s             | john s it s
                    L'homme d’accord        | l homme d accord
                    dell'arte aujourd'hui   | dell arte aujourdhui
                    O'Brien rock'n'roll     | obrien rocknroll
                    5'10 'John's' 90's      | 5 10 john s 90 s
                    Straße STRASSE ẞ        | strasse strasse ss
                    İstanbul ISPARTA ısparta| istanbul isparta isparta
                    Łódź Ærø crème Đà       | lodz aero creme da
                    Ὀδυσσεύς ΟΔΥΣΣΕΥΣ       | οδυσσευσ οδυσσευσ
                    Ёлка йод                | елка иод
                    м'яч                    | мяч
                    أحمد احمد آحمد          | احمد احمد احمد
                    كِتَابٌ كتـــاب         | كتاب كتاب
                    مدرسة على علي           | مدرسه علي علي
                    می‌خواهم                | ميخواهم
                    שָׁלוֹם צה"ל צה״ל       | שלום צהל צהל
                    क्षत्रिय हिन्दी         | क्षत्रिय हिन्दी
                    ＡＢＣ１２３ ﬁn 𝒽𝒾 Ⓐ      | abc123 fin hi a
                    ٢٠٢٦ २०२६               | 2026 2026
                    H₂O x² ½                | h2o x2 ½
                    東京都                   | 東京 京都 都
                    東京 大阪                | 東京 京 大阪 阪
                    第3章v2                  | 第 3 章 v2
                    ｶﾞｷﾞ ガギ               | ガギ ギ ガギ ギ
                    人々コーヒー              | 人々 々コ コー ーヒ ヒー ー
                    한국                     | 한국 국
                    ที่นี่                   | ที ี่ ่น นี ี่ ่
                    🚀go ❤️ 👍🏽 👩‍🚀        | 🚀 go ❤ 👍 👩 🚀
                    🇩🇪🇫🇷🇯                  | 🇩🇪 🇫🇷 🇯
                    ㍿ ㎏                    | 株式 式会 会社 社 kg
                    x ─── → ¶ © a           | x a
                    """)
    void textIsCutIntoTheTokensPeopleExpect(String text, String expected) {
        assertEquals(expected, SearchTokens.indexText(text));
    }

    @Test
    void everyCodePointAloneIsStableAndKeepsTheAlphabet() {
        for (int codePoint : Seeds.codePoints().toArray()) {
            String text = Character.toString(codePoint);
            List<String> once = tokens(text);
            String where = "U+" + Integer.toHexString(codePoint);
            assertTokensAreClean(once, where);
            assertTokensAreStable(once, where);
            String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
            String decomposed = Normalizer.normalize(text, Normalizer.Form.NFD);
            assertEquals(tokens(composed), tokens(decomposed), where);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void tokensAreStableAndKeepTheAlphabet(long seed) {
        Texts texts = new Texts(seed);
        for (String text : List.of(texts.mixed(200), texts.anything(100))) {
            assertTokensAreClean(tokens(text), "seed " + seed);
            assertTokensAreStable(tokens(text), "seed " + seed);
        }
    }

    private static void assertTokensAreClean(List<String> tokens, String message) {
        for (String token : tokens) {
            assertTrue(token.length() <= SearchTokens.MAX_TOKEN_CHARS, message);
            assertFalse(token.isEmpty(), message);
            token.codePoints().forEach(c -> assertTrue(isInAlphabet(c), message));
        }
    }

    private static boolean isInAlphabet(int c) {
        boolean surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        return c < 0x80
                ? (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')
                : !surrogate && !Character.isWhitespace(c) && !Character.isSpaceChar(c);
    }

    private static void assertTokensAreStable(List<String> tokens, String message) {
        for (String token : tokens) {
            assertEquals(token, tokens(token).get(0), message);
        }
        assertEquals(
                tokens.stream().filter(t -> !isPair(t)).toList(),
                tokens(String.join(" ", tokens.stream().filter(t -> !isPair(t)).toList())),
                message);
    }

    private static boolean isPair(String token) {
        return SearchTokens.of(token).size() > 1;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void composedAndDecomposedTextGiveTheSameTokens(long seed) {
        String text = new Texts(seed).mixed(200);
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
        String decomposed = Normalizer.normalize(text, Normalizer.Form.NFD);
        assertEquals(tokens(composed), tokens(decomposed), "seed " + seed);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void capitalsMakeNoDifference(long seed) {
        String text = new Texts(seed).ofOneScript(20);
        String capitals = text.toUpperCase(java.util.Locale.ROOT);
        if (tokens(text).size() == tokens(capitals).size()) {
            assertEquals(tokens(text), tokens(capitals), "seed " + seed);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void offsetsLieInOrderInsideTheText(long seed) {
        String text = new Texts(seed).mixed(300);
        int lastStart = 0;
        for (Token token : SearchTokens.of(text)) {
            String message = "seed " + seed + ": " + token;
            assertTrue(token.start() >= lastStart, message);
            assertTrue(token.end() > token.start() && token.end() <= text.length(), message);
            assertFalse(splitsPair(text, token.start()) || splitsPair(text, token.end()), message);
            lastStart = token.start();
        }
    }

    private static boolean splitsPair(String text, int at) {
        return at > 0
                && at < text.length()
                && Character.isSurrogatePair(text.charAt(at - 1), text.charAt(at));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void wordsOfATokenStandWhereItsOffsetsSay(long seed) {
        String text = new Texts(seed).mixed(300);
        for (Token token : SearchTokens.of(text)) {
            String original = text.substring(token.start(), token.end());
            if (token.kind() == TokenKind.WORD) {
                assertEquals(List.of(token.text()), tokens(original), "seed " + seed);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyPartOfTextWithoutSpacesIsFoundAndNothingElse(long seed) {
        Texts texts = new Texts(seed);
        String alphabet = texts.oneOf(List.of("東京都大阪𠮷", "かきカー人々", "한국어가나", "กาขีคุง่", "កខគា្"));
        String text = texts.run(alphabet, 30);
        ReferenceDocument document = ReferenceDocument.ofText("x " + text + " y");
        int[] characters = text.codePoints().toArray();
        for (int from = 0; from < characters.length; from++) {
            for (int to = from + 1; to <= characters.length; to++) {
                String part = new String(characters, from, to - from);
                assertTrue(isFound(part, document), "seed " + seed + ": " + part + " in " + text);
            }
        }
        for (int i = 0; i < 20; i++) {
            String other = texts.run(alphabet, 4);
            assertEquals(
                    text.contains(other),
                    isFound(other, document),
                    "seed " + seed + ": " + other + " in " + text);
        }
    }

    private static boolean isFound(String part, ReferenceDocument document) {
        Optional<Query> query = Query.text(part, false, Query.Field.ANY);
        return ReferenceSearch.matches(query.orElseThrow(), document, ZoneOffset.UTC);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aPartOfMixedTextCutBetweenTokensIsFound(long seed) {
        Texts texts = new Texts(seed);
        String text = texts.mixed(60);
        List<Token> tokens = SearchTokens.of(text);
        if (tokens.isEmpty()) {
            return;
        }
        int from = tokens.get(texts.random().nextInt(tokens.size())).start();
        List<Token> later = tokens.stream().filter(t -> t.end() > from).toList();
        int to = later.get(texts.random().nextInt(later.size())).end();
        String part = text.substring(from, to);
        if (Query.text(part, false, Query.Field.ANY).isPresent()) {
            assertTrue(
                    isFound(part, ReferenceDocument.ofText(text)),
                    "seed " + seed + ": " + part + " in " + text);
        }
    }

    @Test
    void phrasesDoNotRunFromOnePartIntoTheNext() {
        String index = SearchTokens.indexText(List.of("red apple", "", "green pear"));
        assertEquals("red apple ¶  ¶ green pear", index);
        assertTrue(tokens("¶").isEmpty());
    }

    @Test
    void longWordsAreCutAlikeEverywhere() {
        String word = "x".repeat(200_000);
        assertEquals(List.of("x".repeat(64)), tokens(word));
        assertEquals(
                Optional.of(new Query.Word("x".repeat(64), Query.Field.ANY)),
                Query.text(word + "yz", false, Query.Field.ANY));
        String astral = "x" + "𐐨".repeat(100);
        assertEquals(63, tokens(astral).get(0).length());
    }

    @Test
    void hostileTextTakesLinearTime() {
        List<String> hostile = new ArrayList<>();
        hostile.add("a" + "\u0301".repeat(2_000_000));
        hostile.add("\u0301\u0316".repeat(1_000_000));
        hostile.add("क" + "़्".repeat(1_000_000));
        hostile.add("か" + "\u3099".repeat(2_000_000));
        hostile.add("ᄀ".repeat(1_000_000) + "ᅡᆨ".repeat(500_000));
        hostile.add("a'".repeat(1_000_000));
        hostile.add("\uD83C\uDDE9".repeat(1_000_000));
        hostile.add("﷽".repeat(100_000));
        for (String text : hostile) {
            CpuTime.assertWithin(
                    Duration.ofSeconds(10),
                    text.substring(0, 3),
                    () -> SearchTokens.indexText(text));
        }
    }

    @Test
    void keysOfNamesKeepPunctuationAndDropTheRest() {
        assertEquals("c++ & ole's", TextFolding.fold("  C++ \u00A0&\tOlé’s "));
        assertEquals("projects/uber/東京", TextFolding.foldPath("/Projects//Über / 東京/"));
        assertEquals(TextFolding.fold("한글が"), TextFolding.fold("한글が"));
        assertEquals(4_096, TextFolding.fold("a".repeat(10_000)).length());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void keysAreStable(long seed) {
        String key = TextFolding.fold(new Texts(seed).mixed(100));
        assertEquals(key, TextFolding.fold(key), "seed " + seed);
    }
}
