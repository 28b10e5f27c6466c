package app.vaultnotes.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.vaultnotes.cli.HeldVault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The app on a real display, if one that nobody sees: its keys come through X, its window is closed
 * as the frame around it does, and what was typed is in the vault.
 */
class DisplayTest {

    private static final int SETTLED_SECONDS = 2;
    private static final int LIMIT_SECONDS = 300;
    private static final long LOOK_NANOS = 100_000_000;
    private static final int LEAST_COLOURS = 50;
    private static final List<String> TOOLS = List.of("Xvfb", "xdotool");

    @TempDir Path folder;
    private final List<Process> started = new ArrayList<>();
    private String display = "";

    private interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    @AfterEach
    void end() throws InterruptedException {
        for (Process process : started.reversed()) {
            process.destroy();
            process.waitFor();
        }
    }

    private static boolean isThere(String tool) {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(place -> Files.isExecutable(Path.of(place, tool)));
    }

    private Process start(String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.redirectError(folder.resolve("errors-" + started.size() + ".txt").toFile());
        builder.environment().put("DISPLAY", ":" + display);
        List.of("XDG_STATE_HOME", "XDG_RUNTIME_DIR")
                .forEach(name -> builder.environment().put(name, folder.toString()));
        Process process = builder.start();
        started.add(process);
        return process;
    }

    /** Starts a display, which chooses a free number itself and says it. */
    private void startDisplay() throws IOException {
        String frames = folder.toString();
        Process server =
                start("Xvfb", "-displayfd", "1", "-screen", "0", "1600x1000x24", "-fbdir", frames);
        display =
                CompletableFuture.supplyAsync(() -> server.inputReader().lines().findFirst())
                        .orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS)
                        .join()
                        .orElse("");
        assertTrue(display.matches("\\d+"), "no display");
    }

    private Process startApp(Path vault, Path file) throws IOException {
        return start(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dprism.order=sw",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "app.vaultnotes.desktop.Launcher",
                "--vault",
                vault.toString(),
                file.toString());
    }

    private String xdotool(String... arguments) throws IOException, InterruptedException {
        Process process =
                start(
                        Stream.concat(Stream.of("xdotool"), Stream.of(arguments))
                                .toArray(String[]::new));
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        started.remove(process);
        return said.strip();
    }

    private static void await(String what, Condition condition)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (!condition.holds()) {
            assertTrue(System.nanoTime() < deadline, what);
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private String window() throws IOException, InterruptedException {
        String[] search = {"search", "--onlyvisible", "--name", "Vault Notes"};
        await("there is no window", () -> xdotool(search).matches("\\d+"));
        return xdotool(search);
    }

    /** How many colours the display shows; its picture lies in a file in the format of xwd. */
    private long colours() throws IOException {
        ByteBuffer picture = ByteBuffer.wrap(Files.readAllBytes(folder.resolve("Xvfb_screen0")));
        int start = picture.getInt(0) + picture.getInt(76) * 12;
        int pixels = picture.getInt(16) * picture.getInt(20);
        return IntStream.range(0, pixels)
                .map(i -> picture.getInt(start + i * 4))
                .distinct()
                .count();
    }

    /** The colours once they have stayed the same for a while. */
    private long settledColours() throws IOException, InterruptedException {
        long[] seen = {colours(), System.nanoTime()};
        await(
                "it does not settle",
                () -> {
                    long now = colours();
                    if (now != seen[0]) {
                        seen[0] = now;
                        seen[1] = System.nanoTime();
                    }
                    return System.nanoTime() - seen[1] > TimeUnit.SECONDS.toNanos(SETTLED_SECONDS);
                });
        return seen[0];
    }

    /**
     * Types the same letter until it is painted, as it is once the note has the keys. What opens by
     * itself may be taken for a letter, but not twice.
     */
    private void awaitKeys() throws IOException, InterruptedException {
        int[] painted = {0};
        await(
                "nothing can be typed",
                () -> {
                    long before = settledColours();
                    xdotool("type", "w");
                    painted[0] = isOther(before) ? painted[0] + 1 : 0;
                    return painted[0] == 2;
                });
    }

    /** Whether the display shows other colours, now or soon. */
    private boolean isOther(long before) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SETTLED_SECONDS);
        boolean other = colours() != before;
        while (!other && System.nanoTime() < deadline) {
            LockSupport.parkNanos(LOOK_NANOS);
            other = colours() != before;
        }
        return other;
    }

    private static String text(Path vault) {
        try (HeldVault held = HeldVault.open(vault)) {
            return held.vault().notes().text(held.vault().paths().note("Opened files/Note").id());
        }
    }

    @Test
    void whatIsTypedThroughXIsInTheVaultAfterTheWindowClosed() throws Exception {
        assumeTrue(
                TOOLS.stream().allMatch(DisplayTest::isThere),
                "skipped: the window is tried on a display where there are Xvfb and xdotool");
        Path file = Files.writeString(folder.resolve("Note.md"), "");
        Path vault = folder.resolve("vault");
        startDisplay();
        Process app = startApp(vault, file);
        String window = window();
        // Without a window manager nobody else gives it the keys.
        xdotool("windowfocus", "--sync", window);
        await("it is not painted", () -> colours() > LEAST_COLOURS);
        awaitKeys();
        xdotool("type", "--delay", "30", "ritten through x");
        try (XClient manager = new XClient(display)) {
            manager.close(Integer.parseInt(window));
        }
        assertTrue(app.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS), "it does not end");
        assertEquals(0, app.exitValue());
        String text = text(vault);
        assertTrue(text.matches("w+ritten through x"), text);
        assertEquals("", Files.readString(file));
    }
}
