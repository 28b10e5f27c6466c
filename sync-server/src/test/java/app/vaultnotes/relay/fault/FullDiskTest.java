package app.vaultnotes.relay.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.vaultnotes.relay.blob.JavaProcess;
import app.vaultnotes.relay.postgres.OutsidePostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole relay, its PostgreSQL and its attachments on a small disk, which fills up. */
class FullDiskTest {

    @TempDir private Path folder;

    /**
     * Runs a shell script in which a small disk of its own is mounted; {@code $1} is the folder.
     */
    private String onSmallDisk(String script) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        Process process =
                new ProcessBuilder(
                                "unshare",
                                "-m",
                                "sh",
                                "-e",
                                "-c",
                                "mkdir -p \"$1/disk\"\n"
                                        + "mount -t tmpfs -o size=450m none \"$1/disk\"\n"
                                        + script,
                                "sh",
                                folder.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        try {
            int ended = process.waitFor();
            System.out.println(Files.readString(output).lines().findFirst().orElse("no seed"));
            return ended == 0 ? "" : Files.readString(output) + "failed with " + ended;
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private void assumeMounts() throws InterruptedException {
        String failed;
        try {
            failed = onSmallDisk("true");
        } catch (IOException e) {
            failed = e.toString();
        }
        assumeTrue(failed.isEmpty(), "skipped: this user may not mount a file system");
    }

    @Test
    void aRelayOnAFullDiskSaysSoLosesNothingAndGoesOnWhenThereIsRoom() throws Exception {
        assumeMounts();
        String command =
                String.join(
                        "' '",
                        JavaProcess.command(
                                List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"),
                                FullDiskSteps.class));
        String programs = OutsidePostgres.embeddedPrograms().resolveSibling("").toString();
        assertEquals("", onSmallDisk("'" + command + "' \"$1/disk\" '" + programs + "'"));
    }
}
