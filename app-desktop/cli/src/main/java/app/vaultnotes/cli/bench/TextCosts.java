package app.vaultnotes.cli.bench;

import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.CrdtDocument;
import app.vaultnotes.crdt.CrdtEngine;
import app.vaultnotes.crdt.Heads;
import app.vaultnotes.crdt.Path;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;

/** What one long text costs: typing it, loading it and going on with it. */
final class TextCosts {

    static final Path TEXT = Path.of("text");

    private static final int EDITS_PER_CHANGE = 10;
    private static final int MEDIANS = 9;
    private static final double KILOBYTE = 1e3;

    /** automerge-java's size of the recorded paper is a limit in whole kilobytes. */
    private static final double SAME_SIZE = 1.005;

    private final EngineComparison rows;
    private final CrdtBench.Size size;
    private final java.nio.file.Path folder;
    private final EditingTrace trace;
    private final byte[] few;
    private final byte[] many;

    TextCosts(
            EngineComparison rows,
            CrdtBench.Size size,
            java.nio.file.Path folder,
            EditingTrace recorded) {
        this.rows = rows;
        this.size = size;
        this.folder = folder;
        this.trace = recorded.inSteps(EDITS_PER_CHANGE);
        this.few = saved(rows.ours(), trace);
        this.many = saved(rows.ours(), recorded.inSteps(1));
    }

    /** The bytes of a document a recording was typed into. */
    static byte[] saved(CrdtEngine engine, EditingTrace trace) {
        try (CrdtDocument document = new TraceReplay(engine, trace).replay()) {
            return document.save();
        }
    }

    void measure() throws IOException {
        rows.atMost(250, "replay, a change for 10 edits", "ms", this::replay);
        loading();
        going();
        rows.within(
                SAME_SIZE, "saved size", "kB", engine -> saved(engine, trace).length / KILOBYTE);
    }

    private double replay(CrdtEngine engine) {
        TraceReplay replay = new TraceReplay(engine, trace);
        return size.rounds().bestMillis(() -> replay, TraceReplay::replay);
    }

    private void loading() throws IOException {
        rows.atMost(40, "load, a change for 10 edits", "ms", engine -> load(engine, few));
        rows.atMost(60, "load, a change for each edit", "ms", engine -> load(engine, many));
        rows.atMost(10, "first key after loading, a change for each", "ms", this::firstKey);
        rows.atMost(300, "first view of the past, a change for each", "ms", this::firstPast);
        rows.atMost(20, "memory, a change for 10 edits", "MB", engine -> memory(engine, few));
        rows.atMost(20, "memory, a change for each edit", "MB", engine -> memory(engine, many));
    }

    private double load(CrdtEngine engine, byte[] saved) {
        return size.rounds().bestMillis(() -> saved, bytes -> engine.load(Authors.next(), bytes));
    }

    private double firstKey(CrdtEngine engine) {
        int at = length(many) / 2;
        return size.rounds()
                .bestMillis(
                        () -> engine.load(Authors.next(), many),
                        document -> {
                            type(document, at);
                            return document;
                        });
    }

    private double firstPast(CrdtEngine engine) {
        Heads half = half();
        return size.rounds()
                .bestMillis(
                        () -> engine.load(Authors.next(), many),
                        document -> {
                            document.at(half).text(TEXT);
                            return document;
                        });
    }

    private Heads half() {
        try (CrdtDocument document = rows.ours().load(Authors.next(), many)) {
            List<Change> all = document.changesSince(Heads.NONE);
            return Heads.of(List.of(all.get(all.size() / 2).hash()));
        }
    }

    private double memory(CrdtEngine engine, byte[] saved) throws IOException {
        java.nio.file.Path alone =
                folder.resolve(String.format(Locale.ROOT, "text-%d", saved.length));
        Files.createDirectories(alone);
        Files.write(alone.resolve("document"), saved);
        return LoadedMemory.megabytes(engine, alone);
    }

    private int length(byte[] saved) {
        try (CrdtDocument document = rows.ours().load(Authors.next(), saved)) {
            return document.now().length(TEXT);
        }
    }

    private void going() throws IOException {
        rows.atMost(0.2, "the whole text", "ms", engine -> warm(() -> text(engine)));
        rows.atMost(
                3,
                "key at a random place, committed",
                "µs",
                engine -> warm(() -> key(engine, few, size)));
        rows.shown("heap allocated for such a key", "kB", this::allocated);
        rows.atMost(
                6,
                "edit from elsewhere, told",
                "µs",
                engine -> warm(() -> remote(engine, few, size)));
    }

    /** The least of several medians, each with documents of its own: by then all is compiled. */
    private static double warm(DoubleSupplier median) {
        return DoubleStream.generate(median).limit(MEDIANS).min().orElseThrow();
    }

    private double text(CrdtEngine engine) {
        try (CrdtDocument document = engine.load(Authors.next(), few)) {
            return Rounds.medianMicros(size.texts(), i -> document.now().text(TEXT)) / 1e3;
        }
    }

    /** Typing one letter somewhere, as a change of its own. */
    static double key(CrdtEngine engine, byte[] saved, CrdtBench.Size size) {
        try (CrdtDocument document = engine.load(Authors.next(), saved)) {
            Random random = new Random(1);
            int length = document.now().length(TEXT);
            return Rounds.medianMicros(size.keys(), i -> type(document, random.nextInt(length)));
        }
    }

    private double allocated(CrdtEngine engine) {
        try (CrdtDocument document = engine.load(Authors.next(), few)) {
            Random random = new Random(2);
            int length = document.now().length(TEXT);
            return Rounds.bytesEach(size.keys(), i -> type(document, random.nextInt(length)))
                    / KILOBYTE;
        }
    }

    /** Taking in such a change of somebody else's, and saying what it did to the text. */
    static double remote(CrdtEngine engine, byte[] saved, CrdtBench.Size size) {
        try (CrdtDocument here = engine.load(Authors.next(), saved);
                CrdtDocument there = engine.load(Authors.next(), saved)) {
            Random random = new Random(3);
            int length = there.now().length(TEXT);
            Change[] changes = new Change[2 * size.keys()];
            java.util.Arrays.setAll(changes, i -> type(there, random.nextInt(length)));
            return Rounds.medianMicros(size.keys(), i -> here.apply(List.of(changes[i])));
        }
    }

    static Change type(CrdtDocument document, int at) {
        return document.change(w -> w.splice(TEXT, at, 0, "x")).orElseThrow();
    }
}
