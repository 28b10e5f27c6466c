package app.vaultnotes.cli.bench;

import app.vaultnotes.cli.engine.Engines;
import app.vaultnotes.crdt.TextEdit;
import app.vaultnotes.document.Id;
import app.vaultnotes.document.NoteDocument;
import app.vaultnotes.vault.Catalogue;
import app.vaultnotes.vault.DeviceIdentity;
import app.vaultnotes.vault.Edited;
import app.vaultnotes.vault.Progress;
import app.vaultnotes.vault.Vault;
import app.vaultnotes.vault.importing.FolderSource;
import app.vaultnotes.vault.importing.Import;
import app.vaultnotes.vault.search.SearchOrder;
import app.vaultnotes.vault.store.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Measures a vault: import, lists, search, edits, room on disk. */
public final class VaultBench {

    private static final long SEED = 20_261_124;
    private static final int SMALL = 10_000;
    private static final int LARGE = 100_000;
    private static final int OPENINGS = 15;
    private static final int SEARCHES = 300;
    private static final int HISTORY_CHANGES = 26_000;
    private static final int EDITS_PER_CHANGE = 10;
    private static final int EDITS = 300;
    private static final double MEGABYTE = 1 << 20;

    private final Path folder;
    private final String mainClass;
    private final Progress progress;
    private final List<Result> results = new ArrayList<>();
    private final Samples samples = new Samples(SEED);

    private VaultBench(Path folder, String mainClass, Progress progress) {
        this.folder = folder;
        this.mainClass = mainClass;
        this.progress = progress;
    }

    /**
     * The group {@code vault}.
     *
     * @param mainClass the program's main class, for what runs in a process of its own
     */
    public record Group(String mainClass) implements Bench {
        @Override
        public String name() {
            return "vault";
        }

        @Override
        public List<Result> run(Path folder, boolean large, Progress progress) throws IOException {
            VaultBench bench = new VaultBench(folder, mainClass, progress);
            try {
                bench.run(large);
            } catch (SQLException e) {
                throw new IOException("the baseline failed: " + e.getMessage(), e);
            }
            return bench.results;
        }
    }

    private void run(boolean large) throws IOException, SQLException {
        double small = measure(SMALL);
        edit();
        if (large) {
            double big = measure(LARGE);
            results.add(
                    new Result(
                            "open and list, 100,000 notes", big, "ms", "10,000 notes", small, 1.3));
        }
    }

    /** Everything for a number of notes; gives the time to open and list. */
    private double measure(int notes) throws IOException, SQLException {
        String label = String.format(java.util.Locale.ROOT, "%,d notes", notes);
        Path source = folder.resolve("source-" + notes);
        progress.report("writing " + label, 0, 0);
        samples.write(source, notes);
        double baseline;
        try (Baseline bare = new Baseline(folder.resolve("baseline-" + notes + ".db"))) {
            baseline = bare.importSeconds(source);
        }
        Path vault = folder.resolve("vault-" + notes);
        double seconds = notes == LARGE ? importAlone(vault, source) : importSeconds(vault, source);
        results.add(
                new Result("import, " + label, seconds, "s", "read + parse + FTS5", baseline, 5));
        disk(vault, source, label);
        search(vault, label);
        return open(vault, label);
    }

    private double importSeconds(Path vault, Path source) throws IOException {
        SqliteStore.create(vault, Id.random()).close();
        long start = System.nanoTime();
        try (Vault open = open(vault)) {
            Import.run(open, new FolderSource(source), "", progress);
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private double importAlone(Path vault, Path source) throws IOException {
        SqliteStore.create(vault, Id.random()).close();
        progress.report("importing in a process of its own", 0, 0);
        ImportProcess alone = ImportProcess.run(vault, source, mainClass);
        alone.peakMegabytes()
                .ifPresent(peak ->
                        results.add(
                                new Result(
                                        "memory of importing 100,000 notes",
                                        peak,
                                        "MB",
                                        "limit",
                                        512,
                                        1)));
        return alone.seconds();
    }

    private Vault open(Path vault) {
        DeviceIdentity identity = new DeviceIdentity(folder.resolve("state"), "bench");
        return Vault.open(
                SqliteStore.open(vault),
                Engines.chosen().orElseThrow(),
                Clock.system(ZoneId.systemDefault()),
                identity);
    }

    private void disk(Path vault, Path source, String label) throws IOException, SQLException {
        double text = 0;
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                text += Files.size(file);
            }
        }
        double index = SizeOf.index(vault.resolve("vault.db"));
        double size = Files.size(vault.resolve("vault.db")) - index;
        results.add(
                new Result(
                        "disk without search index, " + label,
                        size / MEGABYTE,
                        "MB",
                        "text",
                        text / MEGABYTE,
                        3));
    }

