package app.vaultnotes.crdt.automerge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.vaultnotes.crdt.CrdtException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibraryTest {

    private static final NativeLibrary LINUX = NativeLibrary.of("Linux", "amd64");

    @TempDir Path folder;

    @Test
    void aLibraryIsUnpackedOnceAndMendedWhenDamaged() throws IOException {
        Path cache = folder.resolve("cache/native");
        Path file = LINUX.unpacked(cache);
        byte[] whole = Files.readAllBytes(file);
        FileTime old = FileTime.fromMillis(1_000);
        Files.setLastModifiedTime(file, old);
        assertEquals(file, LINUX.unpacked(cache));
        assertEquals(old, Files.getLastModifiedTime(file), "nothing to unpack");

        byte[] flipped = whole.clone();
        flipped[whole.length / 2] ^= 4;
        for (byte[] damaged : List.of(flipped, Arrays.copyOf(whole, 1_000), new byte[0])) {
            Files.write(file, damaged);
            assertEquals(file, LINUX.unpacked(cache));
            assertArrayEquals(whole, Files.readAllBytes(file));
        }
        assertEquals(List.of(file), files(cache), "nothing else is left behind");
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    @Test
    void everyLibraryInTheJarIsTheKnownOne() throws IOException {
        int count = 0;
        for (NativeLibrary library : NativeLibrary.all()) {
            Path file = library.unpacked(folder.resolve("all"));
            FileTime old = FileTime.fromMillis(1_000);
            Files.setLastModifiedTime(file, old);
            assertEquals(file, library.unpacked(folder.resolve("all")));
            assertEquals(old, Files.getLastModifiedTime(file), file + " is taken for damaged");
            count++;
        }
        assertEquals(6, count);
    }

    @Test
    void aFolderOthersCanWriteIsRefused() throws IOException {
        assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
        Path open = Files.createDirectory(folder.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThrows(IOException.class, () -> LINUX.unpacked(open));
        assertEquals(List.of(), files(open));
        Path made = folder.resolve("made/deeper");
        LINUX.unpacked(made);
        assertEquals(
                PosixFilePermissions.fromString("rwx------"), Files.getPosixFilePermissions(made));
    }

    @Test
    void platformsAreKnownByTheirNamesInJava() {
        assertEquals(LINUX, NativeLibrary.of("Linux", "x86_64"));
        for (String[] platform :
                new String[][] {
                    {"Linux", "aarch64"},
                    {"Mac OS X", "aarch64"},
                    {"Mac OS X", "x86_64"},
                    {"Windows 11", "amd64"},
                    {"Windows 10", "x86"}
                }) {
            NativeLibrary.of(platform[0], platform[1]);
        }
        for (String[] platform :
                new String[][] {
                    {"Linux", "riscv64"}, {"Windows 11", "aarch64"}, {"AIX", "ppc64"}
                }) {
            CrdtException refused =
                    assertThrows(
                            CrdtException.class, () -> NativeLibrary.of(platform[0], platform[1]));
            assertTrue(refused.toString().contains(platform[0]), refused.toString());
            assertTrue(refused.toString().contains(platform[1]), refused.toString());
        }
    }

    @Test
    void aKilledProcessLeavesNothingBehind() throws IOException, InterruptedException {
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        Path cache = folder.resolve("cache");
        for (int round = 0; round < 2; round++) {
            Process process =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-Djava.io.tmpdir=" + temporary,
                                    "-XX:-UsePerfData",
                                    "-D" + NativeLibrary.FOLDER_PROPERTY + "=" + cache,
                                    "--enable-native-access=ALL-UNNAMED",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    Idler.class.getName())
                            .redirectErrorStream(true)
                            .start();
            try (InputStream output = process.getInputStream()) {
                byte[] said = output.readNBytes(Idler.READY.length());
                assertEquals(Idler.READY, new String(said, StandardCharsets.UTF_8));
            } finally {
                process.destroyForcibly().waitFor();
            }
            assertEquals(List.of(), files(temporary));
            assertEquals(1, files(cache).size());
        }
    }

    /** A program that uses the engine and then waits to be killed. */
    static final class Idler {
        static final String READY = "ready";

        private Idler() {}

        /** Ends with its standard input. */
        public static void main(String[] arguments) throws IOException {
            SkeletonMaker.note();
            System.out.print(READY);
            System.out.flush();
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }
}
