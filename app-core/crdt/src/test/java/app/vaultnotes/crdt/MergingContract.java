package app.vaultnotes.crdt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The part of the contract about what comes from elsewhere, the past, and who may call when. */
abstract class MergingContract extends ListsContract {

    @Test
    void aValueThatIsThereAlreadyIsNoEdit() {
        CrdtDocument document = create();
        edit(document, w -> w.put(TITLE, new Value.Str("t")));
        Heads heads = document.heads();
        assertEquals(Optional.empty(), document.change(w -> w.put(TITLE, new Value.Str("t"))));
        assertEquals(heads, document.heads());
        edit(document, w -> w.put(TITLE, new Value.Str("u")));
    }

    @Test
    void textsAnywhereAreReported() {
        CrdtDocument one = create();
        CrdtDocument two = create();
        Path box = PROPS.then("box");
        Path inner = box.then("inner");
        Path other = Path.of("other");
        List<Change> first = new ArrayList<>();
        first.add(
                edit(
                        one,
                        w -> {
                            w.makeMap(box);
                            w.makeText(inner);
                            w.splice(inner, 0, 0, "deep");
                            w.makeText(other);
                            w.splice(other, 0, 0, "flat");
                        }));
        assertEquals(Map.of(inner, "deep", other, "flat"), applied(two, first, Map.of()));
        List<Change> second = new ArrayList<>();
        second.add(edit(one, w -> w.splice(inner, 4, 0, "er")));
        second.add(edit(one, w -> w.splice(TEXT, 0, 0, "main")));
        assertEquals(
                Map.of(inner, "deeper", TEXT, "main"),
                applied(two, second, Map.of(inner, "deep", TEXT, "")));
        Change replaced =
                edit(
                        one,
                        w -> {
                            w.makeText(other);
                            w.splice(other, 0, 0, "flatter");
                            w.delete(box);
                        });
        assertEquals(
                Map.of(other, "flatter"), applied(two, List.of(replaced), Map.of(other, "flat")));
        assertThrows(IllegalArgumentException.class, () -> two.now().text(inner));
        Change hidden = edit(one, w -> w.put(other, new Value.Str("no text")));
        assertEquals(
                List.of(new MapEdit(other, Optional.of(new Value.Str("no text")))),
                follow(two, List.of(hidden)));
        assertThrows(IllegalArgumentException.class, () -> two.now().text(other));
    }

    /** What the reported edits make of texts. */
    private static Map<Path, String> applied(
            CrdtDocument document, List<Change> changes, Map<Path, String> before) {
        Map<Path, String> texts = new HashMap<>(before);
        for (Edit each : follow(document, changes)) {
            if (each instanceof TextEdit edit) {
                texts.put(edit.text(), edit.applyTo(texts.getOrDefault(edit.text(), "")));
            }
        }
        texts.forEach((path, text) -> assertEquals(document.now().text(path), text));
        return texts;
    }

    @Test
    void aTextThatWasPutTwiceIsTheSameOneEverywhere() {
        CrdtDocument one = create();
        CrdtDocument two = create();
        Path shared = Path.of("shared");
        Change mine = edit(one, w -> madeOf(w, shared, "mine"));
        Change theirs = edit(two, w -> madeOf(w, shared, "theirs"));
        Map<Path, String> here = applied(one, List.of(theirs), Map.of(shared, "mine"));
        Map<Path, String> there = applied(two, List.of(mine), Map.of(shared, "theirs"));
        assertEquals(here, there);
        Change removed = edit(one, w -> w.delete(shared));
        two.apply(List.of(removed));
        assertEquals(Optional.empty(), two.now().value(shared));
    }

    private static void madeOf(CrdtWriter writer, Path path, String text) {
        writer.makeText(path);
        writer.splice(path, 0, 0, text);
    }

