package app.vaultnotes.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code vaultnotes} itself. */
@Command(
        name = "vaultnotes",
        description = "Offline-first notes where Markdown and ink live in one document.",
        versionProvider = RootCommand.Version.class,
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        usageHelpAutoWidth = true,
        footer = {
            "",
            "Commands take @|bold --vault V|@ (a folder; unless given, a vault in your data folder)",
            "and @|bold --json|@. NOTE is a path such as Folder/Title, or an id.",
            "Exit codes: 0 done, 1 failed, 2 wrong usage."
        })
final class RootCommand implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    /** Says which version this is. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = RootCommand.class.getPackage().getImplementationVersion();
            return new String[] {"Vault Notes " + (version == null ? "(development build)" : version)};
        }
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Name a command.");
    }
}
