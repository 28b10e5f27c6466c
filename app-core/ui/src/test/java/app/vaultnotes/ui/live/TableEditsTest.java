package app.vaultnotes.ui.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Edits of a table do to its Markdown what they say, and nothing else. */
class TableEditsTest {

    private static final String[] TEXTS = {
        "", "a", "two words", "`x`", "**b**", "\u05d0\u05d1", "x\\|y", "1.5", "[[Note]]"
    };

    private record Found(int start, String source, Widget.Table table) {
        List<List<String>> texts() {
            List<List<String>> rows = new ArrayList<>();
            for (List<Widget.Cell> row : table.rows()) {
                List<String> texts = new ArrayList<>();
                for (int i = 0; i < table.columns().size(); i++) {
                    texts.add(i < row.size() ? TableEdits.shown(row.get(i)) : "");
                }
                rows.add(texts);
            }
            return rows;
        }
    }

    private static Optional<Found> table(String text) {
        LiveText live = new LiveText(text);
        for (int i = 0; i < live.rows().size(); i++) {
            Row row = live.rows().get(i);
            int start = live.map().source0(i);
            for (Seg seg : row.segs()) {
                if (seg.widget().orElse(null) instanceof Widget.Table table) {
                    String source = text.substring(start, start + row.srcLen());
                    return Optional.of(new Found(start, source, table));
                }
            }
        }
        return Optional.empty();
    }

    private static String applied(String text, Function<TableEdits, TableEdits.Change> edit) {
        Found found = table(text).orElseThrow();
        TableEdits.Change change = edit.apply(new TableEdits(found.source(), found.table()));
        int at = found.start() + change.start();
        return text.substring(0, at) + change.inserted() + text.substring(at + change.deleted());
    }

    private static String random(Random random) {
        int columns = 1 + random.nextInt(4);
        int rows = random.nextInt(4);
        String prefix = random.nextInt(4) == 0 ? "> " : "";
        String end = random.nextInt(4) == 0 ? "\r\n" : "\n";
        StringBuilder text = new StringBuilder(random.nextBoolean() ? "before" + end + end : "");
        line(text, random, prefix, columns, end);
        text.append(prefix).append("|");
        for (int i = 0; i < columns; i++) {
            text.append(new String[] {"---|", " :-- |", "--:|", ":-:|"}[random.nextInt(4)]);
        }
        for (int i = 0; i < rows; i++) {
            text.append(end);
            line(text, random, prefix, columns - random.nextInt(columns), "");
        }
        return text.append(random.nextBoolean() ? end + end + "after" : "").toString();
    }

    private static void line(
            StringBuilder text, Random random, String prefix, int columns, String end) {
        text.append(prefix).append("|");
        for (int i = 0; i < columns; i++) {
            String cell = TEXTS[random.nextInt(TEXTS.length)];
            text.append(random.nextBoolean() ? " " + cell + " |" : cell + "|");
        }
        text.append(end);
    }

    private static List<List<String>> copy(List<List<String>> rows) {
        List<List<String>> copy = new ArrayList<>();
        rows.forEach(row -> copy.add(new ArrayList<>(row)));
        return copy;
    }

    @Test
    void everyEditDoesWhatItSays() {
        int tried = 0;
        for (int seed = 0; seed < 3_000; seed++) {
            Random random = new Random(seed);
            String text = random(random);
            Optional<Found> found = table(text);
            if (found.isPresent()) {
                tried++;
                one(random, text, found.get(), "seed " + seed + "\n" + text);
            }
        }
        assertTrue(tried > 2_000, "only " + tried + " were tables");
    }

    private static void one(Random random, String text, Found found, String seed) {
        List<List<String>> want = copy(found.texts());
        int row = random.nextInt(want.size());
        int column = random.nextInt(found.table().columns().size());
        String now;
        switch (random.nextInt(5)) {
            case 0 -> {
                String word = new String[] {"new", "a|b", "", "x\ny"}[random.nextInt(4)];
                want.get(row).set(column, word.replace('\n', ' '));
                now = applied(text, t -> t.cell(row, column, word));
            }
            case 1 -> {
                List<String> empty = new ArrayList<>();
                found.table().columns().forEach(c -> empty.add(""));
                want.add(row + 1, empty);
                now = applied(text, t -> t.rowBelow(row));
            }
            case 2 -> {
                if (row == 0) {
                    return;
                }
                want.remove(row);
                now = applied(text, t -> t.withoutRow(row));
            }
            case 3 -> {
                want.forEach(cells -> cells.add(column, ""));
                now = applied(text, t -> t.withColumn(column));
            }
            default -> {
                if (found.table().columns().size() == 1) {
                    return;
                }
                want.forEach(cells -> cells.remove(column));
                now = applied(text, t -> t.withoutColumn(column));
            }
        }
        Found after = table(now).orElseThrow(() -> new AssertionError(seed + "\n->\n" + now));
        assertEquals(want, after.texts(), seed + "\n->\n" + now);
        assertEquals(text.startsWith("before"), now.startsWith("before"), seed);
        assertEquals(text.endsWith("after"), now.endsWith("after"), seed);
    }

    @Test
    void aCellChangesAndNothingElse() {
        String text = "| a   |  b|\n|-----|---|\n|   1 | 2 |\n";
        assertEquals(
                "| a   |  b|\n|-----|---|\n|   1 | x\\|y |\n",
                applied(text, t -> t.cell(1, 1, "x|y")));
        assertEquals(
                "| a   |  b|\n| --- | ---: |\n|   1 | 2 |\n",
                applied(text, t -> t.aligned(1, Widget.Alignment.RIGHT)));
    }
}
