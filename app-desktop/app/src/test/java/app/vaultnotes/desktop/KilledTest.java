package app.vaultnotes.desktop;

import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.cli.HeldVault;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The app is killed while one types: at most what was typed in the last second is gone. */
class KilledTest {

    private static final int LETTERS = 150;
    private static final int LAST_MILLIS = 1_000;

    /** What a busy machine may take to write what it was given. */
    private static final int WRITING_MILLIS = 700;

    @TempDir Path folder;

    /** A letter and when it was typed. */
    private record Typed(String letter, long millis) {
        static Typed read(String line) {
            return new Typed(line.substring(0, 1), Long.parseLong(line.substring(2)));
        }
    }

    private Process start(Path vault) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dglass.platform=Headless",
                        "-Dprism.order=sw",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TypingProcess.class.getName(),
                        vault.toString());
        List.of("XDG_STATE_HOME", "XDG_RUNTIME_DIR")
                .forEach(name -> builder.environment().put(name, folder.toString()));
        return builder.redirectError(folder.resolve("errors.txt").toFile()).start();
    }

    @Test
    @Timeout(120)
    void whatWasTypedBeforeTheLastSecondIsThere() throws Exception {
        Path vault = folder.resolve("vault");
        Process process = start(vault);
        List<Typed> typed = new ArrayList<>();
        long killed;
        try (BufferedReader said = process.inputReader()) {
            String line = said.readLine();
            while (line != null && typed.size() < LETTERS) {
                if (line.matches("[a-z] \\d+")) {
                    typed.add(Typed.read(line));
                }
                line = said.readLine();
            }
            killed = System.currentTimeMillis();
        } finally {
            process.destroyForcibly();
        }
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), "it lives on");
        assertTrue(typed.size() == LETTERS, () -> "typed " + typed.size());
        String all = typed.stream().map(Typed::letter).collect(Collectors.joining());
        long sure =
                typed.stream()
                        .filter(t -> t.millis() < killed - LAST_MILLIS - WRITING_MILLIS)
                        .count();
        assertTrue(sure > 0, "it was killed too soon");
        String kept = text(vault);
        assertTrue(kept.startsWith(all.substring(0, (int) sure)), () -> kept + " of " + all);
        assertTrue((all + "abcdefghijklmnopqrstuvwxyz").contains(kept.substring((int) sure)), kept);
    }

    private static String text(Path vault) {
        try (HeldVault held = HeldVault.open(vault)) {
            return held.vault().notes().text(held.vault().paths().note("Typed").id());
        }
    }
}
