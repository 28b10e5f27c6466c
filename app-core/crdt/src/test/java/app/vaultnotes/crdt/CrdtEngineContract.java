package app.vaultnotes.crdt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every engine behind the port must do. An engine's test extends this and names the engine.
 */
public abstract class CrdtEngineContract extends MergingContract {

    @Test
    void aNewDocumentHoldsItsSkeletonAndNothingElse() {
        CrdtDocument document = create();
        assertEquals(Heads.of(List.of(SKELETON.hash())), document.heads());
        assertEquals(
                List.of("comments", "props", "text", "v"),
                List.copyOf(document.now().keys(Path.ROOT)));
        assertEquals("", document.now().text(TEXT));
        assertEquals(Optional.of(new Value.MapObject()), document.now().value(PROPS));
    }

    @Test
    void everyKindOfValueComesBack() {
        List<Value> values =
                List.of(
                        new Value.Null(),
                        new Value.Bool(true),
                        new Value.Bool(false),
                        new Value.Int(Integer.MIN_VALUE),
                        new Value.Int(Integer.MAX_VALUE),
                        new Value.Uint(7),
                        new Value.Real(-1.5),
                        new Value.Str("héllo 😀"),
                        new Value.Str(""),
                        new Value.Timestamp(-1),
                        new Value.Timestamp(1_800_000_000_123L),
                        new Value.Counter(3),
                        new Value.Bytes(new byte[] {0, -1, 127}),
                        new Value.Bytes(new byte[0]));
        CrdtDocument document = create();
        edit(
                document,
                w -> {
                    for (int i = 0; i < values.size(); i++) {
                        w.put(PROPS.then("k" + i), values.get(i));
                    }
                });
        CrdtDocument again = load(document.save());
        for (int i = 0; i < values.size(); i++) {
            assertEquals(Optional.of(values.get(i)), again.now().value(PROPS.then("k" + i)));
        }
    }

    @Test
    void mapsNestAndGoWithWhatIsInThem() {
        CrdtDocument document = create();
        Path outer = PROPS.then("outer");
        Path inner = outer.then("inner");
        edit(
                document,
                w -> {
                    w.makeMap(outer);
                    w.makeMap(inner);
                    w.put(inner.then("deep"), new Value.Int(1));
                    w.makeText(outer.then("words"));
                    w.splice(outer.then("words"), 0, 0, "deep text");
                });
        assertEquals(Optional.of(new Value.Int(1)), document.now().value(inner.then("deep")));
        assertEquals("deep text", document.now().text(outer.then("words")));
        edit(document, w -> w.delete(outer));
        assertEquals(Optional.empty(), document.now().value(inner.then("deep")));
        assertEquals(Set.of(), document.now().keys(inner));
    }

    @Test
    void aPathThroughSomethingElseIsRefusedAndReadsAsNothing() {
        CrdtDocument document = create();
        edit(document, w -> w.put(TITLE, new Value.Str("t")));
        assertEquals(Optional.empty(), document.now().value(TITLE.then("x")));
        assertThrows(IllegalArgumentException.class, () -> document.now().text(TITLE));
        CrdtDocument other = create();
        assertThrows(
                IllegalArgumentException.class,
                () -> other.change(w -> w.put(Path.of("nowhere", "x"), new Value.Null())));
    }

    @Test
    void anEmptyChangeIsNone() {
        CrdtDocument document = create();
        Heads before = document.heads();
        assertEquals(Optional.empty(), document.change(w -> {}));
        assertEquals(Optional.empty(), document.change(w -> w.splice(TEXT, 0, 0, "")));
        assertEquals(Optional.empty(), document.change(w -> w.delete(TITLE)));
        assertEquals(before, document.heads());
        type(document, 0, "still alive");
        assertEquals("still alive", document.now().text(TEXT));
    }

