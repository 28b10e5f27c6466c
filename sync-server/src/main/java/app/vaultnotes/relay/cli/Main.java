package app.vaultnotes.relay.cli;

import app.vaultnotes.relay.serve.Advice;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands of the program {@code vaultnotes} that whoever runs a relay uses. */
@Command(
        name = "vaultnotes",
        mixinStandardHelpOptions = true,
        subcommands = {ServeCommand.class, AdminCommand.class, BenchCommand.class},
        synopsisSubcommandLabel = "COMMAND")
public final class Main {

    private static final int FAILED = 1;

    private Main() {}

    /**
     * Runs a command line and ends the process with its exit code: 0 done, 1 failed, 2 wrong usage.
     */
    public static void main(String[] arguments) {
        String training = System.getProperty("vaultnotes.training");
        if (training != null) {
            Training.run(Path.of(training));
            return;
        }
        int code =
                run(
                        new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                        new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                        arguments);
        System.exit(code);
    }

    /** Runs a command line and gives its exit code. */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return new CommandLine(new Main())
                .setOut(out)
                .setErr(err)
                .setExecutionExceptionHandler(Main::fail)
                .execute(arguments);
    }

    private static int fail(Exception failure, CommandLine command, CommandLine.ParseResult read) {
        String advice = Advice.of(failure);
        command.getErr()
                .println(
                        "vaultnotes: "
                                + Advice.says(failure)
                                + (advice.isEmpty() ? "" : "\n" + advice));
        return FAILED;
    }
}
