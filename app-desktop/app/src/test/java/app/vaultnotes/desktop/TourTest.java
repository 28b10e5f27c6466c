package app.vaultnotes.desktop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.vaultnotes.cli.HeldVault;
import app.vaultnotes.cli.Tour;
import app.vaultnotes.vault.Progress;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tour is taken as a person does: by the command, in a process of its own. */
class TourTest {

    private static final Progress SILENT = (what, done, total) -> {};

    @TempDir Path folder;

    /** What a process said and how it ended. */
    private record Ended(int code, String said) {}

    private Ended tour(String... arguments) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        Stream.concat(
                                        Stream.of(
                                                Path.of(
                                                                System.getProperty("java.home"),
                                                                "bin",
                                                                "java")
                                                        .toString(),
                                                "--enable-native-access=ALL-UNNAMED",
                                                "-cp",
                                                System.getProperty("java.class.path"),
                                                Launcher.class.getName(),
                                                "tour"),
                                        Stream.of(arguments))
                                .toList());
        Process process = builder.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), said);
    }

    @Test
    void aFileOfAnotherKindIsLeftAlone() throws Exception {
        Path mine = Files.writeString(folder.resolve("02-main-window.png"), "not a picture");
        Ended ended = tour(folder.toString());
        assertEquals(1, ended.code());
        assertTrue(ended.said().contains("is no picture"), ended.said());
        assertEquals("not a picture", Files.readString(mine));
        try (Stream<Path> all = Files.list(folder)) {
            assertEquals(List.of(mine), all.toList());
        }
    }

    @Test
    void whatIsNoFolderOrNoVaultIsRefused() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertTrue(tour(file.toString()).said().contains("not a folder"));
        Path into = folder.resolve("into");
        Ended ended = tour(into.toString(), "--vault", folder.resolve("none").toString());
        assertEquals(1, ended.code());
        assertTrue(ended.said().contains("There is no vault"), ended.said());
    }

    @Test
    void anOwnVaultIsShownAndStaysAsItIs() throws Exception {
        Path vault = folder.resolve("Mine");
        try (HeldVault held = HeldVault.open(vault)) {
            held.vault().notes().write("Only note", "# Only note\n\n$$\nx\n$$\n");
            Path into = folder.resolve("into");
            Ended ended = tour(into.toString(), "--dark", "--vault", vault.toString());
            assertEquals(0, ended.code(), ended.said());
            BufferedImage main = ImageIO.read(into.resolve("02-main-window.png").toFile());
            assertEquals(1_440, main.getWidth());
            assertEquals(900, main.getHeight());
            assertTrue(Files.exists(into.resolve("08-formulas-and-code.png")));
            assertTrue(Files.notExists(into.resolve("11-right-to-left.png")));
            assertEquals(List.of("Only note"), notes(held));
        }
    }

    private static List<String> notes(HeldVault held) {
        return held.vault().catalogue().notes(app.vaultnotes.vault.Catalogue.Page.ALL).stream()
                .map(row -> held.vault().paths().of(row))
                .toList();
    }

    @Test
    void everyPictureSaysWhatItShowsInOrder() {
        List<String> names = new ScreenTour().names();
        assertEquals(names.stream().sorted().distinct().toList(), names);
        assertTrue(names.stream().allMatch(name -> name.matches("\\d\\d-[a-z-]+\\.png")));
    }

    @Test
    void twoToursAreEqual() throws IOException {
        assumeTrue(Boolean.getBoolean("vaultnotes.heavy"), "skipped: takes minutes");
        List<String> names = take("one");
        assertEquals(new ScreenTour().names(), names);
        assertEquals(names, take("two"));
        for (String name : names) {
            // The time that a search took is another one each time, and a path names the folder.
            if (!name.contains("search") && !name.contains("about")) {
                assertArrayEquals(
                        Files.readAllBytes(folder.resolve("one").resolve(name)),
                        Files.readAllBytes(folder.resolve("two").resolve(name)),
                        name);
            }
        }
    }

    private List<String> take(String name) throws IOException {
        Path into = Files.createDirectory(folder.resolve(name));
        Path home = Files.createDirectory(folder.resolve("home " + name));
        return new ScreenTour().take(into, new Tour.Wish(home, false, Optional.empty()), SILENT);
    }
}
