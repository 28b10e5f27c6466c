package app.vaultnotes.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.document.Names;
import app.vaultnotes.vault.exporting.Export;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In an export as web pages every link to something in the vault leads to it. */
class WebPagesTest {

    private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"]+)\"");
    private static final String LONG = "L".repeat(Names.MAX_BYTES - 4);

    @TempDir Path folder;
    private Vault vault;

    @BeforeEach
    void open() {
        vault = new Vaults(folder).create("v");
    }

    @AfterEach
    void close() {
        vault.close();
    }

    private static int links(Path page) throws IOException {
        Matcher link = LINK.matcher(Files.readString(page));
        int links = 0;
        while (link.find()) {
            String path = URLDecoder.decode(link.group(1), StandardCharsets.UTF_8);
            assertTrue(Files.isRegularFile(page.resolveSibling(path)), page + ": " + path);
            links++;
        }
        return links;
    }

    @Test
    void linksLeadToNamesThatWereCutOrNumbered() throws IOException {
        vault.notes().write(LONG + "1", "to [[F/" + LONG + "2]]");
        vault.notes().write(LONG + "2", "to [[Plan]]");
        vault.notes().write("F/" + LONG + "2", "to [[Plan]] and [[Plan.html/Inner]]");
        vault.notes().write("Plan", "to [[" + LONG + "1]], [[" + LONG + "2]], [[Inner]]");
        vault.notes().write("Plan.html/Inner", "to [[Plan]] and [[" + LONG + "1]]");
        vault.notes().write("Plan (2).html/Other", "to [[Inner]]");
        Path file = Files.writeString(folder.resolve("a".repeat(200) + ".txt"), "bytes");
        vault.attach("Plan.html/Inner", file);
        vault.attach("Plan", Files.writeString(folder.resolve("Plan.html"), "bytes"));
        Path out = folder.resolve("out");

        Export.run(vault, out, Export.Format.HTML, Progress.NONE);

        int links = 0;
        try (Stream<Path> all = Files.walk(out)) {
            List<Path> pages = all.filter(path -> path.toString().endsWith(".html")).toList();
            for (Path page : pages) {
                links += Files.isRegularFile(page) ? links(page) : 0;
            }
        }
        assertEquals(6 + 1 + 1 + 2 + 3 + 2 + 1 + 2, links);
        assertEquals("bytes", Files.readString(out.resolve("Attachments/Plan.html")));
        assertTrue(Files.isRegularFile(out.resolve("Plan (3).html/Inner.html")));
    }

    @Test
    void linksThatNameADefinitionLeadThere() throws IOException {
        vault.notes().write("F/My plan", "# Part\n");
        vault.attach("F/My plan", Files.writeString(folder.resolve("a pic.png"), "bytes"));
        vault.notes()
                .write(
                        "N",
                        "[p] [again][p] [part][q] ![pic][r] [web][w]\n\n[p]: F/My%20plan.md\n"
                                + "[q]: <F/My plan.md#Part>\n[r]: Attachments/a%20pic.png\n"
                                + "[w]: https://example.org/x.md\n");
        Path out = folder.resolve("out");
        Export.run(vault, out, Export.Format.HTML, Progress.NONE);
        List<String> links = new ArrayList<>();
        Matcher link = LINK.matcher(Files.readString(out.resolve("N.html")));
        while (link.find()) {
            links.add(link.group(1));
        }
        assertEquals(
                List.of(
                        "F/My%20plan.html",
                        "F/My%20plan.html",
                        "F/My%20plan.html#part",
                        "Attachments/a%20pic.png",
                        "https://example.org/x.md"),
                links);
    }

    @Test
    void aNoteThatHasTheNameOfTheListKeepsIt() throws IOException {
        vault.notes().write("index", "of my own");
        var report = Export.run(vault, folder.resolve("own"), Export.Format.HTML, Progress.NONE);
        assertTrue(Files.readString(folder.resolve("own/index.html")).contains("of my own"));
        assertEquals(1, report.changed().size());
        assertEquals("index.html", report.changed().get(0).path());
    }

    @Test
    void pagesRunInTheDirectionOfTheirText() throws IOException {
        vault.notes().write("2026", "رحلة إلى الحديقة\n");
        Export.run(vault, folder.resolve("rtl"), Export.Format.HTML, Progress.NONE);
        String page = Files.readString(folder.resolve("rtl/2026.html"));
        assertTrue(page.contains("<body dir=\"auto\">"), page);
        assertTrue(page.contains("{unicode-bidi:plaintext}"), page);
    }

    @Test
    void aNoteThatIsReadInPartIsNamed() throws IOException {
        vault.notes().write("Rich", "*a* ".repeat(120_000));
        var report = Export.run(vault, folder.resolve("rich"), Export.Format.HTML, Progress.NONE);
        assertEquals(1, report.changed().size());
        assertEquals("Rich", report.changed().get(0).path());
    }

    private String page(String name) throws IOException {
        Path out = folder.resolve("out");
        if (Files.notExists(out)) {
            Export.run(vault, out, Export.Format.HTML, Progress.NONE);
        }
        String page = Files.readString(out.resolve(name));
        return page.substring(page.indexOf("<h1>"), page.indexOf("</body>"));
    }

    @Test
    void embeddedNotesStandInThePageAsTheyReadAndLeadToTheirs() throws IOException {
        vault.notes()
                .write(
                        "F/Cell",
                        "# Cell\n\nIt lives[^1], see [[#Wall]].\n\n## Wall\n\nthick ^b\n\n[^1]: so");
        vault.notes().write("All", "before ![[Cell]] behind\n\n- ![[Cell#Wall]]\n\n# ![[Cell]]\n");
        String page = page("All.html");
        assertTrue(
                page.contains(
                        "<p>before </p>\n<div class=\"embed\">"
                                + "<p class=\"embed-title\"><a href=\"F/Cell.html\">Cell</a></p>\n"
                                + "<h1>Cell</h1>\n<p>It lives<sup>1</sup>, see "
                                + "<a class=\"internal\" href=\"F/Cell.html#wall\">"),
                page);
        assertTrue(page.contains("<p> behind</p>"), page);
        assertTrue(page.contains("<li>\n<div class=\"embed\">"), page);
        assertTrue(
                page.contains("href=\"F/Cell.html#wall\">Cell › Wall</a></p>\n<h2>Wall</h2>"),
                page);
        assertTrue(page.contains("><a class=\"embed\" href=\"F/Cell.html\">Cell</a></h1>"), page);
    }

    @Test
    void notesAreEmbeddedInNoOneThatTheyEmbedNorTooDeeply() throws IOException {
        vault.notes().write("A", "in A\n\n![[B]]");
        vault.notes().write("B", "in B\n\n![[A]]");
        for (int i = 1; i < 6; i++) {
            vault.notes().write("D" + i, "in D" + i + "\n\n![[D" + (i + 1) + "]]");
        }
        vault.notes().write("Many", "![[A]] ".repeat(300));
        assertEquals(2, page("A.html").split("in [AB]", -1).length - 1);
        assertEquals(4, page("D1.html").split("in D", -1).length - 1);
        assertEquals(200, page("Many.html").split("class=\"embed-title\"", -1).length - 1);
    }
}
