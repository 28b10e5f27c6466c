package app.vaultnotes.math;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lets through only TeX whose every command is known to do nothing but set type. The library also
 * has commands that read files, define commands for all later formulas and repeat without end.
 *
 * <p>What comes out is not what went in: comments are gone, since with them a command could be
 * written in two halves; some commands that others know are written as the library knows them.
 */
final class TexCheck {

    /** Longest formula, in UTF-16 units. */
    static final int MAX_CHARS = 4_000;

    /** Deepest nesting of groups, brackets, environments and fractions written with words. */
    static final int MAX_DEPTH = 50;

    private static final Set<String> COMMANDS = read("commands.txt");

    /** Signs that are commands behind a backslash. */
    private static final String SIGNS = " !\"#$%&',-.:;=\\^_`{|}~";

    private static final Set<String> ENVIRONMENTS =
            Set.of(
                    "Bmatrix",
                    "Vmatrix",
                    "align",
                    "aligned",
                    "bmatrix",
                    "cases",
                    "eqnarray",
                    "flalign",
                    "gather",
                    "gathered",
                    "matrix",
                    "multline",
                    "pmatrix",
                    "smallmatrix",
                    "split",
                    "vmatrix");

    /** Environments whose argument says how many columns there are, and what it may be. */
    private static final Map<String, Pattern> COLUMNS =
            Map.of(
                    "array", Pattern.compile("\\s*\\{[clr|\\s]{0,99}}"),
                    "tabular", Pattern.compile("\\s*\\{[clr|\\s]{0,99}}"),
                    "alignat", Pattern.compile("\\s*\\{\\d{1,2}}"),
                    "alignedat", Pattern.compile("\\s*\\{\\d{1,2}}"));

    /** Without numbers on their lines, these are the same. */
    private static final Map<String, String> SAME_ENVIRONMENT =
            Map.of(
                    "align*", "align",
                    "alignat*", "alignat",
                    "dcases", "cases",
                    "displaymath", "gathered",
                    "equation", "gathered",
                    "equation*", "gathered",
                    "flalign*", "flalign",
                    "gather*", "gather",
                    "multline*", "multline");

    /** What other programs know by another name. */
    private static final Map<String, String> SAME_COMMAND =
            Map.ofEntries(
                    Map.entry("argmax", "\\mathop{\\mathrm{arg\\,max}}"),
                    Map.entry("argmin", "\\mathop{\\mathrm{arg\\,min}}"),
                    Map.entry("bm", "\\boldsymbol"),
                    Map.entry("coloneqq", "\\colonequals"),
                    Map.entry("dotsm", "\\cdots"),
                    Map.entry("emph", "\\textit"),
                    Map.entry("lBrace", "\\{"),
                    Map.entry("lVert", "\\Vert"),
                    Map.entry("lbrack", "\\lsqbrack"),
                    Map.entry("lparen", "\\lbrack"),
                    Map.entry("lvert", "\\vert"),
                    Map.entry("nonumber", "{}"),
                    Map.entry("notag", "{}"),
                    Map.entry("pmb", "\\boldsymbol"),
                    Map.entry("rBrace", "\\}"),
                    Map.entry("rVert", "\\Vert"),
                    Map.entry("rbrack", "\\rsqbrack"),
                    Map.entry("rparen", "\\rbrack"),
                    Map.entry("rvert", "\\vert"));

    /** These take all that stands before and behind them in their group. */
    private static final Set<String> FRACTIONS =
            Set.of(
                    "above",
                    "abovewithdelims",
                    "atop",
                    "atopwithdelims",
                    "brace",
                    "brack",
                    "choose",
                    "over",
                    "overwithdelims");

    private static final Pattern NAME = Pattern.compile("\\s*\\{([A-Za-z]{1,20}\\*?)}");

    private final String tex;
    private final StringBuilder clean = new StringBuilder();
    private int at;
    private int depth;
    private int fractions;

    /** What the check found. */
    sealed interface Verdict {}

    /** What the library may read. */
    record Clean(String tex) implements Verdict {}

    /** What it must not. */
    record Refused(Typeset.Problem problem) implements Verdict {}

