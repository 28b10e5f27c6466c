package app.vaultnotes.relay.blob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadTurnsTest {

    private static final Upload UPLOAD = CrashingUploader.upload(1);

    @TempDir private Path folder;

    private Path done() {
        return folder.resolve("done");
    }

    @Test
    void threadsWaitForEachOther() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
            Future<Path> first =
                    pool.submit(
                            () -> new UploadTurns(folder).take(UPLOAD, () -> finish(begun, end)));
            begun.await();
            Future<Boolean> second =
                    pool.submit(
                            () -> new UploadTurns(folder).take(UPLOAD, () -> Files.exists(done())));
            end.countDown();
            assertTrue(second.get());
            assertEquals(done(), first.get());
        }
    }

    /** Says that it has begun, and takes its time. */
    private Path finish(CountDownLatch begun, CountDownLatch end) throws IOException {
        begun.countDown();
        try {
            end.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        Path large = folder.resolve("large");
        for (int i = 0; i < 20; i++) {
            Files.write(large, new byte[Samples.MIB]);
        }
        return Files.createFile(done());
    }

    /** Has a turn until its input ends, and notes that in a file. */
    static final class Holder {
        private Holder() {}

        /** The arguments are the folder and the file. */
        public static void main(String[] arguments) throws IOException {
            new UploadTurns(Path.of(arguments[0]))
                    .take(
                            UPLOAD,
                            () -> {
                                System.out.println("mine");
                                System.in.read();
                                return Files.createFile(Path.of(arguments[1]));
                            });
        }
    }

    private Process holder() throws IOException {
        return JavaProcess.start(
                JavaProcess.command(List.of(), Holder.class, folder.toString(), done().toString()));
    }

    @Test
    void processesWaitForEachOther() throws Exception {
        try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
            Process holder = holder();
            try (BufferedReader said = holder.inputReader(StandardCharsets.UTF_8)) {
                assertEquals("mine", said.readLine());
                Future<Boolean> next =
                        pool.submit(() ->
                                new UploadTurns(folder).take(UPLOAD, () -> Files.exists(done())));
                // Whoever did not wait would not find the file yet.
                Files.write(folder.resolve("large"), new byte[Samples.MIB]);
                holder.outputWriter(StandardCharsets.UTF_8).close();
                assertTrue(next.get());
            } finally {
                holder.destroyForcibly();
            }
        }
    }

    @Test
    void aKilledProcessHasNoTurn() throws Exception {
        Process holder = holder();
        try (BufferedReader said = holder.inputReader(StandardCharsets.UTF_8)) {
            assertEquals("mine", said.readLine());
        } finally {
            holder.destroyForcibly().waitFor();
        }
        assertEquals(1, new UploadTurns(folder).take(UPLOAD, () -> 1));
    }
}
