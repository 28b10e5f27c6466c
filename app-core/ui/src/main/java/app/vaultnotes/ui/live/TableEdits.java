package app.vaultnotes.ui.live;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Edits of a table as edits of its Markdown. What they do not concern keeps its bytes; only where a
 * column comes, goes or moves is every line written anew.
 */
public final class TableEdits {

    /** What may stand before a table's line: indents and the signs of quotes. */
    private static final Pattern PREFIX = Pattern.compile("^[ \\t>]*");

    private static final Pattern BARE_PIPE = Pattern.compile("(?<!\\\\)\\|");
    private static final Pattern LINE_END = Pattern.compile("\r\n|\r|\n");

    private final String source;
    private final Widget.Table table;
    private final List<Line> lines;

    /** A line's text and where it begins. */
    private record Line(int start, String text, String end) {}

    /**
     * An edit of the table's source.
     *
     * @param start in UTF-16 units from where the table's row begins
     * @param deleted units that go
     * @param inserted what comes in their place
     */
    public record Change(int start, int deleted, String inserted) {}

    /**
     * For a table as it is shown.
     *
     * @param source of the row that shows it
     */
    public TableEdits(String source, Widget.Table table) {
        this.source = source;
        this.table = table;
        this.lines = lines(source);
    }

    private static List<Line> lines(String source) {
        List<Line> lines = new ArrayList<>();
        Matcher end = LINE_END.matcher(source);
        int at = 0;
        while (end.find()) {
            lines.add(new Line(at, source.substring(at, end.start()), end.group()));
            at = end.end();
        }
        if (at < source.length()) {
            lines.add(new Line(at, source.substring(at), ""));
        }
        return lines;
    }

    /** The text of a cell without the signs that Markdown needs in tables. */
    public static String shown(Widget.Cell cell) {
        return cell.source().replace("\\|", "|");
    }

    private static String written(String text) {
        String line = LINE_END.matcher(text).replaceAll(" ").strip();
        return BARE_PIPE.matcher(line).replaceAll("\\\\|");
    }

    private Line line(int row) {
        return lines.get(row == 0 ? 0 : row + 1);
    }

    private String end() {
        return lines.get(0).end();
    }

    /** Gives a cell another text; the head is row 0. */
    public Change cell(int row, int column, String text) {
        List<Widget.Cell> cells = table.rows().get(row);
        if (column < cells.size() && cells.get(column).from() >= 0) {
            Widget.Cell cell = cells.get(column);
            return cell.from() == cell.to()
                    ? filled(cell.from(), written(text))
                    : new Change(cell.from(), cell.to() - cell.from(), written(text));
        }
        List<String> all = texts(row);
        all.set(column, written(text));
        return replaced(row, all);
    }

    /** Puts words into an empty cell, with one space on both sides. */
    private Change filled(int at, String words) {
        int from = at;
        int to = at;
        while (from > 0 && isSpace(source.charAt(from - 1))) {
            from--;
        }
        while (to < source.length() && isSpace(source.charAt(to))) {
            to++;
        }
        return new Change(from, to - from, words.isEmpty() ? " " : " " + words + " ");
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t';
    }

    /** The texts of a row as they are written, one for each column. */
    private List<String> texts(int row) {
        List<String> texts = new ArrayList<>();
        List<Widget.Cell> cells = table.rows().get(row);
        for (int column = 0; column < table.columns().size(); column++) {
            texts.add(column < cells.size() ? cells.get(column).source() : "");
        }
        return texts;
    }

    private Change replaced(int row, List<String> texts) {
        Line line = line(row);
        return new Change(line.start(), line.text().length(), prefix(row) + joined(texts));
    }

    /** What stands before the table on the line of a row; of a list's first line its mark, too. */
    private String prefix(int row) {
        Line line = line(row);
        int pipe = line.text().indexOf('|');
        int first = table.rows().get(row).isEmpty() ? -1 : table.rows().get(row).get(0).from();
        int cell = first < 0 ? pipe : first - line.start();
        int end = pipe < 0 ? cell : Math.min(pipe, cell);
        return line.text().substring(0, Math.max(0, end));
    }

