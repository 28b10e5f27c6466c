package app.vaultnotes.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;

/**
 * Where a command reads and writes: this process's terminal, or that of a caller whose command runs
 * inside this process.
 *
 * @param in standard input
 * @param out standard output
 * @param err standard error
 * @param directory the folder that relative paths start from
 * @param colour whether output goes to a terminal that shows colour
 * @param interactive whether standard error goes to a terminal, where progress can be shown
 */
record Terminal(
        InputStream in,
        PrintStream out,
        PrintStream err,
        Path directory,
        boolean colour,
        boolean interactive) {

    private static final String RESET = "\u001b[0m";

    /** The same place with another output, and nobody to read what goes there. */
    Terminal writingTo(PrintStream other) {
        return new Terminal(InputStream.nullInputStream(), other, err, directory, false, false);
    }

    /** A path as its user meant it. */
    Path path(String path) {
        return directory.resolve(path).normalize();
    }

    /** Text in bold, where that can be shown. */
    String bold(String text) {
        return styled("1", text);
    }

    /** Text of less weight, where that can be shown. */
    String faint(String text) {
        return styled("2", text);
    }

    /** Text that came, in green, where that can be shown. */
    String added(String text) {
        return styled("32", text);
    }

    /** Text that went, in red, where that can be shown. */
    String removed(String text) {
        return styled("31", text);
    }

    private String styled(String code, String text) {
        return colour ? "\u001b[" + code + "m" + text + RESET : text;
    }
}