    /** Another implementation writes empty keys, and nobody may part from it over them. */
    @Test
    void anEmptyKeyIsReadToldAndKeptAndNotWritten() {
        Path empty = Path.of("");
        CrdtDocument document = create();
        List<Change> puts = List.of(putAtEmptyKey("one"), putAtEmptyKey("other"));
        Value winner = new Value.Str("other");
        assertEquals(List.of(new MapEdit(empty, Optional.of(winner))), follow(document, puts));
        Change later = type(document, 0, "x");
        for (CrdtDocument each : List.of(document, load(document.save()))) {
            assertEquals(Optional.of(winner), each.now().value(empty));
            assertEquals(
                    List.of("", "comments", "props", "text", "v"),
                    List.copyOf(each.now().keys(Path.ROOT)));
            assertEquals(Set.of(), each.now().keys(empty));
            CrdtReader past = each.at(Heads.of(List.of(puts.get(0).hash())));
            assertEquals(Optional.of(new Value.Str("one")), past.value(empty));
            List<Change> all = each.changesSince(Heads.NONE);
            assertEquals(Set.of(SKELETON, puts.get(0), puts.get(1), later), Set.copyOf(all));
        }
        refusesToWrite(w -> w.put(empty, winner));
        refusesToWrite(w -> w.makeMap(empty));
        refusesToWrite(w -> w.makeText(PROPS.then("")));
        assertThrows(IllegalArgumentException.class, () -> document.change(w -> w.delete(empty)));
    }

    private Change putAtEmptyKey(String words) {
        FirstChange.Put put = new FirstChange.Put("", new Value.Str(words));
        return FirstChange.of(SKELETON, 4, actor(), List.of(put), 2, "");
    }

    private void refusesToWrite(Consumer<CrdtWriter> edit) {
        assertThrows(IllegalArgumentException.class, () -> create().change(edit));
    }

    @Test
    void valuesOfMapsAreTold() {
        CrdtDocument one = create();
        CrdtDocument two = create();
        Path key = PROPS.then("k");
        Value first = new Value.Str("first");
        Value second = new Value.Bytes(new byte[] {1, 2});
        Change put = edit(one, w -> w.put(key, first));
        assertEquals(List.of(new MapEdit(key, Optional.of(first))), follow(two, List.of(put)));
        assertEquals(List.of(), follow(two, List.of(put)));
        Change again = edit(one, w -> w.put(key, second));
        Change twice = edit(one, w -> w.put(TITLE, first));
        Change words = type(one, 0, "x");
        Change gone = edit(one, w -> w.delete(TITLE));
        assertEquals(
                List.of(new MapEdit(key, Optional.of(second)), new TextEdit(TEXT, 0, 0, "x")),
                follow(two, List.of(again, twice, words, gone)),
                "what came and went is not told");
        Change removed = edit(one, w -> w.delete(key));
        assertEquals(List.of(new MapEdit(key, Optional.empty())), follow(two, List.of(removed)));
    }

    @Test
    void aValueThatLosesAgainstAnotherIsNotTold() {
        CrdtDocument one = create();
        CrdtDocument two = create();
        Change mine = edit(one, w -> w.put(TITLE, new Value.Str("one")));
        Change theirs = edit(two, w -> w.put(TITLE, new Value.Str("two")));
        int told = follow(one, List.of(theirs)).size() + follow(two, List.of(mine)).size();
        assertEquals(1, told, "one of them has the winner already");
    }

    @Test
    void mapsComeAndGoWithAllThatIsInThem() {
        CrdtDocument one = create();
        CrdtDocument two = create();
        Path box = PROPS.then("box");
        Value number = new Value.Int(1);
        Change made = edit(one, w -> boxed(w, box, "words", number));
        assertEquals(
                Set.of(
                        new MapEdit(box, Optional.of(new Value.MapObject())),
                        new MapEdit(box.then("in"), Optional.of(new Value.MapObject())),
                        new MapEdit(box.then("in").then("n"), Optional.of(number)),
                        new MapEdit(box.then("text"), Optional.of(new Value.TextObject())),
                        new TextEdit(box.then("text"), 0, 0, "words")),
                Set.copyOf(follow(two, List.of(made))));
        Change anew = edit(one, w -> boxed(w, box, "other words", number));
        assertEquals(
                List.of(new TextEdit(box.then("text"), 0, 0, "other ")),
                follow(two, List.of(anew)),
                "what the new map shows as the old one did is not told");
        Change inner = edit(two, w -> w.put(box.then("in").then("m"), number));
        Change gone = edit(one, w -> w.delete(box));
        assertEquals(List.of(new MapEdit(box, Optional.empty())), follow(two, List.of(gone)));
        assertEquals(List.of(), follow(one, List.of(inner)), "nobody can get there");
    }

