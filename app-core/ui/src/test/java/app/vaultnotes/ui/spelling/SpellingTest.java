package app.vaultnotes.ui.spelling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A word is right when anybody says so, and judged only by those who could know it. */
class SpellingTest {

    /** A list of a few words that counts how often it is asked. */
    private static final class FewWords implements WordList {
        private final Character.UnicodeScript script;
        private final Set<String> words;
        private int asked;

        FewWords(Character.UnicodeScript script, String... words) {
            this.script = script;
            this.words = Set.of(words);
        }

        @Override
        public boolean covers(Character.UnicodeScript other) {
            return other == script;
        }

        @Override
        public boolean has(String word) {
            asked++;
            return words.contains(word);
        }

        @Override
        public List<String> suggestions(String word) {
            return words.stream().sorted().toList();
        }
    }

    private final FewWords english =
            new FewWords(Character.UnicodeScript.LATIN, "river", "Anna", "it's");
    private final FewWords german = new FewWords(Character.UnicodeScript.LATIN, "Fluss");
    private final Spelling spelling =
            new Spelling(List.of(english, german), OwnWords.of(List.of("vaulty")));

    @Test
    void aWordOfAnyListIsRight() {
        assertFalse(spelling.isWrong("river"));
        assertFalse(spelling.isWrong("Fluss"));
        assertTrue(spelling.isWrong("rivr"));
    }

    @Test
    void signsOfPrintAndOwnersAreUnderstood() {
        assertFalse(spelling.isWrong("it\u2019s"));
        assertFalse(spelling.isWrong("Anna\u2019s"));
        assertFalse(spelling.isWrong("riv\u00ader"));
    }

    @Test
    void scriptsThatNoListHasAreNotJudged() {
        assertFalse(spelling.isWrong("\u043c\u0438\u0440"));
        assertFalse(spelling.isWrong("\u6f22\u5b57"));
        assertFalse(spelling.isWrong("\u0633\u0644\u0627\u0645"));
        assertFalse(spelling.isWrong("ri\u0432er"), "two scripts are none");
        assertFalse(new Spelling(List.of(), OwnWords.of(List.of())).isWrong("rivr"));
    }

    @Test
    void aWordIsLookedUpOnce() {
        spelling.isWrong("rivr");
        spelling.isWrong("rivr");
        assertEquals(1, english.asked);
    }

    @Test
    void ownWordsAreRightAtOnceWithACapitalToo() {
        assertFalse(spelling.isWrong("Vaulty"));
        assertTrue(spelling.isWrong("Zorb"));
        spelling.setOwn(spelling.own().with("Zorb"));
        assertFalse(spelling.isWrong("Zorb"));
        assertTrue(spelling.isWrong("zorb"));
        assertEquals("Zorb\nvaulty\n", spelling.own().text());
    }

    @Test
    void ownWordsAreBounded() {
        List<String> lines =
                new ArrayList<>(List.of("", "  ", "x".repeat(61), "a\u0000b", "\tgood "));
        for (int i = 0; i < 30_000; i++) {
            lines.add("word" + i);
        }
        OwnWords words = OwnWords.of(lines);
        assertTrue(words.has("good"));
        assertEquals(20_000, words.text().lines().count());
    }

    @Test
    void listsSuggestInTurn() {
        assertEquals(
                List.of("Anna", "Fluss", "it\u2019s", "river"), spelling.suggestions("r\u2019"));
    }

    @Test
    void theLanguageOfTheAppIsUsedUntilOthersAreChosen() {
        List<String> found = List.of("de-AT", "de-DE", "en-GB", "en-US", "fr-FR");
        assertEquals(List.of("en-GB"), LanguageChoice.of("system", Locale.UK, found));
        assertEquals(List.of("en-US"), LanguageChoice.of("system", Locale.ENGLISH, found));
        assertEquals(List.of("de-DE"), LanguageChoice.of("system", Locale.GERMAN, found));
        assertEquals(
                List.of("de-AT"), LanguageChoice.of("system", Locale.GERMAN, List.of("de-AT")));
        assertEquals(List.of(), LanguageChoice.of("system", Locale.ITALIAN, found));
        assertEquals(
                List.of("de-AT", "fr-FR"), LanguageChoice.of("fr-FR de-AT xx ", Locale.UK, found));
        assertEquals(List.of(), LanguageChoice.of(" ", Locale.UK, found));
    }
}
