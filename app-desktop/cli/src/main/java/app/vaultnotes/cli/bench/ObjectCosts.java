package app.vaultnotes.cli.bench;

import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.CrdtDocument;
import app.vaultnotes.crdt.CrdtEngine;
import app.vaultnotes.crdt.CrdtWriter;
import app.vaultnotes.crdt.Mark;
import app.vaultnotes.crdt.Path;
import app.vaultnotes.crdt.Value;
import app.vaultnotes.crdt.engine.JavaDocument;
import app.vaultnotes.crdt.engine.JavaEngine;
import app.vaultnotes.document.DocumentKind;
import app.vaultnotes.document.Skeleton;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** What costs that is no text: strokes, maps, lists, counters, marks. */
final class ObjectCosts {

    private static final int EDITS_PER_CHANGE = 10;
    private static final int STROKE_BYTES = 300;
    private static final int KEYS = 1_000;
    private static final int COUNTERS = 10;
    private static final int MARKED = 20;
    private static final Path PROPS = Path.of("props");
    private static final Path LIST = Path.of("list");

    private final EngineComparison rows;
    private final CrdtBench.Size size;

    ObjectCosts(EngineComparison rows, CrdtBench.Size size) {
        this.rows = rows;
        this.size = size;
    }

    void measure() throws IOException {
        rows.within(
                0.5,
                "5,000 strokes, put one by one",
                "ms",
                engine -> writing(engine, size.strokes(), 1, w -> {}, ObjectCosts::stroke));
        byte[] strokes = strokes();
        rows.within(
                0.5,
                "5,000 strokes, load",
                "ms",
                engine ->
                        size.rounds()
                                .bestMillis(() -> strokes, b -> engine.load(Authors.next(), b)));
        tenThousand("maps, 10,000 operations", w -> {}, ObjectCosts::put);
        tenThousand("lists, 10,000 operations", ObjectCosts::makeList, ObjectCosts::list);
        List<Change> counted = counted();
        rows.within(
                1,
                "counters, 10,000 operations from elsewhere",
                "ms",
                engine -> counting(engine, counted));
        String text = "marked ".repeat(size.operations() / 10 + MARKED);
        tenThousand(
                "marks, 10,000 operations",
                w -> w.splice(TextCosts.TEXT, 0, 0, text),
                (w, random) -> mark(w, random, text.length()));
    }

    private void tenThousand(
            String name, Consumer<CrdtWriter> first, BiConsumer<CrdtWriter, Random> edit)
            throws IOException {
        rows.within(
                1,
                name,
                "ms",
                engine -> writing(engine, size.operations(), EDITS_PER_CHANGE, first, edit));
    }

    /** The milliseconds of writing something so many times. */
    private double writing(
            CrdtEngine engine,
            int edits,
            int editsPerChange,
            Consumer<CrdtWriter> first,
            BiConsumer<CrdtWriter, Random> edit) {
        return size.rounds()
                .bestMillis(
                        () -> {
                            CrdtDocument document = anew(engine);
                            document.change(first);
                            return document;
                        },
                        document -> written(document, edits, editsPerChange, edit));
    }

    private static CrdtDocument anew(CrdtEngine engine) {
        return engine.create(Authors.next(), Skeleton.of(DocumentKind.NOTE));
    }

    private static CrdtDocument written(
            CrdtDocument document,
            int edits,
            int editsPerChange,
            BiConsumer<CrdtWriter, Random> edit) {
        Random random = new Random(10);
        for (int done = 0; done < edits; done += editsPerChange) {
            document.change(w -> {
                for (int i = 0; i < editsPerChange; i++) {
                    edit.accept(w, random);
                }
            });
        }
        return document;
    }

    private static void stroke(CrdtWriter writer, Random random) {
        byte[] bytes = new byte[STROKE_BYTES];
        random.nextBytes(bytes);
        String name = Long.toHexString(random.nextLong());
        writer.put(PROPS.then(name), new Value.Bytes(bytes));
    }

    private byte[] strokes() {
        try (CrdtDocument document = anew(rows.ours())) {
            return written(document, size.strokes(), 1, ObjectCosts::stroke).save();
        }
    }

    private static void put(CrdtWriter writer, Random random) {
        writer.put(PROPS.then("key" + random.nextInt(KEYS)), new Value.Int(random.nextInt()));
    }

    private static void makeList(CrdtWriter writer) {
        writer.makeList(LIST);
        for (int i = 0; i < KEYS; i++) {
            writer.insert(LIST, i, new Value.Int(i));
        }
    }

    /** Inserts two for each that goes, so that there are always as many as are picked from. */
    private static void list(CrdtWriter writer, Random random) {
        int at = random.nextInt(KEYS / 2);
        if (random.nextInt(3) < 2) {
            writer.insert(LIST, at, new Value.Int(random.nextInt()));
        } else {
            writer.remove(LIST, at, 1);
        }
    }

    /** Counters, and changes of somebody else's that add to them; the port has no adding of own. */
    private List<Change> counted() {
        List<Change> changes = new ArrayList<>();
        Random random = new Random(11);
        try (JavaDocument document =
                new JavaEngine().create(Authors.next(), Skeleton.of(DocumentKind.NOTE))) {
            document.change(
                            w -> {
                                for (int i = 0; i < COUNTERS; i++) {
                                    w.put(counter(i), new Value.Counter(0));
                                }
                            })
                    .ifPresent(changes::add);
            for (int done = 0; done < size.operations(); done += EDITS_PER_CHANGE) {
                document.edit(
                                0,
                                "",
                                w -> {
                                    for (int i = 0; i < EDITS_PER_CHANGE; i++) {
                                        w.increment(counter(random.nextInt(COUNTERS)), 1);
                                    }
                                })
                        .ifPresent(changes::add);
            }
        }
        return changes;
    }

    private static Path counter(int number) {
        return PROPS.then("counter" + number);
    }

    private double counting(CrdtEngine engine, List<Change> counted) {
        return size.rounds()
                .bestMillis(
                        () -> anew(engine),
                        document -> {
                            document.apply(counted);
                            return document;
                        });
    }

    private static void mark(CrdtWriter writer, Random random, int length) {
        int start = random.nextInt(length - MARKED);
        String name = "name" + random.nextInt(3);
        int end = start + 1 + random.nextInt(MARKED);
        writer.mark(
                TextCosts.TEXT,
                new Mark(start, end, name, new Value.Bool(true)),
                Mark.Expand.AFTER);
    }
}
