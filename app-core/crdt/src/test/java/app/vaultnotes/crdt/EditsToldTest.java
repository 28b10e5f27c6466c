package app.vaultnotes.crdt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.crdt.engine.JavaDocument;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The edits told of texts and maps that are many, deep inside maps, or come to stand elsewhere. */
class EditsToldTest extends JavaEngineFixture {

    private static final Path TOP = PROPS.then("top");
    private static final Heads SKELETON_HEADS = Heads.of(List.of(SKELETON.hash()));

    private static Path deep(Path from, int depth) {
        Path path = from;
        for (int i = 0; i < depth; i++) {
            path = path.then("m");
        }
        return path;
    }

    private static void makeMaps(CrdtWriter w, Path from, int depth) {
        Path path = from;
        w.makeMap(path);
        for (int i = 0; i < depth; i++) {
            path = path.then("m");
            w.makeMap(path);
        }
    }

    /** What texts say once the edits told are made, from what they said before. */
    private static Map<Path, String> replayed(Map<Path, String> before, List<Edit> edits) {
        Map<Path, String> texts = new HashMap<>(before);
        for (Edit each : edits) {
            if (each instanceof TextEdit edit) {
                texts.merge(edit.text(), edit.applyTo(""), (text, one) -> edit.applyTo(text));
            }
        }
        return texts;
    }

    @Test
    void alternatingEditsOfDeepTextsCostNoMoreTheDeeperTheyStand() {
        Growth.assertLinear(
                800,
                size -> {
                    JavaDocument author = document();
                    Path one = deep(TOP, size).then("one");
                    Path two = deep(TOP, size).then("two");
                    author.change(w -> {
                        makeMaps(w, TOP, size);
                        w.makeText(one);
                        w.makeText(two);
                    });
                    JavaDocument other = author.fork(actor());
                    Change change =
                            edit(
                                    author,
                                    w -> {
                                        for (int i = 0; i < size; i++) {
                                            w.splice(i % 2 == 0 ? one : two, 0, 0, "x");
                                        }
                                    });
                    return () -> {
                        for (Edit edit : other.apply(List.of(change))) {
                            Path text = ((TextEdit) edit).text();
                            assertTrue(text.equals(one) || text.equals(two));
                        }
                    };
                });
    }

    @Test
    void manyNewTextsAreToldInTimeOfTheirNumber() {
        Growth.assertLinear(
                6_000,
                size -> {
                    JavaDocument author = document();
                    JavaDocument other = author.fork(actor());
                    Change change =
                            edit(
                                    author,
                                    w -> {
                                        for (int i = 0; i < size; i++) {
                                            w.makeText(PROPS.then("t" + i));
                                            w.splice(PROPS.then("t" + i), 0, 0, "hello");
                                        }
                                    });
                    Change edits =
                            edit(
                                    author,
                                    w -> {
                                        for (int i = 0; i < size; i++) {
                                            w.splice(PROPS.then("t" + i), 0, 0, "x");
                                        }
                                        w.makeText(PROPS.then("t" + size));
                                    });
                    return () -> {
                        assertEquals(2 * size, other.apply(List.of(change)).size());
                        assertEquals(size + 1, other.apply(List.of(edits)).size());
                    };
                });
    }

    @Test
    void aNewTextCostsNothingOfTheOthers() {
        Growth.assertSame(
                1_000,
                1_000_000,
                size -> {
                    JavaDocument author = document();
                    author.change(w -> w.splice(TEXT, 0, 0, "x".repeat(size)));
                    JavaDocument other = author.fork(actor());
                    List<Change> changes = new ArrayList<>();
                    for (int i = 0; i < 200; i++) {
                        int text = i % 7;
                        changes.add(edit(author, w -> w.makeText(PROPS.then("t" + text))));
                    }
                    return () -> changes.forEach(change -> other.apply(List.of(change)));
                });
    }

    @Test
    void aKeyCostsNothingOfTheOthers() {
        Growth.assertSame(
                500,
                20_000,
                size -> {
                    JavaDocument author = document();
                    author.change(w -> {
                        for (int i = 0; i < size; i++) {
                            w.put(PROPS.then("k" + i), new Value.Int(i));
                        }
                    });
                    JavaDocument other = author.fork(actor());
                    List<Change> changes = new ArrayList<>();
                    for (int i = 0; i < 500; i++) {
                        Value value = new Value.Int(-i - 1);
                        Path key = PROPS.then("k" + i);
                        changes.add(edit(author, w -> w.put(key, value)));
                    }
                    return () ->
                            changes.forEach(
                                    change -> assertEquals(1, other.apply(List.of(change)).size()));
                });
    }