    @Test
    void aMapThatShowsAgainIsToldOnceWithWhatBecameOfIt() {
        CrdtDocument one = create();
        CrdtDocument two = create();
        Path box = PROPS.then("box");
        Change mine = edit(one, w -> boxed(w, box, "one", new Value.Int(1)));
        Change theirs = edit(two, w -> boxed(w, box, "two", new Value.Int(2)));
        CrdtDocument reader = create();
        follow(reader, List.of(mine, theirs));
        boolean minesWins = reader.now().text(box.then("text")).equals("one");
        CrdtDocument loser = minesWins ? two : one;
        Value number = new Value.Int(3);
        Change hidden = edit(loser, w -> w.put(box.then("in").then("n"), number));
        Change gone = edit(minesWins ? one : two, w -> w.delete(box));
        List<Edit> edits = follow(reader, List.of(hidden, gone));
        assertEquals(
                List.of(new MapEdit(box.then("in").then("n"), Optional.of(number))),
                edits.stream().filter(MapEdit.class::isInstance).toList());
        assertEquals(loser.now().text(box.then("text")), reader.now().text(box.then("text")));
    }

    private static void boxed(CrdtWriter w, Path box, String words, Value number) {
        w.makeMap(box);
        w.makeMap(box.then("in"));
        w.put(box.then("in").then("n"), number);
        w.makeText(box.then("text"));
        w.splice(box.then("text"), 0, 0, words);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void anyEditsOfMapsAtTheSameTimeAreFollowedExactly(long seed) {
        Random random = new Random(seed);
        int rounds = Boolean.getBoolean("vaultnotes.heavy") ? 1_000 : 50;
        List<CrdtDocument> replicas = List.of(create(), create(), create());
        List<Change> late = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            List<Change> changes = new ArrayList<>(late);
            late.clear();
            for (CrdtDocument replica : replicas) {
                for (int i = random.nextInt(3); i > 0; i--) {
                    RandomMaps.change(replica, PROPS, random).ifPresent(changes::add);
                }
            }
            Collections.shuffle(changes, random);
            if (!changes.isEmpty() && random.nextBoolean()) {
                late.add(changes.remove(0));
            }
            replicas.forEach(replica -> follow(replica, changes));
        }
        replicas.forEach(replica -> follow(replica, late));
        Shadow shadow = Shadow.of(replicas.get(0).now());
        replicas.forEach(replica -> shadow.assertShows(replica.now(), "seed " + seed));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void anyEditsAtTheSameTimeAreFollowedExactly(long seed) {
        Random random = new Random(seed);
        int rounds = Boolean.getBoolean("vaultnotes.heavy") ? 2_000 : 60;
        List<CrdtDocument> replicas = List.of(create(), create(), create());
        for (int round = 0; round < rounds; round++) {
            String context = "seed " + seed + " round " + round;
            List<Change> changes = new ArrayList<>();
            for (CrdtDocument replica : replicas) {
                for (int i = random.nextInt(3); i > 0; i--) {
                    randomEdit(replica, random).ifPresent(changes::add);
                }
            }
            for (CrdtDocument replica : replicas) {
                String before = replica.now().text(TEXT);
                List<Edit> edits = new ArrayList<>();
                if (random.nextBoolean()) {
                    edits.addAll(replica.apply(changes));
                } else {
                    changes.forEach(change -> edits.addAll(replica.apply(List.of(change))));
                }
                assertEquals(replica.now().text(TEXT), replay(before, edits), context);
            }
            String text = replicas.get(0).now().text(TEXT);
            replicas.forEach(r -> assertEquals(text, r.now().text(TEXT), context));
        }
        String text = replicas.get(0).now().text(TEXT);
        assertEquals(text, load(replicas.get(0).save()).now().text(TEXT), "seed " + seed);
        replicas.forEach(r -> assertEquals(replicas.get(0).now().marks(TEXT), r.now().marks(TEXT)));
    }

    private static Optional<Change> randomEdit(CrdtDocument document, Random random) {
        StringBuilder text = new StringBuilder(document.now().text(TEXT));
        return document.change(w -> {
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                int from = aligned(text, random.nextInt(text.length() + 1));
                int most = Math.min(text.length(), from + random.nextInt(9));
                int to = Math.max(from, aligned(text, most));
                String inserted = PIECES.get(random.nextInt(PIECES.size()));
                w.splice(TEXT, from, to - from, inserted);
                text.replace(from, to, inserted);
                if (random.nextInt(6) == 0 && text.length() > 4) {
                    int end = Math.max(1, aligned(text, text.length() / 2));
                    w.mark(TEXT, new Mark(0, end, "m", MARKED), Mark.Expand.BOTH);
                }
            }
        });
    }

