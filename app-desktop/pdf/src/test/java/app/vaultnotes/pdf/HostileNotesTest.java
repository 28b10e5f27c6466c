package app.vaultnotes.pdf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.vault.importing.FidelityReport;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No note stops an export; what became of it is said. */
class HostileNotesTest extends PdfTest {

    private void assertContained(String hostile, String why) throws IOException {
        vault.notes().write("Hostile", hostile);
        vault.notes().write("Zebra", "fine\n");
        FidelityReport report = export();
        assertEquals("Zebra fine 1 / 1", words("Zebra.pdf"));
        String said = report.changed() + " " + report.skipped();
        assertTrue(said.contains(why), said);
    }

    @Test
    void nestedQuotes() throws IOException {
        assertContained(">".repeat(90_000) + " deep\n", "nested");
    }

    @Test
    void nestedLists() throws IOException {
        StringBuilder lists = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            lists.append("  ".repeat(i)).append("- item ").append(i).append('\n');
        }
        assertContained(lists.toString(), "nested");
    }

    @Test
    void aLineOfAMegabyte() throws IOException {
        assertContained("x".repeat(1 << 20) + "\n", "");
    }

    @Test
    void aNoteThatIsTooLong() throws IOException {
        assertContained("word and word\n".repeat(200_000), "too long");
    }

    @Test
    void signsThatXmlHasNoRoomFor() throws IOException {
        assertContained(
                "a\u0001b\ufffe <!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]> &e;\n", "");
        List<String> words = List.of(words("Hostile.pdf").split(" ", -1));
        assertTrue(words.contains("&e;") && words.contains("<!DOCTYPE"), words.toString());
    }

    @Test
    void formulasThatWouldTakeForEver() throws IOException {
        assertContained(
                "$" + "\\sqrt{".repeat(45) + "x" + "}".repeat(45) + "$ $\\input{a}$\n", "\\input");
    }
}
