package app.vaultnotes.relay.cli;

import app.vaultnotes.relay.bench.RelayBench;
import app.vaultnotes.relay.postgres.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures a relay on this machine. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures a relay in a folder that is thrown away, beside bare PostgreSQL.")
final class BenchCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "relay", description = "What is measured.")
    private String what = "relay";

    @Option(
            names = "--large",
            description =
                    "Only what appends cost when ten million records are there: 7 GB, minutes.")
    private boolean large;

    @Option(names = "--lines", description = "Only ten thousand lines that are quiet.")
    private boolean lines;

    @Option(names = "--start", description = "Only how soon a relay answers that was there before.")
    private boolean start;

    @Option(
            names = "--like-peers",
            description = "Only what bench/relay-peers.mjs measures of other servers, too.")
    private boolean likePeers;

    private RelayBench.What measured() {
        if (start) {
            return RelayBench.What.START;
        }
        if (likePeers) {
            return RelayBench.What.LIKE_PEERS;
        }
        if (lines) {
            return RelayBench.What.LINES;
        }
        return large ? RelayBench.What.LARGE : RelayBench.What.USUAL;
    }

    @Override
    public Integer call() throws IOException, SQLException, InterruptedException {
        if (!what.equals("relay")) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "There is nothing to measure called " + what + ".");
        }
        System.setProperty("vaultnotes.calls", "OFF");
        Path folder = Files.createTempDirectory("vaultnotes-bench");
        try {
            RelayBench.run(measured(), folder, spec.commandLine().getOut());
        } finally {
            Folders.delete(folder);
        }
        return 0;
    }
}
