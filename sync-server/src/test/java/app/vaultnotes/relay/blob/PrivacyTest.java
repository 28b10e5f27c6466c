package app.vaultnotes.relay.blob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivacyTest {

    @TempDir private Path temporary;

    private static Path open(Path path, String permissions) throws IOException {
        return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private static String of(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
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
