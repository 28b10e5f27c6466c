package app.vaultnotes.relay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * What came of a command line.
 *
 * @param code its exit code
 * @param out what it answered
 * @param err what it complained of
 */
public record Ran(int code, String out, String err) {

    /** Runs one as the program does. */
    public static Ran of(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
        return new Ran(code, out.toString().strip(), err.toString().strip());
    }

    /** Runs one that must succeed; gives its answer. */
    public static String done(String... arguments) {
        Ran ran = of(arguments);
        assertEquals(0, ran.code(), ran.err());
        return ran.out();
    }
}
