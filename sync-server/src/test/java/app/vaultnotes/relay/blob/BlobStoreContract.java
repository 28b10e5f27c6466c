package app.vaultnotes.relay.blob;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.relay.blob.BlobStoreException.Kind;
import app.vaultnotes.wire.Hash;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every kind of store does. */
abstract class BlobStoreContract {

    private static final int MIB = Samples.MIB;

    /** Long enough for two pieces and a bit. */
    private static final int LARGE_BYTES = 12 * MIB;

    private final List<BlobStore> opened = new ArrayList<>();

    /** The store, and what another relay on it would have. */
    BlobStore store;

    /** Opens the store of this test, as one more relay would. */
    abstract BlobStore open() throws Exception;

    /** Changes kept bytes behind the store's back; there are as many as before. */
    abstract void damage(Hash hash) throws IOException;

    @BeforeEach
    final void openStore() throws Exception {
        store = another();
    }

    private BlobStore another() throws Exception {
        BlobStore another = open();
        opened.add(another);
        return another;
    }

    @AfterEach
    final void closeStores() {
        opened.forEach(BlobStore::close);
    }

    final byte[] read(Hash hash, ByteRange range) throws IOException {
        OpenOutcome.Opened blob =
                assertInstanceOf(OpenOutcome.Opened.class, store.open(hash, range));
        try (InputStream in = blob.bytes()) {
            return in.readAllBytes();
        }
    }

    final AppendOutcome append(Upload upload, byte[] bytes, int from, int to) throws IOException {
        return store.uploads().append(upload, from, Samples.part(bytes, from, to));
    }

