package app.vaultnotes.crdt.automerge;

import app.vaultnotes.crdt.ActorId;
import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.CrdtDocument;
import app.vaultnotes.crdt.CrdtEngine;
import app.vaultnotes.crdt.Heads;
import app.vaultnotes.crdt.Path;
import app.vaultnotes.crdt.TextEdit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** Prints what this engine costs; a program, not a test. */
final class AutomergeCosts {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final Path TEXT = Path.of("text");
    private static final int EDITS_PER_CHANGE = 10;
    private static final Pattern EDIT =
            Pattern.compile("\\[(\\d+),\\s*(\\d+),\\s*\"((?:[^\"\\\\]|\\\\.)*)\"\\]");

    private final Random random = new Random(1);
    private final CrdtEngine engine;
    private int actors;

    private AutomergeCosts(CrdtEngine engine) {
        this.engine = engine;
    }

    /** Takes the path of a gzipped editing trace, or nothing. */
    public static void main(String[] arguments) throws IOException {
        long start = System.nanoTime();
        CrdtEngine engine = new AutomergeEngine();
        System.out.printf("first use %.1f ms%n", (System.nanoTime() - start) / 1e6);
        AutomergeCosts costs = new AutomergeCosts(engine);
        costs.smallNotes();
        if (arguments.length > 0) {
            costs.longNote(java.nio.file.Path.of(arguments[0]));
        }
    }

    private ActorId actor() {
        byte[] bytes = new byte[16];
        bytes[0] = 9;
        bytes[14] = (byte) (++actors >> 8);
        bytes[15] = (byte) actors;
        return ActorId.fromByteArray(bytes);
    }

    private void smallNotes() {
        String text = "Some words of a note that nobody wrote. ".repeat(50);
        byte[][] saved = new byte[1][];
        print(
                "create, insert 2 kB, change bytes",
                500,
                i -> {
                    try (CrdtDocument document = engine.create(actor(), SkeletonMaker.note())) {
                        document.change(w -> w.splice(TEXT, 0, 0, text));
                        saved[0] = document.save();
                    }
                });
        print(
                "load a note of 2 kB",
                500,
                i -> {
                    try (CrdtDocument document = engine.load(actor(), saved[0])) {
                        document.heads();
                    }
                });
        print(
                "load a note of 2 kB and its text",
                500,
                i -> {
                    try (CrdtDocument document = engine.load(actor(), saved[0])) {
                        document.now().text(TEXT);
                    }
                });
    }

    private void longNote(java.nio.file.Path trace) throws IOException {
        byte[] saved = replay(trace);
        System.out.printf("saved %d bytes%n", saved.length);
        print("load 260k edits", 5, i -> engine.load(actor(), saved).close());
        try (CrdtDocument here = engine.load(actor(), saved);
                CrdtDocument there = engine.load(actor(), saved)) {
            print("first text", 1, i -> here.now().text(TEXT));
            print("text", 100, i -> here.now().text(TEXT));
            int length = here.now().length(TEXT);
            print("keystroke, in sequence", 2_000, i -> type(here, length / 2 + i));
            print("keystroke, anywhere", 2_000, i -> type(here, random.nextInt(length)));
            there.apply(here.changesSince(there.heads()));
            Change[] changes = new Change[2_000];
            Arrays.setAll(changes, i -> type(here, random.nextInt(length)));
            print("apply one remote edit", 2_000, i -> there.apply(List.of(changes[i])));
            changesAndHistory(here, there);
        }
    }

    private void changesAndHistory(CrdtDocument here, CrdtDocument there) {
        int length = here.now().length(TEXT);
        print(
                "apply one remote edit after an own one",
                500,
                i -> {
                    type(there, random.nextInt(length));
                    there.apply(List.of(type(here, random.nextInt(length))));
                });
        Heads before = here.heads();
        print("changes since the last heads", 500, i -> here.changesSince(before));
        Heads past = before;
        type(here, 0);
        print("reader of the past, first time", 1, i -> here.at(past));
        print("text in the past", 5, i -> here.at(past).text(TEXT));
        print("save, after remote changes", 3, i -> there.save());
    }

    private static Change type(CrdtDocument document, int at) {
        return document.change(w -> w.splice(TEXT, at, 0, "x")).orElseThrow();
    }

    private byte[] replay(java.nio.file.Path trace) throws IOException {
        String json;
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(trace))) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            in.transferTo(all);
            json = all.toString(StandardCharsets.UTF_8);
        }
        Matcher edits = EDIT.matcher(json);
        List<TextEdit> all =
                edits.results()
                        .map(m ->
                                new TextEdit(
                                        TEXT,
                                        Integer.parseInt(m.group(1)),
                                        Integer.parseInt(m.group(2)),
                                        unescaped(m.group(3))))
                        .toList();
        try (CrdtDocument document = engine.create(actor(), SkeletonMaker.note())) {
            long start = System.nanoTime();
            for (int i = 0; i < all.size(); i += EDITS_PER_CHANGE) {
                List<TextEdit> some = all.subList(i, Math.min(all.size(), i + EDITS_PER_CHANGE));
                document.change(w ->
                        some.forEach(e -> w.splice(TEXT, e.start(), e.deleted(), e.inserted())));
            }
            System.out.printf(
                    "replay of %d edits %.0f ms%n", all.size(), (System.nanoTime() - start) / 1e6);
            return document.save();
        }
    }

    private static String unescaped(String json) {
        return json.replace("\\n", "\n")
                .replace("\\t", "\t")
                .replace("\\\"", "\"")
                .replace("\\\\", "\\");
    }

    /** Prints processor time, which other programs on the machine disturb least. */
    private static void print(String what, int rounds, IntConsumer work) {
        long[] nanos = new long[rounds];
        for (int i = 0; i < rounds; i++) {
            long start = THREADS.getCurrentThreadCpuTime();
            work.accept(i);
            nanos[i] = THREADS.getCurrentThreadCpuTime() - start;
        }
        Arrays.sort(nanos);
        System.out.printf(
                "%-42s p50 %,12.1f us   p99 %,12.1f us%n",
                what, nanos[rounds / 2] / 1e3, nanos[rounds * 99 / 100] / 1e3);
    }
}