    private static final Value MARKED = new Value.Bool(true);
    private static final List<String> PIECES =
            List.of("", "a", "😀", "é", "words and words ", "\n", "漢", "x".repeat(40));

    @Test
    void thePastHasItsOwnCursorsAndMarks() {
        CrdtDocument document = create();
        type(document, 0, "😀 first words");
        edit(
                document,
                w -> w.mark(TEXT, new Mark(3, 8, "m", new Value.Str("x")), Mark.Expand.NONE));
        Heads then = document.heads();
        Cursor words = document.now().cursor(TEXT, 9);
        edit(document, w -> w.splice(TEXT, 0, 9, "now "));
        CrdtReader past = document.at(then);
        assertEquals(List.of(new Mark(3, 8, "m", new Value.Str("x"))), past.marks(TEXT));
        assertEquals(List.of(), document.now().marks(TEXT));
        assertEquals(9, past.offset(TEXT, words));
        assertEquals(4, document.now().offset(TEXT, words));
        assertEquals(words, past.cursor(TEXT, 9));
        assertEquals(14, past.offset(TEXT, Cursor.END));
    }

    @Test
    void anotherThreadIsRefusedWhileACallIsRunning() throws InterruptedException {
        CrdtDocument document = create();
        AtomicReference<RuntimeException> refusal = new AtomicReference<>();
        document.change(w -> {
            w.splice(TEXT, 0, 0, "mine");
            Thread other =
                    new Thread(() -> {
                        try {
                            w.splice(TEXT, 0, 0, "theirs");
                        } catch (RuntimeException e) {
                            refusal.set(e);
                        }
                    });
            other.start();
            joined(other);
        });
        assertEquals(IllegalStateException.class, refusal.get().getClass());
        assertEquals("mine", document.now().text(TEXT));
        Thread other = new Thread(() -> type(document, 4, ", handed on"));
        other.start();
        other.join();
        assertEquals("mine, handed on", document.now().text(TEXT));
    }

    private static void joined(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aWriterIsOverWithItsChange() {
        CrdtDocument document = create();
        AtomicReference<CrdtWriter> kept = new AtomicReference<>();
        edit(
                document,
                w -> {
                    kept.set(w);
                    w.splice(TEXT, 0, 0, "x");
                });
        assertThrows(IllegalStateException.class, () -> kept.get().splice(TEXT, 0, 0, "late"));
        assertEquals("x", document.now().text(TEXT));
    }

    @Test
    void aDocumentIsNotClosedUnderACall() {
        CrdtDocument document = create();
        assertThrows(IllegalStateException.class, () -> document.change(w -> document.close()));
        CrdtDocument closed = create();
        CrdtReader reader = closed.now();
        closed.close();
        assertThrows(IllegalStateException.class, closed::heads);
        assertThrows(IllegalStateException.class, () -> closed.changesSince(Heads.NONE));
        assertThrows(IllegalStateException.class, () -> closed.apply(List.of(SKELETON)));
        assertThrows(IllegalStateException.class, () -> closed.at(Heads.NONE));
        assertThrows(IllegalStateException.class, () -> reader.keys(Path.ROOT));
    }
}
