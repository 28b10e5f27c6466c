package app.vaultnotes.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A disk that fills up, and one that cannot be written. The disks are real: small file systems in
 * memory, mounted for one process tree only, which Linux allows where user namespaces are on.
 */
class DiskTest {

    private static final int LIMIT_SECONDS = 600;

    @TempDir Path folder;

    private record Ran(int code, String output) {}

    /** Runs a shell script whose mounts nobody else sees; {@code $1} is the folder. */
    private Ran alone(String script) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        Process process =
                new ProcessBuilder("unshare", "-rm", "sh", "-e", "-c", script, "sh", folder + "")
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        return new Ran(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    }

    private void assumeMounts() throws IOException, InterruptedException {
        boolean allowed;
        try {
            allowed = alone("mount -t tmpfs -o size=1m none \"$1\"").code() == 0;
        } catch (IOException e) {
            allowed = false;
        }
        assumeTrue(allowed, "skipped: this system lets no process mount a file system of its own");
    }

    private static String java(String step) {
        return JavaProcess.command(DiskSteps.class, step).stream()
                        .map(word -> "'" + word + "' ")
                        .collect(Collectors.joining())
                + "\"$1\"\n";
    }

    @Test
    void aFullDiskIsSaidAndEverythingSavedBeforeIsSafe() throws Exception {
        assumeMounts();
        Ran ran =
                alone(
                        """
                        mkdir "$1/disk"
                        mount -t tmpfs -o size=6m none "$1/disk"
                        """
                                + java("full"));
        assertEquals(0, ran.code(), ran.output());
    }

    @Test
    void aReadOnlyDiskIsSaidAndReadingStillWorks() throws Exception {
        assumeMounts();
        Ran ran =
                alone(
                        """
                        mkdir "$1/disk"
                        mount -t tmpfs -o size=20m none "$1/disk"
                        """
                                + java("fill")
                                + "mount -o remount,ro \"$1/disk\"\n"
                                + java("readonly")
                                + "mount -o remount,rw \"$1/disk\"\n"
                                + java("writable"));
        assertEquals(0, ran.code(), ran.output());
    }
}
