package app.vaultnotes.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code vaultnotes} itself; its help is {@link RootHelp}. */
@Command(name = "vaultnotes", synopsisSubcommandLabel = "COMMAND")
final class RootCommand implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Name a command.");
    }
}
