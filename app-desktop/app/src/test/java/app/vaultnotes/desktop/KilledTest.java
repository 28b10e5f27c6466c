package app.vaultnotes.desktop;

import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.cli.HeldVault;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The app is killed while one types: at most what was typed in the last second is gone. */
class KilledTest {

    private static final int LEAST_LETTERS = 150;
    private static final int LEAST_SURE = 20;

    /** So many letters take longer than what may be lost. */
    private static final int LATELY = 75;

    /** The last second, and what a machine may take to write what it was given. */
    private static final int LAST_MILLIS = 1_000 + 700;

    /** One that does nothing for a while may do so before, while and after it writes. */
    private static final int PAUSES = 3;

    @TempDir Path folder;

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
    @Timeout(300)
    void whatWasTypedBeforeTheLastSecondIsThere() throws Exception {
        Path vault = folder.resolve("vault");
        Process process = start(vault);
        List<Long> typed = new ArrayList<>();
        int sure = 0;
        try (BufferedReader said = process.inputReader()) {
            String line = said.readLine();
            while (line != null && sure < LEAST_SURE) {
                if (line.matches("[a-z] \\d+")) {
                    typed.add(Long.parseLong(line.substring(2)));
                    sure = sure(typed, System.currentTimeMillis());
                }
                line = sure < LEAST_SURE ? said.readLine() : line;
            }
        } finally {
            process.destroyForcibly();
        }
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it lives on");
        assertTrue(sure >= LEAST_SURE, "it ended after letters: " + typed.size());
        String kept = text(vault);
        String all = TypingProcess.LETTERS.repeat(1 + kept.length());
        assertTrue(all.startsWith(kept), kept);
        assertTrue(kept.length() >= sure, sure + " letters in " + kept + " of " + typed);
    }

    /** How many letters must be there when it is killed now. */
    private static int sure(List<Long> typedMillis, long nowMillis) {
        if (typedMillis.size() < LEAST_LETTERS) {
            return 0;
        }
        long longest = 0;
        long later = nowMillis;
        for (long millis :
                typedMillis.subList(typedMillis.size() - LATELY, typedMillis.size()).reversed()) {
            longest = Math.max(longest, later - millis - TypingProcess.BETWEEN_MILLIS);
            later = millis;
        }
        long since = nowMillis - LAST_MILLIS - PAUSES * longest;
        return (int) typedMillis.stream().filter(millis -> millis < since).count();
    }

    private static String text(Path vault) {
        try (HeldVault held = HeldVault.open(vault)) {
            return held.vault().notes().text(held.vault().paths().note("Typed").id());
        }
    }
}
