package app.vaultnotes.desktop;

import app.vaultnotes.desktop.editor.NoteType;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntConsumer;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.StackPane;
import org.fxmisc.flowless.Cell;
import org.fxmisc.flowless.VirtualFlow;
import org.fxmisc.flowless.VirtualizedScrollPane;

/** Two texts of a note in one; only the rows that are seen are laid out. */
final class DiffView extends StackPane {

    private static final int ROWS_ABOVE = 3;
    private static final double LINE = 40;

    private final ObservableList<DiffRows.Row> rows = FXCollections.observableArrayList();
    private final VirtualFlow<DiffRows.Row, Cell<DiffRows.Row, DiffRow>> flow;
    private final VirtualizedScrollPane<VirtualFlow<DiffRows.Row, Cell<DiffRows.Row, DiffRow>>>
            scroll;
    private NoteType type;

    /**
     * Brings back a paragraph.
     *
     * @param words what that is called
     * @param action does it for the paragraph with a number
     */
    record Restore(String words, IntConsumer action) {}

    /**
     * A view of nothing.
     *
     * @param colour the style class of a row's writer
     * @param restore what can be done with a paragraph
     */
    DiffView(NoteType type, Function<DiffRows.Row, String> colour, Restore restore) {
        this.type = type;
        getStyleClass().add("vn-diff");
        flow =
                VirtualFlow.createVertical(
                        rows,
                        row -> {
                            String by = colour.apply(row);
                            DiffRow node = new DiffRow(row, this.type, by, restore);
                            node.setAir(row.number() == 0, row.number() == rows.size() - 1);
                            return Cell.wrapNode(node);
                        });
        scroll = new VirtualizedScrollPane<>(flow);
        getChildren().add(scroll);
    }

    /** Shows the rows of another note, from the first that differs. */
    void showFresh(List<DiffRows.Row> all) {
        rows.clear();
        show(all);
    }

    /** Shows other rows; what stands at the top stays there. */
    void show(List<DiffRows.Row> all) {
        int first = rows.isEmpty() ? -1 : flow.getFirstVisibleIndex();
        boolean fresh = first < 0; // nothing is laid out yet
        int top = fresh ? 0 : rows.get(Math.min(rows.size() - 1, first)).now();
        rows.setAll(all);
        if (!rows.isEmpty()) {
            flow.showAsFirst(fresh ? Math.max(0, firstChanged() - ROWS_ABOVE) : rowAt(top));
        }
    }

    private int firstChanged() {
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).isChanged()) {
                return i;
            }
        }
        return 0;
    }

    private int rowAt(int place) {
        int found = 0;
        while (found + 1 < rows.size() && rows.get(found + 1).now() <= place) {
            found++;
        }
        return found;
    }

    /** The rows that are shown. */
    List<DiffRows.Row> rows() {
        return rows;
    }

    /** Sets it in another type. */
    void setType(NoteType other) {
        type = other;
        rows.setAll(List.copyOf(rows));
    }

    /** Scrolls by a key; says whether it is one that scrolls. */
    boolean scroll(KeyCode key) {
        double page = Math.max(LINE, getHeight() - LINE);
        switch (key) {
            case UP -> flow.scrollYBy(-LINE);
            case DOWN -> flow.scrollYBy(LINE);
            case PAGE_UP -> flow.scrollYBy(-page);
            case PAGE_DOWN, SPACE -> flow.scrollYBy(page);
            default -> {
                return false;
            }
        }
        return true;
    }
}
