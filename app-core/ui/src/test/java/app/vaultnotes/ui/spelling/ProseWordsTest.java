package app.vaultnotes.ui.spelling;

import static org.junit.jupiter.api.Assertions.assertEquals;

import app.vaultnotes.ui.live.LiveText;
import app.vaultnotes.ui.live.Row;
import app.vaultnotes.ui.live.Selection;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Words are checked where somebody wrote words, and nowhere else. */
class ProseWordsTest {

    private static List<String> words(String note) {
        return words(new LiveText(note));
    }

    private static List<String> words(LiveText live) {
        return live.rows().stream()
                .flatMap(row -> ProseWords.of(row).stream())
                .map(Word::text)
                .toList();
    }

    @Test
    void proseIsCutIntoWords() {
        assertEquals(
                List.of("Head", "line", "One", "it's", "gar\u00e7on\u2019s", "bold", "strong"),
                words("# Head-line\n\nOne 'it's' (gar\u00e7on\u2019s) **bold**, *strong*!"));
    }

    @Test
    void codeFormulasTagsCommentsAndPropertiesAreNone() {
        String note =
                """
                ---
                title: keyy
                ---

                a `codd` and $foox$ #tagg %%commentt%% <b>seen</b> [^notee]

                ```java
                intt x;
                ```

                $$
                summ
                $$

                %%
                blockk
                %%
                """;
        assertEquals(List.of("and", "seen"), words(note));
        LiveText revealed = new LiveText(note);
        revealed.select(Selection.caret(note.indexOf("keyy")));
        assertEquals(List.of("and", "seen"), words(revealed));
    }

    @Test
    void whatALinkShowsIsCheckedWhereItLeadsIsNot() {
        String note =
                "[[Foldr/Targt|labell]] [[Targt]] [texxt](httpx://foo.example/bar) "
                        + "https://wwww.exmple.org me@exmple.org C:\\\\filee read.mee";
        assertEquals(List.of("labell", "texxt"), words(note));
        LiveText revealed = new LiveText(note);
        revealed.select(Selection.caret(5));
        assertEquals(List.of("labell", "texxt"), words(revealed));
    }

    @Test
    void namesOfProgramsNumbersAndHalfWordsAreNone() {
        assertEquals(
                List.of("real", "words"),
                words("JavaFX NASA x 4th snake_case half**bold** don\\'t real words"));
    }

    @Test
    void placesAreThoseOfTheView() {
        Row row = new LiveText("a **bold** one").rows().get(0);
        assertEquals(List.of(new Word("bold", 2), new Word("one", 7)), ProseWords.of(row));
        Word bold = new Word("bold", 2);
        assertEquals(
                List.of(false, true, true, false),
                List.of(bold.touches(1), bold.touches(2), bold.touches(6), bold.touches(7)));
    }

    @Test
    void aLongLineWithoutSpacesIsNoWord() {
        assertEquals(List.of(), words("x".repeat(100_000)));
    }
}
