package app.vaultnotes.ui.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What hostile and very long notes cost. Measured in time of the processor, never of the clock. */
class LiveTextCostTest {

    private static final int CHARS = 200_000;
    private static final int GROWTH = 4;
    private static final int TRIES = 3;

    /** Linear growth, with room for a machine that is busy, a cold start and the collector. */
    private static final double MOST_GROWTH = 3.0 * GROWTH;

    /**
     * What 200,000 rows may cost in any case; were it the square, they would cost ten times as
     * much.
     */
    private static final long ALWAYS_ALLOWED_MILLIS = 2_000;

    /** What hostile notes repeat, between bars. */
    private static final String UNITS =
            "[¦>¦> ¦- ¦1. ¦a¦word ¦**a ¦*a_b¦[[¦![¦[^¦[^a]¦`¦``a`¦\\¦|¦<¦<a ¦&¦(¦](¦$¦$a¦"
                    + "%¦^[¦~~a¦==a¦#¦# ¦\n¦\r¦```\n¦~~~\n¦```\nx\n¦$$\n¦$$ \n\n¦%%\n\n¦<!--\n¦"
                    + "<div>\n¦<div>\n\n¦- a\n¦- a\n\n¦  - a\n¦> a\n¦>\n¦> [!a]\n¦|-|\n¦"
                    + "| a |\n|---|\n¦a\n¦a|b\n¦2. \n¦[^1]: x\n¦[a]: b\n¦    a\n¦---\n¦===\n¦"
                    + "a\n===\n¦👍¦\u200d¦\ufe0f¦🇩¦#️⃣¦![a](b)¦$a$¦[[a]]¦%%a\n¦<pre>\n¦<b>¦<b>a</b>";

    static Stream<String> hostile() {
        return Stream.of(UNITS.split("¦"));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void readingGrowsInProportionToTheText(String unit) {
        String large = unit.repeat(Math.max(1, CHARS / unit.length()));
        String small = large.substring(0, large.length() / GROWTH);
        double less = cpuMillis(() -> new LiveText(small));
        double more = cpuMillis(() -> new LiveText(large));
        assertTrue(
                more < ALWAYS_ALLOWED_MILLIS || more < MOST_GROWTH * less,
                "\"" + unit.strip() + "\": " + less + " ms, four times as long " + more + " ms");
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void longLinesBecomeShortRows(String unit) {
        LiveText live = new LiveText(unit.repeat(Math.max(1, 20_000 / unit.length())));
        for (Row row : live.rows()) {
            assertTrue(row.viewLen() <= Line.MAX_CHARS, unit);
        }
    }

    @Test
    void aKeyCostsNoMoreInALongNote() {
        double shortNote = keys(new LiveText(LiveBench.note(50_000)));
        double longNote = keys(new LiveText(LiveBench.note(1_000_000)));
        assertTrue(
                longNote < ALWAYS_ALLOWED_MILLIS || longNote < MOST_GROWTH * shortNote,
                shortNote + " ms in a short note, " + longNote + " ms in a long one");
    }

    private static double keys(LiveText live) {
        int middle = live.length() / 2;
        live.select(Selection.caret(middle));
        return cpuMillis(() -> {
            for (int i = 0; i < 1_000; i++) {
                int at = live.selection().orElseThrow().caret();
                live.edit(at, 0, "x", Selection.caret(at + 1));
            }
        });
    }

    @Test
    void anEditAtTheTopOfALongNoteTouchesOnlyItsOwnRows() {
        LiveText live = new LiveText(LiveBench.note(1_000_000));
        int rows = live.rows().size();
        int at = live.text(0, 2_000).indexOf("Plain") + 3;
        Patch patch = live.edit(at, 0, "x", Selection.caret(at + 1));
        assertEquals(1, patch.removedRows());
        assertEquals(1, patch.rows().size());
        assertEquals(rows, live.rows().size());
    }

    /** The least of a few tries, so that neither compiler nor collector count. */
    private static double cpuMillis(Runnable work) {
        var threads = ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < TRIES; i++) {
            long start = threads.getCurrentThreadCpuTime();
            work.run();
            least = Math.min(least, threads.getCurrentThreadCpuTime() - start);
        }
        return least / 1e6;
    }
}
