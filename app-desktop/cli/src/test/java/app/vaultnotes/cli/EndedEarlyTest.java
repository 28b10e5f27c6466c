package app.vaultnotes.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C in the middle of long work leaves the vault whole, and a second run finishes the work. */
class EndedEarlyTest {

    private static final int NOTES = 1_200;

    /** What a shell says of a program that Ctrl-C ended. */
    private static final int ENDED = 128 + 2;

    /** A shell that starts in the background has programs ignore Ctrl-C; this lets them hear it. */
    private static final List<String> HEARING = List.of("env", "--default-signal=INT");

    @TempDir Path folder;

    /** Whether something can be seen of the work, so that its process is in the middle of it. */
    private interface Sign {
        boolean isSeen() throws IOException;
    }

    @BeforeEach
    void writeNotes() throws IOException, InterruptedException {
        List<String> test = new ArrayList<>(HEARING);
        test.add("true");
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/env"))
                        && new ProcessBuilder(test).start().waitFor() == 0,
                "no Ctrl-C can be sent here");
        for (int i = 0; i < NOTES; i++) {
            Path note = folder.resolve("source/f" + i % 10 + "/Note " + i + ".md");
            Files.createDirectories(note.getParent());
            Files.writeString(note, "# Note " + i + "\n\n" + "some words ".repeat(60) + "\n");
        }
        done("", "new", path("v"));
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private Process start(String... arguments) throws IOException {
        ProcessBuilder builder =
                CommandProcess.of(Path.of(path("state")), List.of(), arguments)
                        .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.command().addAll(0, HEARING);
        builder.environment().put("XDG_RUNTIME_DIR", path(""));
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    /** Runs a command in this process, which is quicker, and to its end. */
    private String done(String vault, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        if (!vault.isEmpty()) {
            all.addAll(List.of("--vault", path(vault), "--json"));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
        Terminal terminal =
                new Terminal(InputStream.nullInputStream(), printed, printed, folder, false, false);
        int code = Main.run(all.toArray(String[]::new), terminal, null);
        assertEquals(0, code, () -> out.toString(StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8);
    }

    private void endAt(Sign sign, String vault, String... arguments)
            throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--vault", path(vault), "--json"));
        Process process = start(all.toArray(String[]::new));
        // It stands ready: to start it takes so long that the work may be done by then.
        Process kill =
                new ProcessBuilder("sh", "-c", "read -r go; kill -INT " + process.pid()).start();
        while (!sign.isSeen() && process.isAlive()) {
            Thread.onSpinWait();
        }
        kill.getOutputStream().close();
        assertEquals(0, kill.waitFor(), "the work was done before Ctrl-C");
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(ENDED, process.waitFor(), out);
        assertEquals("", out);
    }

    private void isWhole(String vault) {
        assertEquals("{\"problems\":[]}", done(vault, "doctor").strip());
    }

    /** How far a vault's journal has grown; it is empty when the vault was just opened. */
    private Sign journal(String vault, long bytes) {
        Path journal = folder.resolve(vault).resolve("vault.db-wal");
        return () -> size(journal) >= bytes;
    }

    private static long size(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    private static long files(Path in) throws IOException {
        if (!Files.exists(in)) {
            return 0;
        }
        try (Stream<Path> all = Files.walk(in)) {
            return all.filter(Files::isRegularFile).count();
        }
    }

    @Test
    void anImportGoesOnWhereItWasEnded() throws IOException, InterruptedException {
        endAt(journal("v", 300_000), "v", "import", path("source"));
        isWhole("v");
        endAt(journal("v", 300_000), "v", "import", path("source"));
        String last = done("v", "import", path("source"));
        assertTrue(last.contains("\"changed\":[],\"skipped\":[]"), last);
        assertFalse(last.startsWith("{\"notes\":" + NOTES + ","), "all of it came once more");
        isWhole("v");
        String again = done("v", "import", path("source"));
        assertTrue(again.startsWith("{\"notes\":0,\"folders\":0,\"attachments\":0"), again);
        done("v", "export", path("out"));
        assertEquals(NOTES, files(folder.resolve("out")));
        assertSame(folder.resolve("source"), folder.resolve("out"));
    }

    private static void assertSame(Path one, Path other) throws IOException {
        try (Stream<Path> all = Files.walk(one)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                Path twin = other.resolve(one.relativize(file));
                assertEquals(-1, Files.mismatch(file, twin), file::toString);
            }
        }
    }

    @Test
    void anExportLeavesNothingInTheWayOfTheNext() throws IOException, InterruptedException {
        done("v", "import", path("source"));
        Path out = folder.resolve("out");
        endAt(() -> Files.exists(out.resolve("f0")), "v", "export", path("out"));
        assertFalse(Files.exists(out), "half an export looks like a whole one");
        isWhole("v");
        done("v", "export", path("out"));
        assertSame(folder.resolve("source"), out);
        Path zip = folder.resolve("out.zip");
        endAt(() -> size(zip) > 0, "v", "export", path("out.zip"), "--format", "zip");
        done("v", "export", path("out.zip"), "--format", "zip");
        isWhole("v");
    }

    @Test
    void aMergeBringsTheRestTheNextTime() throws IOException, InterruptedException {
        Files.createDirectories(folder.resolve("copy"));
        Files.copy(folder.resolve("v/vault.db"), folder.resolve("copy/vault.db"));
        done("copy", "import", path("source"));
        endAt(journal("v", 200_000), "v", "merge", path("copy"), "--both");
        isWhole("v");
        isWhole("copy");
        done("v", "merge", path("copy"), "--both");
        String nothing = done("v", "merge", path("copy"), "--both");
        assertTrue(nothing.contains("\"received\":0,\"sent\":0"), nothing);
        isWhole("v");
        done("v", "export", path("out"));
        assertSame(folder.resolve("source"), folder.resolve("out"));
    }
}