    @Test
    void aChangeNamesItsActorItsPlaceAndWhatItIsBuiltOn() {
        CrdtDocument document = create();
        Change first = type(document, 0, "a");
        Change second = type(document, 1, "b");
        assertEquals(document.actor(), first.actor());
        assertEquals(1, first.sequence());
        assertEquals(2, second.sequence());
        assertEquals(List.of(SKELETON.hash()), first.dependencies());
        assertEquals(List.of(first.hash()), second.dependencies());
        assertEquals(Heads.of(List.of(second.hash())), document.heads());
    }

    @Test
    void offsetsAreUtf16() {
        CrdtDocument document = create();
        type(document, 0, "a😀b");
        type(document, 3, "X");
        assertEquals("a😀Xb", document.now().text(TEXT));
        assertEquals(5, document.now().length(TEXT));
        edit(document, w -> w.splice(TEXT, 1, 2, "é"));
        assertEquals("aéXb", document.now().text(TEXT));
        edit(
                document,
                w -> {
                    w.splice(TEXT, 4, 0, "😁");
                    w.splice(TEXT, 6, 0, "!");
                    w.splice(TEXT, 0, 1, "");
                });
        assertEquals("éXb😁!", document.now().text(TEXT));
        assertEquals("éXb😁!", load(document.save()).now().text(TEXT));
    }

