package app.vaultnotes.desktop.editor;

import app.vaultnotes.document.markdown.MarkdownAnalysis;
import app.vaultnotes.ui.live.Direction;
import app.vaultnotes.ui.live.TableEdits;
import app.vaultnotes.ui.live.Widget;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.geometry.Side;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.StackPane;
import javafx.scene.text.TextAlignment;
import javafx.scene.text.TextFlow;
import org.jspecify.annotations.Nullable;

/**
 * A table whose cells are written in where they stand. Every key is an edit of the note; the view
 * follows when one leaves the table, since a row that is made anew would lose the keys.
 */
final class TableGrid extends GridPane implements Markable {

    private final Place place;
    private final EditorWords words;
    private final double width;

    /** Whether the first column stands at the right, as one reads its head. */
    private final boolean isFromRight;

    private Widget.Table table;
    private @Nullable TextField field;
    private Consumer<Node> cellShown = cell -> {};
    private Cell at = new Cell(0, 0);
    private List<Inside> hits = List.of();

    /** A cell by its row, the head being 0, and its column. */
    record Cell(int row, int column) {}

    /** Where a table stands in a note. */
    interface Place {
        /** A table is written in from now on. */
        void begin(TableGrid grid);

        /**
         * Edits the source of the row that is written in.
         *
         * @param isShown whether the node shows already what the edit does
         * @return the table that the row is then
         */
        Optional<Widget.Table> edit(Function<String, TableEdits.Change> change, boolean isShown);

        /** Nothing is written in any more. */
        void end();

        /** Goes on in the table that takes this one's place. */
        void goOn(Cell cell);

        /** Goes on in the text before or behind the table. */
        void leave(boolean behind);
    }

    /**
     * A table.
     *
     * @param column how wide the column of text is; the table may be wider
     */
    TableGrid(Widget.Table table, double column, NoteType type, Place place, EditorWords words) {
        this.table = table;
        this.place = place;
        this.words = words;
        getStyleClass().add("table");
        setAccessibleRole(AccessibleRole.TABLE_VIEW);
        setAccessibleText(words.of("table"));
        List<List<String>> texts = texts();
        this.isFromRight = Direction.isRightToLeft(String.join(" ", texts.get(0)));
        double sum = 0;
        for (double each : TableWidths.of(texts, table.columns().size(), type).fitted(column)) {
            int index = isFromRight ? 0 : getColumnConstraints().size();
            getColumnConstraints().add(index, new ColumnConstraints(each, each, each));
            sum += each;
        }
        this.width = sum;
        setMinWidth(sum);
        setMaxWidth(sum);
        for (int row = 0; row < texts.size(); row++) {
            for (int i = 0; i < texts.get(row).size(); i++) {
                put(new Cell(row, i), shown(new Cell(row, i), texts.get(row).get(i)));
            }
        }
        // What cells do not use must not reach the area.
        addEventHandler(KeyEvent.ANY, Event::consume);
        addEventHandler(MouseEvent.ANY, Event::consume);
    }

    @Override
    public double getBaselineOffset() {
        // Cells that have no width yet cannot be asked for theirs.
        return BASELINE_OFFSET_SAME_AS_HEIGHT;
    }

    /** As high as its cells are in their columns, even if asked before its width is set. */
    @Override
    protected double computePrefHeight(double given) {
        return super.computePrefHeight(width);
    }

    private void put(Cell cell, Node node) {
        int column = column(cell);
        getChildren().removeIf(n -> getRowIndex(n) == cell.row() && getColumnIndex(n) == column);
        add(node, column, cell.row());
    }

    private Widget.Cell cell(Cell cell) {
        List<Widget.Cell> row = table.rows().get(cell.row());
        return cell.column() < row.size() ? row.get(cell.column()) : new Widget.Cell(-1, -1, "");
    }

    /** What the cells say, row by row. */
    private List<List<String>> texts() {
        return IntStream.range(0, table.rows().size())
                .mapToObj(row ->
                        IntStream.range(0, table.columns().size())
                                .mapToObj(column -> text(new Cell(row, column)))
                                .toList())
                .toList();
    }

    private String text(Cell cell) {
        return MarkdownAnalysis.of(cell(cell).source()).plainText().strip();
    }

