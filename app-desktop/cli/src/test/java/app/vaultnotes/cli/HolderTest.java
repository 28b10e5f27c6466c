package app.vaultnotes.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands of other processes work while this one holds the vault. */
class HolderTest {

    private static final long PATIENCE_SECONDS = 30;

    @TempDir Path folder;
    private Path vault = Path.of("");

    @BeforeEach
    void makeVault() throws IOException, InterruptedException {
        vault = folder.resolve("v");
        assertEquals(0, finish(start("", "new", vault.toString())).code());
    }

    private record Ran(int code, String out) {}

    private Process start(String input, String... arguments) throws IOException {
        ProcessBuilder builder =
                CommandProcess.of(folder.resolve("state"), List.of(), arguments)
                        .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("XDG_RUNTIME_DIR", folder.toString());
        Process process = builder.start();
        process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        return process;
    }

    private static Ran finish(Process process) throws IOException, InterruptedException {
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ran(process.waitFor(), out);
    }

    @Test
    void writeShowSearchAndMergeRunInsideTheHolder() throws IOException, InterruptedException {
        Process holder = hold();
        try {
            String text = "text of the caller ä\n".repeat(20_000);
            Ran written = finish(start(text, "write", "F/N", "--vault", vault.toString()));
            assertEquals(0, written.code(), written.out());
            assertEquals(text, finish(start("", "show", "F/N", "--vault", vault.toString())).out());
            Ran found =
                    finish(start("", "search", "caller", "--json", "--vault", vault.toString()));
            assertTrue(found.out().startsWith("{\"total\":1"), found.out());
            Ran missing = finish(start("", "show", "none", "--vault", vault.toString()));
            assertEquals(1, missing.code(), missing.out());
        } finally {
            holder.destroyForcibly();
            holder.waitFor();
        }
        Ran after = finish(start("", "ls", "--vault", vault.toString()));
        assertEquals("F/\n", after.out());
    }

    @Test
    void copiesMergeWhileBothAreOpenElsewhere() throws IOException, InterruptedException {
        assertEquals(0, finish(start("one\n", "write", "N", "--vault", vault + "")).code());
        Path copy = folder.resolve("copy");
        Files.createDirectories(copy);
        Files.copy(vault.resolve("vault.db"), copy.resolve("vault.db"));
        assertEquals(0, finish(start("one\nthere\n", "write", "N", "--vault", copy + "")).code());
        Process holder = hold();
        try {
            assertEquals(
                    0, finish(start("here\none\n", "write", "N", "--vault", vault + "")).code());
            Ran merged =
                    finish(
                            start(
                                    "",
                                    "merge",
                                    copy + "",
                                    "--both",
                                    "--json",
                                    "--vault",
                                    vault + ""));
            assertEquals(0, merged.code(), merged.out());
            assertTrue(merged.out().contains("\"received\":1"), merged.out());
            assertTrue(merged.out().contains("\"sent\":1"), merged.out());
            for (Path each : List.of(vault, copy)) {
                assertEquals(
                        "here\none\nthere\n",
                        finish(start("", "show", "N", "--vault", each + "")).out());
            }
            // From the other side: what is merged in is held by another process.
            assertEquals(0, finish(start("last\n", "write", "M", "--vault", vault + "")).code());
            assertEquals(0, finish(start("too\n", "write", "T", "--vault", copy + "")).code());
            Ran back =
                    finish(
                            start(
                                    "",
                                    "merge",
                                    vault + "",
                                    "--both",
                                    "--json",
                                    "--vault",
                                    copy + ""));
            assertEquals(0, back.code(), back.out());
            assertTrue(back.out().contains("\"sent\":1"), back.out());
            assertEquals("too\n", finish(start("", "show", "T", "--vault", vault + "")).out());
            assertEquals("last\n", finish(start("", "show", "M", "--vault", copy + "")).out());
        } finally {
            holder.destroyForcibly();
            holder.waitFor();
        }
    }

    /** A process that opens the vault and waits, and has said that it did. */
    private Process hold() throws IOException {
        Process holder = startHolder();
        BufferedReader out = holder.inputReader(StandardCharsets.UTF_8);
        assertEquals("holding", out.readLine());
        return holder;
    }

    private Process startHolder() throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HoldingProcess.class.getName(),
                        vault.toString());
        builder.environment().put("XDG_STATE_HOME", folder.resolve("state").toString());
        builder.environment().put("XDG_RUNTIME_DIR", folder.toString());
        return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    @Test
    void manyCommandsAtOnceTakeTurns() throws IOException, InterruptedException {
        List<Process> all = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            all.add(start("note " + i, "write", "Note " + i, "--vault", vault.toString()));
        }
        for (Process each : all) {
            Ran ran = finish(each);
            assertEquals(0, ran.code(), ran.out());
        }
        for (int i = 0; i < 6; i++) {
            assertEquals(
                    "note " + i,
                    finish(start("", "show", "Note " + i, "--vault", vault.toString())).out());
        }
    }

    /** Whoever holds the vault may end; what goes on until it is ended goes on without it. */
    @Test
    void aWatchOutlivesItsHolder() throws IOException, InterruptedException {
        assertEquals(0, finish(start("one\n", "write", "N", "--vault", vault + "")).code());
        Process holder = hold();
        Process watch = start("", "watch", "N", "--vault", vault + "");
        try {
            BufferedReader shown = watch.inputReader(StandardCharsets.UTF_8);
            assertEquals("one", shown.readLine());
            holder.getOutputStream().close();
            assertTrue(holder.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "it waits for a watch");
            assertEquals("one", shown.readLine());
            Ran written = finish(start("one\ntwo\n", "write", "N", "--vault", vault + ""));
            assertEquals(0, written.code());
            assertEquals("2: two", shown.readLine());
        } finally {
            watch.destroyForcibly();
            holder.destroyForcibly();
        }
    }

    /** A caller that comes while the holder ends is turned away, and nothing dies of it. */
    @Test
    void aHolderThatEndsTurnsCallersAway() throws IOException, InterruptedException {
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Queue<Throwable> uncaught = new ConcurrentLinkedQueue<>();
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> uncaught.add(e));
        try {
            for (int round = 0; round < 40; round++) {
                HeldVault held = HeldVault.open(vault);
                Path socket = OpenVault.announced(vault).orElseThrow();
                List<Thread> callers = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    callers.add(Thread.ofPlatform().start(() -> callUntilItIsGone(socket)));
                }
                held.close();
                for (Thread caller : callers) {
                    caller.join();
                }
            }
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
        assertEquals(List.of(), List.copyOf(uncaught));
    }

    private static void callUntilItIsGone(Path socket) {
        boolean there = true;
        while (there) {
            try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
                there = channel.isOpen();
            } catch (IOException e) {
                there = false;
            }
        }
    }
}
