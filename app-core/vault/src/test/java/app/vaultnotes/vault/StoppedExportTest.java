package app.vaultnotes.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import app.vaultnotes.vault.exporting.Export;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An export that is stopped leaves nothing behind, and the next one to the same place works. */
class StoppedExportTest {

    @TempDir Path folder;
    private Vault vault;

    @BeforeEach
    void open() {
        vault = new Vaults(folder).create("v");
        for (int i = 0; i < 10; i++) {
            vault.notes().write("F" + i % 3 + "/Inner/Note " + i, "text " + i);
        }
    }

    @AfterEach
    void close() {
        vault.close();
    }

    private static Progress stopAt(long stop) {
        return (what, done, total) -> {
            if (done == stop) {
                throw new CancellationException("stopped");
            }
        };
    }

    private List<String> inside(Path out) throws IOException {
        try (Stream<Path> all = Files.walk(out)) {
            return all.map(out::relativize).map(Path::toString).sorted().toList();
        }
    }

    @ParameterizedTest
    @EnumSource(Export.Format.class)
    void leavesNothingAndCanBeRunAgain(Export.Format format) throws IOException {
        Path out = folder.resolve("out");

        assertThrows(CancellationException.class, () -> Export.run(vault, out, format, stopAt(6)));

        assertFalse(Files.exists(out));
        assertEquals(10, Export.run(vault, out, format, Progress.NONE).notes());
    }

    @Test
    void keepsAnEmptyFolderThatWasThere() throws IOException {
        Path out = Files.createDirectory(folder.resolve("out"));

        assertThrows(
                CancellationException.class,
                () -> Export.run(vault, out, Export.Format.MARKDOWN, stopAt(10)));

        assertEquals(List.of(""), inside(out));
    }

    @Test
    void keepsWhatSomebodyElsePutThere() throws IOException {
        Path out = folder.resolve("out");
        Progress theirs =
                (what, done, total) -> {
                    if (done == 6) {
                        put(out.resolve("F0/theirs.txt"));
                        throw new CancellationException("stopped");
                    }
                };

        assertThrows(
                CancellationException.class,
                () -> Export.run(vault, out, Export.Format.MARKDOWN, theirs));

        assertEquals(List.of("", "F0", "F0/theirs.txt"), inside(out));
    }

    private static void put(Path file) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, "theirs");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
