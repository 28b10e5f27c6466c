package app.vaultnotes.crdt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;

class ChangeTest {

    private static final Change SKELETON = EngineFixture.SKELETON;
    private static final ActorId ACTOR = ActorId.fromByteArray(new byte[] {1, 2, 3});

    private static Change text(String text) {
        List<FirstChange.Put> puts =
                List.of(
                        new FirstChange.Put("title", new Value.Str("Title")),
                        new FirstChange.Put("flag", new Value.Bool(true)),
                        new FirstChange.Put("created", new Value.Timestamp(-5)),
                        new FirstChange.Put("size", new Value.Int(-300)));
        return FirstChange.of(SKELETON, 4, ACTOR, puts, 2, text);
    }

    @Test
    void theHeaderIsRead() {
        Change change = text("abc");
        assertEquals(ACTOR, change.actor());
        assertEquals(1, change.sequence());
        assertEquals(5, change.startOp());
        assertEquals(List.of(SKELETON.hash()), change.dependencies());
        assertEquals(
                "531d8bb47ab7716d5abc631e614be0e9d660c91e0a7dfd897ceb9aa67c413eff",
                SKELETON.hash().toHex());
        assertEquals(List.of(), SKELETON.dependencies());
    }

    @Test
    void theOperationsAreRead() {
        List<Operation> operations = new ArrayList<>();
        text("a😀").operations(operations::add);
        OpId object = new OpId(2, SKELETON.actor());
        OpId first = new OpId(9, ACTOR);
        List<OpId> none = List.of();
        Operation.Action set = Operation.Action.SET;
        assertEquals(
                List.of(
                        put(5, "title", new Value.Str("Title")),
                        put(6, "flag", new Value.Bool(true)),
                        put(7, "created", new Value.Timestamp(-5)),
                        put(8, "size", new Value.Int(-300)),
                        new Operation(
                                first, object, null, null, true, set, new Value.Str("a"), none),
                        new Operation(
                                new OpId(10, ACTOR),
                                object,
                                null,
                                first,
                                true,
                                set,
                                new Value.Str("😀"),
                                none)),
                operations);
    }

    private static Operation put(long counter, String key, Value value) {
        return new Operation(
                new OpId(counter, ACTOR),
                null,
                key,
                null,
                false,
                Operation.Action.SET,
                value,
                List.of());
    }

    @Test
    void theSkeletonMakesItsObjects() {
        List<String> made = new ArrayList<>();
        SKELETON.operations(o -> made.add(o.key() + " " + o.action()));
        assertEquals(
                List.of("v SET", "text MAKE_TEXT", "props MAKE_MAP", "comments MAKE_MAP"), made);
    }

    @Test
    void changesOneAfterTheOtherAreRead() {
        Change change = text("abc");
        byte[] both = EngineFixture.joined(SKELETON.toByteArray(), change.toByteArray());
        assertEquals(List.of(SKELETON, change), Change.parseAll(both));
        assertEquals(List.of(), Change.parseAll(new byte[0]));
        assertThrows(CrdtException.class, () -> Change.parse(both));
        assertThrows(CrdtException.class, () -> Change.parse(new byte[0]));
        assertThrows(
                CrdtException.class,
                () -> Change.parseAll(EngineFixture.joined(both, new byte[1])));
    }

    @Test
    void everyCutAndEveryFlippedBitIsNoticed() {
        byte[] bytes = text("some text of some length").toByteArray();
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThrows(CrdtException.class, () -> Change.parse(cut), "cut at " + length);
        }
        for (int bit = 0; bit < 8 * bytes.length; bit++) {
            byte[] flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThrows(CrdtException.class, () -> Change.parse(flipped), "bit " + bit);
        }
    }

    @Test
    void aDeflatedChangeIsTheSameChange() {
        Change change = text("deflate ".repeat(100));
        byte[] plain = Forge.body(change.toByteArray());
        byte[] deflated = deflate(plain);
        Change small = Change.parse(Forge.deflated(change.toByteArray(), plain, deflated));
        assertEquals(change.hash(), small.hash());
        assertTrue(small.size() < change.size());
        List<Operation> theirs = new ArrayList<>();
        List<Operation> ours = new ArrayList<>();
        change.operations(theirs::add);
        small.operations(ours::add);
        assertEquals(theirs, ours);
        byte[] trailing = Arrays.copyOf(deflated, deflated.length + 1);
        byte[] cut = Arrays.copyOf(deflated, deflated.length - 1);
        for (byte[] bad : List.of(trailing, cut, new byte[0], new byte[] {1, 2, 3})) {
            byte[] chunk = Forge.deflated(change.toByteArray(), plain, bad);
            assertThrows(CrdtException.class, () -> Change.parse(chunk));
        }
    }

    private static byte[] deflate(byte[] plain) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Deflater raw = new Deflater(Deflater.BEST_COMPRESSION, true);
        try (DeflaterOutputStream deflating = new DeflaterOutputStream(out, raw)) {
            deflating.write(plain);
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        } finally {
            raw.end();
        }
        return out.toByteArray();
    }

    @Test
    void aMegabyteThatInflatesToAGigabyteIsRefused() {
        byte[] zeros = new byte[1 << 20];
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Deflater raw = new Deflater(Deflater.BEST_SPEED, true);
        try (DeflaterOutputStream deflating = new DeflaterOutputStream(out, raw)) {
            for (int i = 0; i < 1024; i++) {
                deflating.write(zeros);
            }
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        } finally {
            raw.end();
        }
        byte[] bomb = Forge.deflated(SKELETON.toByteArray(), zeros, out.toByteArray());
        CrdtException refused = assertThrows(CrdtException.class, () -> Change.parse(bomb));
        assertTrue(refused.toString().contains("after inflating"), refused.toString());
    }

    @Test
    void headersThatCannotBeAreRefused() {
        byte[] body = Forge.body(SKELETON.toByteArray());
        byte[] zeroSequence = body.clone();
        zeroSequence[12] = 0;
        byte[] zeroStart = body.clone();
        zeroStart[13] = 0;
        byte[] noActor = body.clone();
        noActor[1] = 0;
        byte[] manyDependencies = EngineFixture.joined(new byte[] {-1, -1, 3}, body);
        byte[] hugeCount = EngineFixture.joined(new byte[] {-1, -1, -1, -1, -1, -1, 3}, body);
        byte[] longNumber = EngineFixture.joined(new byte[] {-128, 0}, body);
        byte[] twice =
                EngineFixture.joined(
                        new byte[] {2},
                        SKELETON.hash().toByteArray(),
                        SKELETON.hash().toByteArray(),
                        Arrays.copyOfRange(body, 1, body.length));
        for (byte[] bad :
                List.of(
                        zeroSequence,
                        zeroStart,
                        noActor,
                        manyDependencies,
                        hugeCount,
                        longNumber,
                        twice,
                        new byte[0])) {
            byte[] chunk = Forge.withBody(SKELETON.toByteArray(), bad);
            String context = HexFormat.of().formatHex(bad);
            assertThrows(CrdtException.class, () -> Change.parse(chunk), context);
        }
        assertArrayEquals(
                SKELETON.toByteArray(), Forge.withBody(SKELETON.toByteArray(), body), "the helper");
    }

    @Test
    void aSavedDocumentIsNoChange() {
        byte[] document = SKELETON.toByteArray();
        document[8] = 0;
        byte[] chunk = Forge.withBody(document, Forge.body(document));
        assertThrows(CrdtException.class, () -> Change.parse(chunk));
    }
}
