package app.vaultnotes.ui.live;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Joins places in the note's text and in the view. Both ways are monotone. The view is all rows
 * with one paragraph break between them; where several places of the source stand at one place of
 * the view, <em>before</em> means the first of them and <em>after</em> the last. Places behind what
 * only the view has, and at the end of a row that was cut from a long line, lead to a place of the
 * source that leads elsewhere: no caret rests there.
 */
public final class SourceMap {

    private final ArrayList<Row> rows = new ArrayList<>();
    private final List<Row> shown = Collections.unmodifiableList(rows);
    private int[] source0 = new int[1];
    private int[] view0 = new int[1];

    SourceMap(List<Row> rows) {
        replace(0, 0, rows);
    }

    /** The rows in order; at least one. Changes with the text. */
    public List<Row> rows() {
        return shown;
    }

    /** UTF-16 units of the view, breaks between rows included. */
    public int viewLength() {
        return view0[rows.size()] - 1;
    }

    int sourceLength() {
        return source0[rows.size()];
    }

    /** Where a row begins in the source; behind the last row, the length of the source. */
    public int source0(int row) {
        return source0[row];
    }

    /** Where a row begins in the view; behind the last row, the length of the view and one. */
    public int view0(int row) {
        return view0[row];
    }

    /** The row that a place of the source stands in. */
    public int rowAtSource(int source) {
        return last(source0, source);
    }

    /** The row that a place of the view stands in. */
    public int rowAtView(int view) {
        return last(view0, view);
    }

    private int last(int[] starts, int at) {
        if (at < 0 || at > starts[rows.size()]) {
            throw new IndexOutOfBoundsException(at + " of " + starts[rows.size()]);
        }
        int found = Arrays.binarySearch(starts, 0, rows.size(), at);
        return found >= 0 ? found : -found - 2;
    }

    /**
     * The place in the view for one in the source.
     *
     * @param after whether a place inside of a widget or a line end leads behind it
     */
    public int toView(int source, boolean after) {
        int index = rowAtSource(source);
        Row row = rows.get(index);
        int left = source - source0[index];
        if (left > row.srcLen() - row.eolLen()) {
            return after ? view0[index + 1] : view0[index] + row.viewLen();
        }
        int view = view0[index];
        for (Piece piece : row.pieces()) {
            if (left == 0) {
                return view;
            }
            if (left < piece.srcLen()) {
                return view + inside(piece, left, after);
            }
            left -= piece.srcLen();
            view += piece.viewLen();
        }
        return view;
    }

    private static int inside(Piece piece, int left, boolean after) {
        return switch (piece.kind()) {
            case SAME -> left;
            case WIDGET -> after ? 1 : 0;
            case HIDDEN, VIEW_ONLY -> 0;
        };
    }

    /**
     * The place in the source for one in the view.
     *
     * @param after whether it is the last of those that stand there
     */
    public int toSource(int view, boolean after) {
        int index = rowAtView(view);
        int left = view - view0[index];
        int source = source0[index];
        for (Piece piece : rows.get(index).pieces()) {
            if (left == 0 && (!after || piece.kind() != Piece.Kind.HIDDEN)) {
                return source;
            }
            if (left > 0 && left < piece.viewLen()) {
                return source + left;
            }
            left -= piece.viewLen();
            source += piece.srcLen();
        }
        return source;
    }

    /** The place where a caret may rest that is nearest behind this one. */
    public int norm(int source) {
        int rest = toSource(toView(source, true), true);
        boolean atCut = source0[rowAtSource(rest)] == rest;
        return atCut ? toSource(toView(rest, true), true) : rest;
    }

    /** Puts rows in the place of others. */
    void replace(int first, int removed, List<Row> replacements) {
        int source = source0[first];
        int view = view0[first];
        int oldCount = rows.size();
        int tailSource = source0[first + removed];
        int tailView = view0[first + removed];
        rows.subList(first, first + removed).clear();
        rows.addAll(first, replacements);
        int added = replacements.size();
        source0 = moved(source0, oldCount, first + removed, added - removed);
        view0 = moved(view0, oldCount, first + removed, added - removed);
        for (int i = 0; i < added; i++) {
            source0[first + i] = source;
            view0[first + i] = view;
            source += replacements.get(i).srcLen();
            view += replacements.get(i).viewLen() + 1;
        }
        for (int i = first + added; i <= rows.size(); i++) {
            source0[i] += source - tailSource;
            view0[i] += view - tailView;
        }
    }

    private static int[] moved(int[] sums, int count, int from, int by) {
        int wanted = count + by + 1;
        int[] room = wanted <= sums.length ? sums : Arrays.copyOf(sums, wanted + wanted / 4);
        System.arraycopy(sums, from, room, from + by, count + 1 - from);
        return room;
    }
}
