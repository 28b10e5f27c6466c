package app.vaultnotes.relay.blob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What others must not have, and the owner must not lose. */
class PrivacyTest {

    @TempDir private Path temporary;

    private static Path open(Path path, String permissions) throws IOException {
        return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private static String of(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    /** Whatever a machine does then: it is on the disk before it has its name. */
    @Test
    void whatIsWrittenIsItsOwnersAndOnTheDisk() throws Exception {
        Path file = temporary.resolve("password");
        Path fresh = temporary.resolve("password.new");
        Files.writeString(fresh, "half of what a killed relay wr");
        Path recorded = temporary.resolve("recorded.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("jdk.FileForce").withThreshold(Duration.ZERO);
            recording.start();
            Privacy.write(file, "secret".getBytes(StandardCharsets.UTF_8));
            recording.stop();
            recording.dump(recorded);
        }
        List<String> forced =
                RecordingFile.readAllEvents(recorded).stream()
                        .filter(event -> event.getEventType().getName().equals("jdk.FileForce"))
                        .map(event -> event.getString("path"))
                        .filter(path -> path.startsWith(temporary.toString()))
                        .toList();
        assertEquals(List.of(fresh.toString(), temporary.toString()), forced);
        assertEquals("secret", Files.readString(file));
        assertEquals("rw-------", of(file));
        assertFalse(Files.exists(fresh));
        Privacy.write(file, "another".getBytes(StandardCharsets.UTF_8));
        assertEquals("another", Files.readString(file));
    }

    @Test
    void whatIsOpenToOthersIsItsOwnersAfterwards() throws IOException {
        Path folder = open(Files.createDirectory(temporary.resolve("data")), "rwxr-xr-x");
        Path file = open(Files.createFile(folder.resolve("address")), "rw-r--r--");
        Path program = open(Files.createFile(folder.resolve("program")), "rwxr-xr-x");
        Path passed = open(Files.createDirectory(folder.resolve("blobs")), "rwxr-x---");
        Path inside = open(Files.createFile(passed.resolve("blob")), "rw-rw-rw-");
        Path elsewhere = open(Files.createFile(temporary.resolve("else")), "rw-r--r--");
        Files.createSymbolicLink(folder.resolve("link"), elsewhere);
        assertFalse(Privacy.isPrivate(folder));
        assertEquals(3, Privacy.mend(folder, Set.of(passed)));
        assertEquals("rwx------", of(folder));
        assertEquals("rw-------", of(file));
        assertEquals("rwx------", of(program));
        assertEquals("rw-rw-rw-", of(inside));
        assertEquals("rw-r--r--", of(elsewhere));
        assertEquals(2, Privacy.mend(folder, Set.of()));
        assertEquals(0, Privacy.mend(folder, Set.of()));
        assertTrue(Privacy.isPrivate(folder));
    }
}
