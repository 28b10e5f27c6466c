package app.vaultnotes.crdt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.crdt.engine.JavaEngine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SavedBytesTest {

    private static final Change SKELETON = EngineFixture.SKELETON;
    private static final int DEFLATED_VALUES = 0x5f;

    /** The skeleton as a document: its one change, and its operations by key. */
    private static byte[] document() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(1);
        body.write(SKELETON.actor().toByteArray().length);
        body.writeBytes(SKELETON.actor().toByteArray());
        body.write(1);
        body.writeBytes(SKELETON.hash().toByteArray());
        Map<Integer, byte[]> changes =
                Map.of(
                        0x01, new byte[] {127, 0}, // actor
                        0x03, new byte[] {127, 1}, // sequence
                        0x13, new byte[] {127, 4}, // last operation
                        0x23, new byte[] {127, 0}, // time
                        0x40, new byte[] {127, 0}); // dependencies
        Map<Integer, byte[]> operations =
                Map.of(
                        0x15, keys("comments", "props", "text", "v"),
                        0x21, new byte[] {4, 0}, // id actor
                        0x23, new byte[] {124, 4, 127, 127, 127}, // id counter: 4 3 2 1
                        0x34, new byte[] {4}, // insert
                        0x42, new byte[] {2, 0, 126, 4, 1}, // map, map, text, set
                        0x56, new byte[] {3, 0, 127, 0x14}, // value kinds
                        0x57, new byte[] {1},
                        0x80, new byte[] {4, 0});
        layout(body, changes);
        layout(body, operations);
        new TreeMap<>(changes).values().forEach(body::writeBytes);
        new TreeMap<>(operations).values().forEach(body::writeBytes);
        body.write(0);
        return chunk(body.toByteArray());
    }

    private static byte[] keys(String... keys) {
        ColumnWriter<String> column = ColumnWriter.text();
        Arrays.stream(keys).forEach(key -> column.add(key, 1));
        return column.toByteArray();
    }

    private static void layout(ByteArrayOutputStream body, Map<Integer, byte[]> columns) {
        ColumnWriter.unsigned(body, (long) columns.size());
        new TreeMap<>(columns)
                .forEach((column, bytes) -> {
                    ColumnWriter.unsigned(body, (long) column);
                    ColumnWriter.unsigned(body, (long) bytes.length);
                });
    }

    private static byte[] chunk(byte[] body) {
        byte[] head = SKELETON.toByteArray();
        head[8] = Chunk.DOCUMENT;
        return Forge.withBody(head, body);
    }

    @Test
    void aDocumentTellsWhatIsInIt() {
        SavedBytes.Saved saved = SavedBytes.parse(document()).document().orElseThrow();
        assertEquals(Heads.of(List.of(SKELETON.hash())), saved.heads());
        assertEquals(Map.of(SKELETON.actor(), 1L), saved.sequences());
        assertEquals(4, saved.lastCounter());
        assertEquals(false, saved.wideIntegers());
    }

    @Test
    void documentAndChangesAreTakenApart() {
        byte[] both = EngineFixture.joined(document(), SKELETON.toByteArray());
        SavedBytes saved = SavedBytes.parse(both);
        assertTrue(saved.document().isPresent());
        assertEquals(List.of(SKELETON), saved.changes());
        byte[] twice = EngineFixture.joined(document(), document());
        assertThrows(CrdtException.class, () -> SavedBytes.parse(twice));
        assertTrue(SavedBytes.parse(new byte[0]).document().isEmpty());
    }

    /** A map that is the second operation, and a value in it that is the first. */
    @Test
    void nothingStandsInWhatIsNewerThanItself() {
        RawChunk operations =
                new RawChunk()
                        .numbers(0x01, 1, RawChunk.NOTHING, 1, 0)
                        .numbers(0x02, 1, RawChunk.NOTHING, 1, 2)
                        .text(0x15, 2, "k")
                        .numbers(0x21, 2, 0)
                        .deltas(0x23, 1, 2, 1, -1)
                        .flags(0x34, 2)
                        .numbers(0x42, 1, 0, 1, 1)
                        .numbers(0x56, 2, 0)
                        .numbers(0x80, 2, 0);
        List<ActorId> actors = List.of(JavaEngineFixture.author(1));
        byte[] bytes = RawChunk.oneChange(2).document(actors, 1, operations);
        assertThrows(CrdtException.class, () -> SavedBytes.parse(bytes));
        CrdtEngine engine = new JavaEngine();
        CrdtException refused =
                assertThrows(CrdtException.class, () -> engine.load(actors.get(0), bytes));
        String said = String.valueOf(refused.getMessage());
        assertTrue(said.contains("its object is not older than itself"), said);
    }

    @Test
    void everyCutAndEveryFlippedBitIsNoticed() {
        byte[] bytes = document();
        for (int length = 1; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThrows(CrdtException.class, () -> SavedBytes.parse(cut), "cut at " + length);
        }
        for (int bit = 0; bit < 8 * bytes.length; bit++) {
            byte[] flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThrows(CrdtException.class, () -> SavedBytes.parse(flipped), "bit " + bit);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void damageUnderARightChecksumIsRefusedOrHarmless(long seed) {
        Random random = new Random(seed);
        byte[] bytes = document();
        int refused = 0;
        for (int round = 0; round < 2_000; round++) {
            byte[] mutated = Forge.mutated(bytes, random);
            try {
                SavedBytes.parse(mutated);
            } catch (CrdtException e) {
                refused++;
            }
        }
        assertTrue(refused > 1_000, "seed " + seed + " refused " + refused);
    }

    @Test
    void columnsThatInflateToAGigabyteAreRefused() throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        Deflater raw = new Deflater(Deflater.BEST_SPEED, true);
        try (DeflaterOutputStream deflating = new DeflaterOutputStream(bomb, raw)) {
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 1024; i++) {
                deflating.write(zeros);
            }
        } finally {
            raw.end();
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(new byte[] {0, 0, 0});
        layout(body, Map.of(DEFLATED_VALUES, bomb.toByteArray()));
        body.writeBytes(bomb.toByteArray());
        byte[] chunk = chunk(body.toByteArray());
        CrdtException refused = assertThrows(CrdtException.class, () -> SavedBytes.parse(chunk));
        assertTrue(refused.toString().contains("after inflating"), refused.toString());
    }

    @Test
    void aFewBytesThatClaimBillionsOfRowsAreRefused() {
        ByteArrayOutputStream run = new ByteArrayOutputStream();
        ColumnWriter.signed(run, 1L << 40);
        run.write(0);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(1);
        body.write(1);
        body.write(7);
        body.write(0);
        Map<Integer, byte[]> changes = Map.of(0x01, run.toByteArray(), 0x03, sequences());
        layout(body, changes);
        body.write(0);
        body.writeBytes(run.toByteArray());
        body.writeBytes(sequences());
        byte[] chunk = chunk(body.toByteArray());
        assertThrows(CrdtException.class, () -> SavedBytes.parse(chunk));
    }

    /** Numbers from 1 upwards, without end. */
    private static byte[] sequences() {
        ByteArrayOutputStream column = new ByteArrayOutputStream();
        ColumnWriter.signed(column, 1L << 40);
        column.write(1);
        return column.toByteArray();
    }
}
