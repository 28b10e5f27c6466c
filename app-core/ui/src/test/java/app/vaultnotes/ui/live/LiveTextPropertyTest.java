package app.vaultnotes.ui.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of rows and map whatever the note is and whatever is done to it. */
class LiveTextPropertyTest {

    private static final boolean HEAVY = Boolean.getBoolean("vaultnotes.heavy");
    private static final int TEXTS_PER_SEED = 200;
    private static final int OPERATIONS_PER_SEED = 150;

    static IntStream seeds() {
        return IntStream.range(0, HEAVY ? 1_000 : 12);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theMapKeepsItsPromisesForEveryText(int seed) {
        for (int i = 0; i < TEXTS_PER_SEED; i++) {
            Random random = new Random(seed * 1_000L + i);
            LiveText live = new LiveText(Texts.note(random));
            String about = "seed " + seed + " text " + i;
            checkMap(live, about);
            int length = live.length();
            live.select(new Selection(random.nextInt(length + 1), random.nextInt(length + 1)));
            checkMap(live, about + " selected");
            checkCarets(live, about);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void afterEveryOperationTheRowsAreThoseOfAFullScan(int seed) {
        Random random = new Random(seed);
        LiveText live = new LiveText(Texts.note(random));
        List<Row> view = new ArrayList<>(live.rows());
        for (int i = 0; i < OPERATIONS_PER_SEED; i++) {
            String about = "seed " + seed + " operation " + i;
            StringBuilder expected = new StringBuilder(live.text());
            operate(live, random, expected).forEach(patch -> apply(view, patch));
            assertEquals(expected.toString(), live.text(), about);
            checkRows(new LiveText(live.text(), live.selection()).rows(), live.rows(), about);
            assertEquals(live.rows(), view, about + ": patches");
            checkCarets(live, about);
            if (i % 10 == 0) {
                checkMap(live, about);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aPlainTextShowsEveryCharacterOfItsSource(int seed) {
        Random random = new Random(seed);
        LiveText live = LiveText.plain(Texts.note(random));
        List<Row> view = new ArrayList<>(live.rows());
        for (int i = 0; i < OPERATIONS_PER_SEED / 5; i++) {
            String about = "seed " + seed + " plain operation " + i;
            StringBuilder expected = new StringBuilder(live.text());
            operate(live, random, expected).forEach(patch -> apply(view, patch));
            assertEquals(expected.toString(), live.text(), about);
            checkRows(LiveText.plain(live.text()).rows(), live.rows(), about);
            assertEquals(live.rows(), view, about + ": patches");
            checkShown(live, about);
        }
    }

    private static void checkShown(LiveText live, String about) {
        for (Row row : live.rows()) {
            int shown = 0;
            for (Seg seg : row.segs()) {
                boolean emoji = seg.widget().orElse(null) instanceof Widget.Emoji;
                assertTrue(seg.widget().isEmpty() || emoji, about + ": " + row);
                Widget.Emoji found = emoji ? (Widget.Emoji) seg.widget().orElseThrow() : null;
                shown += found == null ? seg.text().length() : found.cluster().length();
            }
            assertEquals(row.srcLen() - row.eolLen(), shown, about + ": " + row);
        }
    }

    private static void checkRows(List<Row> wanted, List<Row> found, String about) {
        for (int i = 0; i < Math.min(wanted.size(), found.size()); i++) {
            assertEquals(wanted.get(i), found.get(i), about + " row " + i);
            assertEquals(wanted.get(i).stateOut(), found.get(i).stateOut(), about + " row " + i);
        }
        assertEquals(wanted.size(), found.size(), about);
    }

    private static void apply(List<Row> view, Patch patch) {
        view.subList(patch.firstRow(), patch.firstRow() + patch.removedRows()).clear();
        view.addAll(patch.firstRow(), patch.rows());
    }

    private static List<Patch> operate(LiveText live, Random random, StringBuilder expected) {
        int length = live.length();
        int at = random.nextInt(length + 1);
        switch (random.nextInt(10)) {
            case 0, 1 -> {
                return live.select(Selection.caret(at));
            }
            case 2 -> {
                return live.select(new Selection(at, random.nextInt(length + 1)));
            }
            case 3 -> {
                return random.nextBoolean() ? live.conceal() : live.select(Selection.caret(length));
            }
            case 4 -> {
                int end = Math.min(length, at + random.nextInt(random.nextInt(8) == 0 ? 900 : 4));
                expected.delete(at, end);
                return List.of(live.edit(at, end - at, "", Selection.caret(at)));
            }
            case 5 -> {
                return List.of(remoteEdit(live, random, at, expected));
            }
            default -> {
                int place = live.selection().map(Selection::caret).orElse(at);
                String typed = Texts.insertion(random);
                expected.insert(place, typed);
                Selection after = Selection.caret(place + typed.length());
                return List.of(live.edit(place, 0, typed, after));
            }
        }
    }

    private static Patch remoteEdit(LiveText live, Random random, int at, StringBuilder expected) {
        int end = Math.min(live.length(), at + random.nextInt(6));
        String typed = random.nextBoolean() ? "" : Texts.insertion(random);
        expected.replace(at, end, typed);
        int by = typed.length() - (end - at);
        Selection old = live.selection().orElse(Selection.caret(0));
        int anchor = moved(old.anchor(), at, end, by);
        int caret = moved(old.caret(), at, end, by);
        return live.edit(at, end - at, typed, new Selection(anchor, caret));
    }

    private static int moved(int place, int start, int end, int by) {
        return place <= start ? place : place >= end ? place + by : start;
    }

    private static void checkMap(LiveText live, String about) {
        String text = live.text();
        String view = live.viewText();
        SourceMap map = live.map();
        assertEquals(view.length(), map.viewLength(), about);
        checkTiles(live, text, view, about);
        int before = 0;
        int after = 0;
        for (int at = 0; at <= text.length(); at++) {
            int left = map.toView(at, false);
            int right = map.toView(at, true);
            assertTrue(before <= left && after <= right && left <= right, about + " at " + at);
            before = left;
            after = right;
            int norm = map.norm(at);
            assertEquals(norm, map.norm(norm), about + " norm of " + at);
        }
        checkBack(map, view, about);
    }

    private static void checkBack(SourceMap map, String view, String about) {
        int before = 0;
        int after = 0;
        for (int at = 0; at <= view.length(); at++) {
            int left = map.toSource(at, false);
            int right = map.toSource(at, true);
            assertTrue(before <= left && after <= right && left <= right, about + " view " + at);
            before = left;
            after = right;
            if (!isBehindViewOnly(map, at)) {
                assertEquals(at, map.toView(left, false), about + " view " + at);
                assertEquals(at, map.toView(right, true), about + " view " + at);
            }
        }
    }

    private static boolean isBehindViewOnly(SourceMap map, int at) {
        int index = map.rowAtView(at);
        Row row = map.rows().get(index);
        int left = at - map.view0(index);
        boolean cut = row.eolLen() == 0 && index + 1 < map.rows().size();
        if (cut && left == row.viewLen()) {
            return true;
        }
        for (Piece piece : row.pieces()) {
            left -= piece.viewLen();
            if (left == 0 && piece.kind() == Piece.Kind.VIEW_ONLY) {
                return true;
            }
        }
        return false;
    }

    private static void checkTiles(LiveText live, String text, String view, String about) {
        int source = 0;
        int shown = 0;
        for (int i = 0; i < live.rows().size(); i++) {
            Row row = live.rows().get(i);
            String where = about + " row " + i;
            assertEquals(source, live.map().source0(i), where);
            assertEquals(shown, live.map().view0(i), where);
            assertTrue(row.viewLen() <= Line.MAX_CHARS + 100, where);
            int end = source + row.srcLen();
            for (Piece piece : row.pieces()) {
                if (piece.kind() == Piece.Kind.SAME) {
                    String here = text.substring(source, source + piece.srcLen());
                    assertEquals(here, view.substring(shown, shown + piece.viewLen()), where);
                }
                source += piece.srcLen();
                shown += piece.viewLen();
            }
            source += row.eolLen();
            shown++;
            assertEquals(end, source, where);
            String eol = text.substring(source - row.eolLen(), source);
            assertTrue(List.of("", "\n", "\r", "\r\n").contains(eol), where);
        }
        assertEquals(text.length(), source, about);
    }

    /** A caret rests where typing is not ambiguous: what is hidden there stands before it. */
    private static void checkCarets(LiveText live, String about) {
        Optional<Selection> selection = live.selection();
        if (selection.isEmpty()) {
            return;
        }
        SourceMap map = live.map();
        for (int at : new int[] {selection.get().anchor(), selection.get().caret()}) {
            assertEquals(at, map.norm(at), about);
            int view = map.toView(at, true);
            assertEquals(view, map.toView(at, false), about);
            int first = map.toSource(view, false);
            int row = map.rowAtSource(at);
            if (first < at) {
                boolean atMark =
                        map.view0(row) == view || live.rows().get(row).style().indent() > 0;
                assertTrue(atMark, about + ": hidden " + first + ".." + at);
            }
        }
    }
}
