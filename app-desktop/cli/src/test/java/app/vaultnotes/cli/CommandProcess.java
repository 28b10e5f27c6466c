package app.vaultnotes.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Commands in processes of their own. */
final class CommandProcess {

    private CommandProcess() {}

    /**
     * A process that runs a command line with the classes of this one.
     *
     * @param state where it keeps what it remembers
     * @param options what Java is told besides
     */
    static ProcessBuilder of(Path state, List<String> options, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(
                List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("XDG_STATE_HOME", state.toString());
        return builder;
    }
}
