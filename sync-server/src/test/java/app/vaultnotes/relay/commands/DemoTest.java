package app.vaultnotes.relay.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.relay.blob.JavaProcess;
import app.vaultnotes.relay.cli.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demonstration, with a relay and machines that are processes. */
class DemoTest {

    private static final long PATIENCE_SECONDS = 400;

    @TempDir private Path folder;
    private Path scratch;
    private Computer computer;

    @BeforeEach
    void writeLauncher() throws IOException {
        scratch = Files.createDirectory(folder.resolve("scratch"));
        List<String> options =
                List.of(
                        "-Djava.io.tmpdir=" + scratch,
                        "-Xmx200m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC");
        List<String> java = JavaProcess.command(options, Object.class);
        String command =
                String.join(
                        " ",
                        java.subList(0, java.size() - 1).stream().map(DemoTest::quoted).toList());
        Path launcher =
                Files.writeString(
                        folder.resolve("launcher"),
                        """
                        #!/bin/sh
                        case "$1" in
                          serve) main=app.vaultnotes.relay.cli.Main ;;
                          *) main=app.vaultnotes.cli.Main ;;
                        esac
                        exec %s --enable-native-access=ALL-UNNAMED "$main" "$@"
                        """
                                .formatted(command));
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
        computer =
                new Computer(folder, "computer", List.of(launcher.toString()))
                        .with("VAULTNOTES_LAUNCHER", launcher.toString());
    }

    private static String quoted(String word) {
        return "'" + word + "'";
    }

    private void nothingIsLeft() throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!processes().isEmpty()) {
            assertTrue(System.nanoTime() < deadline, () -> processes().toString());
            TimeUnit.MILLISECONDS.sleep(20);
        }
        try (Stream<Path> files = Files.list(scratch)) {
            assertEquals(
                    List.of(),
                    files.filter(file ->
                                    file.getFileName().toString().startsWith("vaultnotes-demo"))
                            .toList());
        }
    }

    private List<String> processes() {
        return ProcessHandle.allProcesses()
                .map(each -> each.info().commandLine().orElse(""))
                .filter(line -> line.contains(scratch.toString()))
                .toList();
    }

    @Test
    void twoPeopleMeetAndNothingIsLeft() throws Exception {
        Ran ran = computer.run("demo");
        assertEquals(0, ran.code(), ran::toString);
        List<String> said =
                List.of(
                        "The relay is ready at http://127.0.0.1:",
                        "ada$ vaultnotes share",
                        "ben$ vaultnotes join",
                        "on the relay: not yet",
                        "Prune hard when the forsythia blooms.\n\n- mulch with bark\n",
                        "on the relay: yes",
                        "ben sees  - water every week, at the foot",
                        "The relay has ended");
        int from = 0;
        for (String each : said) {
            int at = ran.out().indexOf(each, from);
            assertTrue(at >= from, () -> each + " is not in " + ran.out());
            from = at;
        }
        nothingIsLeft();
    }

    @Test
    void nothingIsLeftWhenItIsEndedEarly() throws Exception {
        Computer.Running demo = computer.begin("", "demo");
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!demo.said().contains("ada$ vaultnotes share")) {
            assertTrue(demo.process().isAlive() && System.nanoTime() < deadline, demo::complained);
            TimeUnit.MILLISECONDS.sleep(10);
        }
        demo.end();
        nothingIsLeft();
    }
}
