package app.vaultnotes.crdt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The part of the contract about bytes and names that no honest device sends. */
abstract class HostileBytesContract extends EngineFixture {

    private static final int SKELETON_OPERATIONS = 4;
    private static final int TEXT_COUNTER = 2;
    private static final int PROPS_COUNTER = 3;

    private static int rounds(int usual) {
        return Boolean.getBoolean("vaultnotes.heavy") ? 50 * usual : usual;
    }

    private Change firstChange(int counterOfText, String text) {
        return FirstChange.of(
                SKELETON, SKELETON_OPERATIONS, actor(), List.of(), counterOfText, text);
    }

    @Test
    void noBytesAreNoDocument() {
        assertThrows(CrdtException.class, () -> load(new byte[0]));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void mutatedChangesAreRefusedWithoutATraceOrTakenWhole(long seed) {
        Random random = new Random(seed);
        CrdtDocument author = create();
        type(author, 0, "some words <b>here</b> 😀");
        byte[] saved = author.save();
        byte[] change =
                edit(
                                author,
                                w -> {
                                    w.splice(TEXT, 3, 4, "xyz😀");
                                    w.put(TITLE, new Value.Str("t"));
                                    w.put(PROPS.then("n"), new Value.Int(7));
                                    w.mark(TEXT, MARK, Mark.Expand.AFTER);
                                    w.makeMap(PROPS.then("m"));
                                })
                        .toByteArray();
        for (int round = 0; round < rounds(100); round++) {
            String context = "seed " + seed + " round " + round;
            try (CrdtDocument document = engine().load(actor(), saved)) {
                applied(document, Forge.mutated(change, random), context);
            }
        }
    }

    private static final Mark MARK = new Mark(2, 9, "bold", new Value.Bool(true));

    private void applied(CrdtDocument document, byte[] bytes, String context) {
        String before = document.now().text(TEXT);
        Heads heads = document.heads();
        Shadow shadow = Shadow.of(document.now());
        try {
            shadow.follow(document.apply(List.of(Change.parse(bytes))));
            shadow.assertShows(document.now(), context);
        } catch (CrdtException refused) {
            assertEquals(heads, document.heads(), context);
            assertEquals(before, document.now().text(TEXT), context);
        }
        try (CrdtDocument again = engine().load(actor(), document.save())) {
            assertEquals(document.heads(), again.heads(), context);
            assertEquals(document.now().text(TEXT), again.now().text(TEXT), context);
            type(again, 0, "still alive");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void mutatedDocumentsAreRefusedOrReadable(long seed) {
        Random random = new Random(seed);
        CrdtDocument author = create();
        type(author, 0, "some words that are to be damaged");
        author.apply(List.of(type(create(), 0, "others 😀 ")));
        edit(author, w -> w.mark(TEXT, MARK, Mark.Expand.NONE));
        edit(author, w -> w.splice(TEXT, 5, 9, ""));
        byte[] saved = author.save();
        for (int round = 0; round < rounds(200); round++) {
            byte[] mutated = Forge.mutated(saved, random);
            try (CrdtDocument document = engine().load(actor(), mutated)) {
                document.now().keys(Path.ROOT).forEach(k -> document.now().value(Path.of(k)));
                edit(document, w -> w.put(TITLE, new Value.Str("still alive")));
            } catch (CrdtException refused) {
                assertEquals(CrdtException.class, refused.getClass());
            }
        }
    }

    @Test
    void anOperationForAnotherKindOfObjectIsRefused() {
        CrdtDocument document = create();
        Change textInAMap = firstChange(PROPS_COUNTER, "abc");
        Change textInNothing = firstChange(SKELETON_OPERATIONS + 1, "abc");
        assertThrows(CrdtException.class, () -> document.apply(List.of(textInAMap)));
        assertThrows(CrdtException.class, () -> document.apply(List.of(textInNothing)));
        assertEquals(Heads.of(List.of(SKELETON.hash())), document.heads());
        document.apply(List.of(firstChange(TEXT_COUNTER, "good")));
        assertEquals("good", document.now().text(TEXT));
    }

    @Test
    void aDamagedChangeInABatchKeepsTheWholeBatchOut() {
        CrdtDocument document = create();
        Change good = firstChange(TEXT_COUNTER, "good");
        Change bad = firstChange(PROPS_COUNTER, "bad");
        assertThrows(CrdtException.class, () -> document.apply(List.of(good, bad)));
        assertEquals("", document.now().text(TEXT));
        assertEquals("good", replay("", document.apply(List.of(good))));
    }

    @Test
    void aWaitingChangeThatProvesToBeDamagedKeepsNoOtherOut() {
        Change good = firstChange(TEXT_COUNTER, "good");
        Change bad = firstChange(PROPS_COUNTER, "bad");
        CrdtDocument document = load(joined(bad.toByteArray(), good.toByteArray()));
        assertEquals(Heads.NONE, document.heads());
        document.apply(List.of(SKELETON));
        assertEquals("good", document.now().text(TEXT));
        assertEquals("good", load(document.save()).now().text(TEXT));
    }

    /** Kept as it came, a document loads again: what was left out then is left out now. */
    @Test
    void changesThatCameOneAfterTheOtherLoadAsTheyCame() {
        byte[] good = firstChange(TEXT_COUNTER, "good").toByteArray();
        byte[] bad = firstChange(PROPS_COUNTER, "bad").toByteArray();
        byte[] skeleton = SKELETON.toByteArray();
        CrdtDocument document = load(joined(bad, good, skeleton));
        assertEquals("good", document.now().text(TEXT));
        assertEquals("good", load(document.save()).now().text(TEXT));
        assertEquals("good", load(joined(bad, skeleton, good)).now().text(TEXT));
        assertThrows(CrdtException.class, () -> load(joined(good, skeleton, bad)));
    }

    @Test
    void aSecondChangeOfTheSameNumberIsRefused() {
        ActorId twice = actor();
        Change one;
        Change other;
        try (CrdtDocument first = engine().create(twice, SKELETON);
                CrdtDocument second = engine().create(twice, SKELETON)) {
            one = type(first, 0, "one");
            other = type(second, 0, "other");
        }
        CrdtDocument document = create();
        document.apply(List.of(one));
        assertThrows(CrdtException.class, () -> document.apply(List.of(other)));
        assertEquals("one", document.now().text(TEXT));
        assertEquals(Heads.of(List.of(one.hash())), document.heads());
        assertEquals("one", load(document.save()).now().text(TEXT));
    }

    /** Its author knew of more than it is built on, as one who edits an old version does. */
    @Test
    void countersThatJumpAheadAreTaken() {
        Change jump = FirstChange.of(SKELETON, 1_000_000, actor(), List.of(), TEXT_COUNTER, "far");
        CrdtDocument document = create();
        assertEquals("far", replay("", document.apply(List.of(jump))));
        type(document, 0, "near");
        CrdtDocument again = load(document.save());
        assertEquals("nearfar", again.now().text(TEXT));
        assertEquals(document.heads(), again.heads());
        assertEquals(document.changesSince(Heads.NONE), again.changesSince(Heads.NONE));
    }

    @Test
    void countersThatLeaveNoneForOthersAreRefused() {
        int far = (int) OpId.MAX_JUMP;
        Change last = FirstChange.of(SKELETON, far - 1, actor(), List.of(), TEXT_COUNTER, "far");
        Change beyond = FirstChange.of(SKELETON, far, actor(), List.of(), TEXT_COUNTER, "far");
        CrdtDocument document = create();
        assertThrows(CrdtException.class, () -> document.apply(List.of(beyond)));
        assertEquals(Heads.of(List.of(SKELETON.hash())), document.heads());
        document.apply(List.of(last));
        Change near = type(document, 0, "near");
        CrdtDocument other = create();
        other.apply(List.of(last, near));
        assertEquals("nearfar", other.now().text(TEXT));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 0, 3})
    void aFewBytesThatClaimBillionsOfOperationsAreRefusedAtOnce(int action) {
        Change bomb = Forge.bomb(SKELETON, actor(), action, 1L << 31);
        CrdtDocument document = create();
        Growth.assertSoon(() -> {
            assertThrows(CrdtException.class, () -> document.apply(List.of(bomb)));
        });
        type(document, 0, "still alive");
    }

    @Test
    void cursorsOfNoCharacterAreRefused() {
        CrdtDocument document = create();
        type(document, 0, "abc");
        for (String token :
                List.of(
                        "1@00",
                        "4294967301@" + document.actor().toHex(),
                        "99999999999999999999@" + document.actor().toHex(),
                        "0@" + document.actor().toHex(),
                        "3@")) {
            Cursor cursor = new Cursor(token);
            assertThrows(CrdtException.class, () -> document.now().offset(TEXT, cursor), token);
        }
        assertThrows(IllegalArgumentException.class, () -> new Cursor("nonsense"));
    }

    @Test
    void keysOutsideTheBasicPlaneAreKeptOrRefused() {
        for (String key : List.of("😀", "a\0b")) {
            CrdtDocument document = create();
            Path path = PROPS.then(key);
            assertEquals(Optional.empty(), document.now().value(path));
            try {
                edit(
                        document,
                        w -> {
                            w.makeMap(path);
                            w.put(path.then("x"), new Value.Bool(true));
                        });
                assertEquals(
                        Optional.of(new Value.Bool(true)),
                        load(document.save()).now().value(path.then("x")));
            } catch (IllegalArgumentException refused) {
                assertThrows(IllegalStateException.class, document::save);
            }
        }
    }
}
