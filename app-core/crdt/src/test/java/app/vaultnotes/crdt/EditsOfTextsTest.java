package app.vaultnotes.crdt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.crdt.engine.JavaDocument;
import app.vaultnotes.crdt.engine.JavaEngine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The edits told of texts that are many, deep inside maps, or come to stand elsewhere. */
class EditsOfTextsTest extends EngineFixture {

    private static final Path TOP = PROPS.then("top");
    private static final Heads SKELETON_HEADS = Heads.of(List.of(SKELETON.hash()));

    @Override
    protected JavaEngine engine() {
        return new JavaEngine();
    }

    private JavaDocument document() {
        return engine().create(actor(), SKELETON);
    }

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
    private static Map<Path, String> replayed(Map<Path, String> before, List<TextEdit> edits) {
        Map<Path, String> texts = new HashMap<>(before);
        edits.forEach(edit ->
                texts.compute(edit.text(), (path, text) -> edit.applyTo(text == null ? "" : text)));
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
                        for (TextEdit edit : other.apply(List.of(change))) {
                            assertTrue(edit.text().equals(one) || edit.text().equals(two));
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
                        assertEquals(size, other.apply(List.of(change)).size());
                        assertEquals(size, other.apply(List.of(edits)).size());
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
        List<TextEdit> edits = reader.apply(changes);
        assertEquals(Map.of(inner, "new words"), replayed(Map.of(inner, "old words"), edits));
        assertEquals("new words", reader.now().text(inner));

        two.merge(one);
        Change gone = edit(two, w -> w.delete(TOP));
        assertEquals(List.of(), reader.apply(List.of(gone)));
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
        List<TextEdit> edits = reader.apply(List.of(gone));
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
