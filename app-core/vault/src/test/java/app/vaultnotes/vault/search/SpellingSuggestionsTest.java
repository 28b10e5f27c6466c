package app.vaultnotes.vault.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpellingSuggestionsTest {

    static LongStream seeds() {
        return Seeds.of(200);
    }

    private static List<String> best(String term, int limit, List<VocabularyTerm> vocabulary) {
        SpellingSuggestions suggestions = new SpellingSuggestions(term, limit);
        vocabulary.forEach(v -> suggestions.consider(v.term(), v.frequency()));
        return suggestions.best().stream().map(VocabularyTerm::term).toList();
    }

    private static VocabularyTerm term(String term, long frequency) {
        return new VocabularyTerm(term, frequency);
    }

    @ParameterizedTest
    @CsvSource({
        "kitten, kitten, 0",
        "kitten, kiten, 1",
        "kitten, kittens, 1",
        "kitten, mitten, 1",
        "kitten, kittne, 1",
        "kitten, sitting, 3",
        "ca, abc, 3",
        "abcd, badc, 2",
        "'', ab, 2",
        "über, uber, 1"
    })
    void distancesCountEditsAndSwaps(String one, String other, int distance) {
        assertEquals(distance, new EditDistance(one, 5).to(other));
        assertEquals(distance, new EditDistance(other, 5).to(one));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theBandGivesWhatTheWholeTableGives(long seed) {
        Texts texts = new Texts(seed);
        for (int max = 0; max <= 3; max++) {
            String word = texts.run("abcé", 9);
            EditDistance distance = new EditDistance(word, max);
            for (int i = 0; i < 30; i++) {
                String other = i % 3 == 0 ? texts.run("abcé", 9) : edited(texts, word);
                assertEquals(
                        Math.min(max + 1, wholeTable(word, other)),
                        distance.to(other),
                        "seed " + seed + ": " + word + " " + other);
            }
        }
    }

    private static String edited(Texts texts, String word) {
        StringBuilder edited = new StringBuilder(word);
        for (int i = texts.random().nextInt(3); i >= 0 && edited.length() > 1; i--) {
            int at = texts.random().nextInt(edited.length());
            switch (texts.random().nextInt(4)) {
                case 0 -> edited.deleteCharAt(at);
                case 1 -> edited.insert(at, texts.run("abcé", 1));
                case 2 -> edited.setCharAt(at, texts.run("abcé", 1).charAt(0));
                default -> edited.append(edited.charAt(0)).deleteCharAt(0);
            }
        }
        return edited.toString();
    }

    private static int wholeTable(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(d[i - 1][j - 1] + cost, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
                boolean swap =
                        i > 1
                                && j > 1
                                && a.charAt(i - 1) == b.charAt(j - 2)
                                && a.charAt(i - 2) == b.charAt(j - 1);
                if (swap) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }

    @Test
    void closeWordsComeBeforeFrequentOnes() {
        List<VocabularyTerm> vocabulary =
                List.of(
                        term("vanilla", 3),
                        term("vanish", 900),
                        term("vanila", 7),
                        term("manila", 5),
                        term("vanity", 4));
        assertEquals(List.of("manila", "vanilla"), best("vanila", 5, vocabulary));
        assertEquals(List.of("manila"), best("vanila", 1, vocabulary));
        List<VocabularyTerm> longer =
                List.of(term("chocolates", 90), term("chocolate", 1), term("chicolet", 50));
        assertEquals(
                List.of("chocolate", "chocolates"), best("chocolatte", 2, longer).subList(0, 2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "the", "2026", "v2beta", "東京", "kitt3n", "🚀🚀🚀🚀"})
    void shortWordsNumbersAndOtherScriptsAreLeftAlone(String term) {
        assertFalse(SpellingSuggestions.mayHelp(term));
        assertEquals(
                List.of(),
                best(term, 5, List.of(term("thee", 1), term("2025", 1), term("kitten", 1))));
    }

    @Test
    void wordsWithDigitsAreNoSuggestions() {
        assertTrue(SpellingSuggestions.mayHelp("versoin"));
        assertEquals(
                List.of("version"),
                best("versoin", 5, List.of(term("verso1n", 9), term("version", 1))));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theFiltersLoseNothing(long seed) {
        Texts texts = new Texts(seed);
        Set<String> words = new TreeSet<>();
        String word = texts.run("abcdéя", 12);
        for (int i = 0; i < 200; i++) {
            words.add(i % 2 == 0 ? edited(texts, word) : texts.run("abcdéя", 12));
        }
        List<VocabularyTerm> vocabulary = new ArrayList<>();
        words.forEach(w -> vocabulary.add(term(w, texts.random().nextInt(5))));
        int allowed = word.length() < 4 ? 0 : word.length() < 8 ? 1 : 2;
        List<String> expected =
                vocabulary.stream()
                        .filter(v -> !v.term().equals(word))
                        .filter(v -> wholeTable(word, v.term()) <= allowed)
                        .sorted(
                                Comparator.comparingInt(
                                                (VocabularyTerm v) -> wholeTable(word, v.term()))
                                        .thenComparingLong(v -> -v.frequency())
                                        .thenComparing(VocabularyTerm::term))
                        .limit(10)
                        .map(VocabularyTerm::term)
                        .toList();
        assertEquals(expected, best(word, 10, vocabulary), "seed " + seed + ": " + word);
    }

    @Test
    void limitsAreChecked() {
        assertThrows(IllegalArgumentException.class, () -> new SpellingSuggestions("word", 0));
        assertThrows(IllegalArgumentException.class, () -> new SpellingSuggestions("word", 21));
    }
}
