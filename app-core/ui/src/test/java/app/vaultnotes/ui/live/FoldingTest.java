package app.vaultnotes.ui.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Folded sections are one row with their heading, and stay so while the text changes. */
class FoldingTest {

    private static final int OPERATIONS = 200;

    static IntStream seeds() {
        return IntStream.range(0, Boolean.getBoolean("vaultnotes.heavy") ? 1_000 : 20);
    }

    private static String shown(Folding folding) {
        StringBuilder view = new StringBuilder();
        folding.rows().forEach(row -> view.append(row.viewText()).append('\n'));
        return view.toString().replace(Seg.WIDGET, "@");
    }

    @Test
    void aSectionEndsBeforeTheNextHeadingThatIsNotBelow() {
        Folding folding = new Folding(new LiveText("a\n# b\nc\n## d\ne\n# f\ng"));
        List<Patch> patches = folding.fold(2);
        assertEquals("a\nb@\nf\ng\n", shown(folding));
        assertEquals(4, patches.get(0).removedRows());
        assertTrue(folding.isFolded(3));
        folding.unfold(2);
        assertEquals("a\nb\nc\nd\ne\nf\ng\n", shown(folding));
        assertFalse(folding.canFold(0));
    }

    @Test
    void aCaretInsideShowsTheSectionsAroundIt() {
        Folding folding = new Folding(new LiveText("# b\nc\n## d\ne\n# f"));
        folding.fold(6);
        folding.fold(0);
        assertEquals("b@\nf\n", shown(folding));
        folding.select(Selection.caret(3));
        assertEquals("# b@\nf\n", shown(folding));
        folding.select(Selection.caret(11));
        assertEquals("b\nc\nd\ne\nf\n", shown(folding));
    }

    @Test
    void aFoldedSectionGrowsWhenTheHeadingBehindItGoes() {
        Folding folding = new Folding(new LiveText("# b\nc\n# f\ng"));
        folding.fold(0);
        folding.edit(6, 2, "", Selection.caret(0));
        assertEquals("# b@\n", shown(folding));
    }

    @Test
    void anEditInsideKeepsTheFold() {
        Folding folding = new Folding(new LiveText("# b\nc\n# f\ng"));
        folding.fold(0);
        folding.edit(4, 0, "more\n", Selection.caret(16));
        assertEquals("b@\nf\ng\n", shown(folding));
        assertEquals("# b\nmore\nc\n# f\ng", folding.live().text());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void afterEveryOperationRowsAreTheLiveOnesFolded(int seed) {
        Random random = new Random(seed);
        Folding folding = new Folding(new LiveText(note(random)));
        List<Row> view = new ArrayList<>(folding.rows());
        for (int i = 0; i < OPERATIONS; i++) {
            String about = "seed " + seed + " operation " + i;
            for (Patch patch : operate(folding, random)) {
                int first = patch.firstRow();
                view.subList(first, first + patch.removedRows()).clear();
                view.addAll(first, patch.rows());
            }
            assertEquals(folding.rows(), view, about);
            checkRows(folding, about);
        }
    }

    private static String note(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            text.append("#".repeat(1 + random.nextInt(3)))
                    .append(" h\n")
                    .append(Texts.note(random));
        }
        return text.toString();
    }

    private static List<Patch> operate(Folding folding, Random random) {
        int length = folding.live().length();
        int at = random.nextInt(length + 1);
        return switch (random.nextInt(8)) {
            case 0, 1 -> folding.fold(at);
            case 2, 3 -> folding.fold(heading(folding, random));
            case 4 -> folding.unfold(at);
            case 5 -> folding.select(new Selection(at, random.nextInt(length + 1)));
            default -> {
                int deleted = random.nextInt(Math.min(9, length - at + 1));
                String typed = random.nextInt(3) == 0 ? "\n# h\n" : Texts.insertion(random);
                Selection after = Selection.caret(at + typed.length());
                yield List.of(folding.edit(at, deleted, typed, after));
            }
        };
    }

    private static int heading(Folding folding, Random random) {
        int[] headings =
                IntStream.range(0, folding.live().length()).filter(folding::canFold).toArray();
        return headings.length == 0 ? 0 : headings[random.nextInt(headings.length)];
    }

    @Test
    void itemsCodeAndCalloutsFold() {
        String text =
                "- a\n  - b\n  - c\n\n  more\n- d\n\n```js\nx\n```\n\n> [!note]- t\n> u\n\nend";
        Folding folding = new Folding(new LiveText(text));
        folding.foldClosed();
        assertEquals("a\nb\nc\n\nmore\nd\n\n\nx\n\n\nt@\n\nend\n", shown(folding));
        folding.fold(0);
        folding.fold(text.indexOf("```"));
        assertEquals("a@\nd\n\n@\n\nt@\n\nend\n", shown(folding));
        assertEquals(text.indexOf("> ["), folding.around(text.indexOf("u\n")).orElseThrow());
        assertEquals(0, folding.around(text.indexOf("more")).orElseThrow());
        assertTrue(folding.around(text.indexOf("end")).isEmpty());
        folding.unfoldAll();
        assertTrue(folding.folded().isEmpty());
        folding.foldAll();
        assertEquals("a@\nd\n\n@\n\nt@\n\nend\n", shown(folding));
    }

    @Test
    void whatWouldBeEditedUnseenIsShown() {
        Folding folding = new Folding(new LiveText("# b\nc\nd\n# f"));
        folding.fold(0);
        assertTrue(folding.openBefore(3, 3).isEmpty());
        assertEquals(1, folding.openBefore(3, 7).size());
        folding.fold(0);
        assertEquals(1, folding.openBefore(7, 7).size());
        assertEquals("b\nc\nd\nf\n", shown(folding));
    }

    /** Rows are live rows, but that a folded one stands for its whole section. */
    private static void checkRows(Folding folding, String about) {
        LiveText live = folding.live();
        int at = 0;
        int source = 0;
        for (int i = 0; i < folding.rows().size(); i++) {
            Row row = folding.rows().get(i);
            assertEquals(source, folding.map().source0(i), about);
            assertEquals(source, live.map().source0(at), about);
            int next = at + 1;
            if (folding.isFolded(source)) {
                next = Sections.end(live.rows(), at);
                assertTrue(row.viewText().endsWith(Seg.WIDGET), about);
            } else {
                assertEquals(live.rows().get(at), row, about + " row " + i);
            }
            source += row.srcLen();
            at = next;
        }
        assertEquals(live.rows().size(), at, about);
        assertEquals(live.length(), source, about);
    }
}