    private Node shown(Cell cell, String text) {
        boolean head = cell.row() == 0;
        TextFlow flow = WordPieces.flow(text, head ? "table-head-text" : "table-cell-text");
        flow.setTextAlignment(alignment(table.columns().get(cell.column()), text));
        flow.setMinWidth(0);
        StackPane box = new StackPane(flow);
        box.getStyleClass().add(head ? "table-head" : "table-cell");
        hits.stream()
                .filter(hit -> of(hit).equals(cell))
                .forEach(hit -> Markable.mark(box, hit.isCurrent()));
        box.setOnMousePressed(e -> {
            if (e.getButton() == MouseButton.PRIMARY) {
                write(cell);
            }
            e.consume();
        });
        box.setOnContextMenuRequested(e -> {
            write(cell);
            menu().show(box, e.getScreenX(), e.getScreenY());
            e.consume();
        });
        return box;
    }

    /** This table, to be scrolled sideways where it does not fit. */
    Node fitted(double room) {
        SidewaysBox box = new SidewaysBox(this, room, isFromRight);
        cellShown = box::show;
        return box;
    }

    // ---- what is found in it ----

    @Override
    public void mark(List<Inside> found) {
        if (found.equals(hits)) {
            return;
        }
        hits = found;
        getChildren().forEach(Markable::unmark);
        for (Inside hit : found) {
            node(of(hit)).ifPresent(cell -> Markable.mark(cell, hit.isCurrent()));
        }
    }

    @Override
    public Optional<Node> current() {
        return hits.stream().filter(Inside::isCurrent).findFirst().flatMap(hit -> node(of(hit)));
    }

    @Override
    public void show(Node part) {
        cellShown.accept(part);
    }

    /** The cell in which a hit stands, or the one before it: bars and dashes are in none. */
    private Cell of(Inside hit) {
        Cell before = new Cell(0, 0);
        for (int row = 0; row < table.rows().size(); row++) {
            List<Widget.Cell> cells = table.rows().get(row);
            for (int i = 0; i < Math.min(cells.size(), table.columns().size()); i++) {
                int from = cells.get(i).from();
                before = from >= 0 && from <= hit.start() ? new Cell(row, i) : before;
            }
        }
        return before;
    }

    private Optional<Node> node(Cell cell) {
        return getChildren().stream()
                .filter(n -> getRowIndex(n) == cell.row() && getColumnIndex(n) == column(cell))
                .findFirst();
    }

    private int column(Cell cell) {
        return isFromRight ? getColumnConstraints().size() - 1 - cell.column() : cell.column();
    }

    private static TextAlignment alignment(Widget.Alignment alignment, String text) {
        return switch (alignment) {
            case CENTER -> TextAlignment.CENTER;
            case RIGHT -> TextAlignment.RIGHT;
            case LEFT -> TextAlignment.LEFT;
            case NATURAL ->
                    Direction.isRightToLeft(text) ? TextAlignment.RIGHT : TextAlignment.LEFT;
        };
    }

    // ---- writing in a cell ----

    /** Lets a cell be written in; one beyond the table is the nearest. */
    void write(Cell wanted) {
        endWriting();
        at =
                new Cell(
                        Math.clamp(wanted.row(), 0, table.rows().size() - 1),
                        Math.clamp(wanted.column(), 0, table.columns().size() - 1));
        TextField opened = new TextField(TableEdits.shown(cell(at)));
        opened.getStyleClass()
                .setAll("text-input", at.row() == 0 ? "table-head" : "table-cell", "table-field");
        opened.setAccessibleText(words.of("table.cell", at.row() + 1, at.column() + 1));
        opened.setContextMenu(menu());
        opened.textProperty().addListener((o, was, text) -> typed(text));
        opened.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        opened.focusedProperty()
                .addListener((o, was, focused) -> {
                    if (!focused && opened.equals(field) && opened.getScene() != null) {
                        endWriting();
                    }
                });
        field = opened;
        put(at, opened);
        // Its skin, once made, would select all.
        opened.applyCss();
        place.begin(this);
        opened.requestFocus();
        opened.end();
        Platform.runLater(() -> cellShown.accept(opened)); // it has no place before
    }

