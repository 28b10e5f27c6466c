package app.vaultnotes.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two copies of a vault merge with a third one at the same moment, both ways. */
class MergesAtOnceTest {

    private static final List<String> COPIES = List.of("a", "b", "c");
    private static final int NOTES = 40;
    private static final int ROUNDS = 3;

    @TempDir Path folder;

    @BeforeEach
    void makeCopies() throws IOException {
        assertEquals(0, run("", "new", path("a")).code());
        done("a", "one\ntwo\nthree\n", "write", "Shared");
        done("a", "", "mkdir", "Folder");
        for (String copy : List.of("b", "c")) {
            Files.createDirectories(folder.resolve(copy));
            Files.copy(folder.resolve("a/vault.db"), folder.resolve(copy).resolve("vault.db"));
        }
    }

    private record Ran(int code, String out) {}

    private String path(String copy) {
        return folder.resolve(copy).toString();
    }

    private Ran run(String input, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
        Terminal terminal =
                new Terminal(
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                        printed,
                        printed,
                        folder,
                        false,
                        false);
        int code = Main.run(arguments, terminal, null);
        return new Ran(code, out.toString(StandardCharsets.UTF_8));
    }

    private String done(String copy, String input, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--vault", path(copy), "--json"));
        Ran ran = run(input, all.toArray(String[]::new));
        assertEquals(0, ran.code(), ran.out());
        return ran.out();
    }

    private void edit(String copy, int round) throws IOException {
        String shared = run("", "show", "Shared", "--vault", path(copy)).out();
        done(copy, shared + copy + round + "\n", "write", "Shared");
        Path source = folder.resolve("source-" + copy + round);
        Files.createDirectories(source);
        for (int i = 0; i < NOTES; i++) {
            Files.writeString(
                    source.resolve(copy + " " + round + " " + i + ".md"),
                    "[[Shared]] of " + copy + " " + i + "\n");
        }
        done(copy, "", "import", source.toString(), "--into", "Folder/" + copy);
    }

    private String mergeWhenAllAreReady(CyclicBarrier ready, String copy, String third)
            throws Exception {
        ready.await();
        return done(copy, "", "merge", path(third), "--both");
    }

    private Map<String, String> exported(String copy, int round) throws IOException {
        Path out = folder.resolve("out-" + copy + round);
        done(copy, "", "export", out.toString());
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(out)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(out.relativize(file).toString(), Files.readString(file));
            }
        }
        return files;
    }

    /** Each copy has what the others have once they merged one after the other. */
    private void converge(int round) throws IOException {
        done("a", "", "merge", path("c"), "--both");
        done("b", "", "merge", path("c"), "--both");
        done("a", "", "merge", path("c"), "--both");
        Map<String, String> all = exported("a", round);
        assertEquals(1 + COPIES.size() * NOTES * (round + 1), all.size());
        assertEquals(all, exported("b", round));
        assertEquals(all, exported("c", round));
        for (String copy : COPIES) {
            assertEquals("{\"problems\":[]}", done(copy, "", "doctor").strip());
            assertTrue(all.getOrDefault("Shared.md", "").contains(copy + round + "\n"), copy);
        }
    }

    @Test
    void bothEndWellAndAllComeToTheSame() throws Exception {
        ExecutorService both = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                for (String copy : COPIES) {
                    edit(copy, round);
                }
                CyclicBarrier ready = new CyclicBarrier(2);
                List<Callable<String>> merges =
                        List.of(
                                () -> mergeWhenAllAreReady(ready, "a", "c"),
                                () -> mergeWhenAllAreReady(ready, "b", "c"));
                for (Future<String> merged : both.invokeAll(merges)) {
                    String answer = merged.get();
                    assertEquals(-1, answer.indexOf("\"problems\":[\""), answer);
                }
                converge(round);
            }
        } finally {
            both.shutdownNow();
        }
    }
}
