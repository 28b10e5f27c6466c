package app.vaultnotes.desktop;

import app.vaultnotes.document.Id;
import app.vaultnotes.ui.merging.MergedNote;
import app.vaultnotes.ui.merging.MergedNote.Look;
import app.vaultnotes.vault.Arrivals.Arrival;
import app.vaultnotes.vault.Arrivals.By;
import app.vaultnotes.vault.Arrivals.Side;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** One note that was merged: who wrote what came, two of its texts in one, and what to choose. */
final class MergedDetail extends VBox {

    private static final int GAP = 8;
    private static final Insets HEAD = new Insets(4, 24, 8, 24);

    private final Ears ears;
    private final Label name = new Label();
    private final Label about = new Label();
    private final Label legend = new Label();
    private final StackPane looks = new StackPane();
    private final Button open = new Button(Words.of("merged.open"));
    private final Button keep = new Button(Words.of("merged.keep"));
    private final Button mine = new Button(Words.of("merged.take.mine"));
    private final Button theirs = new Button(Words.of("merged.take.theirs"));
    private final DiffView diff;
    private Optional<MergedNote> shown = Optional.empty();
    private Optional<Id> self = Optional.empty();

    /** What is done with the note that is shown. */
    interface Ears {
        /** Opens it. */
        void open();

        /** The merge is right. */
        void keep();

        /** Takes a side, all of it. */
        void take(Side side);

        /** Takes a paragraph of a side. */
        void take(Side side, int number);
    }

    MergedDetail(AppWindow window, Ears ears) {
        this.ears = ears;
        this.diff =
                new DiffView(
                        Theme.type(window.app().preferences()),
                        this::colour,
                        new DiffView.Restore(Words.of("merged.paragraph"), this::takeParagraph));
        name.getStyleClass().add("vn-strong");
        about.getStyleClass().add("vn-faint");
        legend.getStyleClass().add("vn-faint");
        for (Label label : List.of(about, legend)) {
            label.setWrapText(true);
            label.setMinHeight(Region.USE_PREF_SIZE);
        }
        getChildren().addAll(head(), sides(), diff);
        setVgrow(diff, Priority.ALWAYS);
        setMinWidth(0);
        setVisible(false);
    }

    private VBox head() {
        act(keep, ears::keep);
        act(mine, () -> ears.take(Side.MINE));
        act(theirs, () -> ears.take(Side.THEIRS));
        act(open, ears::open);
        FlowPane buttons = new FlowPane(GAP, GAP, keep, mine, theirs, open);
        VBox head = new VBox(GAP, new VBox(name, about), buttons);
        head.setPadding(HEAD);
        return head;
    }

    private static void act(Button button, Runnable action) {
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.managedProperty().bind(button.visibleProperty());
        button.setOnAction(e -> action.run());
    }

    private HBox sides() {
        HBox.setHgrow(legend, Priority.ALWAYS);
        looks.setMinWidth(Region.USE_PREF_SIZE);
        looks.managedProperty().bind(looks.visibleProperty());
        HBox row = new HBox(2 * GAP, looks, legend);
        row.setAlignment(Pos.CENTER_LEFT);
        row.setPadding(HEAD);
        return row;
    }

    // ---- what it shows ----

    /** Shows of whom it is before its texts are read. */
    void begin(Arrival arrival) {
        shown = Optional.empty();
        setVisible(true);
        name.setText(arrival.path());
        about.setText(MergedWords.about(arrival, OptionalLong.empty()));
        List.of(keep, mine, theirs).forEach(button -> button.setDisable(true));
    }

    /** Nothing is shown any more. */
    void end() {
        shown = Optional.empty();
        setVisible(false);
    }

    /**
     * Shows a note.
     *
     * @param rows of it
     * @param device this device
     */
    void show(MergedNote note, DiffRows rows, Optional<Id> device) {
        boolean isFresh = shown.filter(s -> s.arrival().isSame(note.arrival())).isEmpty();
        boolean isOther = shown.filter(s -> s.look() == note.look()).isEmpty();
        shown = Optional.of(note);
        self = device;
        setVisible(true);
        name.setText(note.arrival().path());
        about.setText(MergedWords.about(note.arrival(), note.writtenMillis()));
        legend.setText(MergedWords.legend(note, rows.complete()));
        keep.setVisible(!note.arrival().isNew());
        keep.setDisable(!note.canKeep());
        mine.setVisible(!note.arrival().isNew());
        mine.setDisable(!note.canTake(Side.MINE));
        theirs.setVisible(note.looks().contains(Look.THEIRS));
        theirs.setDisable(!note.canTake(Side.THEIRS));
        if (isFresh) {
            showLooks(note);
        }
        if (isFresh || isOther) {
            diff.showFresh(rows.rows());
        } else {
            diff.show(rows.rows());
        }
    }

    private void showLooks(MergedNote note) {
        looks.setVisible(note.looks().size() > 1);
        looks.getChildren()
                .setAll(
                        Choosers.segments(
                                Words.of("merged.look"),
                                note.looks().stream().map(MergedWords::look).toList(),
                                note.look().name(),
                                chosen -> look(Look.valueOf(chosen))));
    }

    private void look(Look look) {
        shown.map(note -> note.looking(look)).ifPresent(note -> show(note, rows(note), self));
    }

    /** The rows of a note. Any thread. */
    static DiffRows rows(MergedNote note) {
        return DiffRows.of(note.words(), note.open(), note.writers());
    }

    /** The colour of who wrote a row. */
    private String colour(DiffRows.Row row) {
        Optional<Id> writer = row.writer();
        if (writer.isEmpty()) {
            return "vn-person-none";
        }
        List<By> by = shown.map(note -> note.arrival().by()).orElse(List.of());
        int other = by.stream().map(By::device).toList().indexOf(writer);
        return HistoryWords.colour(Math.max(0, other), writer.equals(self));
    }

    private void takeParagraph(int index) {
        shown.filter(note -> index < note.numbers().size())
                .ifPresent(note -> ears.take(note.side(), note.numbers().get(index)));
    }

    // ---- for others ----

    /** The note that is shown, once its texts are read. */
    Optional<MergedNote> note() {
        return shown;
    }

    /** The rows that are shown. */
    List<DiffRows.Row> rows() {
        return diff.rows();
    }

    /** Scrolls by a key. */
    void scroll(KeyCode key) {
        diff.scroll(key);
    }
}
