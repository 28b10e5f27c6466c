package app.vaultnotes.cli;

import app.vaultnotes.cli.bench.Bench;
import app.vaultnotes.cli.bench.CrdtBench;
import app.vaultnotes.cli.bench.Result;
import app.vaultnotes.cli.bench.SyncBench;
import app.vaultnotes.cli.bench.VaultBench;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bench}. */
@Command(
        description =
                "Measure a vault made up for it (bench vault), the engine of documents beside"
                        + " automerge-java (bench crdt), two machines in touch (bench sync), the"
                        + " app's window (bench ui) or a relay (bench relay), in a temporary folder; each figure beside a baseline or a limit.",
        mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {

    /** A group of another program, which the launcher starts. */
    private static final String RELAY = "relay";

    @Parameters(
            arity = "0..1",
            paramLabel = "GROUP",
            completionCandidates = Groups.class,
            description = "vault, crdt, sync, ui or relay; vault unless given.")
    private String group = "vault";

    @Option(names = "--large", description = "Measure 100,000 notes as well; takes minutes.")
    private boolean large;

    @Option(
            names = "--trace",
            paramLabel = "FILE",
            description =
                    "Of bench crdt: a recording in the format of josephg/editing-traces; one is made"
                            + " up unless given.")
    private @Nullable String trace;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    private final Context context;

    /** The groups that are here. */
    static final class Groups implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Stream.concat(benches(Optional.empty()).map(Bench::name), Stream.of(RELAY))
                    .distinct()
                    .iterator();
        }
    }

    BenchCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        Bench bench = bench();
        Terminal terminal = context.terminal();
        try (Scratch scratch = new Scratch("vaultnotes-bench")) {
            List<Result> results = results(bench, scratch.folder(), terminal);
            if (json) {
                Json.print(
                        terminal.out(),
                        Map.of("results", results.stream().map(Result::shape).toList()));
            } else {
                results.forEach(result -> terminal.out().println(line(terminal, result)));
            }
        }
        return 0;
    }

    /** The group that was named; those of the window are there when the app runs the command. */
    private Bench bench() {
        Optional<Path> recording = Optional.ofNullable(trace).map(context.terminal()::path);
        if (recording.isPresent() && !group.equals(CrdtBench.GROUP)) {
            throw new WrongUsage(
                    "A recording is typed by bench crdt only.",
                    "“vaultnotes bench crdt --trace FILE”.");
        }
        return benches(recording)
                .filter(bench -> bench.name().equals(group))
                .findFirst()
                .orElseThrow(() ->
                        new WrongUsage(
                                "There is no group “" + group + "” here.",
                                "There are “bench vault”, “bench crdt” and “bench sync”, “bench ui”"
                                        + " where the app is and “bench relay” where a relay is."));
    }

    private static Stream<Bench> benches(Optional<Path> recording) {
        return Stream.concat(
                Stream.of(
                        new VaultBench.Group(Main.class.getName()),
                        new CrdtBench.Group(recording),
                        new SyncBench.Group()),
                ServiceLoader.load(Bench.class).stream().map(ServiceLoader.Provider::get));
    }

    private List<Result> results(Bench bench, Path folder, Terminal terminal) throws IOException {
        try (ProgressBar progress = new ProgressBar(terminal)) {
            return bench.run(folder, large, progress);
        }
    }

    private static String line(Terminal terminal, Result result) {
        StringBuilder line = new StringBuilder();
        line.append(
                String.format(
                        Locale.ROOT,
                        "%-48s %9.2f %-3s %24s %9.2f  %6.2f×",
                        result.name(),
                        result.ours(),
                        result.unit(),
                        result.baselineName(),
                        result.baseline(),
                        result.ratio()));
        if (result.hasGoal()) {
            line.append(verdict(terminal, result.goalMet(), String.valueOf(result.goal())));
        }
        if (result.hasLimit()) {
            String limit = result.limit() + " " + result.unit();
            line.append(verdict(terminal, result.limitMet(), limit));
        }
        return line.toString();
    }

    private static String verdict(Terminal terminal, boolean met, String aim) {
        return met ? terminal.added("  ≤ " + aim) : terminal.removed("  > " + aim);
    }
}
