package app.vaultnotes.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One holder at a time, whoever else tries. */
class VaultLockTest {

    @TempDir Path folder;

    /** Says whether another process gets the lock. */
    static final class OtherProcess {
        private OtherProcess() {}

        /** Tries to take the lock of the folder named. */
        public static void main(String[] arguments) throws IOException {
            System.out.println(VaultLock.tryTake(Path.of(arguments[0])).isPresent());
        }
    }

    private String isFreeForOthers() throws IOException {
        Process other =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                OtherProcess.class.getName(),
                                folder.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        return new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    @Test
    void aSecondTryInOneProcessDoesNotLetGoOfTheLock() throws IOException {
        try (VaultLock held = VaultLock.tryTake(folder).orElseThrow()) {
            assertTrue(VaultLock.tryTake(folder).isEmpty());
            assertTrue(VaultLock.tryTake(folder.resolve("..").resolve(folder)).isEmpty());
            held.announce("somewhere");
            assertEquals(Optional.of("somewhere"), VaultLock.announced(folder));
            assertEquals("false", isFreeForOthers());
        }
        assertEquals("true", isFreeForOthers());
        assertEquals(Optional.empty(), VaultLock.announced(folder));
        VaultLock.tryTake(folder).orElseThrow().close();
    }
}