    private static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Typeset.Problem problem;

        RefusedException(Typeset.Kind kind, String detail) {
            super(detail, null, false, false);
            this.problem = new Typeset.Problem(kind, detail);
        }
    }

    private TexCheck(String tex) {
        this.tex = tex;
    }

    /** Checks a formula. */
    static Verdict of(String tex) {
        if (tex.length() > MAX_CHARS) {
            return new Refused(new Typeset.Problem(Typeset.Kind.LONG, ""));
        }
        try {
            return new Clean(new TexCheck(tex).clean());
        } catch (RefusedException e) {
            return new Refused(e.problem);
        }
    }

    private static Set<String> read(String name) {
        try (InputStream in = TexCheck.class.getResourceAsStream(name)) {
            byte[] all = Objects.requireNonNull(in, name).readAllBytes();
            return Set.of(new String(all, StandardCharsets.UTF_8).strip().split("\\s+"));
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    private String clean() {
        while (at < tex.length()) {
            char c = tex.charAt(at);
            at++;
            switch (c) {
                case '\\' -> command();
                case '%' -> comment();
                case '#', '@' ->
                        throw new RefusedException(Typeset.Kind.SIGN, Character.toString(c));
                case '{' -> nest(1, "{");
                case '}' -> nest(-1, "}");
                default -> clean.append(Character.isISOControl(c) ? ' ' : c);
            }
        }
        return clean.toString();
    }

    private void nest(int by, String written) {
        depth += by;
        if (depth + fractions > MAX_DEPTH) {
            throw new RefusedException(Typeset.Kind.DEEP, "");
        }
        clean.append(written);
    }

    private void comment() {
        while (at < tex.length() && tex.charAt(at) != '\n') {
            at++;
        }
        clean.append(' ');
    }

    private void command() {
        int start = at;
        while (at < tex.length() && isLetter(tex.charAt(at))) {
            at++;
        }
        if (at == start) {
            sign();
        } else {
            word(tex.substring(start, at));
        }
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private void sign() {
        String sign = at < tex.length() ? Character.toString(tex.charAt(at)) : "";
        if (sign.isEmpty() || (!SIGNS.contains(sign) && !sign.isBlank())) {
            throw new RefusedException(Typeset.Kind.COMMAND, "\\" + sign);
        }
        at++;
        clean.append('\\').append(sign.isBlank() ? " " : sign);
    }

    private void word(String word) {
        switch (word) {
            case "begin" -> environment(word, 1);
            case "end" -> environment(word, -1);
            case "left" -> nest(1, "\\left");
            case "right" -> nest(-1, "\\right");
            default -> plain(word);
        }
    }

    private void plain(String word) {
        String same = SAME_COMMAND.get(word);
        if (same == null && !COMMANDS.contains(word)) {
            throw new RefusedException(Typeset.Kind.COMMAND, "\\" + word);
        }
        fractions += FRACTIONS.contains(word) ? 1 : 0;
        nest(0, same == null ? "\\" + word : same);
    }

    private void environment(String word, int by) {
        Matcher found = NAME.matcher(tex).region(at, tex.length());
        String written = found.lookingAt() ? found.group(1) : "";
        String name = SAME_ENVIRONMENT.getOrDefault(written, written);
        Pattern columns = COLUMNS.get(name);
        if (!ENVIRONMENTS.contains(name) && columns == null) {
            throw new RefusedException(Typeset.Kind.ENVIRONMENT, written);
        }
        at = found.end();
        if (name.equals("cases")) {
            // The library's own have no room between their columns.
            nest(by, by > 0 ? "\\left\\{\\begin{array}{ll}" : "\\end{array}\\right.");
            return;
        }
        nest(by, "\\" + word + "{" + name + "}");
        if (by > 0 && columns != null) {
            columns(name, columns);
        }
    }

    private void columns(String name, Pattern columns) {
        Matcher found = columns.matcher(tex).region(at, tex.length());
        if (!found.lookingAt()) {
            throw new RefusedException(Typeset.Kind.ENVIRONMENT, name);
        }
        at = found.end();
        clean.append(found.group().strip());
    }
}
