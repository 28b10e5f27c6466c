package app.vaultnotes.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.vault.exporting.Export;
import app.vaultnotes.vault.importing.FidelityReport;
import app.vaultnotes.vault.importing.FolderSource;
import app.vaultnotes.vault.importing.Import;
import app.vaultnotes.vault.importing.ZipSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes in goes out again byte for byte, however strange; what is hostile is contained. */
class RoundTripTest {

    private static final List<String> NAMES =
            List.of(
                    "plain",
                    "With Space",
                    "é-composed",
                    "e\u0301-decomposed",
                    "é-COMPOSED",
                    "漢字",
                    "العربية",
                    "שלום",
                    "😀 emoji",
                    "dots...",
                    "a.b.c",
                    "CON",
                    "nul",
                    "trailing ",
                    "#hash",
                    "[brackets]",
                    "per%cent",
                    "quote\"s",
                    "star*",
                    "back\\slash",
                    "new\nline",
                    "x".repeat(240),
                    "Case",
                    "case",
                    "-dash",
                    "~tilde",
                    "$dollar",
                    "long 漢".repeat(20));
    private static final List<String> EXTENSIONS =
            List.of(".md", ".md", ".md", ".MD", ".markdown", ".png", ".canvas", "");
    private static final List<String> TEXTS =
            List.of(
                    "",
                    "\n",
                    "\ufeffbom",
                    "crlf\r\nlines\r\n",
                    "cr\ronly",
                    "nul\0inside",
                    "[[plain]] ![[pic.png]]",
                    "---\na: 1\n---\n#tag",
                    "---\nbroken: [\n---\n",
                    "😀".repeat(50),
                    "e\u0301",
                    "\u2028\u2029",
                    "word ".repeat(2_000));

    @TempDir Path folder;
    private Vaults vaults;