    private void assertAbsent(Hash hash) {
        assertEquals(OptionalLong.empty(), store.sizeBytes(hash));
        assertEquals(new OpenOutcome.Absent(), store.open(hash, ByteRange.ALL));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5 * MIB - 1, 5 * MIB, 5 * MIB + 1, LARGE_BYTES})
    void whatIsPutComesBack(int sizeBytes) throws IOException {
        byte[] bytes = Samples.bytes(1, sizeBytes);
        Hash hash = Hash.of(bytes);
        assertAbsent(hash);
        assertTrue(store.put(hash, bytes));
        assertEquals(OptionalLong.of(sizeBytes), store.sizeBytes(hash));
        assertArrayEquals(bytes, read(hash, ByteRange.ALL));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5 * MIB - 1, 5 * MIB, 5 * MIB + 1, LARGE_BYTES})
    void whatIsUploadedComesBack(int sizeBytes) throws IOException {
        byte[] bytes = Samples.bytes(2, sizeBytes);
        Upload upload = Samples.upload(bytes);
        assertEquals(new AppendOutcome.Appended(sizeBytes), append(upload, bytes, 0, sizeBytes));
        assertAbsent(upload.hash());
        assertEquals(sizeBytes, store.uploads().storedBytes(upload));
        assertEquals(new FinishOutcome.Complete(), store.uploads().finish(upload, sizeBytes));
        assertEquals(OptionalLong.of(sizeBytes), store.sizeBytes(upload.hash()));
        assertArrayEquals(bytes, read(upload.hash(), ByteRange.ALL));
        assertEquals(0, store.uploads().storedBytes(upload));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1",
        "0, 100000",
        "0, 100001",
        "1, 99999",
        "99999, 1",
        "99999, 50",
        "50000, 2000",
        "100000, 1",
        "100000, 0",
        "7, 0"
    })
    void aRangeEndsWithTheBlob(int offset, int length) throws IOException {
        byte[] bytes = Samples.bytes(3, 100_000);
        Hash hash = Hash.of(bytes);
        store.put(hash, bytes);
        byte[] expected =
                Samples.part(bytes, offset, Math.min(bytes.length, offset + length)).readAllBytes();
        assertArrayEquals(expected, read(hash, new ByteRange(offset, length)));
    }

    @Test
    void aRangeBehindTheEndIsSaid() throws IOException {
        byte[] bytes = Samples.bytes(4, 1_000);
        Hash hash = Hash.of(bytes);
        store.put(hash, bytes);
        assertEquals(new OpenOutcome.BehindEnd(1_000), store.open(hash, new ByteRange(1_001, 1)));
        assertArrayEquals(
                Samples.part(bytes, 600, 1_000).readAllBytes(), read(hash, ByteRange.from(600)));
        assertThrows(IllegalArgumentException.class, () -> ByteRange.from(-1));
    }

    @Test
    void bytesWithAnotherHashAreNotKept() {
        byte[] bytes = Samples.bytes(5, 100);
        Hash other = Hash.of(new byte[1]);
        assertFalse(store.put(other, bytes));
        assertAbsent(other);
        assertAbsent(Hash.of(bytes));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 300_000, 7 * MIB})
    void anotherRelayGoesOnWhereABrokenStreamEnded(int brokenAt) throws Exception {
        byte[] bytes = Samples.bytes(6, LARGE_BYTES);
        Upload upload = Samples.upload(bytes);
        InputStream breaking = Samples.breaking(Samples.part(bytes, 0, brokenAt));
        assertThrows(IOException.class, () -> store.uploads().append(upload, 0, breaking));
        store = another();
        assertEquals(brokenAt, store.uploads().storedBytes(upload));
        assertEquals(
                new AppendOutcome.Appended(LARGE_BYTES),
                append(upload, bytes, brokenAt, LARGE_BYTES));
        store = another();
        assertEquals(new FinishOutcome.Complete(), store.uploads().finish(upload, LARGE_BYTES));
        assertArrayEquals(bytes, read(upload.hash(), ByteRange.ALL));
    }

    @Test
    void bytesFromAnotherPlaceAreNotKept() throws IOException {
        byte[] bytes = Samples.bytes(7, 3_000);
        Upload upload = Samples.upload(bytes);
        assertEquals(new AppendOutcome.Elsewhere(0), append(upload, bytes, 1, 10));
        append(upload, bytes, 0, 1_000);
        for (int offset : new int[] {0, 999, 1_001, 2_000}) {
            assertEquals(new AppendOutcome.Elsewhere(1_000), append(upload, bytes, offset, 3_000));
        }
        assertEquals(1_000, store.uploads().storedBytes(upload));
        append(upload, bytes, 1_000, 3_000);
        assertEquals(new FinishOutcome.Complete(), store.uploads().finish(upload, 3_000));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1_000, LARGE_BYTES})
    void anUploadWithAnotherHashIsThrownAway(int sizeBytes) throws IOException {
        byte[] bytes = Samples.bytes(8, sizeBytes);
        Upload upload = new Upload(UUID.randomUUID(), Hash.of(Samples.bytes(9, 10)));
        append(upload, bytes, 0, sizeBytes);
        assertEquals(new FinishOutcome.Mismatch(), store.uploads().finish(upload, sizeBytes));
        assertEquals(0, store.uploads().storedBytes(upload));
        assertAbsent(upload.hash());
        assertAbsent(Hash.of(bytes));
    }

    @Test
    void anUploadOfAnotherSizeIsNoBlob() throws IOException {
        byte[] bytes = Samples.bytes(10, 1_000);
        Upload upload = Samples.upload(bytes);
        append(upload, bytes, 0, 1_000);
        assertEquals(new FinishOutcome.Incomplete(1_000), store.uploads().finish(upload, 1_001));
        assertEquals(1_000, store.uploads().storedBytes(upload));
        assertEquals(new FinishOutcome.Mismatch(), store.uploads().finish(upload, 999));
        assertEquals(0, store.uploads().storedBytes(upload));
        assertAbsent(upload.hash());
        assertEquals(new FinishOutcome.Incomplete(0), store.uploads().finish(upload, 1_000));
    }

    @Test
    void noVaultLearnsWhatAnotherUploads() throws IOException {
        byte[] bytes = Samples.bytes(11, 2_000);
        Upload one = Samples.upload(bytes);
        Upload other = Samples.upload(bytes);
        append(one, bytes, 0, 1_500);
        assertEquals(0, store.uploads().storedBytes(other));
        append(other, bytes, 0, 2_000);
        assertEquals(1_500, store.uploads().storedBytes(one));
        assertEquals(new FinishOutcome.Complete(), store.uploads().finish(other, 2_000));
        assertEquals(1_500, store.uploads().storedBytes(one));
        append(one, bytes, 1_500, 2_000);
        assertEquals(new FinishOutcome.Complete(), store.uploads().finish(one, 2_000));
        assertArrayEquals(bytes, read(one.hash(), ByteRange.ALL));
    }

    @Test
    void aDroppedUploadIsGoneAlone() throws IOException {
        byte[] bytes = Samples.bytes(12, 2_000);
        Upload one = Samples.upload(bytes);
        Upload other = Samples.upload(bytes);
        append(one, bytes, 0, 1_500);
        append(other, bytes, 0, 1_500);
        store.uploads().drop(one);
        store.uploads().drop(one);
        assertEquals(0, store.uploads().storedBytes(one));
        assertEquals(1_500, store.uploads().storedBytes(other));
    }

    @Test
    void onlyUntouchedUploadsAreThrownAway() throws IOException {
        byte[] bytes = Samples.bytes(13, 7 * MIB);
        store.put(Hash.of(bytes), bytes);
        Upload one = Samples.upload(bytes);
        append(one, bytes, 0, 6 * MIB);
        append(Samples.upload(bytes), bytes, 0, 1);
        assertEquals(0, store.uploads().dropUntouched(Instant.now().minusSeconds(60)));
        assertEquals(6 * MIB, store.uploads().storedBytes(one));
        assertEquals(2, store.uploads().dropUntouched(Instant.now().plusSeconds(60)));
        assertEquals(0, store.uploads().storedBytes(one));
        assertArrayEquals(bytes, read(Hash.of(bytes), ByteRange.ALL));
    }

    @Test
    void aDeletedBlobIsGoneAlone() throws IOException {
        byte[] one = Samples.bytes(14, 10);
        byte[] other = Samples.bytes(15, 10);
        store.put(Hash.of(one), one);
        store.put(Hash.of(other), other);
        store.delete(Hash.of(one));
        store.delete(Hash.of(one));
        assertAbsent(Hash.of(one));
        assertArrayEquals(other, read(Hash.of(other), ByteRange.ALL));
        assertTrue(store.put(Hash.of(one), one));
        assertArrayEquals(one, read(Hash.of(one), ByteRange.ALL));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100_000, LARGE_BYTES})
    void damagedBytesAreNeverGivenOutWhole(int sizeBytes) throws IOException {
        byte[] bytes = Samples.bytes(16, sizeBytes);
        Hash hash = Hash.of(bytes);
        store.put(hash, bytes);
        damage(hash);
        int given = 0;
        OpenOutcome opened = store.open(hash, ByteRange.ALL);
        try (InputStream in = ((OpenOutcome.Opened) opened).bytes()) {
            while (given < sizeBytes) {
                given += Math.max(0, in.readNBytes(1 << 13).length);
            }
        } catch (BlobStoreException e) {
            assertEquals(Kind.DAMAGED, e.kind());
            assertTrue(String.valueOf(e.getMessage()).contains(hash.toString()));
        }
        assertTrue(given < sizeBytes);
        assertTrue(store.put(hash, bytes));
        assertArrayEquals(bytes, read(hash, ByteRange.ALL));
    }

    /** Has several threads do something at once; each with its number. */
    private static <T> List<T> atOnce(int threads, Numbered<T> work) throws Exception {
        List<T> results = new ArrayList<>();
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<T>> all =
                    IntStream.range(0, threads)
                            .mapToObj(number -> (Callable<T>) () -> work.run(number))
                            .toList();
            for (Future<T> each : pool.invokeAll(all)) {
                results.add(each.get());
            }
        }
        return results;
    }

    /** Something that is done by several. */
    private interface Numbered<T> {
        T run(int number) throws Exception;
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 6 * MIB})
    void puttingTheSameAtOnceIsHarmless(int sizeBytes) throws Exception {
        byte[] bytes = Samples.bytes(17, sizeBytes);
        Hash hash = Hash.of(bytes);
        List<Boolean> kept =
                atOnce(8, number -> store.put(hash, bytes) && read(hash, ByteRange.ALL).length > 0);
        assertEquals(List.of(true), kept.stream().distinct().toList());
        assertArrayEquals(bytes, read(hash, ByteRange.ALL));
    }

    @Test
    void vaultsFinishTheSameAtOnce() throws Exception {
        byte[] bytes = Samples.bytes(18, 6 * MIB);
        List<FinishOutcome> outcomes =
                atOnce(
                        4,
                        number -> {
                            Upload upload = Samples.upload(bytes);
                            append(upload, bytes, 0, bytes.length);
                            return store.uploads().finish(upload, bytes.length);
                        });
        assertEquals(List.of(new FinishOutcome.Complete()), outcomes.stream().distinct().toList());
        assertArrayEquals(bytes, read(Hash.of(bytes), ByteRange.ALL));
    }

    @Test
    void whatIsToldIsTrueWhenSeveralAppendAtOnce() throws Exception {
        byte[] bytes = Samples.bytes(19, 11 * MIB);
        Upload upload = Samples.upload(bytes);
        BlobStore other = another();
        List<Long> told =
                atOnce(
                        6,
                        number -> {
                            BlobStore one = number % 2 == 0 ? store : other;
                            int end = bytes.length - number * MIB;
                            return one.uploads()
                                    .append(upload, 0, Samples.part(bytes, 0, end))
                                    .storedBytes();
                        });
        long stored = store.uploads().storedBytes(upload);
        assertTrue(told.stream().allMatch(bytesTold -> bytesTold <= stored), told + " " + stored);
        append(upload, bytes, (int) stored, bytes.length);
        assertEquals(new FinishOutcome.Complete(), store.uploads().finish(upload, bytes.length));
        assertArrayEquals(bytes, read(upload.hash(), ByteRange.ALL));
    }

    @Test
    void manyAreListedPageByPage() throws Exception {
        int count = 2_500;
        Instant before = Instant.now().minusSeconds(60);
        List<Hash> put =
                atOnce(
                        count,
                        number -> {
                            byte[] bytes = ("note " + number).getBytes(UTF_8);
                            store.put(Hash.of(bytes), bytes);
                            return Hash.of(bytes);
                        });
        append(Samples.upload(new byte[1]), new byte[1], 0, 1);
        List<StoredBlob> found = new ArrayList<>();
        List<Integer> pages = new ArrayList<>();
        for (Hash last = Hash.NONE; found.size() < count; last = found.getLast().hash()) {
            List<StoredBlob> page = store.list(last, 1_000);
            pages.add(page.size());
            found.addAll(page);
        }
        assertEquals(List.of(1_000, 1_000, 500), pages);
        assertEquals(
                put.stream().sorted(Comparator.comparing(Hash::toString)).toList(),
                found.stream().map(StoredBlob::hash).toList());
        assertTrue(found.stream().allMatch(blob -> blob.touched().isAfter(before)));
        assertTrue(found.stream().allMatch(blob -> blob.sizeBytes() > 5));
        assertEquals(found.subList(3, 5), store.list(found.get(2).hash(), 2));
        assertEquals(List.of(), store.list(found.getLast().hash(), 1));
        assertThrows(IllegalArgumentException.class, () -> store.list(Hash.NONE, 1_001));
    }

    @Test
    void fewBytesAtATimeComeTogether() throws IOException {
        byte[] bytes = Samples.bytes(20, 40);
        Upload upload = Samples.upload(bytes);
        for (int at = 0; at < bytes.length; at++) {
            assertEquals(new AppendOutcome.Appended(at + 1), append(upload, bytes, at, at + 1));
        }
        assertEquals(
                new AppendOutcome.Appended(40),
                store.uploads().append(upload, 40, new ByteArrayInputStream(new byte[0])));
        assertEquals(new FinishOutcome.Complete(), store.uploads().finish(upload, 40));
        assertArrayEquals(bytes, read(upload.hash(), ByteRange.ALL));
    }
}
