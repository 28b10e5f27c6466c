package app.vaultnotes.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Links and mentions are shown with the lines in which they stand. */
class AroundTest {

    @TempDir Path folder;
    private Vault vault;

    @BeforeEach
    void create() {
        vault = new Vaults(folder).create("v");
        vault.notes().write("Plan", "text");
    }

    @AfterEach
    void close() {
        vault.close();
    }

    private Links.Around around(int notes, int places) {
        return vault.links().around(vault.paths().note("Plan"), new Links.Most(notes, places));
    }

    private List<String> marked(Links.Context context) {
        String text = vault.notes().text(context.note());
        return context.places().stream()
                .map(place -> {
                    String part = place.line().substring(place.from(), place.to());
                    assertEquals(part, text.substring(place.at(), place.at() + part.length()));
                    return part;
                })
                .toList();
    }

    @Test
    void eachLinkHasItsLine() {
        vault.notes()
                .write(
                        "A",
                        "first\r\nsee [[Plan]] and ![[Plan#x|y]]\r\n[so](Plan.md) [then][r]\n\n"
                                + "[r]: Plan.md\n");
        Links.Context a = around(10, 10).linking().get(0);
        assertEquals("see [[Plan]] and ![[Plan#x|y]]", a.places().get(0).line());
        assertEquals(
                List.of("[[Plan]]", "![[Plan#x|y]]", "[so](Plan.md)"), marked(a).subList(0, 3));
        assertEquals(a.count(), a.places().size());
    }

    @Test
    void aLongLineIsCutAroundTheLinkAndNotInACharacter() {
        String text = "😀".repeat(5_000) + "[[Plan]]" + "😀".repeat(5_000);
        vault.notes().write("A", text);
        Links.Context a = around(10, 10).linking().get(0);
        assertEquals(List.of("[[Plan]]"), marked(a));
        String line = a.places().get(0).line();
        assertTrue(line.length() < 600, "" + line.length());
        assertEquals(
                line,
                line.codePoints()
                        .filter(c -> c < 0xD800 || c > 0xDFFF)
                        .collect(
                                StringBuilder::new,
                                StringBuilder::appendCodePoint,
                                StringBuilder::append)
                        .toString());
    }

    @Test
    void mentionsHaveTheirLinesWhereProseNamesTheNote() {
        vault.notes().write("B", "`Plan`\n\nA plan for the plan.\n");
        vault.notes().write("A", "[[Plan]] the plan\n");
        Links.Around around = around(10, 10);
        assertEquals(List.of("A"), around.linking().stream().map(Links.Context::path).toList());
        assertEquals(List.of("B"), around.mentions().stream().map(Links.Context::path).toList());
        assertEquals(List.of("plan", "plan"), marked(around.mentions().get(0)));
        assertEquals(0, around.mentions().get(0).count());
    }

    @Test
    void noMoreIsReadThanWanted() {
        for (int i = 0; i < 9; i++) {
            vault.notes().write("L" + i, "[[Plan]] ".repeat(7));
            vault.notes().write("M" + i, "plan ".repeat(7));
        }
        Links.Around few = around(2, 3);
        assertEquals(List.of("L0", "L1"), few.linking().stream().map(Links.Context::path).toList());
        assertEquals(9, few.linkingCount());
        assertEquals(7, few.linking().get(0).count());
        assertEquals(3, few.linking().get(0).places().size());
        assertEquals(2, few.mentions().size());
        assertEquals(3, few.mentions().get(0).places().size());
        assertTrue(few.isMore());
        assertEquals(false, around(9, 3).isMore());
    }
}
