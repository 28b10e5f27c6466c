package app.vaultnotes.ui.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is offered depends on what stands before the caret. */
class CompletingTest {

    private static Optional<Completing> at(String marked) {
        int caret = marked.indexOf('^');
        return Completing.at(marked.replace("^", ""), caret);
    }

    @Test
    void linksOfferNotesAndThenHeadings() {
        assertEquals(
                Optional.of(new Completing(Completing.Kind.NOTE, "", "Os", 6)),
                at("see [[Os^]] too"));
        assertEquals(
                Optional.of(new Completing(Completing.Kind.HEADING, "Osmosis", "Wh", 10)),
                at("[[Osmosis#Wh^"));
        assertEquals(Optional.of(new Completing(Completing.Kind.HEADING, "", "", 3)), at("[[#^]]"));
        assertEquals(Optional.empty(), at("[[done]] and^"));
        assertEquals(Optional.empty(), at("[[Note|as^"));
    }

    @Test
    void signsBehindSpaceOfferTags() {
        assertEquals(
                Optional.of(new Completing(Completing.Kind.TAG, "", "exam/f", 3)),
                at("a #exam/f^"));
        assertEquals(Optional.empty(), at("a#b^"));
        assertEquals(Optional.empty(), at("# ^"));
        assertEquals(Optional.empty(), at("#^"));
    }
}