    private void endWriting() {
        TextField open = field;
        if (open != null) {
            field = null;
            put(at, shown(at, text(at)));
        }
    }

    private void typed(String text) {
        if (field != null && !text.equals(TableEdits.shown(cell(at)))) {
            change(edits -> edits.cell(at.row(), at.column(), text), true)
                    .ifPresent(written -> table = written);
        }
    }

    private Optional<Widget.Table> change(
            Function<TableEdits, TableEdits.Change> change, boolean isShown) {
        return place.edit(source -> change.apply(new TableEdits(source, table)), isShown);
    }

    /** Whether this is what it shows. */
    boolean shows(Widget.Table other) {
        return table.equals(other);
    }

    private void key(KeyEvent e) {
        boolean plain = !e.isShortcutDown() && !e.isAltDown();
        int last = table.rows().size() - 1;
        switch (e.getCode()) {
            case TAB -> step(e.isShiftDown() ? -1 : 1);
            case ENTER -> down(last);
            case UP -> move(-1, last);
            case DOWN -> move(1, last);
            case ESCAPE -> place.leave(true);
            default -> plain = false;
        }
        if (plain) {
            e.consume();
        }
    }

    private void step(int by) {
        int cells = table.rows().size() * table.columns().size();
        int next = at.row() * table.columns().size() + at.column() + by;
        if (next < 0) {
            place.leave(false);
        } else if (next >= cells) {
            insertRow(table.rows().size() - 1, 0);
        } else {
            write(new Cell(next / table.columns().size(), next % table.columns().size()));
        }
    }

    private void down(int last) {
        if (at.row() == last) {
            insertRow(last, at.column());
        } else {
            write(new Cell(at.row() + 1, at.column()));
        }
    }

    private void move(int by, int last) {
        int row = at.row() + by;
        if (row < 0 || row > last) {
            place.leave(by > 0);
        } else {
            write(new Cell(row, at.column()));
        }
    }

    // ---- rows and columns ----

    private void insertRow(int below, int column) {
        rebuild(new Cell(below + 1, column), edits -> edits.rowBelow(below));
    }

    private void insertColumn(int row, int column) {
        rebuild(new Cell(row, column), edits -> edits.withColumn(column));
    }

    private void rebuild(Cell next, Function<TableEdits, TableEdits.Change> change) {
        field = null;
        place.goOn(next);
        Optional<Widget.Table> _ = change(change, false);
    }

    private ContextMenu menu() {
        Cell here = at;
        int row = here.row();
        int column = here.column();
        ContextMenu menu = new ContextMenu();
        item(menu, "table.row.below", () -> insertRow(row, column));
        if (row > 0) {
            item(menu, "table.row.above", () -> rebuild(here, edits -> edits.rowBelow(row - 1)));
            item(menu, "table.row.remove", () -> rebuild(here, edits -> edits.withoutRow(row)));
        }
        menu.getItems().add(new SeparatorMenuItem());
        item(menu, "table.column.left", () -> insertColumn(row, column + (isFromRight ? 1 : 0)));
        item(menu, "table.column.right", () -> insertColumn(row, column + (isFromRight ? 0 : 1)));
        if (table.columns().size() > 1) {
            item(
                    menu,
                    "table.column.remove",
                    () -> rebuild(here, edits -> edits.withoutColumn(column)));
        }
        menu.getItems().add(new SeparatorMenuItem());
        align(menu, here, "table.align.left", Widget.Alignment.LEFT);
        align(menu, here, "table.align.center", Widget.Alignment.CENTER);
        align(menu, here, "table.align.right", Widget.Alignment.RIGHT);
        return menu;
    }

    private void align(ContextMenu menu, Cell here, String name, Widget.Alignment alignment) {
        item(menu, name, () -> rebuild(here, edits -> edits.aligned(here.column(), alignment)));
    }

    private void item(ContextMenu menu, String name, Runnable action) {
        MenuItem item = new MenuItem(words.of(name));
        item.setOnAction(e -> action.run());
        menu.getItems().add(item);
    }

    /** Shows what can be done with rows and columns, at the cell that is written in. */
    void showMenu() {
        Platform.runLater(() -> {
            TextField open = field;
            if (open != null) {
                menu().show(open, Side.BOTTOM, 0, 0);
            }
        });
    }
}
