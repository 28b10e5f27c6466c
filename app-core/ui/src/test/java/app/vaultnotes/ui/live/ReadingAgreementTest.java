package app.vaultnotes.ui.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.document.markdown.MarkdownAnalysis;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Rows are read in stretches; what they say is what the analysis of the whole note says. */
class ReadingAgreementTest {

    private static final int GARBAGE = 2_000;

    /** Of random garbage; lazy lines around math are known to differ. */
    private static final int MOST_DIFFERENT = GARBAGE / 50;

    @Test
    void wellFormedNotesAreReadAlike() {
        for (int chars = 1_000; chars < 200_000; chars *= 3) {
            String note = LiveBench.note(chars);
            assertEquals(analysis(note), rows(note), chars + " characters");
        }
    }

    @Test
    void garbageIsReadAlikeButForLazyLines() {
        List<Integer> different = new ArrayList<>();
        for (int seed = 0; seed < GARBAGE; seed++) {
            String note = Texts.note(new Random(seed));
            if (note.length() < Line.MAX_CHARS && !analysis(note).equals(rows(note))) {
                different.add(seed);
            }
        }
        assertTrue(different.size() <= MOST_DIFFERENT, "seeds " + different);
    }

    /** Where headings begin, and the boxes of tasks. */
    private static Set<String> analysis(String note) {
        MarkdownAnalysis analysis = MarkdownAnalysis.of(note);
        SourceMap map = new LiveText(note).map();
        Set<String> found = new TreeSet<>();
        analysis.headings()
                .forEach(h -> found.add("h" + h.level() + map.rowAtSource(h.range().start())));
        analysis.tasks().forEach(task -> found.add(task.done() + "" + task.box().start()));
        return found;
    }

    private static Set<String> rows(String note) {
        LiveText live = new LiveText(note);
        Set<String> found = new TreeSet<>();
        boolean inHeading = false;
        for (int i = 0; i < live.rows().size(); i++) {
            RowStyle style = live.rows().get(i).style();
            int start = live.map().source0(i);
            boolean heading = style.kind() instanceof RowStyle.Heading;
            boolean setext =
                    heading && inHeading && !live.text().startsWith("#", mark(live, start));
            if (style.kind() instanceof RowStyle.Heading h && !setext) {
                found.add("h" + h.level() + i);
            }
            if (style.mark().orElse(null) instanceof RowStyle.Box box) {
                found.add(box.done() + "" + (start + box.offset()));
            }
            inHeading = heading;
        }
        return found;
    }

    private static int mark(LiveText live, int start) {
        int at = start;
        while (at < live.length() && " >-".indexOf(live.text().charAt(at)) >= 0) {
            at++;
        }
        return at;
    }
}
