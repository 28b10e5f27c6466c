package app.vaultnotes.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Formulas become pictures; hostile ones become nothing else. */
class TypesetterTest {

    private static final int BLACK = 0xff000000;

    private final Typesetter typesetter = new Typesetter();

    private Typeset set(String tex) {
        return typesetter.of(new Formula(tex, false, BLACK, 1));
    }

    private Typeset.Picture picture(String tex) {
        return assertInstanceOf(Typeset.Picture.class, set(tex), tex);
    }

    private Typeset.Problem problem(String tex) {
        return assertInstanceOf(Typeset.Problem.class, set(tex), tex);
    }

    private static int[] pixels(Typeset.Picture picture) {
        BufferedImage image = picture.image();
        int width = image.getWidth();
        return image.getRGB(0, 0, width, image.getHeight(), null, 0, width);
    }

    /** How many rows of ink there are from here to there. */
    private static int ink(Typeset.Picture picture, int from, int to) {
        int width = picture.image().getWidth();
        int[] all = pixels(picture);
        int rows = 0;
        for (int y = from; y < to; y++) {
            boolean any = Arrays.stream(all, y * width, (y + 1) * width).anyMatch(p -> p != 0);
            rows += any ? 1 : 0;
        }
        return rows;
    }

    @Test
    void lettersStandOnTheBaseline() {
        Typeset.Picture x = picture("x");
        int baseline = x.margin() + x.ascent();
        assertEquals(0, x.descent());
        assertTrue(ink(x, 0, baseline) >= 7, "rows above the baseline");
        assertTrue(ink(x, baseline + 1, x.image().getHeight()) == 0, "rows below the baseline");
        Typeset.Picture fraction = picture("\\frac{a}{b}");
        assertTrue(fraction.descent() >= 4 && fraction.ascent() > x.ascent());
        int below = fraction.margin() + fraction.ascent();
        assertTrue(ink(fraction, below, fraction.image().getHeight()) >= 4);
    }

