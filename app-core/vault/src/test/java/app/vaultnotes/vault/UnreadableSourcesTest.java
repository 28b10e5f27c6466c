package app.vaultnotes.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.vaultnotes.vault.exporting.Export;
import app.vaultnotes.vault.importing.FidelityReport;
import app.vaultnotes.vault.importing.FolderSource;
import app.vaultnotes.vault.importing.Import;
import app.vaultnotes.vault.importing.ZipSource;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that are no text, and files that cannot be read: all else arrives, each by itself. */
class UnreadableSourcesTest {

    @TempDir Path folder;
    private Vaults vaults;
    private Path source;

    @BeforeEach
    void setUp() throws IOException {
        vaults = new Vaults(folder);
        source = Files.createDirectories(folder.resolve("source"));
    }

    /** A file whose name is bytes, {@code %ff} for one that is no text. */
    private static Path raw(Path parent, String name) {
        try {
            String base = parent.toUri().toString();
            return Path.of(URI.create(base + (base.endsWith("/") ? "" : "/") + name));
        } catch (IllegalArgumentException e) {
            assumeTrue(false, "paths of this system are text: " + e);
            throw e;
        }
    }

    private static void write(Path file, String text) throws IOException {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException | InvalidPathException e) {
            assumeTrue(false, "this file system has no names that are not text: " + e);
        }
    }

    /** The contents of all files below a folder, sorted. */
    private static List<String> contents(Path root) throws IOException {
        List<String> contents = new ArrayList<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
                contents.add(Files.readString(file));
            }
        }
        return contents.stream().sorted().toList();
    }

    private static List<String> paths(List<FidelityReport.Line> lines) {
        return lines.stream().map(FidelityReport.Line::path).sorted().toList();
    }

    @Test
    void namesThatAreNoTextAreEachTheirOwn() throws IOException {
        write(raw(source, "bad%ff.md"), "first");
        write(raw(source, "bad%fe.md"), "second");
        write(raw(source, "img%ff.png"), "third");
        write(raw(source, "img%fe.png"), "fourth");
        write(raw(raw(source, "d%ff"), "a.md"), "fifth");
        write(raw(raw(source, "d%fe"), "a.md"), "sixth");
        write(source.resolve("bad\ufffd (2).md"), "really called so");
        try (Vault vault = vaults.create("v")) {
            FidelityReport report = Import.run(vault, new FolderSource(source), "", Progress.NONE);
            assertEquals(5, report.notes());
            assertEquals(2, report.attachments());
            assertEquals(2, report.folders());
            assertEquals(List.of(), report.skipped());
            assertEquals(
                    List.of(
                            "bad\\xfe.md",
                            "bad\\xff.md",
                            "d\\xfe",
                            "d\\xff",
                            "img\\xfe.png",
                            "img\\xff.png"),
                    paths(report.changed()));
            assertEquals("second", text(vault, "bad\ufffd"));
            assertEquals("first", text(vault, "bad\ufffd (3)"));
            assertEquals("sixth", text(vault, "d\ufffd/a"));
            assertEquals("fifth", text(vault, "d\ufffd (2)/a"));
            Export.run(vault, folder.resolve("out"), Export.Format.MARKDOWN, Progress.NONE);
        }
        assertEquals(contents(source), contents(folder.resolve("out")));
    }

    @Test
    void aNameThatSpellsBytesIsNotTheNameThatHasThem() throws IOException {
        List<String> names =
                List.of("n%ff.md", "n%5cxff.md", "n%5cx5cxff.md", "n%5cxff%ff.md", "n%ff%ff.md");
        for (int round = 0; round < 2; round++) {
            for (String name : names) {
                write(raw(source, name), name + round);
            }
            try (Vault vault = round == 0 ? vaults.create("v") : vaults.open("v")) {
                FidelityReport report =
                        Import.run(vault, new FolderSource(source), "", Progress.NONE);
                assertEquals(round == 0 ? names.size() : 0, report.notes());
                assertEquals(List.of(), report.skipped());
                assertEquals(names.size(), new HashSet<>(paths(report.changed())).size());
                Path out = folder.resolve("out" + round);
                Export.run(vault, out, Export.Format.MARKDOWN, Progress.NONE);
                assertEquals(contents(source), contents(out));
            }
        }
    }

    private static String text(Vault vault, String path) {
        return vault.notes().text(vault.paths().note(path).id());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anyTreeOfSuchNamesArrivesWholeAndOnce(long seed) throws IOException {
        Random random = new Random(seed);
        List<String> names = List.of("n%ff", "n%fe", "n%c3", "n%ff%fe", "n", "%80", "n%ef%bf%bd");
        for (int i = 0; i < 300; i++) {
            Path parent = source;
            for (int depth = random.nextInt(3); depth > 0; depth--) {
                parent = raw(parent, "d" + names.get(random.nextInt(names.size())));
            }
            String end = random.nextBoolean() ? ".md" : ".bin";
            write(raw(parent, names.get(random.nextInt(names.size())) + end), "text " + i);
        }
        try (Vault vault = vaults.create("v")) {
            FidelityReport report = Import.run(vault, new FolderSource(source), "", Progress.NONE);
            assertEquals(List.of(), report.skipped(), "seed " + seed);
            FidelityReport again = Import.run(vault, new FolderSource(source), "", Progress.NONE);
            assertEquals(0, again.notes() + again.attachments() + again.folders(), "seed " + seed);
            Export.run(vault, folder.resolve("out"), Export.Format.MARKDOWN, Progress.NONE);
        }
        assertEquals(contents(source), contents(folder.resolve("out")), "seed " + seed);
    }

    @Test
    void namesInAZipThatReadTheSameAreEachTheirOwn() throws IOException {
        Path zip = folder.resolve("same.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (String name : List.of("a_b.md", "a\0b.md", "./a_b.md", "d/", "./d/", "d/x.md")) {
                out.putNextEntry(new ZipEntry(name));
                out.write(name.endsWith("/") ? new byte[0] : name.getBytes(StandardCharsets.UTF_8));
                out.closeEntry();
            }
        }
        try (Vault vault = vaults.create("v")) {
            FidelityReport report = Import.run(vault, new ZipSource(zip), "", Progress.NONE);
            assertEquals(4, report.notes(), report::toString);
            assertEquals(List.of(), report.skipped());
            assertEquals(List.of("./a_b.md", "a\0b.md"), paths(report.changed()));
            assertEquals("a_b.md", text(vault, "a_b"));
            assertEquals("a\0b.md", text(vault, "a_b (2)"));
            assertEquals("./a_b.md", text(vault, "a_b (3)"));
        }
    }

    @Test
    void oneNameInAZipReadsTheSameInTwoEncodings() throws IOException {
        Path zip = folder.resolve("old.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (String name : List.of("\u00e9.md", "xx.md")) {
                out.putNextEntry(new ZipEntry(name));
                out.write(name.getBytes(StandardCharsets.UTF_8));
                out.closeEntry();
            }
        }
        // The second has the same bytes as its name, and does not say that they are UTF-8.
        String packed = Files.readString(zip, StandardCharsets.ISO_8859_1);
        String name =
                new String(
                        "\u00e9.md".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        int local = packed.indexOf("xx.md");
        int central = packed.lastIndexOf("xx.md");
        StringBuilder other = new StringBuilder(packed);
        other.replace(local, local + name.length(), name);
        other.replace(central, central + name.length(), name);
        other.setCharAt(local - 23, '\0');
        other.setCharAt(central - 37, '\0');
        Files.writeString(zip, other, StandardCharsets.ISO_8859_1);
        try (Vault vault = vaults.create("v")) {
            FidelityReport report = Import.run(vault, new ZipSource(zip), "", Progress.NONE);
            assertEquals(2, report.notes(), report::toString);
            assertEquals(1, report.changed().size(), report::toString);
            assertEquals("\u00e9.md", text(vault, "\u00e9"));
            assertEquals("xx.md", text(vault, "\u00e9 (2)"));
        }
    }

    /** Paths longer than the system takes stand for all that is listed and cannot be looked at. */
    @Test
    void whatCannotBeLookedAtIsSkippedAndTheRestArrives() throws IOException {
        Path deep = source;
        Path below = folder.resolve("below");
        for (int i = 0; i < 14; i++) {
            deep = deep.resolve("d".repeat(250));
        }
        Files.createDirectories(deep);
        Files.createDirectories(below.resolve("e".repeat(250) + "/" + "e".repeat(250)));
        Path far = below.resolve("e".repeat(250) + "/" + "e".repeat(250) + "/" + "f".repeat(200));
        write(far, "out of reach");
        write(source.resolve("a.md"), "a");
        write(source.resolve("z.md"), "z");
        Path moved = deep.resolve("below");
        assumeTrue(moved.toString().length() < 4_000, "the folder of this test is too deep");
        Files.move(below, moved);
        try (Vault vault = vaults.create("v")) {
            FidelityReport report = Import.run(vault, new FolderSource(source), "", Progress.NONE);
            assertEquals(2, report.notes());
            assertEquals(1, report.skipped().size(), report::toString);
            assertTrue(report.skipped().get(0).why().contains("name too long"), report::toString);
        } finally {
            Files.move(moved, below);
        }
    }

    @Test
    void aFolderWithoutPermissionIsSkippedAndTheRestArrives() throws IOException {
        write(source.resolve("a.md"), "a");
        write(source.resolve("locked/b.md"), "b");
        Path locked = source.resolve("locked");
        Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("r--r--r--"));
        try (Vault vault = vaults.create("v")) {
            assumeFalse(Files.exists(locked.resolve("b.md")), "this user may read everything");
            FidelityReport report = Import.run(vault, new FolderSource(source), "", Progress.NONE);
            assertEquals(1, report.notes());
            assertEquals(List.of("locked/b.md"), paths(report.skipped()));
        } finally {
            Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("rwx------"));
        }
    }
}
