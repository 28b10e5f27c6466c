package app.vaultnotes.desktop;

import app.vaultnotes.cli.bench.Bench;
import app.vaultnotes.cli.bench.Figures;
import app.vaultnotes.cli.bench.Result;
import app.vaultnotes.cli.bench.Samples;
import app.vaultnotes.cli.engine.Engines;
import app.vaultnotes.document.Id;
import app.vaultnotes.vault.Catalogue;
import app.vaultnotes.vault.DeviceIdentity;
import app.vaultnotes.vault.Progress;
import app.vaultnotes.vault.Vault;
import app.vaultnotes.vault.importing.FolderSource;
import app.vaultnotes.vault.importing.Import;
import app.vaultnotes.vault.store.SqliteStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Measures the window: starting, typing, scrolling, opening, idling. Each in a process apart. */
public final class UiBench implements Bench {

    private static final long SEED = 20_261_124;
    private static final int FEW = 10;
    private static final int MANY = 10_000;
    private static final int STARTS = 7;
    private static final int WORDS = 10_000;
    private static final int MEGABYTE = 1 << 20;

    @Override
    public String name() {
        return "ui";
    }

    @Override
    public List<Result> run(Path folder, boolean large, Progress progress) throws IOException {
        return new Run(folder, progress).all();
    }

    /** A figure of an open window and the limit it has. */
    private record Limited(String key, String name, String unit, String limitName, double limit) {
        Result result(double value) {
            if (Double.isInfinite(limit)) {
                return new Result(name, value, unit, limitName, 0, Result.NO_GOAL);
            }
            // Nothing at all can only be a goal as a multiple of something.
            return limit == 0
                    ? new Result(name, value, unit, limitName, 1, 0)
                    : new Result(name, value, unit, limitName, limit, 1);
        }
    }

    private static Limited limited(String key, String name, String unit, double limit) {
        return new Limited(key, name, unit, "limit", limit);
    }

    private static Limited shown(String key, String name, String unit) {
        return new Limited(key, name, unit, "", Double.POSITIVE_INFINITY);
    }

    private static final List<Limited> FIGURES =
            List.of(
                    limited("open", "open a note of 10,000 words, beyond reading", "ms", 100),
                    shown("open-first", "the first 7 openings", "ms"),
                    shown("type-p50", "key to picture p50, 10,000 words", "ms"),
                    shown("type-first", "the first 100 of these keys, p99", "ms"),
                    limited("type", "key to picture p99, 10,000 words", "ms", 12),
                    shown("type-megabyte-p50", "key to picture p50, 1 MB", "ms"),
                    shown("type-megabyte-first", "the first 100 of these keys, p99", "ms"),
                    limited("type-megabyte", "key to picture p99, 1 MB", "ms", 30),
                    new Limited("scroll", "scroll 60 px through 1 MB", "ms", "50 frames/s", 20),
                    shown("scroll-p99", "scroll 60 px through 1 MB, p99", "ms"),
                    new Limited("switch", "switch to an open tab", "ms", "one frame", 16.7),
                    shown("switch-first", "the first 40 switches", "ms"),
                    shown("switcher-p50", "switcher, a key, 100,000 notes, p50", "ms"),
                    shown("switcher-first", "the first 90 of these keys, p99", "ms"),
                    limited("switcher", "switcher, a key, 100,000 notes, p99", "ms", 16),
                    limited("remote", "edit from elsewhere to picture", "pulses", 2),
                    limited("idle-cpu", "idle, of one core", "%", 1),
                    limited("idle-frames", "idle, pictures painted in 5 s", "", 0));

    /** One run in a folder. */
    private static final class Run {
        private final Path folder;
        private final Progress progress;
        private final ChildProcess headless;
        private final List<Result> results = new ArrayList<>();

        Run(Path folder, Progress progress) {
            this.folder = folder;
            this.progress = progress;
            this.headless = new ChildProcess(folder, List.of());
        }

        /** On a display where there can be one, as people have; else the Headless platform's. */
        List<Result> all() throws IOException {
            Optional<VirtualDisplay> display = VirtualDisplay.start();
            try (VirtualDisplay shown = display.orElse(null)) {
                Optional<ChildProcess> onDisplay =
                        Optional.ofNullable(shown).map(headless::on).filter(Run::opensWindows);
                ChildProcess in = onDisplay.orElse(headless);
                Path many = vault(MANY);
                starts(in, vault(FEW), many);
                memory(in, many);
                figures(in);
            }
            return results;
        }

