package app.vaultnotes.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed at any moment loses nothing that it said was saved. */
class CrashTest {

    private static final long SEED = 7;

    /** A round of the writer takes about so long: the end may come at any place in it. */
    private static final int LATEST_KILL_MILLIS = 60;

    @TempDir Path folder;

    @Test
    void killedWhileWritingTypingOrCompactingNothingAcknowledgedIsLost()
            throws IOException, InterruptedException {
        int rounds = Boolean.getBoolean("vaultnotes.heavy") ? 200 : 5;
        Random random = new Random(SEED);
        Vaults vaults = new Vaults(folder);
        vaults.create("v").close();
        List<String> acknowledged = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            acknowledged.addAll(
                    writeUntilKilled(
                            round, 1 + random.nextInt(60), random.nextInt(LATEST_KILL_MILLIS)));
            try (Vault vault = vaults.open("v")) {
                for (String line : acknowledged) {
                    String[] parts = line.split(" ", 2);
                    String text = vault.notes().text(vault.paths().note(parts[0]).id());
                    assertTrue(
                            text.contains(parts[1]),
                            "seed " + SEED + " round " + round + " lost " + line);
                }
                assertEquals(
                        List.of(), vault.check(Progress.NONE), "seed " + SEED + " round " + round);
            }
        }
        assertTrue(acknowledged.size() > rounds);
    }

    private List<String> writeUntilKilled(int round, int lines, int killMillis)
            throws IOException, InterruptedException {
        Process process =
                JavaProcess.start(CrashingWriter.class, folder.toString(), Integer.toString(round));
        List<String> acknowledged = new ArrayList<>();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                acknowledged.add(line);
                if (acknowledged.size() == lines) {
                    process.waitFor(killMillis, TimeUnit.MILLISECONDS);
                    process.destroyForcibly();
                }
            }
        } catch (IOException e) {
            // killing the process closes its output under the reader
        }
        process.waitFor();
        return acknowledged;
    }
}