    private double open(Path vault, String label) throws SQLException {
        Id shelf;
        try (Vault open = open(vault)) {
            shelf = open.paths().foldersIn(Id.ROOT).get(0);
        }
        double[] ours = new double[OPENINGS];
        double[] bare = new double[OPENINGS];
        for (int i = 0; i < OPENINGS; i++) {
            bare[i] = Baseline.listMillis(vault.resolve("vault.db"), shelf.toByteArray());
            long start = System.nanoTime();
            try (Vault open = open(vault)) {
                open.catalogue().notesIn(shelf, new Catalogue.Page(Catalogue.Sort.NAME, 0, 200));
                ours[i] = (System.nanoTime() - start) / 1e6;
            }
        }
        double median = Figures.percentile(ours, 50);
        results.add(
                new Result(
                        "open and list 200 rows, " + label,
                        median,
                        "ms",
                        "bare SQLite",
                        Figures.percentile(bare, 50),
                        2));
        return median;
    }

    private void search(Path vault, String label) throws SQLException {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < SEARCHES; i++) {
            words.add(i % 3 == 0 ? samples.word(i) : samples.pick());
        }
        double[] ours = new double[SEARCHES];
        double[] facets = new double[SEARCHES / 10];
        try (Vault open = open(vault)) {
            for (int i = 0; i < SEARCHES; i++) {
                long start = System.nanoTime();
                open.search(words.get(i), SearchOrder.RELEVANCE, 20, 0, false);
                ours[i] = (System.nanoTime() - start) / 1e6;
            }
            for (int i = 0; i < facets.length; i++) {
                long start = System.nanoTime();
                open.search(words.get(i), SearchOrder.RELEVANCE, 0, 0, true);
                facets[i] = (System.nanoTime() - start) / 1e6;
            }
        }
        double[] bare = Baseline.searchMillis(vault.resolve("vault.db"), words);
        double p99 = Figures.percentile(bare, 99);
        results.add(
                new Result(
                        "search p99, " + label,
                        Figures.percentile(ours, 99),
                        "ms",
                        "bare FTS5",
                        p99,
                        2));
        results.add(
                new Result(
                        "facets p99, " + label,
                        Figures.percentile(facets, 99),
                        "ms",
                        "bare FTS5",
                        p99,
                        Result.NO_GOAL));
    }

    /** One letter typed into an open note with a long history, durable. */
    private void edit() throws SQLException, IOException {
        Path vault = folder.resolve("vault-history");
        SqliteStore.create(vault, Id.random()).close();
        double[] ours = new double[EDITS];
        try (Vault open = open(vault)) {
            Edited note = open.notes().write("Long", "start ");
            Random random = new Random(SEED);
            int length = 6;
            for (int change = 0; change < HISTORY_CHANGES; change++) {
                length = type(open, note.id(), random, length);
                progress.report("changes of history", change, HISTORY_CHANGES);
            }
            open.compact();
            for (int i = 0; i < EDITS; i++) {
                long start = System.nanoTime();
                open.notes()
                        .type(
                                note.id(),
                                List.of(
                                        new TextEdit(
                                                NoteDocument.TEXT,
                                                random.nextInt(length),
                                                0,
                                                "x")));
                ours[i] = (System.nanoTime() - start) / 1e6;
                length++;
            }
        }
        try (Baseline bare = new Baseline(folder.resolve("commits.db"))) {
            results.add(
                    new Result(
                            "one letter into 260,000 edits of history",
                            Figures.percentile(ours, 50),
                            "ms",
                            "bare commit",
                            bare.commitMillis(EDITS),
                            3));
        }
    }

    private static int type(Vault vault, Id note, Random random, int length) {
        String typed = "abcdefghij".substring(0, EDITS_PER_CHANGE);
        boolean deletes = length > 50_000 && random.nextInt(3) == 0;
        int at = random.nextInt(length - EDITS_PER_CHANGE + 5);
        int deleted = deletes ? Math.min(EDITS_PER_CHANGE, length - at) : 0;
        vault.notes()
                .type(
                        note,
                        List.of(
                                new TextEdit(
                                        NoteDocument.TEXT, at, deleted, deletes ? "" : typed)));
        return length - deleted + (deletes ? 0 : EDITS_PER_CHANGE);
    }
}
