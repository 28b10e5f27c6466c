package app.vaultnotes.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Blank lines part paragraphs, whatever ends the lines. */
class ParagraphsTest {

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n\n",
                "\r\n\r\n",
                "\r\r",
                "\n \t\n",
                "\r\n  \r\n",
                "\n\n\n",
                "\r\n\r\n\r\n"
            })
    void oneOfTwoChangedParagraphsComesBack(String gap) {
        String then = "first" + gap + "second" + gap + "third\r\nline";
        try (Vault vault = new Vaults(folder).create("v")) {
            Edited old = vault.notes().write("N", then);
            vault.notes().write("N", "FIRST" + gap + "second" + gap + "third\r\nLINE");
            List<Timeline.ChangedParagraph> changed =
                    vault.timeline().paragraphs("N", old.version());
            assertEquals(
                    List.of("FIRST", "third\r\nLINE"),
                    changed.stream().map(Timeline.ChangedParagraph::now).toList());
            assertEquals(
                    List.of("first", "third\r\nline"),
                    changed.stream().map(Timeline.ChangedParagraph::then).toList());
            vault.timeline().revertParagraph("N", old.version(), 2);
            assertEquals(
                    "FIRST" + gap + "second" + gap + "third\r\nline",
                    vault.notes().text(vault.paths().note("N").id()));
        }
    }

    @Test
    void blankLinesAtTheEndsAreNoParagraphs() {
        Paragraphs paragraphs = new Paragraphs("\r\n\r\na\r\n \r\n");
        assertEquals(4, paragraphs.start(5));
        assertEquals(5, paragraphs.end(4));
        assertEquals(0, paragraphs.start(0));
        assertEquals(0, new Paragraphs("").end(0));
        assertEquals(4, new Paragraphs("a\n  ").end(1));
    }
}
