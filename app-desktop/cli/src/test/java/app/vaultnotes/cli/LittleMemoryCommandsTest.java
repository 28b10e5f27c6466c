package app.vaultnotes.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands in a process of their own: one without enough memory fails like any other. */
class LittleMemoryCommandsTest {

    private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-z]+)\"");

    @TempDir Path folder;

    private record Ran(int code, byte[] out, String err) {
        String text() {
            return new String(out, StandardCharsets.UTF_8);
        }
    }

    private Ran run(int heapMegabytes, Path input, String... arguments)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "out", "");
        Path err = Files.createTempFile(folder, "err", "");
        ProcessBuilder builder =
                CommandProcess.of(
                                folder.resolve("state"),
                                List.of("-Xmx" + heapMegabytes + "m", "-XX:+UseSerialGC"),
                                arguments)
                        .redirectInput(input.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        int code = builder.start().waitFor();
        return new Ran(code, Files.readAllBytes(out), Files.readString(err));
    }

    @Test
    void tooLittleMemoryIsSaidAndTheVaultIsWhole() throws Exception {
        Path none = Files.createFile(folder.resolve("none"));
        Path large = Files.writeString(folder.resolve("large"), "*a* ".repeat(450_000));
        String vault = folder.resolve("v").toString();
        assertEquals(0, run(320, none, "new", vault).code());
        Ran failed = run(24, large, "write", "Large", "--vault", vault, "--json");
        assertEquals(1, failed.code(), failed.err());
        assertTrue(failed.err().contains("{\"error\":{\"code\":\"memory\""), failed.err());
        assertEquals(0, run(320, none, "doctor", "--vault", vault).code());
        Ran written = run(320, large, "write", "Large", "--vault", vault, "--json");
        assertEquals(0, written.code(), written.err());
        assertFalse(written.err().contains("error"), written.err());
    }

    @Test
    void aVersionIsShownInTheBytesItCameIn() throws Exception {
        Path none = Files.createFile(folder.resolve("none"));
        Path edit = Files.writeString(folder.resolve("edit"), "edited");
        Path source = Files.createDirectories(folder.resolve("source"));
        byte[] latin = {'c', 'a', 'f', (byte) 0xe9};
        Files.write(source.resolve("latin.md"), latin);
        String vault = folder.resolve("v").toString();
        assertEquals(0, run(320, none, "new", vault).code());
        assertEquals(0, run(320, none, "import", source.toString(), "--vault", vault).code());
        Ran history = run(320, none, "history", "latin", "--vault", vault, "--json");
        Matcher id = ID.matcher(history.text());
        assertTrue(id.find(), history.text());
        assertEquals(0, run(320, edit, "write", "latin", "--vault", vault).code());
        String version = id.group(1);
        Ran shown = run(320, none, "show", "latin", "--at", version, "--vault", vault);
        assertArrayEquals(latin, shown.out(), shown.err());
        Ran json = run(320, none, "show", "latin", "--at", version, "--vault", vault, "--json");
        assertTrue(json.text().contains("caf\u00e9"), json.text());
    }
}
