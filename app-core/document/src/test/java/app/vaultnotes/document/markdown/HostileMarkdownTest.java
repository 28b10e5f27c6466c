package app.vaultnotes.document.markdown;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Text made to hurt costs time in proportion to its length, and no stack. */
class HostileMarkdownTest {

    /** So small that a call for every level of nesting would not fit. */
    private static final long STACK_BYTES = 256 << 10;

    private static final int BASE = 4_000;

    /** How much longer the longer text is. */
    private static final int GROWTH = 25;

    /** The quickest of this many counts: others share the machine. */
    private static final int RUNS = 3;

    /** What that may cost: the square would be 625 times. */
    private static final int MOST_TIMES = 150;

    /** A shorter time than this, for the short text, says nothing about growth. */
    private static final long NOISE_NANOS = 8_000_000;

    private static final List<String> SHAPES =
            List.of(
                    "> ",
                    "[",
                    "]",
                    "![",
                    "*",
                    "_a_",
                    "**a",
                    "`",
                    "`a",
                    "``a` ",
                    "- ",
                    "1. ",
                    "<",
                    "<a",
                    "&",
                    "[[",
                    "[[a",
                    "]]",
                    "$",
                    "$a",
                    "$a$a",
                    "$$",
                    "$$a",
                    "%%",
                    "%%a",
                    "% ",
                    "==",
                    "==a",
                    "#",
                    "#a",
                    "\\",
                    "a",
                    " ",
                    "\t",
                    "|",
                    "|a",
                    "~~",
                    "~a",
                    "![[",
                    "[a](",
                    "[a](b",
                    "[a]: b\n",
                    "[a][",
                    "[^a]",
                    "<!--",
                    "\n",
                    "> \n",
                    "a\n",
                    "| a\n",
                    "- a\n",
                    "    a\n",
                    "\r",
                    "\0",
                    "😀",
                    "[a](b) ",
                    "[[a]] ",
                    "#a ",
                    "https://a.b ",
                    "<a@b.c>",
                    "- [ ] a\n",
                    "a^b ",
                    "| a | b |\n|--|--|\n",
                    "$$\n",
                    "%%\n",
                    "https://(",
                    "https://a",
                    "www.",
                    "a@b.c ",
                    "a@",
                    "^[",
                    "[^a]: b\n",
                    "> [!a] b\n",
                    "<a b='",
                    "<a b=\" ",
                    "[a](<b",
                    "[a](b \"",
                    "&#1;",
                    "||\n|-|\n");

    static Stream<Arguments> shapes() {
        return SHAPES.stream().map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void repeatedMarksCostLinearTimeAndNoStack(String shape) throws InterruptedException {
        long small = Long.MAX_VALUE;
        for (int run = 0; run < RUNS; run++) {
            small = Math.min(small, analyzeNanos(shape, BASE));
        }
        long bound = Math.max(small, NOISE_NANOS) * MOST_TIMES;
        long large = Long.MAX_VALUE;
        for (int run = 0; run < RUNS && large > bound; run++) {
            large = Math.min(large, analyzeNanos(shape, BASE * GROWTH));
        }
        String times =
                "“"
                        + shape
                        + "” × "
                        + BASE
                        + ": "
                        + small / 1_000
                        + " µs, 25 times that: "
                        + large / 1_000
                        + " µs";
        assertTrue(large <= bound, times);
    }

    /** The processor time of this thread: what others do on the machine does not count. */
    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    static Stream<Arguments> nested() {
        return Stream.of(
                Arguments.of("[", "[a](b)"),
                Arguments.of("[", "[[a]]"),
                Arguments.of("![", "]"),
                Arguments.of("![", "](a)"),
                Arguments.of("*", "*"),
                Arguments.of("*a ", "a*"),
                Arguments.of("_a ", "_b_ "),
                Arguments.of("^[", "]"),
                Arguments.of("> ", "\na"),
                Arguments.of("- ", "\n\n  a"),
                Arguments.of("`", "``"),
                Arguments.of("|a", "\n|-"),
                Arguments.of("~~a ", "~b~ "));
    }

    @ParameterizedTest
    @MethodSource("nested")
    void whatOpensManyTimesAndClosesManyTimesCostsLinearTime(String open, String close)
            throws InterruptedException {
        long small = Long.MAX_VALUE;
        for (int run = 0; run < RUNS; run++) {
            small = Math.min(small, nanos(open.repeat(BASE) + "x" + close.repeat(BASE)));
        }
        long bound = Math.max(small, NOISE_NANOS) * MOST_TIMES;
        int many = BASE * GROWTH;
        long large = Long.MAX_VALUE;
        for (int run = 0; run < RUNS && large > bound; run++) {
            large = Math.min(large, nanos(open.repeat(many) + "x" + close.repeat(many)));
        }
        long measured = large;
        assertTrue(measured <= bound, () -> open + close + ": " + measured + " ns > " + bound);
    }

    private static long analyzeNanos(String shape, int times) throws InterruptedException {
        return nanos(shape.repeat(times));
    }

    private static long nanos(String text) throws InterruptedException {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        long[] nanos = new long[1];
        Thread thread =
                new Thread(
                        null,
                        () -> {
                            long start = cpuNanos();
                            MarkdownAnalysis.of(text);
                            nanos[0] = cpuNanos() - start;
                            HtmlRendering.of(text, link -> Optional.empty());
                        },
                        "hostile",
                        STACK_BYTES);
        thread.setUncaughtExceptionHandler((t, e) -> failure.set(e));
        thread.start();
        thread.join();
        assertNull(failure.get(), () -> text.substring(0, 20) + "… failed: " + failure.get());
        return nanos[0];
    }

    @ParameterizedTest
    @MethodSource("longLines")
    void aLineOfTwentyMegabytesIsRead(String piece) {
        String text = piece.repeat((20 << 20) / piece.length());
        MarkdownAnalysis analysis = MarkdownAnalysis.of(text);
        assertEquals(text.length(), analysis.documentStart() + text.length());
    }

    static Stream<Arguments> longLines() {
        return Stream.of("x", "word ", "漢").map(Arguments::of);
    }
}
