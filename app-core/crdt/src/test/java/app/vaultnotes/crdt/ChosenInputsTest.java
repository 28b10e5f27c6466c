package app.vaultnotes.crdt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.crdt.engine.JavaDocument;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Keys, names and texts chosen so that finding, counting or comparing them would take long. */
class ChosenInputsTest extends JavaEngineFixture {

    /** A second for each megabyte and some for a compiler that has just begun. */
    private static final long NANOS_OF_A_BYTE = 1_000;

    private static final long SPARE_NANOS = 3_000_000_000L;

    /** Pairs of letters, and of bytes, of which each four have one {@code hashCode}. */
    private static final String[] LETTERS = {"D\u0004", "C#", "BB", "Aa"};

    private static final byte[][] BYTES = {{1, 100}, {2, 69}, {3, 38}, {4, 7}};

    private static void assertSoon(long bytes, Executable work) throws Throwable {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        work.execute();
        long nanos = threads.getCurrentThreadCpuTime() - start;
        assertTrue(nanos <= SPARE_NANOS + bytes * NANOS_OF_A_BYTE, () -> nanos + " ns");
    }

    private static String key(int number) {
        StringBuilder key = new StringBuilder();
        for (int pair = 0; pair < 8; pair++) {
            key.append(LETTERS[(number >> (2 * pair)) & 3]);
        }
        return key.toString();
    }

    @Test
    void keys() throws Throwable {
        int count = 20_000;
        ByteWriter keys = new ByteWriter(16);
        keys.signed(-count);
        for (int i = 0; i < count; i++) {
            keys.writeSized(key(i).getBytes(StandardCharsets.UTF_8));
        }
        assertEquals(key(0).hashCode(), key(count - 1).hashCode());
        Change change =
                RawChunk.puts(count, "")
                        .bytes(0x15, keys.toByteArray())
                        .change(List.of(ROOT), author(1), 1, 5);
        JavaDocument document = document();
        assertSoon(
                change.size(), () -> assertEquals(count, document.apply(List.of(change)).size()));
    }

    @Test
    void authors() throws Throwable {
        List<ActorId> authors = new ArrayList<>();
        for (int i = 0; i < 60_000; i++) {
            byte[] name = new byte[16];
            for (int pair = 0; pair < 8; pair++) {
                System.arraycopy(BYTES[(i >> (2 * pair)) & 3], 0, name, 2 * pair, 2);
            }
            authors.add(ActorId.fromByteArray(name));
        }
        assertEquals(1, authors.stream().mapToInt(ActorId::hashCode).distinct().count());
        Collections.sort(authors);
        byte[] document =
                RawChunk.oneChange(1)
                        .document(
                                authors,
                                1,
                                RawChunk.puts(1, "k")
                                        .numbers(0x21, 1, 0)
                                        .deltas(0x23, 1, 1)
                                        .numbers(0x80, 1, 0));
        assertSoon(document.length, () -> SavedBytes.parse(document));
    }

    @Test
    void oneLongKeyWrittenOften() throws Throwable {
        Change change =
                RawChunk.puts(100_000, "k".repeat(200_000)).change(List.of(ROOT), author(1), 1, 5);
        JavaDocument document = document();
        document.apply(List.of(change));
        assertSoon(change.size(), document::save);
    }

    /** A map of texts takes the place of another. */
    @Test
    void textsThatHaveNothingInCommon() throws Throwable {
        JavaDocument other = document();
        JavaDocument document = document();
        Random random = new Random(1);
        for (int round = 0; round < 2; round++) {
            Change change = other.change(w -> putTexts(w, random)).orElseThrow();
            assertSoon(change.size(), () -> document.apply(List.of(change)));
        }
        assertEquals(texts(other), texts(document));
    }

    private static void putTexts(CrdtWriter writer, Random random) {
        writer.makeMap(PROPS);
        for (int i = 0; i < 40; i++) {
            Path path = PROPS.then("t" + i);
            writer.makeText(path);
            StringBuilder text = new StringBuilder();
            for (int j = 0; j < 6_000; j++) {
                text.append((char) ('!' + random.nextInt(15)));
            }
            writer.splice(path, 0, 0, text.toString());
        }
    }

    private static List<String> texts(JavaDocument document) {
        return document.now().keys(PROPS).stream()
                .sorted()
                .map(key -> document.now().text(PROPS.then(key)))
                .toList();
    }

    /** The name of marks is said once in the document, and would be in each of its changes. */
    @Test
    void oneLongNameOfManyMarks() throws Throwable {
        byte[] saved = marks(60_000, 100_000);
        JavaDocument document = engine().load(actor(), saved);
        assertSoon(
                saved.length,
                () -> {
                    String said =
                            String.valueOf(
                                    assertThrows(CrdtException.class, document::verify)
                                            .getMessage());
                    assertTrue(said.contains("messages and keys"), said);
                });
    }

    private static byte[] marks(int operations, int nameLength) {
        ByteWriter names = new ByteWriter(16);
        names.signed(0);
        names.unsigned(1);
        names.signed(operations - 1);
        byte[] name = new byte[nameLength];
        Arrays.fill(name, (byte) 'm');
        names.writeSized(name);
        RawChunk rows =
                new RawChunk()
                        .numbers(0x01, 1, RawChunk.NOTHING, operations - 1, 0)
                        .numbers(0x02, 1, RawChunk.NOTHING, operations - 1, 1)
                        .numbers(0x11, 2, RawChunk.NOTHING, operations - 2, 0)
                        .deltas(0x13, 1, RawChunk.NOTHING, 1, 0, 1, 2, operations - 3, 1)
                        .text(0x15, 1, "t", operations - 1)
                        .numbers(0x21, operations, 0)
                        .deltas(0x23, operations, 1)
                        .flags(0x34, 1, operations - 1)
                        .numbers(0x42, 1, 4, operations - 1, 7)
                        .numbers(0x56, operations, 0)
                        .numbers(0x80, operations, 0)
                        .bytes(0xa5, names.toByteArray());
        return new RawChunk()
                .numbers(0x01, operations, 0)
                .deltas(0x03, operations, 1)
                .deltas(0x13, operations, 1)
                .deltas(0x23, operations, 0)
                .numbers(0x40, 1, 0, operations - 1, 1)
                .deltas(0x43, 1, 0, operations - 2, 1)
                .numbers(0x56, operations, 7)
                .document(List.of(author(1)), 1, rows);
    }

    @Test
    void aCursorNamesNoLongerAuthorThanThereAre() {
        String actor = "ab".repeat(ActorId.MAX_LENGTH);
        assertEquals("1@" + actor, new Cursor("1@" + actor).token());
        assertThrows(IllegalArgumentException.class, () -> new Cursor("1@" + actor + "ab"));
    }

    /** A frame is looked at by whoever has no engine; it must not refuse what engines take. */
    @Test
    void manyChangesThatSayNothing() {
        byte[] saved = ManyRows.saying(300_000, author(1), "", 0);
        assertEquals(300_000, engine().load(actor(), saved).changeCount());
        assertTrue(SavedBytes.parse(saved).document().isPresent());
    }
}
