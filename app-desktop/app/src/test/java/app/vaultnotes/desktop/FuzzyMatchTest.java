package app.vaultnotes.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Typed letters find the names that people mean first. */
class FuzzyMatchTest {

    private static List<String> found(String letters, String... names) {
        return List.of(names).stream()
                .filter(name -> FuzzyMatch.of(letters, name).isPresent())
                .sorted(
                        Comparator.comparingInt((String name) ->
                                -FuzzyMatch.of(letters, name).orElseThrow().score()))
                .toList();
    }

    @Test
    void startsComeBeforeWordsAndWordsBeforeTheMiddle() {
        assertEquals(
                List.of("Cell membranes", "Eukaryotic cell", "Excellent"),
                found("cell", "Excellent", "Eukaryotic cell", "Cell membranes", "Other"));
    }

    @Test
    void firstLettersOfWordsAreEnough() {
        assertEquals("Resting potential", found("rp", "Harp string", "Resting potential").get(0));
        assertEquals(
                Optional.of(List.of(0, 8)),
                FuzzyMatch.of("rp", "Resting potential").map(FuzzyMatch::places));
    }

    @Test
    void lettersMustStandInTheirOrder() {
        assertTrue(FuzzyMatch.of("ba", "abc").isEmpty());
        assertEquals(0, FuzzyMatch.of("", "anything").orElseThrow().places().size());
    }
}
