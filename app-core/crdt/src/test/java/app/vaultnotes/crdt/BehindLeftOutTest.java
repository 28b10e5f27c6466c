package app.vaultnotes.crdt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.crdt.engine.JavaDocument;
import app.vaultnotes.crdt.engine.JavaEngine;
import app.vaultnotes.crdt.engine.Limits;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

/** What builds on a change that was left out goes on waiting, and keeps nothing from loading. */
class BehindLeftOutTest extends JavaEngineFixture {

    private static final int SMALL_BYTES = 100_000;

    private final Change missing =
            RawChunk.puts(1, "k").change(List.of(ROOT), author(1), 1, 2_000_000);

    private JavaDocument document(Limits limits) {
        return new JavaEngine(limits).create(actor(), SKELETON);
    }

    private static Limits small() {
        return new Limits(
                SMALL_BYTES, Limits.USUAL.operations(), Limits.USUAL.freeRows(), SMALL_BYTES);
    }

    /** So many values, of which the last says that it overwrites one that is not there. */
    private static Change damaged(int values, ChangeHash before) {
        return RawChunk.puts(values, "k")
                .numbers(0x70, values - 1, 0, 1, 1)
                .numbers(0x71, 1, 0)
                .deltas(0x73, 1, 5)
                .change(List.of(before), author(2), 1, 3_000_000);
    }

    private static byte[] rows(Change... changes) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Change change : changes) {
            all.writeBytes(change.toByteArray());
        }
        return all.toByteArray();
    }

    private void assertLoadsAsItWas(JavaDocument live, byte[] bytes) {
        JavaDocument loaded = engine().load(actor(), bytes);
        assertEquals(live.heads(), loaded.heads());
        assertEquals(live.waitingCount(), loaded.waitingCount());
    }

    /** Beside the damaged one it builds on it would be too dear. */
    @Test
    void oneThatIsDearWaits() {
        for (int values : List.of(2, 100_000, 200_000)) {
            Change damaged = damaged(values, missing.hash());
            Change dear =
                    RawChunk.puts(100_000, "k")
                            .change(List.of(damaged.hash()), author(3), 1, 4_000_000);
            JavaDocument live = document();
            live.apply(List.of(damaged));
            live.apply(List.of(missing));
            assertTrue(live.leftOut().isPresent());
            live.apply(List.of(dear));
            assertEquals(1, live.waitingCount());
            assertLoadsAsItWas(live, rows(SKELETON, damaged, missing, dear));
            assertLoadsAsItWas(live, live.save());
        }
    }

    /** Beside the damaged one it is too dear, but it builds on another, which is sound. */
    @Test
    void oneThatIsPricedBesideADamagedOneIsTaken() {
        Change damaged = damaged(200_000, missing.hash());
        Change sound =
                RawChunk.puts(1, "s").change(List.of(missing.hash()), author(4), 1, 3_000_000);
        Change dear =
                RawChunk.puts(200_000, "k").change(List.of(sound.hash()), author(3), 1, 4_000_000);
        JavaDocument live = document();
        live.apply(List.of(damaged));
        live.apply(List.of(sound));
        live.apply(List.of(missing));
        live.apply(List.of(dear));
        assertEquals(4, live.changeCount());
        assertLoadsAsItWas(live, rows(SKELETON, damaged, sound, missing, dear));
        JavaDocument atOnce = document();
        List<Edit> edits = atOnce.apply(List.of(damaged, sound, missing, dear));
        assertEquals(live.heads(), atOnce.heads());
        assertEquals(2, edits.size());
    }

    @Test
    void noMoreWaitsBehindOneThanMayWait() {
        Change damaged = damaged(2, missing.hash());
        Change one = bytes(40_000, damaged.hash(), author(3), 1);
        Change two = bytes(40_000, one.hash(), author(3), 2);
        Change lonely = bytes(40_000, hash(99), author(5), 1);
        JavaDocument live = document(small());
        live.apply(List.of(lonely));
        live.apply(List.of(damaged));
        live.apply(List.of(one));
        live.apply(List.of(missing, two));
        assertTrue(live.leftOut().isPresent());
        JavaDocument loaded = new JavaEngine(small()).load(actor(), live.save());
        assertEquals(live.heads(), loaded.heads());
        assertEquals(live.waitingCount(), loaded.waitingCount());
        Change more = RawChunk.puts(1, "q").change(List.of(ROOT), author(6), 1, 30);
        live.apply(List.of(more));
        assertEquals(3, live.changeCount());
    }

    /** What came one by one loads at once: as much is taken in then, and as much may wait. */
    @Test
    void whatIsDeflatedLoadsAsItCame() {
        JavaDocument live = document(small());
        // A column that nobody knows: it is kept as the change that it is.
        Change odd =
                value(60_000)
                        .bytes(0xf7, new byte[] {1})
                        .change(List.of(ROOT), author(3), 1, 5_000_001);
        live.apply(List.of(deflated(odd)));
        Change one = deflated(bytes(45_000, missing.hash(), author(5), 1));
        live.apply(List.of(one));
        live.apply(List.of(deflated(bytes(45_000, one.hash(), author(5), 2))));
        assertEquals(2, live.waitingCount());
        JavaDocument loaded = new JavaEngine(small()).load(actor(), live.save());
        assertEquals(live.heads(), loaded.heads());
        assertEquals(2, loaded.waitingCount());
    }

    @Test
    void framesOfDeflatedChangesCountForNothing() {
        JavaDocument live = document(small());
        Change last = SKELETON;
        for (int i = 1; i <= 700; i++) {
            last = deflated(bytes(150, last.hash(), author(3), i));
            live.apply(List.of(last));
        }
        JavaDocument loaded =
                new JavaEngine(small())
                        .load(actor(), rows(live.changesSince(Heads.NONE).toArray(Change[]::new)));
        assertEquals(live.heads(), loaded.heads());
    }

    private static ChangeHash hash(int number) {
        byte[] hash = new byte[ChangeHash.LENGTH];
        hash[0] = (byte) number;
        return ChangeHash.fromByteArray(hash);
    }

    private static Change bytes(int count, ChangeHash before, ActorId author, int sequence) {
        return value(count).change(List.of(before), author, sequence, 5_000_000L + sequence);
    }

    private static RawChunk value(int count) {
        return new RawChunk()
                .text(0x15, 1, "b")
                .flags(0x34, 1)
                .numbers(0x42, 1, 1)
                .numbers(0x56, 1, (long) count << 4 | 7)
                .bytes(0x57, new byte[count])
                .numbers(0x70, 1, 0);
    }

    private static Change deflated(Change change) {
        byte[] body = Forge.body(change.toByteArray());
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        deflater.setInput(body);
        deflater.finish();
        byte[] packed = new byte[body.length + 100];
        int count = deflater.deflate(packed);
        deflater.end();
        byte[] all = Arrays.copyOf(packed, count);
        return Change.parse(Forge.deflated(change.toByteArray(), body, all));
    }
}
