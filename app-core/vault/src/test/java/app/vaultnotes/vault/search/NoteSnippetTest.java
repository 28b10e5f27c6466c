package app.vaultnotes.vault.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.document.markdown.MarkdownAnalysis;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoteSnippetTest {

    private static Snippet of(String markdown, String query) {
        Query parsed = new QueryParser(Clock.systemUTC()).parse(query).query();
        return NoteSnippet.of(
                markdown,
                QueryTerms.inText(parsed),
                160,
                text -> MarkdownAnalysis.of(text).plainText());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "> [!note] Read by **ribosomes**; Read by [ribosomes]",
                "- [ ] Free `ribosomes` make it; Free [ribosomes] make it",
                "See [[Cells/Ribosomes|the ribosomes]] there; See the [ribosomes] there",
                "# About ribosomes; About [ribosomes]",
            })
    void isReadNotWritten(String markdown, String expected) {
        assertEquals(expected, of(markdown, "ribosomes").marked("[", "]"));
    }

    @Test
    void whatStandsOnlyInFrontMatterIsShownAsWritten() {
        String note = "---\nstatus: draft\n---\nText\n";
        assertTrue(of(note, "draft").marked("[", "]").contains("[draft]"));
    }

    @Test
    void aPieceOfALongNoteSaysThatItGoesOn() {
        String filler = "Words *and* words.\n".repeat(1_000);
        String shown = of(filler + "\nThe **ribosomes**.\n\n" + filler, "ribosomes").text();
        assertTrue(shown.startsWith("…") && shown.endsWith("…"), shown);
        assertTrue(shown.contains("The ribosomes. Words and"), shown);
        assertTrue(shown.length() <= 160, shown);
    }

    @Test
    void theBeginningStandsForANoteThatIsFoundByItsTitle() {
        assertEquals("Title One two", of("---\na: b\n---\n# Title\n\nOne **two**\n", "x").text());
    }

    @Test
    void aLineWithoutAnEndIsCutAndNotReadWhole() {
        String shown =
                of("*a* ".repeat(200_000) + "**ribosomes**" + " b".repeat(200_000), "ribosomes")
                        .text();
        assertTrue(shown.contains("a a a") && shown.contains(" ribosomes b"), shown);
    }
}
