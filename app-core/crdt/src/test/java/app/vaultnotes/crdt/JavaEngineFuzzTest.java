package app.vaultnotes.crdt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import app.vaultnotes.crdt.engine.JavaDocument;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged bytes with the right checksums: the engine refuses them in one way, or takes them. */
class JavaEngineFuzzTest extends JavaEngineFixture {

    private static final int ROUNDS =
            Integer.getInteger(
                    "vaultnotes.fuzz", Boolean.getBoolean("vaultnotes.heavy") ? 100_000 : 2_000);
    private static final Path LIST = PROPS.then("list");
    private static final Path COUNTER = PROPS.then("counter");

    /** A document with everything in it. */
    private JavaDocument author() {
        JavaDocument one = engine().create(actor(), SKELETON);
        JavaDocument two = engine().create(actor(), SKELETON);
        one.edit(
                7,
                "first",
                w -> {
                    w.splice(TEXT, 0, 0, "some words 😀 here, and some more of them");
                    w.makeList(LIST);
                    w.insert(LIST, 0, new Value.Int(4));
                    w.insert(LIST, 1, new Value.Counter(2));
                    w.put(COUNTER, new Value.Counter(1));
                });
        two.merge(one);
        two.edit(0, "", w -> w.splice(TEXT, 3, 8, "X"));
        two.edit(0, "", w -> w.increment(COUNTER, 5));
        one.edit(0, "", w -> w.splice(TEXT, 5, 9, "YY"));
        one.edit(0, "", w -> w.increment(LIST, 1, 3));
        one.change(w -> w.put(TITLE, new Value.Str("one")));
        two.change(w -> w.put(TITLE, new Value.Str("two")));
        one.change(w -> w.mark(TEXT, new Mark(2, 9, "b", new Value.Bool(true)), Mark.Expand.BOTH));
        one.merge(two);
        one.edit(0, "", w -> w.remove(LIST, 0, 1));
        return one;
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void damagedDocumentsAreRefusedOrWork(long seed) {
        Random random = new Random(seed);
        byte[] saved = author().save();
        for (int round = 0; round < ROUNDS; round++) {
            byte[] damaged = Forge.mutated(saved, random);
            try {
                use(engine().load(actor(), damaged));
            } catch (CrdtException refused) {
                assertEquals(CrdtException.class, refused.getClass());
            }
        }
    }

    /** Reads, edits and saves; what is saved loads and is the same. */
    private void use(JavaDocument document) {
        document.now().content();
        document.change(w -> w.put(TITLE, new Value.Str("still alive")));
        String content = document.now().content().toString();
        try (JavaDocument again = engine().load(actor(), document.save())) {
            assertEquals(content, again.now().content().toString());
            assertEquals(document.heads(), again.heads());
        }
        document.changesSince(Heads.NONE);
        document.at(document.heads()).content();
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23})
    void damagedChangesAreRefusedWithoutATraceOrTaken(long seed) {
        Random random = new Random(seed);
        JavaDocument author = author();
        List<Change> changes = author.changesSince(Heads.NONE);
        for (int round = 0; round < ROUNDS / 4; round++) {
            int at = 1 + random.nextInt(changes.size() - 1);
            JavaDocument document = engine().create(actor(), SKELETON);
            document.apply(changes.subList(1, at));
            String before = document.now().content().toString();
            Heads heads = document.heads();
            try {
                document.apply(
                        Change.parseAll(Forge.mutated(changes.get(at).toByteArray(), random)));
                use(document);
            } catch (CrdtException refused) {
                assertEquals(before, document.now().content().toString(), "seed " + seed);
                assertEquals(heads, document.heads());
                document.apply(changes);
                assertEquals(author.heads(), document.heads());
            }
        }
    }

    @Test
    void cutBytesAreRefused() {
        byte[] saved = author().save();
        for (int length = 1; length < saved.length; length++) {
            byte[] cut = Arrays.copyOf(saved, length);
            assertThrows(CrdtException.class, () -> engine().load(actor(), cut));
        }
    }

    @Test
    void whatAFewBytesClaimIsNotBelieved() {
        for (int action : new int[] {0, 1, 2, 3, 4, 5}) {
            Change bomb = Forge.bomb(SKELETON, actor(), action, 1L << 40);
            JavaDocument document = engine().create(actor(), SKELETON);
            Growth.assertSoon(() -> {
                assertThrows(CrdtException.class, () -> document.apply(List.of(bomb)));
            });
        }
    }

    @Test
    void everythingComesBackFromItsOwnBytes() {
        JavaDocument author = author();
        JavaDocument again = engine().load(actor(), author.save());
        assertEquals(author.now().content(), again.now().content());
        assertEquals(author.changesSince(Heads.NONE), again.changesSince(Heads.NONE));
        assertEquals(List.of(new Value.Counter(5)), again.now().list(LIST));
        assertEquals(2, again.now().conflicts(TITLE).size());
        assertEquals("first", again.changesSince(Heads.NONE).get(1).message());
        again.verify();
    }
}
