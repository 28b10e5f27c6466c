package app.vaultnotes.relay.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresLogTest {

    private static final int MOST_BYTES = 20_000;

    @TempDir private Path folder;

    private void take(String said) throws InterruptedException {
        byte[] bytes = said.getBytes(StandardCharsets.UTF_8);
        new PostgresLog(folder.resolve("postgres.log"), MOST_BYTES)
                .take(new ByteArrayInputStream(bytes))
                .join();
    }

    @Test
    void whatIsSaidWithoutEndTakesABoundedRoomAndTheLastStays() throws Exception {
        take("the first\n");
        take("one more line of a server in trouble\n".repeat(10_000) + "the last\n");
        List<Path> files;
        try (Stream<Path> listed = Files.list(folder)) {
            files = listed.toList();
        }
        assertEquals(5, files.size(), files.toString());
        for (Path each : files) {
            assertTrue(Files.size(each) <= MOST_BYTES, each + " " + Files.size(each));
        }
        assertTrue(Files.readString(folder.resolve("postgres.log")).endsWith("the last\n"));
    }

    @Test
    void anotherStartGoesOnBehindWhatWasSaid() throws Exception {
        take("the first\n");
        take("the second\n");
        assertEquals("the first\nthe second\n", Files.readString(folder.resolve("postgres.log")));
    }
}
