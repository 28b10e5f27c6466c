package app.vaultnotes.cli.bench;

import app.vaultnotes.crdt.TextEdit;
import app.vaultnotes.document.Id;
import app.vaultnotes.document.NoteDocument;
import app.vaultnotes.vault.Catalogue;
import app.vaultnotes.vault.Listening;
import app.vaultnotes.vault.Progress;
import app.vaultnotes.vault.Vault;
import app.vaultnotes.vault.importing.FolderSource;
import app.vaultnotes.vault.importing.Import;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Measures two machines and a relay in between: typing, joining, a week apart, quiet. */
public final class SyncBench {

    /** What the group is called. */
    public static final String GROUP = "sync";

    private static final long SEED = 20_261_130;
    private static final int WARM_UP_LETTERS = 400;
    private static final int LETTERS = 400;
    private static final int LETTERS_PER_SECOND = 20;
    private static final int NOTES = 10_000;
    private static final int ATTACHMENTS = 2_000;
    private static final int ATTACHMENT_BYTES = 10_000;
    private static final int APART_NOTES = 200;
    private static final int APART_EDITS = 2_000;
    private static final int QUIET_SECONDS = 20;
    private static final double PLAIN_COPY_GOAL = 1 / 0.4;

    private final Path folder;
    private final String url;
    private final Progress progress;
    private final List<Result> results = new ArrayList<>();
    private final Random random = new Random(SEED);

    private SyncBench(Path folder, String url, Progress progress) {
        this.folder = folder;
        this.url = url;
        this.progress = progress;
    }

    /** The group. */
    public record Group() implements Bench {
        @Override
        public String name() {
            return GROUP;
        }