    @Test
    void scaleAndColourAndStyleAreThoseWanted() {
        Typeset.Picture one = picture("\\sum_{i}^{n}");
        int red = 0xffa9342a;
        Typeset.Picture two =
                (Typeset.Picture) typesetter.of(new Formula("\\sum_{i}^{n}", false, red, 2));
        assertEquals(2 * one.width(), two.width(), 2);
        assertTrue(Arrays.stream(pixels(two)).anyMatch(p -> p == red));
        assertTrue(Arrays.stream(pixels(two)).noneMatch(p -> p == BLACK));
        Typeset.Picture display =
                (Typeset.Picture) typesetter.of(new Formula("\\sum_{i}^{n}", true, BLACK, 1));
        assertTrue(display.image().getHeight() > one.image().getHeight());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "e^{i\\pi} + 1 = 0",
                "\\int_0^\\infty e^{-x^2}\\,dx = \\frac{\\sqrt{\\pi}}{2}",
                "\\begin{pmatrix}a&b\\\\c&d\\end{pmatrix}",
                "f(x)=\\begin{cases}1 & x>0\\\\ 0 & \\text{else}\\end{cases}",
                "\\begin{align*}a&=b\\\\c&=d\\nonumber\\end{align*}",
                "\\begin{array}{l|cr}a&b&c\\\\\\hline d&e&f\\end{array}",
                "\\begin{equation}x\\end{equation}",
                "\\lvert x\\rvert \\coloneqq \\argmax_x \\operatorname{f}(x)",
                "\\left\\{ x \\middle| x\\in\\mathbb{R} \\right\\}",
                "\\bm{v}\\cdot\\vec{w}\\dotsm 50\\% \\# \\& \\$ \\_",
                "x % a comment\n + y",
                "α + β \\to \\text{для ß}",
                "\\xrightarrow{n\\to\\infty}",
                "\\textcolor{red}{x}",
                "[a] (b) \\lbrack c\\rbrack"
            })
    void whatIsCommonIsSet(String tex) {
        assertTrue(ink(picture(tex), 0, picture(tex).image().getHeight()) > 5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "newcommand",
                "renewcommand",
                "newenvironment",
                "renewenvironment",
                "def",
                "includegraphics",
                "input",
                "include",
                "write",
                "openin",
                "catcode",
                "makeatletter",
                "makeatother",
                "definecolor",
                "DeclareMathSizes",
                "DeclareMathOperator",
                "magnification",
                "jlmXML",
                "jlmDynamic",
                "jlmExternalFont",
                "jlmText",
                "multicolumn",
                "hdotsfor",
                "longdiv",
                "Roman",
                "roman",
                "char",
                "csname",
                "usepackage",
                "array",
                "matrix"
            })
    void commandsThatDoMoreThanSetTypeAreRefused(String name) {
        for (String rest : List.of("", "{a}", "{a}{b}", "{\\a}{\\a}", "[x]{y}{z}")) {
            assertEquals(
                    new Typeset.Problem(Typeset.Kind.COMMAND, "\\" + name),
                    problem("x\\" + name + rest));
        }
    }

    @Test
    void aDefinitionDoesNotReachTheNextFormula() {
        int width = picture("\\alpha").width();
        for (String tex :
                List.of(
                        "\\renewcommand{\\alpha}{xxxx}",
                        "\\renew%\ncommand{\\alpha}{xxxx}",
                        "\\newcommand{\\beta}{xxxx}\\beta")) {
            problem(tex);
        }
        assertEquals(width, picture("\\alpha").width());
    }

    @Test
    void noFileIsRead(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("secret.png");
        BufferedImage image = new BufferedImage(200, 200, BufferedImage.TYPE_INT_RGB);
        ImageIO.write(image, "png", file.toFile());
        for (String name : List.of("" + file, file.toUri().toString())) {
            for (String tex :
                    List.of(
                            "\\includegraphics{%s}",
                            "\\in%%\ncludegraphics{%s}",
                            "\\in%% comment\ncludegraphics{%s}",
                            "\\in{}cludegraphics{%s}",
                            "\\begin{matrix}\\includegraphics{%s}\\end{matrix}",
                            "\\text{\\includegraphics{%s}}",
                            "\\\\includegraphics{%s}",
                            "\\operatorname{\\includegraphics{%s}}",
                            "\\includegraphics[width=1cm]{%s}")) {
                Typeset result = set(String.format(tex, name));
                boolean solid =
                        result instanceof Typeset.Picture picture
                                && Arrays.stream(pixels(picture)).filter(p -> p == BLACK).count()
                                        > 10_000;
                assertFalse(solid, tex);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\foo",
                "\\begin{foo}x\\end{foo}",
                "a#1",
                "a@b",
                "\\[x\\]",
                "\\",
                "\\begin"
            })
    void whatIsUnknownIsAProblemWithAName(String tex) {
        assertNotEquals(Typeset.Kind.TEX, problem(tex).kind());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\frac{a",
                "a}",
                "\\left(",
                "x\\right)",
                "a&b",
                "\\sqrt[",
                "\\limits",
                "^",
                "_",
                "\\begin{matrix}a",
                "\\end{matrix}",
                "\\text{α}",
                "\\rule{1zz}{2}",
                "\\hspace{",
                "\\textcolor{nothing}{x}",
                "\\genfrac{a}{b}{c}{d}{e}{f}",
                "\ud83d",
                "\u0000",
                " ",
                "\\middle|",
                "\\over",
                "\\cr",
                "\\hline",
                "'''''^'",
                "\\,"
            })
    void whatIsWrittenWronglyThrowsNothing(String tex) {
        assertNotEquals("", set(tex).toString());
    }

    @Test
    void lengthAndDepthAndSizeHaveBounds() {
        assertEquals(Typeset.Kind.LONG, problem("x".repeat(TexCheck.MAX_CHARS + 1)).kind());
        assertEquals(Typeset.Kind.DEEP, problem("{".repeat(51) + "x" + "}".repeat(51)).kind());
        assertEquals(Typeset.Kind.DEEP, problem("\\left(".repeat(51)).kind());
        assertEquals(Typeset.Kind.DEEP, problem("\\begin{matrix}".repeat(51)).kind());
        assertEquals(Typeset.Kind.DEEP, problem("a\\over ".repeat(51)).kind());
        assertEquals(Typeset.Kind.LARGE, problem("\\rule{9999em}{1em}").kind());
        assertEquals(Typeset.Kind.LARGE, problem("\\rule{1em}{9999em}").kind());
        assertEquals(Typeset.Kind.LARGE, problem("\\rule{200em}{200em}").kind());
        assertEquals(Typeset.Kind.LARGE, problem("x".repeat(4_000)).kind());
    }

    /** Each of these is short, and costs twice as much for every level or repeats by number. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\hat{@}^a",
                "\\left(@\\middle|a\\right)",
                "\\sqrt{@}",
                "\\frac{@}{@}",
                "{@}^{@}",
                "\\overbrace{@}^a",
                "\\underbrace{\\hat{@}}_b",
                "\\vec{@}'",
                "\\boxed{@}",
                "\\xrightarrow{@}",
                "\\substack{@}",
                "\\mathop{@}\\limits_a",
                "\\widehat{@}_a^b",
                "\\binom{@}{1}",
                "\\left(@\\middle|@\\right)",
                "\\Set{@|@}",
                "\\sideset{@}{}{a}",
                "\\overset{@}{@}",
                "\\text{$@$}",
                "\\begin{matrix}@\\end{matrix}"
            })
    void bombsEndInTime(String unit) {
        String tex = "x";
        while (true) {
            String next = unit.replace("@", tex);
            if (next.length() > TexCheck.MAX_CHARS || depth(next) > TexCheck.MAX_DEPTH) {
                break;
            }
            tex = next;
        }
        assertEndsInTime(tex);
    }

    private static int depth(String tex) {
        return (int) tex.chars().filter(c -> c == '{').count() > TexCheck.MAX_DEPTH
                ? deepest(tex)
                : 0;
    }

    private static int deepest(String tex) {
        int depth = 0;
        int deepest = 0;
        for (int i = 0; i < tex.length(); i++) {
            depth += tex.charAt(i) == '{' ? 1 : tex.charAt(i) == '}' ? -1 : 0;
            deepest = Math.max(deepest, depth);
        }
        return deepest;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\sqrt", "\\hat", "x^", "x_", "'", "-", "\\left(\\right)", "\\frac", "&", "\\\\",
                "{}", "\\over", "^{a}", "\\text", "\\mathbb", "$", "\"", "\\limits", "\\not", "²"
            })
    void longRowsOfOneThingEndInTime(String unit) {
        assertEndsInTime(unit.repeat(TexCheck.MAX_CHARS / unit.length()));
    }

    private void assertEndsInTime(String tex) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        Typeset result = new Typesetter(200).of(new Formula(tex, true, BLACK, 1));
        long millis = TimeUnit.NANOSECONDS.toMillis(threads.getCurrentThreadCpuTime() - start);
        assertTrue(millis < 10_000, millis + " ms for " + tex + ": " + result);
    }

    @Test
    void randomFormulasEndInTimeAndThrowNothing() throws IOException {
        List<String> words = words();
        String[] others = {
            "{",
            "}",
            "{",
            "}",
            "[",
            "]",
            "^",
            "_",
            "&",
            "\\\\",
            "x",
            "1",
            " ",
            "$",
            "|",
            "\\left(",
            "\\right)",
            "\\begin{array}{cc}",
            "\\end{array}",
            "\\begin{align}",
            "\\end{align}",
            "'",
            "{a}",
            "{b}",
            "{1em}",
            "~",
            "\\text{a b}",
            "\"",
            "%\n"
        };
        for (int seed = 0; seed < 1_500; seed++) {
            Random random = new Random(seed);
            StringBuilder tex = new StringBuilder();
            int parts = random.nextInt(12);
            for (int i = 0; i < parts; i++) {
                tex.append(
                        random.nextBoolean()
                                ? "\\" + words.get(random.nextInt(words.size())) + " "
                                : others[random.nextInt(others.length)]);
            }
            assertEndsInTime(tex.toString());
        }
    }

    @Test
    void everyCommandThatIsLetThroughIsOneOfTheLibrary() throws IOException {
        for (String word : words()) {
            Typeset result = set("\\" + word + "{a}{b}{c}{d}");
            boolean unknown =
                    result instanceof Typeset.Problem(Typeset.Kind _, String detail)
                            && detail.endsWith("'" + word + "'");
            assertFalse(unknown, word + ": " + result);
        }
    }

    private static List<String> words() throws IOException {
        try (var in = TexCheck.class.getResourceAsStream("commands.txt")) {
            byte[] all = Objects.requireNonNull(in).readAllBytes();
            return List.of(new String(all, StandardCharsets.UTF_8).strip().split("\\s+", -1));
        }
    }

    @Test
    void nothingIsWrittenIntoTheWorkingFolder() {
        Path here = Path.of("").toAbsolutePath();
        List<String> before = names(here);
        picture("x^2");
        assertEquals(before, names(here));
    }

    private static List<String> names(Path folder) {
        try (var files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