    @Test
    void halvesOfPairsAreRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> create().change(w -> w.splice(TEXT, 0, 0, "\ud83d")));
        assertThrows(
                IllegalArgumentException.class,
                () -> create().change(w -> w.put(TITLE, new Value.Str("x\ude00"))));
        CrdtDocument document = create();
        type(document, 0, "😀");
        assertThrows(IllegalArgumentException.class, () -> document.now().cursor(TEXT, 1));
        assertThrows(
                IllegalArgumentException.class,
                () -> document.change(w -> w.splice(TEXT, 1, 0, "x")));
    }

    @Test
    void offsetsOutsideTheTextAreRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> create().change(w -> w.splice(TEXT, 1, 0, "x")));
        assertThrows(
                IllegalArgumentException.class,
                () -> create().change(w -> w.splice(TEXT, 0, 1, "x")));
        assertThrows(
                IllegalArgumentException.class,
                () -> create().change(w -> w.splice(TEXT, -1, 0, "x")));
        assertThrows(IllegalArgumentException.class, () -> create().now().cursor(TEXT, 1));
    }

    @Test
    void aDocumentWhoseChangeFailedIsNotUsedAgain() {
        CrdtDocument document = create();
        type(document, 0, "kept");
        byte[] saved = document.save();
        IllegalStateException mine = new IllegalStateException("mine");
        assertEquals(
                mine,
                assertThrows(
                        IllegalStateException.class,
                        () ->
                                document.change(w -> {
                                    w.splice(TEXT, 0, 0, "lost");
                                    throw mine;
                                })));
        assertThrows(IllegalStateException.class, () -> document.now().text(TEXT));
        assertThrows(IllegalStateException.class, document::save);
        document.close();
        assertEquals("kept", load(saved).now().text(TEXT));
    }

    @Test
    void closedDocumentsRefuseAndCloseTwice() {
        CrdtDocument document = create();
        document.close();
        document.close();
        assertThrows(IllegalStateException.class, () -> document.now().text(TEXT));
        assertThrows(IllegalStateException.class, document::save);
        assertThrows(IllegalStateException.class, () -> document.change(w -> {}));
    }

    @Test
    void aCallInsideACallIsRefused() {
        CrdtDocument document = create();
        assertThrows(IllegalStateException.class, () -> document.change(w -> document.save()));
    }

    @Test
    void twoDevicesShareTheObjectsOfTheSkeleton() {
        CrdtDocument one = create();
        CrdtDocument two = create();
        Change hello = type(one, 0, "hello");
        Change world = type(two, 0, "world");
        one.apply(List.of(world));
        two.apply(List.of(hello));
        assertEquals(one.now().text(TEXT), two.now().text(TEXT));
        assertEquals(Set.of("helloworld", "worldhello").contains(one.now().text(TEXT)), true);
        assertEquals(one.heads(), two.heads());
        assertEquals(2, one.heads().hashes().size());
    }

    @Test
    void applyTellsHowTextsChanged() {
        CrdtDocument one = create();
        CrdtDocument two = create();
        two.apply(List.of(type(one, 0, "the quick fox")));
        Change mine = edit(one, w -> w.splice(TEXT, 4, 5, "slow 😀"));
        Change theirs = type(two, 13, " jumps");
        List<Edit> edits = two.apply(List.of(mine));
        assertEquals("the slow 😀 fox jumps", replay("the quick fox jumps", edits));
        assertEquals("the slow 😀 fox jumps", two.now().text(TEXT));
        assertEquals(
                "the slow 😀 fox jumps", replay(one.now().text(TEXT), one.apply(List.of(theirs))));
        assertEquals(List.of(), one.apply(List.of(theirs, mine)), "known changes change nothing");
    }

    @Test
    void changesOutOfOrderWaitAlsoAcrossSaving() {
        CrdtDocument one = create();
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            changes.add(type(one, i, "" + i));
        }
        List<Change> reversed = new ArrayList<>(changes);
        Collections.reverse(reversed);
        CrdtDocument two = create();
        reversed.forEach(change -> two.apply(List.of(change)));
        assertEquals("01234", two.now().text(TEXT));
        CrdtDocument three = create();
        three.apply(changes.subList(1, 5));
        assertEquals("", three.now().text(TEXT));
        CrdtDocument loaded = load(joined(three.save(), changes.get(0).toByteArray()));
        loaded.apply(changes);
        assertEquals("01234", loaded.now().text(TEXT));
        assertEquals(one.heads(), loaded.heads());
    }

    @Test
    void thePastCanBeRead() {
        CrdtDocument document = create();
        edit(document, w -> w.put(TITLE, new Value.Str("first")));
        type(document, 0, "one 😀");
        Heads then = document.heads();
        edit(document, w -> w.put(TITLE, new Value.Str("second")));
        edit(document, w -> w.splice(TEXT, 0, 3, "two and"));
        CrdtDocument again = load(document.save());
        for (CrdtDocument each : List.of(document, again)) {
            CrdtReader past = each.at(then);
            assertEquals("one 😀", past.text(TEXT));
            assertEquals(6, past.length(TEXT));
            assertEquals(Optional.of(new Value.Str("first")), past.value(TITLE));
            assertEquals("two and 😀", each.now().text(TEXT));
        }
    }

    @Test
    void unknownMomentsAreRefused() {
        CrdtDocument document = create();
        CrdtDocument other = create();
        Change elsewhere = type(other, 0, "x");
        assertThrows(CrdtException.class, () -> document.at(Heads.of(List.of(elsewhere.hash()))));
    }

    @Test
    void changesSinceGivesWhatIsMissing() {
        CrdtDocument document = create();
        Change first = type(document, 0, "a");
        Heads then = document.heads();
        Change second = type(document, 1, "b");
        Change third = type(document, 2, "c");
        assertEquals(List.of(second, third), document.changesSince(then));
        assertEquals(List.of(), document.changesSince(document.heads()));
        assertEquals(List.of(SKELETON, first, second, third), document.changesSince(Heads.NONE));
        CrdtDocument other = create();
        Change unknown = type(other, 0, "x");
        Heads mixed = Heads.of(List.of(unknown.hash(), second.hash()));
        assertEquals(List.of(third), document.changesSince(mixed));
        assertEquals(4, document.changesSince(Heads.of(List.of(unknown.hash()))).size());
    }

    @Test
    void documentsLoadFromSavedBytesChangesAndBoth() {
        CrdtDocument document = create();
        List<Change> changes = new ArrayList<>(List.of(SKELETON));
        changes.add(type(document, 0, "abc"));
        byte[] saved = document.save();
        Change late = type(document, 3, "def");
        changes.add(late);
        assertEquals("abcdef", load(joined(saved, late.toByteArray())).now().text(TEXT));
        assertEquals(
                "abcdef",
                load(joined(saved, changes.get(1).toByteArray(), late.toByteArray()))
                        .now()
                        .text(TEXT));
        Collections.reverse(changes);
        CrdtDocument loose =
                load(joined(changes.stream().map(Change::toByteArray).toArray(byte[][]::new)));
        assertEquals("abcdef", loose.now().text(TEXT));
        assertEquals(document.heads(), loose.heads());
    }

    @Test
    void aLoadedDocumentSignsAsItsNewActor() {
        CrdtDocument document = create();
        type(document, 0, "abc");
        CrdtDocument again = load(document.save());
        Change change = type(again, 3, "d");
        assertEquals(again.actor(), change.actor());
        assertNotEquals(document.actor(), change.actor());
        assertEquals("abcd", replay("abc", document.apply(List.of(change))));
    }

    @Test
    void damagedBytesAreRefused() {
        CrdtDocument document = create();
        type(document, 0, "some text that is long enough to be worth damaging ".repeat(20));
        byte[] saved = document.save();
        for (int at = 0; at < saved.length; at += 7) {
            byte[] damaged = saved.clone();
            damaged[at] ^= 1;
            assertThrows(CrdtException.class, () -> load(damaged), "bit flipped at " + at);
        }
        for (int length = 1; length < saved.length; length += 11) {
            byte[] cut = Arrays.copyOf(saved, length);
            assertThrows(CrdtException.class, () -> load(cut), "cut at " + length);
        }
        assertThrows(
                CrdtException.class,
                () ->
                        load(
                                "not a document at all"
                                        .getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    @Test
    void writtenNamesTheCharactersAsCursorsDo() {
        CrdtDocument one = create();
        CrdtDocument two = create();
        two.apply(List.of(edit(one, w -> w.splice(TEXT, 0, 0, "hello 😀 world"))));
        Heads before = two.heads();
        one.apply(List.of(edit(two, w -> w.splice(TEXT, 3, 5, "XY😀"))));
        edit(one, w -> w.splice(TEXT, 0, 1, "J"));
        assertEquals("JelXY😀 world", one.now().text(TEXT));
        assertEquals(tokens(one.now()), names(one.now()));
        assertEquals(tokens(one.at(before)), names(one.at(before)));
        assertEquals(tokens(two.at(before)), names(one.at(before)));
    }

    /** For each UTF-16 unit the cursor before its character. */
    private static List<String> tokens(CrdtReader reader) {
        String text = reader.text(TEXT);
        List<String> tokens = new ArrayList<>();
        for (int at = 0; at < text.length(); at++) {
            int start = Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
            tokens.add(reader.cursor(TEXT, start).token());
        }
        return tokens;
    }

    private static List<String> names(CrdtReader reader) {
        List<String> names = new ArrayList<>();
        for (Written run : reader.written(TEXT)) {
            for (int i = 0; i < run.length(); i++) {
                OpId first = run.first();
                names.add(new OpId(first.counter() + i / run.units(), first.actor()).toString());
            }
        }
        return names;
    }

    @Test
    void cursorsStayAtTheirCharacter() {
        CrdtDocument one = create();
        type(one, 0, "hello 😀 world");
        CrdtDocument two = load(one.save());
        Cursor world = one.now().cursor(TEXT, 9);
        Cursor start = one.now().cursor(TEXT, 0);
        Cursor end = one.now().cursor(TEXT, 14);
        one.apply(List.of(type(two, 0, "😀😀 ")));
        assertEquals(14, one.now().offset(TEXT, world));
        assertEquals(5, one.now().offset(TEXT, start));
        assertEquals(19, one.now().offset(TEXT, end));
        edit(one, w -> w.splice(TEXT, 13, 3, ""));
        assertEquals("😀😀 hello 😀rld", one.now().text(TEXT));
        assertEquals(Cursor.END, end);
        assertEquals(13, one.now().offset(TEXT, world), "a deleted character's place");
        CrdtDocument again = load(one.save());
        assertEquals(5, again.now().offset(TEXT, new Cursor(start.token())));
    }

    @ParameterizedTest
    @EnumSource(Mark.Expand.class)
    void whatIsTypedWhereAMarkedTextStoodIsNotMarked(Mark.Expand expand) {
        CrdtDocument document = create();
        edit(document, w -> w.splice(TEXT, 0, 0, "some words"));
        edit(document, w -> w.mark(TEXT, new Mark(5, 10, "b", new Value.Int(1)), expand));
        edit(document, w -> w.splice(TEXT, 5, 5, ""));
        edit(document, w -> w.splice(TEXT, 5, 0, "new"));
        assertEquals(List.of(), document.now().marks(TEXT));
        assertEquals(List.of(), load(document.save()).now().marks(TEXT));
    }

    @Test
    void marksCoverTheirTextAndCanBeTakenAway() {
        CrdtDocument document = create();
        type(document, 0, "😀 bold text");
        edit(
                document,
                w -> w.mark(TEXT, new Mark(3, 7, "bold", new Value.Bool(true)), Mark.Expand.AFTER));
        assertEquals(
                List.of(new Mark(3, 7, "bold", new Value.Bool(true))), document.now().marks(TEXT));
        type(document, 7, "er");
        assertEquals(
                List.of(new Mark(3, 9, "bold", new Value.Bool(true))), document.now().marks(TEXT));
        type(document, 3, "x");
        assertEquals(
                List.of(new Mark(4, 10, "bold", new Value.Bool(true))), document.now().marks(TEXT));
        edit(document, w -> w.unmark(TEXT, 0, 14, "bold", Mark.Expand.NONE));
        assertEquals(List.of(), document.now().marks(TEXT));
        assertThrows(
                IllegalArgumentException.class, () -> new Mark(3, 3, "bold", new Value.Bool(true)));
    }

    @Test
    void concurrentValuesSettleOnTheSameOne() {
        CrdtDocument one = create();
        CrdtDocument two = create();
        Change mine = edit(one, w -> w.put(TITLE, new Value.Str("one")));
        Change theirs = edit(two, w -> w.put(TITLE, new Value.Str("two")));
        one.apply(List.of(theirs));
        two.apply(List.of(mine));
        assertEquals(one.now().value(TITLE), two.now().value(TITLE));
        edit(one, w -> w.put(TITLE, new Value.Str("settled")));
        two.apply(one.changesSince(two.heads()));
        assertEquals(Optional.of(new Value.Str("settled")), two.now().value(TITLE));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void replicasConvergeInAnyOrderAndLoseNothing(long seed) {
        int rounds = Boolean.getBoolean("vaultnotes.heavy") ? 200 : 8;
        for (int round = 0; round < rounds; round++) {
            new Convergence(
                            this,
                            new Random(seed * 1_000 + round),
                            "seed " + seed + " round " + round)
                    .run();
        }
    }

    @Test
    void longTextsWithEmojiKeepTheirOffsets() {
        Random random = new Random(7);
        CrdtDocument document = create();
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 400; i++) {
            int length = expected.length();
            int at = length == 0 ? 0 : aligned(expected, random.nextInt(length + 1));
            int end = aligned(expected, Math.min(length, at + random.nextInt(4)));
            String inserted = random.nextInt(3) == 0 ? "😀" : "word ";
            edit(document, w -> w.splice(TEXT, at, end - at, inserted));
            expected.replace(at, end, inserted);
        }
        assertEquals(expected.toString(), document.now().text(TEXT));
        assertEquals(expected.toString(), load(document.save()).now().text(TEXT));
        assertFalse(expected.isEmpty());
    }
}
