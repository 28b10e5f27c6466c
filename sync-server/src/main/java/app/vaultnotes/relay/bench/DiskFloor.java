package app.vaultnotes.relay.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/**
 * What the disk does at best: pages that are written and synced one by one at a steady rate, as a
 * database's log is. Nothing that is durable before it is sent can be faster.
 */
final class DiskFloor {

    private static final int PAGE_BYTES = 8_192;

    private DiskFloor() {}

    /** Writes so many pages into a file, which is removed. */
    static Latencies measure(Path file, int perSecond, int pages)
            throws IOException, InterruptedException {
        Latencies latencies = new Latencies();
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.DELETE_ON_CLOSE)) {
            // Room first: a file that grows costs another write, which a database spares.
            channel.write(ByteBuffer.allocate(PAGE_BYTES * pages));
            channel.force(true);
            long nextNanos = System.nanoTime();
            for (int page = 0; page < pages; page++) {
                TimeUnit.NANOSECONDS.sleep(nextNanos - System.nanoTime());
                long startNanos = System.nanoTime();
                channel.write(ByteBuffer.allocate(PAGE_BYTES), (long) page * PAGE_BYTES);
                channel.force(false);
                latencies.add(System.nanoTime() - startNanos);
                nextNanos += TimeUnit.SECONDS.toNanos(1) / perSecond;
            }
        } finally {
            Files.deleteIfExists(file);
        }
        return latencies;
    }
}
