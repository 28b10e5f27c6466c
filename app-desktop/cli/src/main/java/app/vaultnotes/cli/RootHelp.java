package app.vaultnotes.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;

/**
 * What {@code vaultnotes --help} and {@code --version} print, without the cost of parsing a line.
 */
final class RootHelp {

    private static final Set<String> HELP = Set.of("--help", "-h", "help");
    private static final Set<String> VERSION = Set.of("--version", "-V");
    private static final int WIDTH = 96;

    private RootHelp() {}

    /** Prints what was asked for; says whether that was help or the version. */
    static boolean printed(String[] arguments, Terminal terminal) {
        if (arguments.length != 1) {
            return false;
        }
        if (VERSION.contains(arguments[0])) {
            terminal.out().println(version());
            return true;
        }
        if (HELP.contains(arguments[0])) {
            lines(terminal).forEach(terminal.out()::println);
            return true;
        }
        return false;
    }

    static String version() {
        String version = RootHelp.class.getPackage().getImplementationVersion();
        return "Vault Notes " + (version == null ? "(development build)" : version);
    }

    private static List<String> lines(Terminal terminal) {
        List<String> lines = new ArrayList<>();
        lines.add(terminal.bold("vaultnotes") + " COMMAND …");
        lines.add("Offline-first notes where Markdown and ink live in one document.");
        lines.add("");
        int widest = Commands.ALL.keySet().stream().mapToInt(String::length).max().orElse(0);
        Commands.ALL.forEach(
                (name, command) -> add(lines, terminal, name, description(command), widest + 4));
        lines.add("");
        lines.add(
                "Commands take --vault V (a folder; unless given, a vault in your data folder) and --json.");
        lines.add(
                "NOTE is a path such as Folder/Title, or an id. Exit codes: 0 done, 1 failed, 2 wrong usage.");
        lines.add(
                "“vaultnotes COMMAND --help” says more. Shell completion: source <(vaultnotes completion)");
        return lines;
    }

    /** The first line of what a command says of itself. */
    private static String description(Class<?> command) {
        return command.getAnnotation(Command.class).description()[0];
    }

    /** A command's name and its description, wrapped beside the name. */
    private static void add(
            List<String> lines, Terminal terminal, String name, String description, int indent) {
        StringBuilder line = new StringBuilder("  " + terminal.bold(name));
        line.append(" ".repeat(indent - 2 - name.length()));
        int column = indent;
        for (String word : description.split(" ", -1)) {
            if (column + word.length() > WIDTH) {
                lines.add(line.toString().stripTrailing());
                line = new StringBuilder(" ".repeat(indent));
                column = indent;
            }
            line.append(word).append(' ');
            column += word.length() + 1;
        }
        lines.add(line.toString().stripTrailing());
    }
}
