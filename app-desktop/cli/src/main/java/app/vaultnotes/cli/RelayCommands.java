package app.vaultnotes.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Commands of whoever runs a relay, as help and completion show them. What runs them is a program
 * of its own, which the launcher starts by the same words.
 */
final class RelayCommands {

    private RelayCommands() {}

    /** {@code serve}. */
    @Command(
            description =
                    "Run a relay, through which devices and people exchange vaults, or say what is"
                            + " wrong with one.",
            mixinStandardHelpOptions = true)
    static final class Serve extends Elsewhere {}

    /** {@code admin}. */
    @Command(
            description = "Look after a relay: its accounts and its backups.",
            mixinStandardHelpOptions = true,
            synopsisSubcommandLabel = "COMMAND")
    static final class Admin extends Elsewhere {}

    /** Not run by this program. */
    abstract static class Elsewhere implements Callable<Integer> {
        @Override
        public Integer call() {
            throw new WrongUsage(
                    "This program has no relay in it.",
                    "Start it by the program “vaultnotes” of a checkout, or of the relay.");
        }
    }

    /** A word below {@code admin}. */
    @Command(mixinStandardHelpOptions = true)
    private static final class Word extends Elsewhere {}

    private static void takes(CommandSpec spec, String name, String label, String description) {
        Class<?> type = List.of("DIR", "FILE").contains(label) ? Path.class : String.class;
        spec.addOption(
                OptionSpec.builder(name)
                        .paramLabel(label)
                        .type(type)
                        .description(description)
                        .build());
    }

    private static void flag(CommandSpec spec, String name, String description) {
        spec.addOption(OptionSpec.builder(name).arity("0").description(description).build());
    }

    private static void whichRelay(CommandSpec spec) {
        takes(spec, "--data", "DIR", "The relay's folder.");
        takes(spec, "--config", "FILE", "The relay's settings, a line each: key = value.");
        flag(spec, "--json", "One line of JSON instead of words.");
    }

    /** Gives those of these commands that are there what is written behind them. */
    static void fill(Map<String, CommandLine> commands) {
        Optional.ofNullable(commands.get("serve"))
                .ifPresent(serve -> serveTakes(serve.getCommandSpec()));
        Optional.ofNullable(commands.get("admin"))
                .ifPresent(admin -> adminHas(admin.getCommandSpec()));
    }

    private static void serveTakes(CommandSpec spec) {
        whichRelay(spec);
        takes(spec, "--port", "N", "Where it listens; 0 picks a free port.");
        takes(spec, "--bind", "ADDRESS", "On which address of this machine.");
        takes(spec, "--tls", "off|self|CHAIN,KEY", "By which certificate it proves itself.");
        flag(spec, "--check", "Starts nothing: says what is wrong and what to do.");
    }

    private static void adminHas(CommandSpec spec) {
        CommandSpec backup = word(spec, "backup", "Write a backup into a folder.", "DEST");
        takes(backup, "--keep", "N", "How many stay there.");
        CommandSpec restore = word(spec, "restore", "Make a relay what it was.", "SRC");
        flag(restore, "--replace", "What the relay has may go.");
        word(spec, "users", "List all accounts.");
        CommandSpec invite = word(spec, "invite", "Make a link to an account.", "EMAIL");
        flag(invite, "--admin", "The account administers the relay.");
        word(spec, "reset", "Make a link to a new passphrase.", "EMAIL");
        word(spec, "disable", "Sign an account out and let it in no more.", "EMAIL");
        word(spec, "enable", "Let a disabled account in again.", "EMAIL");
        word(spec, "quota", "Limit an account or a vault.", "EMAIL|VAULT", "BYTES");
        word(spec, "export", "Write all of an account.", "EMAIL", "FILE.zip");
        word(spec, "erase", "Erase an account for good.", "EMAIL");
    }

    private static CommandSpec word(
            CommandSpec admin, String name, String description, String... parameters) {
        CommandSpec spec = CommandSpec.forAnnotatedObject(new Word());
        spec.usageMessage().description(description);
        whichRelay(spec);
        for (String each : parameters) {
            spec.addPositional(
                    PositionalParamSpec.builder().paramLabel(each).arity("0..1").build());
        }
        admin.addSubcommand(name, spec);
        return spec;
    }
}