        /** A vault of made-up notes, some of which were opened. */
        private Path vault(int notes) throws IOException {
            Path source = folder.resolve("source-" + notes);
            new Samples(SEED).write(source, notes);
            Path place = folder.resolve("vault-" + notes);
            try (Vault vault = create(place)) {
                Import.run(vault, new FolderSource(source), "", progress);
                Catalogue.Page some = new Catalogue.Page(Catalogue.Sort.NAME, 0, 5);
                vault.catalogue().notes(some).forEach(row -> vault.opened(row.state().id()));
            }
            return place;
        }

        private Vault create(Path place) {
            SqliteStore.create(place, Id.random()).close();
            return Vault.open(
                    SqliteStore.open(place),
                    Engines.chosen().orElseThrow(),
                    Clock.system(ZoneId.systemDefault()),
                    new DeviceIdentity(folder.resolve("state"), "bench"));
        }

        /** Windows need libraries of the system, which need not be there. */
        private static boolean opensWindows(ChildProcess process) {
            try {
                process.run(ColdStart.class, true);
                return true;
            } catch (IOException e) {
                return false;
            }
        }

        private void starts(ChildProcess in, Path few, Path many) throws IOException {
            boolean onDisplay = !in.equals(headless);
            double bare = start(in, true);
            double small = start(in, true, few);
            double big = start(in, true, many);
            String place = onDisplay ? "X display" : "Headless";
            String bareName = "bare window";
            String name = "start to a typed letter, ";
            results.add(new Result(name + place, small, "ms", bareName, bare, 2));
            results.add(new Result("start, 10,000 notes", big, "ms", "10 notes", small, 1.1));
            if (onDisplay) {
                double there = start(headless, true, few);
                double bareThere = start(headless, true);
                results.add(
                        new Result(
                                name + "Headless",
                                there,
                                "ms",
                                bareName,
                                bareThere,
                                Result.NO_GOAL));
            }
            if (ChildProcess.hasCache()) {
                results.add(
                        new Result(
                                "start without the start-up cache",
                                start(in, false, few),
                                "ms",
                                "bare, without",
                                start(in, false),
                                Result.NO_GOAL));
            }
        }

        /** Milliseconds from the start of a process to its picture, the median. */
        private double start(ChildProcess in, boolean cache, Path... vault) throws IOException {
            if (vault.length > 0) {
                // Opens the last note, which is then found open.
                in.run(ColdStart.class, cache, app(vault));
            }
            double[] millis = new double[STARTS];
            for (int i = 0; i < STARTS; i++) {
                progress.report("starts", i, STARTS);
                millis[i] = in.run(ColdStart.class, cache, app(vault)).firstMillis();
            }
            return Figures.percentile(millis, 50);
        }

        private static String[] app(Path... vault) {
            return vault.length == 0
                    ? new String[0]
                    : new String[] {"--vault", vault[0].toString()};
        }

        private void memory(ChildProcess in, Path many) throws IOException {
            Map<String, Double> said = said(in, "memory", many);
            if (said.containsKey("memory")) {
                double megabytes = said.getOrDefault("memory", 0.0);
                String name = "memory, 10,000 notes and five tabs";
                results.add(new Result(name, megabytes, "MB", "limit", 350, 1));
            }
        }

        private void figures(ChildProcess in) throws IOException {
            Path place = folder.resolve("vault-long");
            try (Vault vault = create(place)) {
                String words = BenchNote.ofWords(WORDS);
                vault.notes().write(WindowBench.WORDS, words);
                for (int i = 0; i < WindowBench.OPENINGS; i++) {
                    vault.notes().write(WindowBench.WORDS + " " + i, words);
                    vault.notes().write(WindowBench.WORDS + " read " + i, words);
                }
                vault.notes().write(WindowBench.MEGABYTE, BenchNote.ofLength(MEGABYTE));
            }
            progress.report("measuring a window", 0, 0);
            Map<String, Double> said = said(in, "figures", place);
            for (Limited figure : FIGURES) {
                Double value = said.get(figure.key());
                if (value != null) {
                    results.add(figure.result(value));
                }
            }
        }

        private Map<String, Double> said(ChildProcess in, String what, Path vault)
                throws IOException {
            List<String> lines =
                    in.run(WindowBench.class, true, what, "--vault", vault.toString()).lines();
            Map<String, Double> values = new HashMap<>();
            for (String line : lines) {
                int sign = line.indexOf('=');
                values.put(line.substring(0, sign), Double.parseDouble(line.substring(sign + 1)));
            }
            return values;
        }
    }
}
