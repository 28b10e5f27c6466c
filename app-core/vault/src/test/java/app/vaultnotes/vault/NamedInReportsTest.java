package app.vaultnotes.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.document.Names;
import app.vaultnotes.document.markdown.FrontMatter;
import app.vaultnotes.document.markdown.syntax.NoteParser;
import app.vaultnotes.vault.exporting.Export;
import app.vaultnotes.vault.importing.FidelityReport;
import app.vaultnotes.vault.importing.FolderSource;
import app.vaultnotes.vault.importing.Import;
import app.vaultnotes.vault.importing.ZipSource;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Reports name what people will stumble over elsewhere, once each. */
class NamedInReportsTest {

    private static final List<String> NOT_ON_WINDOWS =
            List.of("a:b.md", "q?\"<>|*.md", "dot.", "line\nbreak.md", "space ", "back\\slash.md");

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

    private static List<String> named(List<FidelityReport.Line> lines) {
        return lines.stream().map(FidelityReport.Line::path).sorted().toList();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void namesThatWindowsCannotHaveAreNamedOnTheWayInAndOut() throws IOException {
        Path source = Files.createDirectories(folder.resolve("source"));
        for (String name : NOT_ON_WINDOWS) {
            Files.writeString(source.resolve(name), "text");
        }
        Files.writeString(source.resolve("fine.md"), "text");
        FidelityReport in = Import.run(vault, new FolderSource(source), "", Progress.NONE);
        assertEquals(NOT_ON_WINDOWS.stream().sorted().toList(), named(in.changed()));
        FidelityReport out =
                Export.run(vault, folder.resolve("out"), Export.Format.MARKDOWN, Progress.NONE);
        assertEquals(NOT_ON_WINDOWS.size(), out.changed().size(), out::toString);
        assertTrue(
                in.changed().stream().anyMatch(line -> line.why().contains("“\\”")), in::toString);
        for (String name : NOT_ON_WINDOWS) {
            assertTrue(Files.exists(folder.resolve("out").resolve(name)), name);
        }
    }

    @Test
    @DisabledOnOs({OS.WINDOWS, OS.MAC})
    void foldersAreNamedOnce() throws IOException {
        Path source = Files.createDirectories(folder.resolve("source"));
        for (String note :
                List.of(
                        "CON/a.md",
                        "CON/b.md",
                        "Work/a.md",
                        "work/a.md",
                        "WORKS",
                        "Works.md/b.md",
                        "works.md")) {
            Files.createDirectories(source.resolve(note).getParent());
            Files.writeString(source.resolve(note), "text");
        }
        FidelityReport in = Import.run(vault, new FolderSource(source), "", Progress.NONE);
        assertEquals(List.of("CON", "work"), named(in.changed()));
        assertEquals(4, vault.catalogue().counts().folders());
    }

    private static List<String> named(List<FidelityReport.Line> lines, String why) {
        return named(lines.stream().filter(line -> line.why().contains(why)).toList());
    }

    @Test
    void whatANoteLacksIsNamedWhenItFollowsItsSourceToo() throws IOException {
        String rich = "*a* ".repeat(NoteParser.MAX_PIECES);
        String broken = "---\na: [b\n---\ntext";
        Path source = Files.createDirectories(folder.resolve("source"));
        for (int round = 0; round < 2; round++) {
            Files.writeString(source.resolve("new rich.md"), rich + round);
            Files.writeString(source.resolve("rich.md"), round == 0 ? "text" : rich);
            Files.writeString(source.resolve("new broken.md"), broken + round);
            Files.writeString(source.resolve("broken.md"), round == 0 ? "text" : broken);
            FidelityReport report = Import.run(vault, new FolderSource(source), "", Progress.NONE);
            assertEquals(
                    round == 0 ? List.of("new rich.md") : List.of("new rich.md", "rich.md"),
                    named(report.changed(), "pieces of Markdown"));
            assertEquals(
                    round == 0 ? List.of("new broken.md") : List.of("broken.md", "new broken.md"),
                    named(report.changed(), "properties cannot be read"));
            assertEquals(4 * round, named(report.changed(), "the note follows").size());
        }
    }

    @Test
    void propertiesThatAreNotReadAreNamed() throws IOException {
        List<String> unread =
                List.of(
                        "a: " + "[".repeat(51) + "]".repeat(51),
                        "a: " + "{".repeat(3_000),
                        "a:\n  " + "- ".repeat(600) + "x",
                        "a:\n" + " ".repeat(201) + "b: c",
                        "a: &a [x]\nb: [*a]",
                        "a: " + "x".repeat(FrontMatter.MAX_CHARS),
                        "a: " + "[".repeat(70_000) + "]".repeat(70_000));
        String rule = "\n" + "a: text\n".repeat(FrontMatter.MAX_CHARS / 8);
        Path source = Files.createDirectories(folder.resolve("source"));
        for (int i = 0; i < unread.size(); i++) {
            Files.writeString(source.resolve(i + ".md"), "---\n" + unread.get(i) + "\n---\ntext");
        }
        Files.writeString(source.resolve("rule.md"), "---\n" + rule + "---\ntext");
        Files.writeString(source.resolve("open.md"), "---\na: b\n" + rule);
        FidelityReport report = Import.run(vault, new FolderSource(source), "", Progress.NONE);
        assertEquals(
                List.of("0.md", "1.md", "2.md", "3.md", "4.md", "5.md", "6.md"),
                named(report.changed(), "properties cannot be read"));
        assertEquals(unread.size(), report.changed().size());
    }

    @Test
    void aNoteThatIsTooLongAndABombIsNamedOnce() throws IOException {
        Path zip = folder.resolve("bomb.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("bomb.md"));
            write(out, 70 << 20);
        }
        try (ZipSource source = new ZipSource(zip)) {
            FidelityReport report = Import.run(vault, source, "", Progress.NONE);
            assertEquals(List.of("bomb.md"), named(report.skipped()));
            assertEquals(List.of(), named(report.changed()));
        }
    }

    private static void write(OutputStream out, int count) throws IOException {
        byte[] zeros = new byte[1 << 16];
        for (int at = 0; at < count; at += zeros.length) {
            out.write(zeros);
        }
    }

    @Test
    void aFileWhoseEmbedFindsNoRoomIsNotKeptWithoutIt() throws IOException {
        vault.notes().write("Full", "x".repeat(Notes.MAX_CHARS - 3));
        Path file = Files.writeString(folder.resolve("picture.png"), "bytes");
        assertThrows(VaultException.class, () -> vault.attach("Full", file));
        assertEquals(List.of(), vault.catalogue().files(Catalogue.Page.ALL));
        vault.notes().write("Small", "text");
        vault.attach("Small", file);
        vault.attach("Small", file);
        String embed = "![[picture.png]]\n";
        assertEquals(
                "text\n" + embed + embed, vault.notes().text(vault.paths().note("Small").id()));
        assertEquals(1, vault.catalogue().files(Catalogue.Page.ALL).size());
        vault.undo().undo("Small");
        vault.undo().undo("Small");
        assertEquals("text", vault.notes().text(vault.paths().note("Small").id()));
    }

    @Test
    void aNumberFindsRoomInTheLongestName() throws IOException {
        String longest = "ä".repeat(125) + ".png";
        vault.notes().write("N", "text");
        for (String bytes : List.of("one", "two", "three")) {
            vault.attach("N", Files.writeString(folder.resolve(longest), bytes));
        }
        List<String> names =
                vault.catalogue().files(Catalogue.Page.ALL).stream()
                        .map(row -> row.state().name())
                        .toList();
        assertEquals(3, names.size());
        assertTrue(names.stream().allMatch(name -> Names.problem(name).isEmpty()), names::toString);
        assertFalse(names.get(0).equals(names.get(1)));
    }
}
