package app.vaultnotes.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;

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
 * @param gone says whether nobody waits for the command any more
 * @param leaving says whether the process ends that runs the command for another one: what goes on
 *     until it is ended goes on elsewhere then
 */
record Terminal(
        InputStream in,
        PrintStream out,
        PrintStream err,
        Path directory,
        boolean colour,
        boolean interactive,
        BooleanSupplier gone,
        BooleanSupplier leaving) {

    /** The terminal of this process, which its user may end. */
    Terminal(
            InputStream in,
            PrintStream out,
            PrintStream err,
            Path directory,
            boolean colour,
            boolean interactive,
            BooleanSupplier gone) {
        this(in, out, err, directory, colour, interactive, gone, () -> false);
    }

    /** The terminal of this process, which lives as long as its user does not end it. */
    Terminal(
            InputStream in,
            PrintStream out,
            PrintStream err,
            Path directory,
            boolean colour,
            boolean interactive) {
        this(in, out, err, directory, colour, interactive, () -> false);
    }

    private static final int CONTROL_PICTURES = 0x2400;
    private static final int DELETE_PICTURE = 0x2421;
    private static final String RESET = "\u001b[0m";
    private static final List<String> STYLES =
            List.of(RESET, "\u001b[1m", "\u001b[2m", "\u001b[31m", "\u001b[32m");

    /** The same place with another output, and nobody to read what goes there. */
    Terminal writingTo(PrintStream other) {
        return new Terminal(
                InputStream.nullInputStream(), other, err, directory, false, false, gone, leaving);
    }

    /** A path as its user meant it. */
    Path path(String path) {
        return directory.resolve(path).normalize();
    }

    /**
     * A line as it can be shown: control characters out of a vault or a file, which could command a
     * terminal or fake lines, become pictures of themselves. Only the styles made here stay.
     */
    String line(String words) {
        StringBuilder line = new StringBuilder(words.length());
        for (int at = 0; at < words.length(); ) {
            int style = colour ? styleLength(words, at) : 0;
            if (style > 0) {
                line.append(words, at, at + style);
                at += style;
            } else {
                int c = words.codePointAt(at);
                line.appendCodePoint(shown(c));
                at += Character.charCount(c);
            }
        }
        return line.toString();
    }

    private static int styleLength(String words, int at) {
        return STYLES.stream()
                .filter(style -> words.startsWith(style, at))
                .mapToInt(String::length)
                .findFirst()
                .orElse(0);
    }

    /** Several lines, each as {@link #line} has it. */
    String lines(String words) {
        return String.join("\n", Arrays.stream(words.split("\n", -1)).map(this::line).toList());
    }

    private static int shown(int c) {
        if (c < 0x20) {
            return c == '\t' ? ' ' : CONTROL_PICTURES + c;
        }
        if (c == 0x7f) {
            return DELETE_PICTURE;
        }
        boolean invisible =
                (c >= 0x80 && c < 0xa0)
                        || (c >= 0x202a && c <= 0x202e)
                        || (c >= 0x2066 && c <= 0x2069)
                        || c == 0x2028
                        || c == 0x2029;
        return invisible ? 0xfffd : c;
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

    /** A number of things: {@code 1 note}, {@code 2 notes}. */
    static String count(long number, String one) {
        return number + " " + one + (number == 1 ? "" : "s");
    }
}
