package app.vaultnotes.crdt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import app.vaultnotes.crdt.engine.JavaDocument;
import app.vaultnotes.crdt.engine.JavaWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What an edit costs does not grow with what happened before it. */
class EngineGrowthTest extends JavaEngineFixture {

    private static final Path KEY = PROPS.then("updated");
    private static final Path LIST = PROPS.then("list");
    private static final int SET = 1;
    private static final int EDITS = 100_000;
    private static final int KEYS = 80_000;
    private static final int MANY_HEADS = 50_000;

    /** A document on which an edit is made again and again, and another that hears of each. */
    private void assertSteady(Consumer<JavaWriter> first, EditOfRound edit) {
        JavaDocument author = document();
        author.edit(0, "", first);
        JavaDocument other = author.fork(actor());
        List<Change> changes = new ArrayList<>();
        Growth.assertSteady(EDITS, i -> changes.addAll(edited(author, edit, i, i + 1)));
        Growth.assertSteady(EDITS, i -> other.apply(changes.subList(i, i + 1)));
        assertEquals(author.now().content(), other.now().content());
    }

    private interface EditOfRound {
        void make(JavaWriter w, int round);
    }

    private static List<Change> edited(JavaDocument document, EditOfRound edit, int from, int to) {
        List<Change> changes = new ArrayList<>();
        for (int i = from; i < to; i++) {
            int round = i;
            document.edit(0, "", w -> edit.make(w, round)).ifPresent(changes::add);
        }
        return changes;
    }

    @Test
    void aKeyIsSetOverAndOver() {
        assertSteady(w -> {}, (w, round) -> w.put(KEY, new Value.Int(round)));
    }

    @Test
    void aCounterIsAddedTo() {
        assertSteady(w -> w.put(KEY, new Value.Counter(0)), (w, round) -> w.increment(KEY, round));
    }

    @Test
    void anElementIsSetOverAndOver() {
        assertSteady(
                w -> {
                    w.makeList(LIST);
                    w.insert(LIST, 0, new Value.Null());
                },
                (w, round) -> w.set(LIST, 0, new Value.Int(round)));
    }

    @Test
    void aCounterInAListIsAddedTo() {
        assertSteady(
                w -> {
                    w.makeList(LIST);
                    w.insert(LIST, 0, new Value.Counter(0));
                },
                (w, round) -> w.increment(LIST, 0, round));
    }

    @Test
    void slotsOfManyOperationsReadSaveAndLoadAsThoseOfFew() {
        JavaDocument one = document();
        JavaDocument two = document();
        Heads half = Heads.NONE;
        for (int i = 0; i < 600; i++) {
            int round = i;
            one.change(w -> w.put(KEY, new Value.Int(round)));
            two.change(w -> w.put(KEY, new Value.Int(-round)));
            if (i == 299) {
                half = one.heads();
            }
        }
        one.merge(two);
        two.merge(one);
        assertEquals(2, one.now().conflicts(KEY).size());
        assertEquals(one.now().conflicts(KEY), two.now().conflicts(KEY));
        assertEquals(Optional.of(new Value.Int(299)), one.at(half).value(KEY));
        JavaDocument again = engine().load(actor(), one.save());
        again.verify();
        assertEquals(one.now().conflicts(KEY), again.now().conflicts(KEY));
        assertEquals(one.at(half).conflicts(KEY), again.at(half).conflicts(KEY));
        Value winner = one.now().value(KEY).orElseThrow();
        again.change(w -> w.delete(KEY));
        assertEquals(List.of(), again.now().conflicts(KEY));
        assertEquals(Optional.of(winner), again.at(one.heads()).value(KEY));
    }

    @Test
    void manyDevicesSetOneKeyAtOnce() {
        Growth.assertLinear(
                5_000,
                count -> {
                    JavaDocument reader = document();
                    List<Change> changes = new ArrayList<>();
                    for (int device = 0; device < 12; device++) {
                        changes.add(Forge.bomb(SKELETON, actor(), SET, count));
                    }
                    return () -> reader.apply(changes);
                });
    }

    /** The last comes first: each has all that came before it in its way. */
    @Test
    void manyAuthorsInsertAtOnePlaceAtOnce() {
        byte[] start = document().save();
        Growth.assertLinear(
                8_000,
                count -> {
                    List<Change> changes = new ArrayList<>();
                    for (int i = count; i > 0; i--) {
                        try (CrdtDocument author = engine().load(author(i), start)) {
                            author.change(w -> w.splice(TEXT, 0, 0, "x")).ifPresent(changes::add);
                        }
                    }
                    JavaDocument reader = document();
                    return () -> reader.apply(changes);
                });
    }

    @Test
    void aKeyIsSetAndRemovedInFrontOfAnOlderValue() {
        Growth.assertLinear(
                25_000,
                count -> {
                    JavaDocument reader = document();
                    reader.change(w -> w.put(KEY, new Value.Int(-1)));
                    Change toggled =
                            edit(
                                    document(),
                                    w -> {
                                        for (int i = 0; i < count; i++) {
                                            w.put(KEY, new Value.Int(i));
                                            w.delete(KEY);
                                        }
                                    });
                    return () -> reader.apply(List.of(toggled));
                });
    }

    @Test
    void typingWhereManyMarksBeginCostsNothingOfThem() {
        Growth.assertSame(
                100,
                30_000,
                count -> {
                    JavaDocument document = document();
                    document.change(w -> {
                        w.splice(TEXT, 0, 0, "x");
                        for (int i = 0; i < count; i++) {
                            Mark mark = new Mark(0, 1, "m" + i % 9, new Value.Int(i));
                            w.mark(TEXT, mark, Mark.Expand.NONE);
                        }
                    });
                    return () -> {
                        for (int i = 0; i < 2_000; i++) {
                            document.change(w -> w.splice(TEXT, 0, 0, "y"));
                        }
                    };
                });
    }

    @Test
    void marksInsideMarksReadInTimeOfTheirNumber() {
        Growth.assertLinear(
                2_000,
                count -> {
                    JavaDocument document = document();
                    document.change(w -> {
                        w.splice(TEXT, 0, 0, "x".repeat(2 * count + 2));
                        for (int i = 0; i < count; i++) {
                            Mark mark = new Mark(i, 2 * count + 2 - i, "n" + i, new Value.Int(i));
                            w.mark(TEXT, mark, Mark.Expand.NONE);
                        }
                    });
                    return () -> assertEquals(count, document.now().marks(TEXT).size());
                });
    }

    @Test
    void keysCostTheSameAfterManyHeadsBecameOne() {
        Growth.assertSame(
                10,
                MANY_HEADS,
                heads -> {
                    JavaDocument document = document();
                    List<Change> changes = new ArrayList<>();
                    for (int i = 0; i < heads; i++) {
                        changes.add(RawChunk.puts(1, "k").change(List.of(ROOT), author(i), 1, 5));
                    }
                    document.apply(changes);
                    type(document, 0, "one");
                    assertEquals(1, document.heads().hashes().size());
                    return () -> {
                        for (int i = 0; i < KEYS; i++) {
                            type(document, 0, "a");
                        }
                    };
                });
    }
}
