package app.vaultnotes.desktop.editor;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.Text;

/**
 * How wide the columns of a table are, in pixels: no word of usual length is broken, and what room
 * there is goes to those who have long texts.
 *
 * @param least narrower than this words would be broken
 * @param wanted each text stands in one line
 */
record TableWidths(double[] least, double[] wanted) {

    private static final int GAP = 16;
    private static final int MIN_LEAST = 32;
    private static final int MOST_LEAST = 150;
    private static final int MOST_WANTED = 420;
    private static final double HEAD_SIZE = 12;
    private static final double CELL_SIZE = 15;

    /** A word with right-to-left letters must fit in: see {@link WordPieces}. */
    private static final int LEAST_RIGHT_TO_LEFT = 120;

    /** A text that has no more letters stays in one line. */
    private static final int SHORT = 8;

    private static final int MEASURED = 8;

    /** Where a table is scrolled anyway, its columns need not be as narrow as can be. */
    private static final int EASY = 190;

    /** Room for what is rounded and for the edge of a letter that leans. */
    private static final int SLACK = 3;

    /**
     * Those of a table.
     *
     * @param rows the texts of its cells, the head first
     */
    static TableWidths of(List<List<String>> rows, int columns, NoteType type) {
        double[] least = new double[columns];
        double[] wanted = new double[columns];
        for (int i = 0; i < columns; i++) {
            int column = i;
            List<String> cells = rows.stream().map(row -> row.get(column)).toList();
            List<String> body = cells.subList(1, cells.size());
            Font head = Font.font("Inter SemiBold", HEAD_SIZE * type.scale());
            Font cell = Font.font(type.family(), FontWeight.NORMAL, CELL_SIZE * type.scale());
            double word =
                    Math.max(longest(words(cells.subList(0, 1)), head), longest(words(body), cell));
            double line = Math.max(longest(cells.subList(0, 1), head), longest(body, cell));
            boolean cut = cells.stream().anyMatch(WordPieces::isCut);
            double min = (cut ? LEAST_RIGHT_TO_LEFT : MIN_LEAST) * type.scale();
            double gap = GAP * type.scale();
            least[i] = gap + Math.clamp(word, min, MOST_LEAST * type.scale());
            wanted[i] = Math.max(least[i], gap + Math.min(line, MOST_WANTED * type.scale()));
        }
        return new TableWidths(least, wanted);
    }

    /** What is not to be broken: words, and short texts such as a number with its unit. */
    private static List<String> words(List<String> texts) {
        return texts.stream()
                .flatMap(text ->
                        text.length() <= SHORT
                                ? Stream.of(text)
                                : Stream.of(text.split("\\s+", -1)))
                .toList();
    }

    /** How wide the widest of some texts is; only those with most letters are measured. */
    private static double longest(List<String> texts, Font font) {
        return texts.stream()
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .limit(MEASURED)
                .mapToDouble(text -> {
                    Text measured = new Text(text);
                    measured.setFont(font);
                    return Math.ceil(measured.getLayoutBounds().getWidth()) + SLACK;
                })
                .max()
                .orElse(0);
    }

    /** The widths of a table that is to be so wide; together more where words need more. */
    double[] fitted(double width) {
        double room = width - Arrays.stream(least).sum();
        double wish = Arrays.stream(wanted).sum() - Arrays.stream(least).sum();
        double[] fitted = new double[least.length];
        double end = 0;
        double done = 0;
        for (int i = 0; i < least.length; i++) {
            double more = wanted[i] - least[i];
            end +=
                    room <= 0
                            ? Math.max(least[i], Math.min(wanted[i], EASY))
                            : room < wish
                                    ? least[i] + more * room / wish
                                    : wanted[i] + (room - wish) / least.length;
            // Whole pixels, so that lines under cells meet.
            fitted[i] = Math.rint(end) - done;
            done = Math.rint(end);
        }
        return fitted;
    }
}