    private String laterPrefix() {
        Matcher prefix = PREFIX.matcher(lines.get(1).text());
        return prefix.find() ? prefix.group() : "";
    }

    private static String joined(List<String> texts) {
        StringBuilder line = new StringBuilder("|");
        texts.forEach(text -> line.append(' ').append(text).append(text.isEmpty() ? "|" : " |"));
        return line.toString();
    }

    /** Adds an empty row below a row; below the head it becomes the first of the body. */
    public Change rowBelow(int row) {
        Line above = lines.get(row + 1);
        String empty = laterPrefix() + joined(java.util.Collections.nCopies(width(), ""));
        int at = above.start() + above.text().length() + above.end().length();
        return above.end().isEmpty()
                ? new Change(at, 0, end() + empty)
                : new Change(at, 0, empty + end());
    }

    private int width() {
        return table.columns().size();
    }

    /** Takes a row of the body away. */
    public Change withoutRow(int row) {
        if (row == 0) {
            throw new IllegalArgumentException("a table cannot lose its head");
        }
        Line line = line(row);
        if (line.end().isEmpty()) {
            // The last line of the note: the line end before it goes with it.
            Line above = lines.get(row);
            int from = above.start() + above.text().length();
            return new Change(from, source.length() - from, "");
        }
        return new Change(line.start(), line.text().length() + line.end().length(), "");
    }

    /** Adds an empty column before the column that has this number now, or behind all. */
    public Change withColumn(int at) {
        List<Widget.Alignment> columns = new ArrayList<>(table.columns());
        columns.add(at, Widget.Alignment.NATURAL);
        return rebuilt(columns, texts -> texts.add(at, ""));
    }

    /** Takes a column away; a table keeps at least one. */
    public Change withoutColumn(int at) {
        if (width() == 1) {
            throw new IllegalArgumentException("a table cannot lose its last column");
        }
        List<Widget.Alignment> columns = new ArrayList<>(table.columns());
        columns.remove(at);
        return rebuilt(columns, texts -> texts.remove(at));
    }

    /** Moves a column to another place. */
    public Change movedColumn(int from, int to) {
        List<Widget.Alignment> columns = new ArrayList<>(table.columns());
        columns.add(to, columns.remove(from));
        return rebuilt(columns, texts -> texts.add(to, texts.remove(from)));
    }

    /** Aligns a column. */
    public Change aligned(int column, Widget.Alignment alignment) {
        List<Widget.Alignment> columns = new ArrayList<>(table.columns());
        columns.set(column, alignment);
        Line line = lines.get(1);
        return new Change(line.start(), line.text().length(), laterPrefix() + delimiter(columns));
    }

    private static String delimiter(List<Widget.Alignment> columns) {
        StringBuilder line = new StringBuilder("|");
        for (Widget.Alignment column : columns) {
            line.append(mark(column)).append('|');
        }
        return line.toString();
    }

    private static String mark(Widget.Alignment alignment) {
        return switch (alignment) {
            case LEFT -> " :--- ";
            case CENTER -> " :---: ";
            case RIGHT -> " ---: ";
            case NATURAL -> " --- ";
        };
    }

    private Change rebuilt(
            List<Widget.Alignment> columns, java.util.function.Consumer<List<String>> change) {
        StringBuilder all = new StringBuilder();
        for (int row = 0; row < table.rows().size(); row++) {
            List<String> texts = texts(row);
            change.accept(texts);
            all.append(prefix(row)).append(joined(texts)).append(line(row).end());
            if (row == 0) {
                all.append(laterPrefix()).append(delimiter(columns)).append(lines.get(1).end());
            }
        }
        return new Change(0, source.length(), all.toString());
    }
}
