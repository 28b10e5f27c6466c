package app.vaultnotes.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where no window can be opened, one is told so in words. */
class NoDisplayTest {

    private static final int LIMIT_SECONDS = 600;

    @TempDir Path folder;

    @Test
    void whoHasNoDisplayIsToldSo() throws IOException, InterruptedException {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "only X has displays");
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Launcher.class.getName());
        builder.environment().put("DISPLAY", ":64999");
        builder.environment().put("XDG_STATE_HOME", folder.toString());
        builder.redirectErrorStream(true);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS), "it does not end");
        assertEquals(1, process.exitValue());
        assertTrue(said.contains("GTK 3"), said);
        assertTrue(said.lines().noneMatch(line -> line.startsWith("\tat ")), said);
    }
}