    @Test
    void manyKeysOfDeepMapsAreToldInTimeOfTheirNumber() {
        Growth.assertLinear(
                300,
                size -> {
                    JavaDocument author = document();
                    author.change(w -> makeMaps(w, TOP, size));
                    JavaDocument other = author.fork(actor());
                    Change change =
                            edit(
                                    author,
                                    w -> {
                                        for (int i = 0; i < size; i++) {
                                            w.put(deep(TOP, i).then("k"), new Value.Int(i));
                                        }
                                    });
                    Change anew = edit(author, w -> makeMaps(w, TOP, size));
                    return () -> {
                        assertEquals(size, other.apply(List.of(change)).size());
                        assertEquals(size, other.apply(List.of(anew)).size());
                    };
                });
    }

    @Test
    void countersAreToldWithWhatWasAdded() {
        JavaDocument author = document();
        Path key = PROPS.then("n");
        author.change(w -> w.put(key, new Value.Counter(1)));
        JavaDocument reader = author.fork(actor());
        List<Change> added = new ArrayList<>();
        author.edit(0, "", w -> w.increment(key, 2)).ifPresent(added::add);
        author.edit(0, "", w -> w.increment(key, 3)).ifPresent(added::add);
        assertEquals(
                List.of(new MapEdit(key, Optional.of(new Value.Counter(6)))),
                follow(reader, added));
    }

    @Test
    void comparingTwoMomentsTellsMapsToo() {
        for (long seed = 1; seed <= 20; seed++) {
            Random random = new Random(seed);
            JavaDocument one = document();
            JavaDocument two = document();
            List<Heads> moments = new ArrayList<>(List.of(SKELETON_HEADS));
            for (int i = 0; i < 20; i++) {
                RandomMaps.change(random.nextBoolean() ? one : two, PROPS, random);
                if (random.nextInt(3) == 0) {
                    two.merge(one);
                    one.merge(two);
                }
                moments.add(one.heads());
            }
            for (int i = 0; i < 20; i++) {
                Heads before = moments.get(random.nextInt(moments.size()));
                Heads after = moments.get(random.nextInt(moments.size()));
                Shadow shadow = Shadow.of(one.at(before));
                shadow.follow(one.diff(before, after));
                shadow.assertShows(one.at(after), "seed " + seed);
            }
        }
    }

    @Test
    void textsThatComeToStandElsewhereAreTold() {
        JavaDocument one = document();
        Path inner = TOP.then("inner").then("text");
        one.change(w -> {
            w.makeMap(TOP);
            w.makeMap(TOP.then("inner"));
            w.makeText(inner);
            w.splice(inner, 0, 0, "old words");
        });
        JavaDocument two = one.fork(actor());
        JavaDocument reader = one.fork(actor());
        two.change(w -> {
            w.makeMap(TOP);
            w.makeMap(TOP.then("inner"));
            w.makeText(inner);
            w.splice(inner, 0, 0, "new words");
        });
        one.change(w -> w.splice(inner, 0, 0, "very "));
        List<Change> changes = new ArrayList<>(one.changesSince(reader.heads()));
        changes.addAll(two.changesSince(reader.heads()));
        List<Edit> edits = reader.apply(changes);
        assertEquals(Map.of(inner, "new words"), replayed(Map.of(inner, "old words"), edits));
        assertEquals("new words", reader.now().text(inner));

        two.merge(one);
        Change gone = edit(two, w -> w.delete(TOP));
        assertEquals(List.of(new MapEdit(TOP, Optional.empty())), reader.apply(List.of(gone)));
        Heads past = one.heads();
        JavaDocument both = reader.fork(actor());
        assertEquals(
                "very old words", replayed(Map.of(), both.diff(SKELETON_HEADS, past)).get(inner));
    }

    @Test
    void aTextThatShowsAgainIsTold() {
        JavaDocument one = document();
        Path text = PROPS.then("t");
        JavaDocument two = one.fork(actor());
        one.change(w -> {
            w.makeText(text);
            w.splice(text, 0, 0, "one");
        });
        two.change(w -> {
            w.makeText(text);
            w.splice(text, 0, 0, "two");
        });
        JavaDocument reader = one.fork(actor());
        reader.apply(two.changesSince(SKELETON_HEADS));
        String shown = reader.now().text(text);
        Change gone = edit(shown.equals("two") ? two : one, w -> w.delete(text));
        List<Edit> edits = reader.apply(List.of(gone));
        String other = shown.equals("two") ? "one" : "two";
        assertEquals(other, reader.now().text(text));
        assertEquals(Map.of(text, other), replayed(Map.of(text, shown), edits));
    }

    @Test
    void textsThatStandDeepAreToldToo() {
        int depth = 2_000;
        JavaDocument author = document();
        JavaDocument reader = author.fork(actor());
        Path text = deep(TOP, depth).then("text");
        Change made =
                edit(
                        author,
                        w -> {
                            makeMaps(w, TOP, depth);
                            w.makeText(text);
                            w.splice(text, 0, 0, "hello");
                        });
        assertEquals(Map.of(text, "hello"), replayed(Map.of(), reader.apply(List.of(made))));
        assertEquals(
                "hello", replayed(Map.of(), reader.diff(SKELETON_HEADS, reader.heads())).get(text));
    }
}
