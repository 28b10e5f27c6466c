package app.vaultnotes.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import app.vaultnotes.vault.importing.FolderSource;
import app.vaultnotes.vault.importing.Import;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A version whose text was imported from another encoding is given in the bytes it came in. */
class OriginalBytesTest {

    private static final byte[] LATIN =
            "caf\u00e9 \u20ac".getBytes(Charset.forName("windows-1252"));
    private static final byte[] WIDE = "\ufeffcaf\u00e9".getBytes(StandardCharsets.UTF_16LE);
    private static final byte[] BROKEN = {(byte) 0x81, (byte) 0xff, 'x'};

    @TempDir Path folder;

    @Test
    void anImportedVersionKeepsItsBytesThroughEdits() throws IOException {
        Path source = Files.createDirectories(folder.resolve("source"));
        Files.write(source.resolve("latin.md"), LATIN);
        Files.write(source.resolve("wide.md"), WIDE);
        Files.write(source.resolve("broken.md"), BROKEN);
        Vaults vaults = new Vaults(folder);
        // Versions are listed by time, and files keep theirs.
        vaults.clock.advance(Duration.ofDays(36_500));
        try (Vault vault = vaults.create("v")) {
            Import.run(vault, new FolderSource(source), "", Progress.NONE);
            requireFirst(vault, "latin", LATIN);
            requireFirst(vault, "wide", WIDE);
            requireFirst(vault, "broken", BROKEN);
            for (String note : List.of("latin", "wide", "broken")) {
                String edited = vault.notes().write(note, "edited \u00e9").version();
                assertArrayEquals(
                        "edited \u00e9".getBytes(StandardCharsets.UTF_8),
                        vault.timeline().bytes(note, edited));
            }
            requireFirst(vault, "latin", LATIN);
            requireFirst(vault, "wide", WIDE);
            requireFirst(vault, "broken", BROKEN);
            removeBlobs(vaults.folder("v").resolve("blobs"));
            requireFirst(vault, "latin", LATIN);
            requireFirst(vault, "wide", WIDE);
            assertEquals(
                    first(vault, "broken"),
                    new String(
                            vault.timeline().bytes("broken", firstId(vault, "broken")),
                            StandardCharsets.UTF_8));
        }
    }

    @Test
    void aNoteWhoseOriginalIsGoneIsShownAsItsNewestVersionIs() throws IOException {
        Path source = Files.createDirectories(folder.resolve("source"));
        Files.write(source.resolve("latin.md"), LATIN);
        Files.write(source.resolve("wide.md"), WIDE);
        Files.write(source.resolve("broken.md"), BROKEN);
        Vaults vaults = new Vaults(folder);
        try (Vault vault = vaults.create("v")) {
            Import.run(vault, new FolderSource(source), "", Progress.NONE);
            removeBlobs(vaults.folder("v").resolve("blobs"));
            assertArrayEquals(LATIN, bytes(vault, "latin"));
            assertArrayEquals(WIDE, bytes(vault, "wide"));
            assertEquals(
                    first(vault, "broken"),
                    new String(bytes(vault, "broken"), StandardCharsets.UTF_8));
            for (String note : List.of("latin", "wide", "broken")) {
                requireFirst(vault, note, bytes(vault, note));
            }
        }
    }

    @Test
    void whatIsTypedInALongNoteTakesThePlaceOfItsOriginal() throws IOException {
        Path source = Files.createDirectories(folder.resolve("source"));
        String text = "caf\u00e9 ".repeat(Batch.PROMPT_PROJECTION_CHARS);
        Files.write(source.resolve("long.md"), text.getBytes(Charset.forName("windows-1252")));
        try (Vault vault = new Vaults(folder).create("v")) {
            Import.run(vault, new FolderSource(source), "", Progress.NONE);
            vault.notes().type(vault.paths().note("long").id(), text, "new " + text);
            assertArrayEquals(
                    ("new " + text).getBytes(StandardCharsets.UTF_8), bytes(vault, "long"));
        }
    }

    private static byte[] bytes(Vault vault, String note) {
        return vault.notes().bytes(vault.paths().note(note).id());
    }

    private static void removeBlobs(Path blobs) throws IOException {
        try (Stream<Path> all = Files.walk(blobs)) {
            for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
                Files.delete(file);
            }
        }
    }

    private static String firstId(Vault vault, String note) {
        List<History.Version> versions = vault.timeline().versions(note);
        return versions.get(versions.size() - 1).id();
    }

    private static String first(Vault vault, String note) {
        return vault.timeline().text(note, firstId(vault, note));
    }

    private static void requireFirst(Vault vault, String note, byte[] bytes) {
        assertArrayEquals(bytes, vault.timeline().bytes(note, firstId(vault, note)), note);
    }
}
