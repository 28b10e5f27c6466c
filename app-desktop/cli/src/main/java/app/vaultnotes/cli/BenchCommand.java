package app.vaultnotes.cli;

import app.vaultnotes.cli.bench.Result;
import app.vaultnotes.cli.bench.VaultBench;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bench}. */
@Command(
        description =
                "Measure a vault made up for it, in a temporary folder; each figure beside a baseline.",
        mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {

    @Parameters(arity = "0..1", paramLabel = "GROUP", description = "vault, the only group so far.")
    private String group = "vault";

    @Option(names = "--large", description = "Measure 100,000 notes as well; takes minutes.")
    private boolean large;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    private final Context context;

    BenchCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        if (!group.equals("vault")) {
            throw new app.vaultnotes.vault.VaultException(
                    app.vaultnotes.vault.VaultException.Code.INVALID,
                    "There is no group “" + group + "”.",
                    "There is vault.");
        }
        Terminal terminal = context.terminal();
        try (Scratch scratch = new Scratch("vaultnotes-bench")) {
            List<Result> results = results(scratch.folder(), terminal);
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

    private List<Result> results(Path folder, Terminal terminal) throws IOException {
        try (ProgressBar progress = new ProgressBar(terminal)) {
            return VaultBench.run(folder, Main.class.getName(), large, progress);
        }
    }

    private static String line(Terminal terminal, Result result) {
        String verdict =
                !result.hasGoal()
                        ? ""
                        : result.met()
                                ? terminal.added("  ≤ " + result.goal())
                                : terminal.removed("  > " + result.goal());
        return String.format(
                Locale.ROOT,
                "%-42s %9.2f %-3s %24s %9.2f  %6.2f×%s",
                result.name(),
                result.ours(),
                result.unit(),
                result.baselineName(),
                result.baseline(),
                result.ratio(),
                verdict);
    }
}
