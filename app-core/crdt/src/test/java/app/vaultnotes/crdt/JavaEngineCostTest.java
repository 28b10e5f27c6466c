package app.vaultnotes.crdt;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.crdt.engine.JavaDocument;
import app.vaultnotes.crdt.engine.JavaEngine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/**
 * What reading may cost: in memory 64 times what it decodes to, in time a second for each megabyte
 * of that. Of the rows a document may have for nothing each counts as eight bytes, at least one for
 * each of the columns it has.
 */
class JavaEngineCostTest extends JavaEngineFixture {

    private static final int TIMES = 64;
    private static final int ROW_BYTES = 8;
    private static final int ROWS = 65_000;
    private static final int MANY_ROWS = 260_000;

    /** What the rows take that a document may have for nothing. */
    private static final int FREE_MEGABYTES = 105;

    /**
     * What the changes take, all made again and handed out, that a document may have for nothing.
     */
    private static final int HANDED_OUT_MEGABYTES = 140;

    /** How the files are called whose changes are to be handed out. */
    private static final String SAYING = "saying";

    /** What a Java platform takes for itself. */
    private static final int PLATFORM_MEGABYTES = 8;

    /** Loads the files it is given; a process of its own, whose memory is bounded. */
    static final class Reader {
        private Reader() {}

        /** Says of each that it is loaded. */
        public static void main(String[] files) throws IOException {
            for (String file : files) {
                byte[] bytes = Files.readAllBytes(java.nio.file.Path.of(file));
                System.out.println(file + ": " + read(bytes, file.contains(SAYING)));
            }
        }
    }

    /** What becomes of a file; that its heads are made up shows when changes are made again. */
    private static String read(byte[] bytes, boolean handingOut) {
        try (JavaDocument document = new JavaEngine().load(author(9), bytes)) {
            List<Change> all = handingOut ? document.changesSince(Heads.NONE) : List.of();
            return "changes " + document.changeCount() + ", handed out " + all.size();
        } catch (CrdtException e) {
            String said = String.valueOf(e.getMessage());
            if (said.contains("is not the one the document names")
                    || said.contains("messages and keys")) {
                return said;
            }
            throw e;
        }
    }

    @TempDir private java.nio.file.Path folder;

    /** Has files loaded by a process that has as much memory as so many bytes may take. */
    private static void assertLoad(List<String> files, long megabytes) throws Exception {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                System.getProperty("java.home") + "/bin/java",
                                "-Xmx" + (megabytes + PLATFORM_MEGABYTES) + "m",
                                "-XX:+UseSerialGC",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Reader.class.getName()));
        command.addAll(files);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(5, MINUTES), said);
        assertEquals(0, process.exitValue(), said);
        assertEquals(files.size(), said.lines().count(), said);
    }

    private String written(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes).toString();
    }

    @Test
    void rowsThatCostNothingTakeNoMoreThanTheyMay() throws Exception {
        List<String> files = new ArrayList<>();
        for (Map.Entry<String, byte[]> each : ManyRows.all(ROWS).entrySet()) {
            files.add(written(each.getKey(), each.getValue()));
        }
        assertLoad(files, TIMES * ROW_BYTES * ROWS / 1_000_000);
    }

    @Test
    void makingChangesAgainTakesNoMoreThanItMay() throws Exception {
        for (Map.Entry<String, byte[]> each : ManyRows.upon().entrySet()) {
            assertLoad(List.of(written(each.getKey(), each.getValue())), FREE_MEGABYTES);
        }
    }

    @Test
    void rowsThatBytesPayForTakeNoMoreThanTheyMay() throws Exception {
        for (ManyRows.Paid each : ManyRows.paid()) {
            byte[] half = each.made().apply(each.bytes() / 2);
            assertTooMany(() -> engine().load(actor(), half));
            byte[] whole = each.made().apply(each.bytes());
            long megabytes = (long) TIMES * whole.length / 1_000_000 + FREE_MEGABYTES;
            assertLoad(List.of(written(each.what(), whole)), megabytes);
        }
    }

    /** Each change has a message, an author and what it is built on, said once for all of them. */
    @Test
    void changesThatAllSayTheSameTakeNoMoreThanTheyMay() throws Exception {
        ActorId wide = ActorId.fromByteArray(new byte[ActorId.MAX_LENGTH]);
        byte[] little = ManyRows.saying(MANY_ROWS, author(1), "", 0);
        byte[] much = ManyRows.saying(MANY_ROWS, author(1), "m".repeat(85), 0);
        byte[] more = ManyRows.saying(MANY_ROWS, wide, "\u4e2d".repeat(20), 0);
        byte[] padded = ManyRows.saying(MANY_ROWS, author(1), "m".repeat(400), 1_000_000);
        for (byte[] each : List.of(little, much, more, padded)) {
            assertLoad(List.of(written(SAYING + each.length, each)), HANDED_OUT_MEGABYTES);
        }
        engine().load(actor(), much).verify();
        for (byte[] each : List.of(more, padded)) {
            assertThrows(CrdtException.class, engine().load(actor(), each)::verify);
        }
    }

    /** What the engine refuses took no more either. */
    @Test
    void rowsThatCostNothingTakeNoLongerThanTheyMay() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long mostNanos = 1_000L * ROW_BYTES * MANY_ROWS;
        for (Map.Entry<String, byte[]> each : ManyRows.all(MANY_ROWS).entrySet()) {
            long start = threads.getCurrentThreadCpuTime();
            try {
                engine().load(actor(), each.getValue());
            } catch (CrdtException refused) {
                assertTrue(String.valueOf(refused.getMessage()).contains("can mean"));
            }
            long nanos = threads.getCurrentThreadCpuTime() - start;
            assertTrue(nanos <= mostNanos, () -> each.getKey() + " took " + nanos + " ns");
        }
    }

    @Test
    void whatNobodyKnowsPaysForNothing() {
        byte[] padding = new byte[1_000_000];
        RawChunk operations = RawChunk.puts(400_000, "k").bytes(0xf7, padding);
        Change change = operations.change(List.of(ROOT), author(1), 1, 5);
        assertTooMany(() -> document().apply(List.of(change)));
        byte[] saved =
                RawChunk.oneChange(400_000)
                        .document(
                                List.of(author(1)),
                                1,
                                RawChunk.puts(400_000, "k")
                                        .numbers(0x21, 400_000, 0)
                                        .deltas(0x23, 400_000, 1)
                                        .bytes(0xf7, padding));
        assertTooMany(() -> engine().load(actor(), saved));
        assertTooMany(() -> SavedBytes.parse(saved));
    }

    private static void assertTooMany(Executable reading) {
        String words = String.valueOf(assertThrows(CrdtException.class, reading).getMessage());
        assertTrue(words.contains("than the bytes can mean"), words);
    }
}