    @BeforeEach
    void setUp() {
        vaults = new Vaults(folder);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void strangeFoldersComeBackByteForByte(long seed) throws IOException {
        Random random = new Random(seed);
        int files = Boolean.getBoolean("vaultnotes.heavy") ? 10_000 : 150;
        Path source = folder.resolve("source");
        for (int i = 0; i < files; i++) {
            write(source, random);
        }
        Files.createDirectories(source.resolve("empty/inside"));
        Files.createDirectories(source.resolve(".obsidian"));
        Files.writeString(source.resolve(".obsidian/app.json"), "{}");
        Files.writeString(source.resolve("Q: no drive.md"), "a name of one letter and a colon");
        Files.writeString(source.resolve("long line.md"), "y".repeat(1 << 20));
        Files.writeString(source.resolve("n".repeat(252) + ".md"), "a name of 255 bytes");
        Files.writeString(source.resolve("漢".repeat(84) + ".md"), "a name of 255 bytes");
        Files.writeString(source.resolve("d".repeat(255)), "no extension");
        Map<String, Integer> before = tree(source);
        try (Vault vault = vaults.create("v")) {
            FidelityReport report = Import.run(vault, new FolderSource(source), "", Progress.NONE);
            assertEquals(List.of(), report.skipped(), "seed " + seed);
            Import.run(vault, new FolderSource(source), "", Progress.NONE);
            Export.run(vault, folder.resolve("out"), Export.Format.MARKDOWN, Progress.NONE);
            Export.run(vault, folder.resolve("out.zip"), Export.Format.ZIP, Progress.NONE);
            assertEquals(List.of(), vault.check(Progress.NONE), "seed " + seed);
        }
        assertEquals(before, tree(source), "seed " + seed + ": the source was touched");
        assertEquals(before, tree(folder.resolve("out")), "seed " + seed);
        try (Vault again = vaults.create("w")) {
            Import.run(again, new ZipSource(folder.resolve("out.zip")), "", Progress.NONE);
            Export.run(again, folder.resolve("out2"), Export.Format.MARKDOWN, Progress.NONE);
        }
        assertEquals(before, tree(folder.resolve("out2")), "seed " + seed + " through zip");
    }

    private static void write(Path source, Random random) throws IOException {
        Path parent = source;
        for (int depth = random.nextInt(4); depth > 0; depth--) {
            parent = parent.resolve("d" + NAMES.get(random.nextInt(NAMES.size())));
        }
        Files.createDirectories(parent);
        String name =
                NAMES.get(random.nextInt(NAMES.size()))
                        + EXTENSIONS.get(random.nextInt(EXTENSIONS.size()));
        byte[] bytes =
                random.nextInt(6) == 0
                        ? new byte[] {(byte) 0xff, (byte) random.nextInt(), (byte) 0xc3, 0x28, 0}
                        : TEXTS.get(random.nextInt(TEXTS.size())).getBytes(StandardCharsets.UTF_8);
        Files.write(parent.resolve(name), bytes);
    }

    /** Every file and folder below a folder, files with the hash of their bytes. */
    private static Map<String, Integer> tree(Path root) throws IOException {
        Map<String, Integer> tree = new HashMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : (Iterable<Path>) all::iterator) {
                boolean isFile = Files.isRegularFile(file);
                tree.put(
                        root.relativize(file).toString(),
                        isFile ? java.util.Arrays.hashCode(Files.readAllBytes(file)) : -1);
            }
        }
        return tree;
    }

    @Test
    void ofTwoFilesWithOneNameInAZipOneArrives() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            put(out, "twin1.md", "first");
            put(out, "twin2.md", "second");
        }
        String packed = bytes.toString(StandardCharsets.ISO_8859_1).replace("twin2", "twin1");
        Path zip = folder.resolve("twins.zip");
        Files.write(zip, packed.getBytes(StandardCharsets.ISO_8859_1));
        try (Vault vault = vaults.create("v")) {
            FidelityReport report = Import.run(vault, new ZipSource(zip), "", Progress.NONE);
            assertEquals(1, report.notes());
            assertEquals(1, report.skipped().size(), report::toString);
        }
    }

    @Test
    void hostileZipsAreContainedAndTheRestArrives() throws IOException {
        Path zip = folder.resolve("hostile.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            put(out, "../escape.md", "out");
            put(out, "/absolute.md", "out");
            put(out, "C:/drive.md", "out");
            put(out, "a/../../escape2.md", "out");
            put(out, "good.md", "good");
            put(out, "./dot/./fine.md", "fine");
            out.putNextEntry(new ZipEntry("bomb.bin"));
            zeros(out, 200L << 20);
            out.closeEntry();
        }
        try (Vault vault = vaults.create("v")) {
            FidelityReport report = Import.run(vault, new ZipSource(zip), "", Progress.NONE);
            assertEquals(2, report.notes());
            assertEquals(0, report.attachments());
            assertEquals(5, report.skipped().size(), report::toString);
            assertEquals("fine", vault.notes().text(vault.paths().note("dot/fine").id()));
        }
        assertFalse(Files.exists(folder.resolve("escape.md")));
        assertFalse(Files.exists(folder.resolve("escape2.md")));
    }

    @Test
    void whatIsDamagedOrStrangeIsNamedInTheReport() throws IOException {
        Path source = folder.resolve("source");
        Files.createDirectories(source);
        Files.writeString(source.resolve("CON.md"), "a device on Windows");
        Files.writeString(source.resolve("Case.md"), "one");
        Files.writeString(source.resolve("case.md"), "other");
        Files.writeString(
                source.resolve("bomb.md"),
                "---\na: &a [x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a]\n"
                        + "c: &c [*b, *b, *b, *b, *b, *b, *b, *b]\nd: [*c, *c, *c, *c]\n---\ntext");
        vaults.create("source/inner").close();
        try (Vault vault = vaults.create("v")) {
            FidelityReport report = Import.run(vault, new FolderSource(source), "", Progress.NONE);
            assertEquals(4, report.notes());
            assertEquals(0, report.attachments());
            assertEquals(
                    List.of("CON.md", "bomb.md", "case.md"),
                    report.changed().stream().map(FidelityReport.Line::path).sorted().toList());
            assertEquals(
                    List.of("inner"),
                    report.skipped().stream().map(FidelityReport.Line::path).toList());
            FolderSource itself = new FolderSource(vaults.folder("v"));
            org.junit.jupiter.api.Assertions.assertThrows(
                    VaultException.class, () -> Import.run(vault, itself, "", Progress.NONE));
        }
    }

    @Test
    void damagedAndLinkedEntriesOfAZipStayOut() throws IOException {
        Path zip = folder.resolve("damaged.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.setMethod(ZipOutputStream.STORED);
            store(out, "good.md", "good");
            store(out, "damaged.md", "CORRECT");
            store(out, "link.md", "/etc/passwd");
        }
        byte[] bytes = Files.readAllBytes(zip);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        bytes[text.indexOf("CORRECT")] = 'X';
        int central = text.lastIndexOf("PK\u0001\u0002");
        bytes[central + 41] = (byte) 0xa1; // the mode of a symbolic link
        Files.write(zip, bytes);
        try (Vault vault = vaults.create("v")) {
            FidelityReport report = Import.run(vault, new ZipSource(zip), "", Progress.NONE);
            assertEquals(1, report.notes(), report::toString);
            assertEquals(
                    List.of("damaged.md", "link.md"),
                    report.skipped().stream().map(FidelityReport.Line::path).sorted().toList());
        }
    }

    private static void store(ZipOutputStream out, String name, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        java.util.zip.CRC32 crc = new java.util.zip.CRC32();
        crc.update(bytes);
        ZipEntry entry = new ZipEntry(name);
        entry.setSize(bytes.length);
        entry.setCrc(crc.getValue());
        out.putNextEntry(entry);
        out.write(bytes);
        out.closeEntry();
    }

    @Test
    void aDamagedAttachmentIsLeftOutOfAnExportAndNamed() throws IOException {
        Path source = folder.resolve("source");
        Files.createDirectories(source);
        Files.writeString(source.resolve("note.md"), "![[pic.png]]");
        Files.writeString(source.resolve("pic.png"), "a picture");
        try (Vault vault = vaults.create("v")) {
            Import.run(vault, new FolderSource(source), "", Progress.NONE);
            try (Stream<Path> files = Files.walk(vaults.folder("v").resolve("blobs"))) {
                Path blob = files.filter(Files::isRegularFile).findFirst().orElseThrow();
                Files.writeString(blob, "a pictura");
            }
            FidelityReport report =
                    Export.run(vault, folder.resolve("out"), Export.Format.MARKDOWN, Progress.NONE);
            assertEquals(1, report.notes());
            assertEquals(1, report.skipped().size(), report::toString);
        }
        assertFalse(Files.exists(folder.resolve("out/pic.png")));
        assertTrue(Files.exists(folder.resolve("out/note.md")));
    }

    @Test
    void aFolderCalledLikeANoteOrFileIsExportedBesideIt() throws IOException {
        try (Vault vault = vaults.create("v")) {
            vault.notes().write("z", "the note");
            vault.notes().write("z.md/inner", "in the folder");
            vault.notes().write("z (2).md/other", "in the folder that is really called so");
            for (Export.Format format : Export.Format.values()) {
                Path to = folder.resolve("out " + format);
                FidelityReport report = Export.run(vault, to, format, Progress.NONE);
                assertEquals(3, report.notes());
                assertEquals(2, report.folders());
            }
        }
        Path out = folder.resolve("out MARKDOWN");
        assertEquals("the note", Files.readString(out.resolve("z.md")));
        assertEquals("in the folder", Files.readString(out.resolve("z (3).md/inner.md")));
        assertTrue(Files.exists(out.resolve("z (2).md/other.md")));
        try (ZipFile zip = new ZipFile(folder.resolve("out ZIP").toFile())) {
            assertNotNull(zip.getEntry("z.md"));
            assertNotNull(zip.getEntry("z (3).md/inner.md"));
            assertNull(zip.getEntry("z.md/inner.md"));
        }
    }

    @Test
    void whatHasTooLongAPathIsLeftOutOfAnExportAndNamed() throws IOException {
        String deep = String.join("/", Collections.nCopies(20, "d".repeat(250)));
        try (Vault vault = vaults.create("v")) {
            vault.notes().write(deep + "/far", "away");
            vault.notes().write("near", "by");
            Path out = folder.resolve("out");
            FidelityReport report = Export.run(vault, out, Export.Format.MARKDOWN, Progress.NONE);
            assertEquals(1, report.notes());
            assertTrue(report.folders() < 20, report::toString);
            assertEquals(20 - report.folders() + 1, report.skipped().size());
            assertTrue(Files.exists(out.resolve("near.md")));
            Path zip = folder.resolve("out.zip");
            assertEquals(2, Export.run(vault, zip, Export.Format.ZIP, Progress.NONE).notes());
        }
    }

    @Test
    void anExportThatIsStoppedLeavesNoHalfZip() throws IOException {
        Path zip = folder.resolve("out.zip");
        try (Vault vault = vaults.create("v")) {
            vault.notes().write("a", "one");
            vault.notes().write("b", "two");
            Progress stopping =
                    (what, done, total) -> {
                        throw new CancellationException("enough");
                    };
            assertThrows(
                    CancellationException.class,
                    () -> Export.run(vault, zip, Export.Format.ZIP, stopping));
        }
        assertFalse(Files.exists(zip));
    }

    private static void put(ZipOutputStream out, String name, String text) throws IOException {
        out.putNextEntry(new ZipEntry(name));
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.closeEntry();
    }

    private static void zeros(OutputStream out, long bytes) throws IOException {
        byte[] block = new byte[1 << 20];
        for (long left = bytes; left > 0; left -= block.length) {
            out.write(block);
        }
    }

    @Test
    void symbolicLinksAreNotFollowed() throws IOException {
        Path secret = folder.resolve("secret.md");
        Files.writeString(secret, "secret");
        Path source = folder.resolve("source");
        Files.createDirectories(source);
        Files.createSymbolicLink(source.resolve("link.md"), secret);
        Files.createSymbolicLink(source.resolve("loop"), source);
        Files.writeString(source.resolve("note.md"), "note");
        try (Vault vault = vaults.create("v")) {
            FidelityReport report = Import.run(vault, new FolderSource(source), "", Progress.NONE);
            assertEquals(1, report.notes());
            assertEquals(2, report.skipped().size());
        }
    }

    @Test
    void importingAgainFollowsTheSourceButNeverOverwritesAnEdit() throws IOException {
        Path source = folder.resolve("source");
        Files.createDirectories(source);
        Files.writeString(source.resolve("a.md"), "a1");
        Files.writeString(source.resolve("b.md"), "b1");
        try (Vault vault = vaults.create("v")) {
            Import.run(vault, new FolderSource(source), "In", Progress.NONE);
            vault.notes().write("In/b", "b edited here");
            Files.writeString(source.resolve("a.md"), "a2");
            FidelityReport same = Import.run(vault, new FolderSource(source), "In", Progress.NONE);
            assertEquals(0, same.notes());
            assertEquals("a2", vault.notes().text(vault.paths().note("In/a").id()));
            Files.writeString(source.resolve("b.md"), "b2");
            FidelityReport both = Import.run(vault, new FolderSource(source), "In", Progress.NONE);
            assertEquals(1, both.skipped().size());
            assertEquals("b edited here", vault.notes().text(vault.paths().note("In/b").id()));
            assertEquals(2, vault.catalogue().counts().notes());
            vault.moves().move("In/a", "Elsewhere/renamed");
            assertEquals(
                    0, Import.run(vault, new FolderSource(source), "In", Progress.NONE).notes());
        }
        assertTrue(Files.exists(source.resolve("a.md")));
    }
}
