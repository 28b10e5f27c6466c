package app.vaultnotes.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.vault.search.QueryTerms;
import app.vaultnotes.vault.search.Snippet;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Notes are read line by line with what was found in them. */
class FoundTextTest {

    private static FoundText read(String text, String query) {
        List<Snippet.Highlight> places =
                QueryTerms.inText(SearchText.parse(query).query()).places(text);
        return FoundText.of(text, places);
    }

    private static String words(FoundText.Line line) {
        return line.parts().stream().map(FoundText.Part::text).collect(Collectors.joining());
    }

    /** What stands at the places, in order. */
    private static List<String> marked(FoundText found) {
        List<String> marked = new ArrayList<>();
        for (FoundText.Line line : found.lines()) {
            line.places()
                    .forEach(
                            place -> marked.add(words(line).substring(place.start(), place.end())));
        }
        return marked;
    }

    @Test
    void marksAreHiddenAndPlacesStayAtTheirWords() {
        FoundText found =
                read("# A cell\n\n**Two** *cells* of the `cell` [[Wall|cell]].\n", "cell cells");
        assertEquals("Two cells of the cell cell.", words(found.lines().get(1)));
        assertFalse(found.lines().get(1).written());
        assertTrue(marked(found).containsAll(List.of("cell", "cells")), marked(found).toString());
        assertEquals(1, found.lineOf(1));
    }

    @Test
    void tablesAndPicturesAreShownAsTheyAreWritten() {
        FoundText found = read("| cell | b |\r\n|---|---|\r\n| c | cell |\r\n\r\ncell\r\n", "cell");
        assertTrue(found.lines().get(0).written());
        assertEquals(List.of("cell", "cell", "cell"), marked(found));
        assertEquals(0, found.lineOf(1));
        assertEquals(1, found.lineOf(2));
    }

    @Test
    void whatIsHiddenIsShownWhereItWasFound() {
        FoundText found = read("See [the page](https://example.org/cell) now.\n", "cell");
        assertEquals(List.of("cell"), marked(found));
    }

    @Test
    void emptyNotesHaveNoLines() {
        assertEquals(List.of(), read("", "cell").lines());
        assertEquals(0, read("\n\n", "cell").lineOf(0));
    }
}
