package app.vaultnotes.relay.blob;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A blob of 80 MB goes through a process that has less memory. */
class LargeBlobTest {

    @TempDir private Path folder;

    private static void assertRuns(String heap, String where)
            throws IOException, InterruptedException {
        List<String> command =
                JavaProcess.command(
                        List.of(heap, "-XX:MaxDirectMemorySize=8m"), LargeBlobSteps.class, where);
        assertEquals(0, JavaProcess.start(command).waitFor());
    }

    @Test
    void aFolderTakesLittleMemory() throws Exception {
        assertRuns("-Xmx16m", folder.resolve("store").toString());
    }

    @Test
    void s3TakesLittleMemory() throws Exception {
        S3Server server = S3Server.start(folder);
        try {
            assertRuns("-Xmx64m", server.endpoint().toString());
        } finally {
            server.kill();
        }
    }
}