        @Override
        public List<Result> run(Path folder, boolean large, Progress progress) throws IOException {
            try (BenchRelay relay = BenchRelay.start(folder)) {
                SyncBench bench = new SyncBench(folder, relay.url(), progress);
                bench.live();
                bench.first();
                return bench.results;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
    }

    private void live() throws IOException, InterruptedException {
        String email = "live@example.org";
        try (BenchMachine one = BenchMachine.first(folder.resolve("one"), url, email)) {
            Id note = one.vault().notes().write("Live", "It begins. ").id();
            IntStream.range(0, APART_NOTES)
                    .forEach(i -> one.vault().notes().write("Apart " + i, "Both have this.\n"));
            one.awaitLevel();
            try (BenchMachine other =
                    BenchMachine.another(folder.resolve("other"), url, email, one.vault().id())) {
                other.awaitLevel();
                letters(one.vault(), other, note);
                quiet();
                apart(one, other);
            }
        }
    }

    /** Letters typed on one machine until they are in the note of the other. */
    private void letters(Vault from, BenchMachine to, Id note)
            throws IOException, InterruptedException {
        progress.report("typing", 0, 0);
        var _ = typed(from, to, note, WARM_UP_LETTERS);
        double[] ours = typed(from, to, note, LETTERS);
        double[] floor = LoopbackFloor.millis(folder.resolve("floor"), LETTERS, LETTERS_PER_SECOND);
        add("a letter, on the other machine, p50", ours, floor, 50, 15);
        add("a letter, on the other machine, p99", ours, floor, 99, 60);
    }

    private void add(String name, double[] ours, double[] floor, double percent, double above) {
        double least = Figures.percentile(floor, percent);
        double took = Figures.percentile(ours, percent);
        results.add(
                new Result(
                        name,
                        took,
                        "ms",
                        "loopback + sync",
                        least,
                        Result.NO_GOAL,
                        Math.round(least + above)));
    }

    private static double[] typed(Vault from, BenchMachine to, Id note, int letters)
            throws InterruptedException {
        long[] seenNanos = new long[letters];
        int length = from.notes().text(note).length();
        int[] before = {length};
        double[] millis = new double[letters];
        try (Listening _ =
                to.vault()
                        .onChange(changed -> {
                            if (changed.contains(note)) {
                                long now = System.nanoTime();
                                int there = to.vault().notes().text(note).length();
                                Arrays.fill(seenNanos, before[0] - length, there - length, now);
                                before[0] = there;
                            }
                        })) {
            long nextNanos = System.nanoTime();
            for (int i = 0; i < letters; i++) {
                TimeUnit.NANOSECONDS.sleep(nextNanos - System.nanoTime());
                nextNanos += TimeUnit.SECONDS.toNanos(1) / LETTERS_PER_SECOND;
                millis[i] = System.nanoTime() / 1e6;
                TextEdit letter = new TextEdit(NoteDocument.TEXT, length + i, 0, "x");
                from.notes().type(note, List.of(letter));
            }
            to.await(
                    "letters are missing",
                    () -> to.vault().notes().text(note).length() == length + letters);
        }
        for (int i = 0; i < letters; i++) {
            millis[i] = seenNanos[i] / 1e6 - millis[i];
        }
        return millis;
    }

    /** Both machines, with nothing to do. */
    private void quiet() throws InterruptedException {
        progress.report("doing nothing", 0, 0);
        OperatingSystemMXBean system =
                (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long cpuNanos = system.getProcessCpuTime();
        TimeUnit.SECONDS.sleep(QUIET_SECONDS);
        double share = (system.getProcessCpuTime() - cpuNanos) / 1e9 / QUIET_SECONDS;
        results.add(
                new Result(
                        "two machines in touch, nothing to do",
                        100 * share,
                        "%",
                        "of a core",
                        100,
                        Result.NO_GOAL,
                        2));
    }

    /** Both edit without each other, then meet. */
    private void apart(BenchMachine one, BenchMachine other) {
        progress.report("a week apart", 0, 0);
        one.endSync();
        other.endSync();
        edit(one.vault());
        edit(other.vault());
        long start = System.nanoTime();
        one.beginSync();
        other.beginSync();
        one.await("they differ", () -> isSame(one.vault(), other.vault()));
        one.awaitLevel();
        other.awaitLevel();
        double seconds = (System.nanoTime() - start) / 1e9;
        results.add(
                new Result(
                        "2,000 edits on each side of 200 notes, met", seconds, "s", "limit", 2, 1));
    }

    private void edit(Vault vault) {
        for (int i = 0; i < APART_EDITS; i++) {
            Id note = vault.paths().note("Apart " + i % APART_NOTES).id();
            int length = vault.notes().text(note).length();
            TextEdit typed =
                    new TextEdit(NoteDocument.TEXT, random.nextInt(length), 0, "words " + i + " ");
            vault.notes().type(note, List.of(typed));
        }
    }

    private static boolean isSame(Vault one, Vault other) {
        return IntStream.range(0, APART_NOTES)
                .mapToObj(i -> one.paths().note("Apart " + i).id())
                .allMatch(note ->
                        one.notes().text(note).equals(other.notes().text(note))
                                && one.notes().text(note).length()
                                        > 2 * APART_EDITS / APART_NOTES * 7);
    }

    /** A large vault comes to a relay and to another machine. */
    private void first() throws IOException, InterruptedException {
        String email = "large@example.org";
        Path source = folder.resolve("source");
        progress.report("writing notes", 0, 0);
        new Samples(SEED).write(source, NOTES);
        try (BenchMachine one = BenchMachine.first(folder.resolve("large"), url, email)) {
            fill(one.vault(), source);
            double copy = copySeconds(source, folder.resolve("copy"));
            progress.report("to the relay", 0, 0);
            long start = System.nanoTime();
            one.awaitLevel();
            double up = (System.nanoTime() - start) / 1e9;
            results.add(
                    new Result(
                            "a large vault to the relay",
                            up,
                            "s",
                            "plain copy",
                            copy,
                            PLAIN_COPY_GOAL));
            one.endSync();
            join(email, one.vault().id(), copy);
        }
    }

    private void join(String email, Id vault, double copySeconds) throws IOException {
        progress.report("from the relay", 0, 0);
        try (BenchMachine other =
                BenchMachine.another(folder.resolve("joined"), url, email, vault)) {
            long start = System.nanoTime();
            var _ = other.beginSync();
            other.await("no note comes", () -> isAnyThere(other.vault()));
            double first = (System.nanoTime() - start) / 1e9;
            other.awaitLevel();
            double all = (System.nanoTime() - start) / 1e9;
            results.add(new Result("the first note of it to read", first, "s", "limit", 1, 1));
            results.add(
                    new Result(
                            "a large vault from the relay",
                            all,
                            "s",
                            "plain copy",
                            copySeconds,
                            PLAIN_COPY_GOAL));
        }
    }

    private static boolean isAnyThere(Vault vault) {
        return vault.catalogue().notes(new Catalogue.Page(Catalogue.Sort.NAME, 0, 1)).stream()
                .anyMatch(note -> !vault.notes().text(note.state().id()).isEmpty());
    }

    private void fill(Vault vault, Path source) throws IOException, InterruptedException {
        Import.run(vault, new FolderSource(source), "", progress);
        byte[] bytes = new byte[ATTACHMENT_BYTES];
        for (int i = 0; i < ATTACHMENTS; i++) {
            random.nextBytes(bytes);
            Path file = Files.write(source.resolve("picture " + i + ".bin"), bytes);
            vault.attach("Folder 0/Note " + i % 200, file);
            progress.report("attaching", i, ATTACHMENTS);
        }
    }

    /** Copies files one by one, each synced. */
    private double copySeconds(Path from, Path to) throws IOException {
        progress.report("copying", 0, 0);
        List<Path> files;
        try (Stream<Path> all = Files.walk(from)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        long start = System.nanoTime();
        for (Path file : files) {
            Path copy = to.resolve(from.relativize(file).toString());
            Files.createDirectories(copy.getParent());
            try (FileChannel out =
                    FileChannel.open(
                            copy, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                out.write(ByteBuffer.wrap(Files.readAllBytes(file)));
                out.force(true);
            }
        }
        return (System.nanoTime() - start) / 1e9;
    }
}
