package app.vaultnotes.crdt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.crdt.engine.JavaDocument;
import app.vaultnotes.crdt.engine.JavaEngine;
import app.vaultnotes.crdt.engine.Limits;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

/** What is much and legitimate is taken; what only claims to be much is not. */
class JavaEngineLimitsTest extends JavaEngineFixture {

    private static final Path LIST = PROPS.then("list");
    private static final int SKELETON_OPERATIONS = 4;

    /** Changes that know nothing of each other, by as many authors. */
    private static List<Change> concurrent(int count) {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            changes.add(
                    RawChunk.puts(1, "k" + i)
                            .change(List.of(ROOT), author(i), 1, SKELETON_OPERATIONS + 1));
        }
        return changes;
    }

    @Test
    void aListOfManyFlagsTravels() {
        int flags = 80_000;
        JavaDocument document = document();
        Change change =
                document.edit(
                                0,
                                "",
                                w -> {
                                    w.makeList(LIST);
                                    for (int i = 0; i < flags; i++) {
                                        w.insert(LIST, i, new Value.Bool(true));
                                    }
                                })
                        .orElseThrow();
        JavaDocument other = document();
        other.apply(List.of(Change.parse(change.toByteArray())));
        assertEquals(flags, other.now().list(LIST).size());
        assertEquals(flags, engine().load(actor(), other.save()).now().list(LIST).size());
    }

    @Test
    void aDocumentOfManyHeadsIsEditedAndLoadedAgain() {
        JavaDocument document = document();
        document.apply(concurrent(5_000));
        Change own = document.change(w -> w.put(TITLE, new Value.Str("own"))).orElseThrow();
        assertEquals(5_000, own.dependencies().size());
        assertEquals(own.dependencies(), Change.parse(own.toByteArray()).dependencies());
        JavaDocument again = engine().load(actor(), document.save());
        assertEquals(document.now().content(), again.now().content());
        assertEquals(5_002, again.changesSince(Heads.NONE).size());
        SavedBytes.parse(document.save());
    }

    /** Each change of a document claims to build on thousands; the numbers cost next to nothing. */
    @Test
    void dependenciesThatTheBytesCannotMeanAreRefused() {
        int changes = 20_000;
        int each = 4_096;
        for (int step = 0; step < 2; step++) {
            byte[] bomb =
                    new RawChunk()
                            .numbers(0x01, changes, 0)
                            .deltas(0x03, changes, 1)
                            .deltas(0x13, changes, 0)
                            .numbers(0x40, each, 0, changes - each, each)
                            .deltas(0x43, (long) (changes - each) * each, step == 0 ? 0 : 1)
                            .document(List.of(author(1)), 1, new RawChunk());
            assertThrows(CrdtException.class, () -> engine().load(actor(), bomb));
            CrdtException refused = assertThrows(CrdtException.class, () -> SavedBytes.parse(bomb));
            assertEquals(step == 0, String.valueOf(refused.getMessage()).contains("dependencies"));
        }
    }

    @Test
    void aDependencyNamedTwiceIsRefused() {
        byte[] twice =
                new RawChunk()
                        .numbers(0x01, 2, 0)
                        .deltas(0x03, 2, 1)
                        .deltas(0x13, 2, 0)
                        .numbers(0x40, 1, 0, 1, 2)
                        .deltas(0x43, 2, 0)
                        .document(List.of(author(1)), 1, new RawChunk());
        assertThrows(CrdtException.class, () -> engine().load(actor(), twice));
    }

    @Test
    void operationsOfManySmallChangesThatTheBytesCannotMeanAreRefused() {
        List<Change> bombs = new ArrayList<>();
        ChangeHash before = ROOT;
        long start = SKELETON_OPERATIONS + 1;
        for (int i = 0; i < 20; i++) {
            Change bomb =
                    RawChunk.puts(65_000, "k" + i).change(List.of(before), author(1), i + 1, start);
            bombs.add(bomb);
            before = bomb.hash();
            start += 65_000;
        }
        JavaDocument document = document();
        assertThrows(CrdtException.class, () -> document.apply(bombs));
        assertEquals(Heads.of(List.of(ROOT)), document.heads());
        int taken = 0;
        try {
            for (Change bomb : bombs) {
                document.apply(List.of(bomb));
                taken++;
            }
        } catch (CrdtException refused) {
            assertEquals(taken, document.changeCount() - 1);
        }
        assertEquals(Change.FREE_ROWS / 65_000, taken);
    }

    @Test
    void runsThatAnnounceTooMuchAreRefusedBeforeTheyTakeMemory() {
        for (long many : new long[] {1L << 21, 1L << 40, Long.MAX_VALUE}) {
            byte[] saved = oneKey(many);
            long loading =
                    allocated(() ->
                            assertThrows(CrdtException.class, () -> engine().load(actor(), saved)));
            assertTrue(loading < MEMORY_OF_A_REFUSAL, () -> many + " took " + loading);
            Change bomb = Forge.bomb(SKELETON, actor(), 1, many);
            JavaDocument document = document();
            long applying =
                    allocated(() ->
                            assertThrows(CrdtException.class, () -> document.apply(List.of(bomb))));
            assertTrue(applying < MEMORY_OF_A_REFUSAL, () -> many + " took " + applying);
        }
    }

    private static long allocated(Runnable work) {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        work.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private static final long MEMORY_OF_A_REFUSAL = 1 << 20;

    /** A document of one key that announces so many values. */
    private static byte[] oneKey(long values) {
        return RawChunk.oneChange(values)
                .document(
                        List.of(author(1)),
                        1,
                        new RawChunk()
                                .text(0x15, values, "k")
                                .numbers(0x21, values, 0)
                                .deltas(0x23, values, 1)
                                .flags(0x34, values)
                                .numbers(0x42, values, 1)
                                .numbers(0x80, values, 0));
    }

    @Test
    void rowsOfADocumentThatTheBytesCannotMeanAreRefused() {
        long many = 1_000_000;
        byte[] oneKey = oneKey(many);
        CrdtException refused =
                assertThrows(CrdtException.class, () -> engine().load(actor(), oneKey));
        assertTrue(String.valueOf(refused.getMessage()).contains("than the bytes can mean"));
    }

    /** Each may be this long; all of them together may not. */
    @Test
    void deflatedChangesInflateToNoMoreThanTheLimitTogether() {
        byte[] message = new byte[24 << 20];
        Arrays.fill(message, (byte) 'm');
        byte[][] chunks = new byte[6][];
        for (int i = 0; i < chunks.length; i++) {
            ByteWriter body = new ByteWriter(message.length + 64);
            body.unsigned(0);
            author(i).writeTo(body);
            body.unsigned(1);
            body.unsigned(1);
            body.signed(0);
            body.writeSized(message);
            body.unsigned(0);
            body.unsigned(0);
            byte[] plain = body.toByteArray();
            chunks[i] = Forge.deflated(SKELETON.toByteArray(), plain, deflate(plain));
        }
        byte[] bomb = joined(chunks);
        assertEquals(message.length, Change.parse(chunks[0]).message().length());
        assertThrows(CrdtException.class, () -> engine().load(actor(), bomb));
        assertThrows(CrdtException.class, () -> Change.parseAll(bomb));
        assertThrows(CrdtException.class, () -> SavedBytes.parse(bomb));
    }

    private static byte[] deflate(byte[] plain) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        deflater.setInput(plain);
        deflater.finish();
        ByteWriter out = new ByteWriter(1 << 16);
        byte[] step = new byte[1 << 13];
        while (!deflater.finished()) {
            out.write(step, 0, deflater.deflate(step));
        }
        deflater.end();
        return out.toByteArray();
    }

    @Test
    void anEditBeyondTheLimitsIsRefusedAndLeavesNoTrace() {
        Limits small = new Limits(1 << 16, Limits.OPERATIONS, 1_000, Limits.WAITING_BYTES);
        JavaDocument document = new JavaEngine(small).create(actor(), SKELETON);
        Random random = new Random(1);
        Heads heads = document.heads();
        int made = 0;
        try {
            while (made < 10) {
                byte[] bytes = new byte[10_000];
                random.nextBytes(bytes);
                Path key = PROPS.then("k" + made);
                document.change(w -> w.put(key, new Value.Bytes(bytes)));
                heads = document.heads();
                made++;
            }
        } catch (CrdtException refused) {
            assertTrue(String.valueOf(refused.getMessage()).contains("bytes"));
        }
        assertEquals(6, made);
        assertEquals(heads, document.heads());
        assertEquals(6, document.now().keys(PROPS).size());
        String many = "x".repeat(60_000);
        assertThrows(CrdtException.class, () -> document.change(w -> w.splice(TEXT, 0, 0, many)));
        document.change(w -> w.splice(TEXT, 0, 0, "short"));
        assertThrows(
                CrdtException.class,
                () ->
                        document.edit(
                                0,
                                "",
                                w -> {
                                    w.makeList(LIST);
                                    for (int i = 0; i < 70_000; i++) {
                                        w.insert(LIST, i, new Value.Bool(true));
                                    }
                                }));
        JavaDocument again = new JavaEngine(small).load(actor(), document.save());
        assertEquals(document.now().content(), again.now().content());
        assertEquals("short", again.now().text(TEXT));
    }

    /** Together they are more than the usual limit, saved and as changes. */
    @Test
    void raisedLimitsReachEverything() {
        JavaEngine roomy =
                new JavaEngine(new Limits(1 << 27, Limits.OPERATIONS, Limits.FREE_ROWS, 1L << 27));
        JavaDocument document = roomy.create(actor(), SKELETON);
        byte[] bytes = new byte[33 << 20];
        new Random(1).nextBytes(bytes);
        Value value = new Value.Bytes(bytes);
        Change change =
                document.change(
                                w -> {
                                    w.put(PROPS.then("one"), value);
                                    w.put(PROPS.then("two"), value);
                                })
                        .orElseThrow();
        byte[] saved = document.save();
        assertEquals(document.heads(), roomy.load(actor(), saved).heads());
        byte[] loose = joined(SKELETON.toByteArray(), change.toByteArray());
        assertEquals(document.heads(), roomy.load(actor(), loose).heads());
        assertEquals(change, Change.parse(change.toByteArray(), 1 << 27));
        assertThrows(CrdtException.class, () -> engine().load(actor(), saved));
        assertThrows(CrdtException.class, () -> engine().load(actor(), loose));
    }

    /** Many removals, each of what was just put: rows that take next to no bytes in a document. */
    @Test
    void whatTheColumnsCannotMeanIsSavedAsItsChanges() {
        Limits small = new Limits(1 << 20, Limits.OPERATIONS, 100, Limits.WAITING_BYTES);
        JavaEngine engine = new JavaEngine(small);
        JavaDocument document = engine.create(actor(), SKELETON);
        for (int i = 0; i < 2_000; i++) {
            document.change(w -> w.put(TITLE, new Value.Null()));
            document.change(w -> w.delete(TITLE));
        }
        JavaDocument again = engine.load(actor(), document.save());
        assertEquals(document.heads(), again.heads());
        again.change(w -> w.put(TITLE, new Value.Null()));
        assertEquals(again.heads(), engine.load(actor(), again.save()).heads());
    }

    /**
     * Wherever the stack ends while a change is taken in, all of it is there afterwards or none.
     * Where it ends depends on what is compiled by then, so that few places are tried each time and
     * all of them in the long loops.
     */
    @Test
    void aFailureOfThePlatformLeavesNothingHalf() throws InterruptedException {
        int step = Boolean.getBoolean("vaultnotes.heavy") ? 1 : 16;
        JavaDocument author = document();
        for (int i = 0; i < 20; i++) {
            int at = i;
            author.change(w -> {
                w.splice(TEXT, at, 0, "x");
                w.put(PROPS.then("k"), new Value.Int(at));
            });
        }
        List<Change> changes = author.changesSince(Heads.of(List.of(ROOT)));
        document().apply(changes);
        String after = author.now().content().toString();
        JavaDocument document = document();
        String before = document.now().content().toString();
        List<String> seen = new ArrayList<>();
        Runnable apply =
                () -> {
                    for (int i = 0; i < 400 && document.changeCount() == 1; i += step) {
                        nearTheEndOfTheStack(i, () -> document.apply(changes));
                        seen.add(document.now().content().toString());
                    }
                };
        Thread thread = new Thread(null, apply, "short of stack", 1 << 18);
        thread.start();
        thread.join();
        seen.forEach(content -> assertTrue(content.equals(before) || content.equals(after)));
        document.apply(changes);
        assertEquals(after, document.now().content().toString());
    }

    /** Runs something with so few frames left; says how many more there are. */
    @SuppressWarnings("InfiniteRecursion") // its end is what is sought
    private static int nearTheEndOfTheStack(int spare, Runnable run) {
        int left;
        try {
            left = nearTheEndOfTheStack(spare, run) + 1;
        } catch (StackOverflowError end) {
            return 0;
        }
        if (left == spare) {
            try {
                run.run();
            } catch (StackOverflowError expected) {
                return left;
            }
        }
        return left;
    }

    /** Said once for all changes it needs few bytes, and each of them has it. */
    @Test
    void aLongMessageOfManyChangesIsKeptSoThatTheyCanBeMadeAgain() {
        byte[] saved = document().save();
        for (int round = 1; round <= 3; round++) {
            saved = withMessages(saved);
            try (JavaDocument loaded = engine().load(actor(), saved)) {
                assertEquals(150 * round, loaded.now().length(TEXT));
                assertEquals(150 * round + 1, loaded.changesSince(Heads.NONE).size());
            }
        }
    }

    private byte[] withMessages(byte[] saved) {
        String message = "m".repeat(100_000);
        try (JavaDocument document = engine().load(actor(), saved)) {
            for (int i = 0; i < 150; i++) {
                document.edit(0, message, w -> w.splice(TEXT, 0, 0, "x"));
            }
            return document.save();
        }
    }

    /** Changes cost bytes of the history, which has some; what pays in saving pays in loading. */
    @Test
    void aFlagThatIsSetAndTakenAwayOverAndOverIsSavedAndLoads() {
        JavaDocument document = new JavaEngine().create(actor(), SKELETON);
        Path key = PROPS.then("flag");
        for (int i = 0; i < 140_000; i++) {
            document.edit(i / 7, "", w -> w.put(key, new Value.Bool(true)));
            document.edit(i / 7, "", w -> w.delete(key));
        }
        byte[] saved = document.save();
        assertEquals(document.heads(), new JavaEngine().load(author(1), saved).heads());
        SavedBytes.parse(saved);
    }

    @Test
    void aListMayHaveVeryManySmallNumbers() {
        JavaDocument document = new JavaEngine().create(actor(), SKELETON);
        Path list = Path.of("list");
        document.change(w -> {
            w.makeList(list);
            for (int i = 0; i < 300_000; i++) {
                w.insert(list, i, new Value.Int(i % 100));
            }
        });
        JavaDocument loaded = new JavaEngine().load(author(1), document.save());
        assertEquals(300_000, loaded.now().list(list).size());
    }

    /** One slot with very many operations, and very many with one, cost what they are. */
    @Test
    void makingChangesAgainCostsTheSameWhateverStandsBesideEachOther() {
        JavaDocument document = new JavaEngine().create(actor(), SKELETON);
        Path counter = PROPS.then("counter");
        Path list = Path.of("list");
        int many = 60_000;
        document.edit(
                0,
                "",
                w -> {
                    w.put(counter, new Value.Counter(0));
                    for (int i = 0; i < many; i++) {
                        w.increment(counter, 1);
                    }
                    w.makeList(list);
                    for (int i = 0; i < many; i++) {
                        w.insert(list, i, new Value.Int(1));
                    }
                });
        JavaDocument loaded = new JavaEngine().load(author(1), document.save());
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        loaded.verify();
        long nanos = threads.getCurrentThreadCpuTime() - start;
        assertTrue(nanos < TimeUnit.SECONDS.toNanos(4), () -> nanos + " ns"); // 9 s when quadratic
    }
}
