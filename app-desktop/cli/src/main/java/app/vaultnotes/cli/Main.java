package app.vaultnotes.cli;

import java.io.BufferedOutputStream;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** The program {@code vaultnotes}. */
public final class Main {

    private static final String COMPLETION = "completion";

    /** How long work may take to notice Ctrl-C; without it, it is cut off, which costs no more. */
    private static final long LAST_WORK_MILLIS = 5_000;

    private static final int OUTPUT_BUFFER_BYTES = 1 << 16;

    private Main() {}

    /**
     * Runs a command line and ends the process with its exit code: 0 done, 1 failed, 2 wrong usage.
     */
    public static void main(String[] arguments) {
        boolean terminal =
                Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
        boolean colour = terminal && System.getenv("NO_COLOR") == null;
        CheckedOutput checked = new CheckedOutput(new FileOutputStream(FileDescriptor.out));
        PrintStream out =
                new PrintStream(
                        new BufferedOutputStream(checked, OUTPUT_BUFFER_BYTES),
                        false,
                        StandardCharsets.UTF_8);
        PrintStream err =
                new PrintStream(
                        new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        AtomicBoolean ending = new AtomicBoolean();
        Terminal here =
                new Terminal(
                        new FileInputStream(FileDescriptor.in),
                        out,
                        err,
                        Path.of("").toAbsolutePath(),
                        colour,
                        terminal,
                        ending::get);
        AtomicBoolean over = new AtomicBoolean();
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> {
                            if (!over.get()) {
                                ending.set(true);
                                endEarly(here);
                            }
                        }));
        String training = System.getProperty(Training.FOLDER_PROPERTY);
        int code =
                training == null
                        ? run(arguments, here, null)
                        : Training.run(Path.of(training), here);
        out.flush();
        if (code == 0 && checked.failure().isPresent()) {
            code = Failure.report(checked.failure().get(), here, wantsJson(arguments));
        }
        over.set(true);
        System.exit(code);
    }

    /**
     * Lets long work clean up at Ctrl-C, such as an export that is half written, and says what
     * became of it.
     */
    private static void endEarly(Terminal here) {
        ProgressBar.awaitEnd(here, LAST_WORK_MILLIS);
        here.err()
                .println("\nvaultnotes: ended early; the vault is whole, and what is done stays.");
    }

    /** Runs a command line in a terminal, on a vault that this process may hold already. */
    static int run(String[] given, Terminal terminal, @Nullable OpenVault held) {
        String[] arguments = helpLast(commandFirst(given));
        if (RootHelp.printed(arguments, terminal)) {
            return 0;
        }
        Context context = new Context(terminal, arguments, held);
        CommandLine line = commandLine(context, arguments);
        line.setOut(writer(terminal.out()));
        line.setErr(writer(terminal.err()));
        line.setColorScheme(
                CommandLine.Help.defaultColorScheme(
                        terminal.colour() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler(
                (e, failing, parsed) -> Failure.report(e, terminal, wantsJson(arguments)));
        line.setParameterExceptionHandler(
                (e, wrong) -> Failure.usage(e, terminal, wantsJson(arguments)));
        int code;
        try {
            code = line.execute(arguments);
        } catch (OutOfMemoryError | StackOverflowError e) {
            code = Failure.exhausted(e, terminal, wantsJson(arguments));
        }
        terminal.out().flush();
        return code;
    }

    /** {@code help COMMAND} is {@code COMMAND --help}. */
    private static String[] helpLast(String[] arguments) {
        return arguments.length == 2 && arguments[0].equals("help")
                ? new String[] {arguments[1], "--help"}
                : arguments;
    }

    /** Options that every command has may stand before the command, too. */
    private static String[] commandFirst(String[] arguments) {
        int options = 0;
        while (options < arguments.length && arguments[options].matches("--vault(=.*)?|--json")) {
            options += arguments[options].equals("--vault") ? 2 : 1;
        }
        if (options == 0 || options >= arguments.length) {
            return arguments;
        }
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        String command = all.remove(options);
        all.add(0, command);
        return all.toArray(String[]::new);
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    private static boolean wantsJson(String[] arguments) {
        return Arrays.asList(arguments).contains("--json");
    }

    /**
     * The commands; only the one that the line names is made, which starts much faster. A line that
     * names none gets them all, so that the nearest can be suggested.
     */
    private static CommandLine commandLine(Context context, String[] arguments) {
        CommandLine line = new CommandLine(new RootCommand(), new Commands(context));
        List<String> words = List.of(arguments);
        boolean all =
                words.contains(COMPLETION) || words.stream().noneMatch(Commands.ALL::containsKey);
        Commands.ALL.forEach((name, command) -> {
            if (all || words.contains(name)) {
                line.addSubcommand(name, command);
            }
        });
        RelayCommands.fill(line.getSubcommands());
        // A query may begin with -not; what looks like an option is refused by the command.
        Optional.ofNullable(line.getSubcommands().get("search"))
                .ifPresent(search -> search.setUnmatchedOptionsArePositionalParams(true));
        return line;
    }
}
