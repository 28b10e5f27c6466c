package app.vaultnotes.desktop;

import app.vaultnotes.crdt.TextDiff;
import app.vaultnotes.document.Id;
import app.vaultnotes.vault.Arrivals;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import javafx.application.Platform;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Circle;
import org.jspecify.annotations.Nullable;

/** The notes that merges changed, each with what it was here and what became of it. */
final class MergedPage extends Page {

    private final AppWindow window;
    private final ListView<Arrivals.Arrival> list = new ListView<>();
    private final Label name = new Label();
    private final Label about = new Label();
    private final Button open = new Button(Words.of("merged.open"));
    private final Button restore = new Button(Words.of("merged.restore"));
    private final DiffView diff;
    private final VBox detail;

    /** The note that is shown; the vault's thread looks whether it still is. */
    private volatile Optional<Arrivals.Arrival> shown = Optional.empty();

    private Optional<Arrivals.Texts> texts = Optional.empty();

    MergedPage(AppWindow window) {
        this.window = window;
        this.diff =
                new DiffView(
                        Theme.type(window.app().preferences()),
                        row -> "vn-person-none",
                        number -> {});
        setTitle(Words.of("command.merged"));
        Label nothing = new Label(Words.of("merged.empty"));
        nothing.getStyleClass().add("vn-faint");
        list.setPlaceholder(nothing);
        list.setCellFactory(view -> new Cell());
        list.setAccessibleText(title());
        list.getStyleClass().addAll("vn-versions", "vn-merged-list");
        list.getSelectionModel()
                .selectedItemProperty()
                .addListener((o, was, now) -> choose(Optional.ofNullable(now)));
        list.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        this.detail = new VBox(detailHead(), diff);
        VBox.setVgrow(diff, Priority.ALWAYS);
        detail.setVisible(false);
        setTop(head());
        BorderPane both = new BorderPane(detail);
        both.setLeft(list);
        setCenter(both);
        reload();
    }

    private HBox head() {
        Label title = new Label(title());
        title.getStyleClass().add("vn-page-title");
        Label what = new Label(Words.of("merged.about"));
        what.getStyleClass().add("vn-faint");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        Button merge = new Button(Words.of("command.mergecopy"));
        merge.setMinWidth(Region.USE_PREF_SIZE);
        merge.setOnAction(e -> window.run("mergecopy"));
        HBox head = new HBox(12, new VBox(2, title, what), gap, merge);
        head.setAlignment(Pos.CENTER_LEFT);
        head.setPadding(new Insets(20, 24, 12, 24));
        return head;
    }

    private HBox detailHead() {
        name.getStyleClass().add("vn-strong");
        about.getStyleClass().add("vn-faint");
        VBox words = new VBox(name, about);
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        open.setMinWidth(Region.USE_PREF_SIZE);
        open.setOnAction(e -> openShown());
        restore.setMinWidth(Region.USE_PREF_SIZE);
        restore.setOnAction(e -> restore());
        HBox head = new HBox(8, words, restore, open);
        head.setAlignment(Pos.CENTER_LEFT);
        head.setPadding(new Insets(4, 24, 8, 24));
        return head;
    }

    private void key(KeyEvent e) {
        if (e.getCode() == KeyCode.ENTER) {
            openShown();
            e.consume();
        } else if (e.getCode() == KeyCode.PAGE_DOWN || e.getCode() == KeyCode.PAGE_UP) {
            diff.scroll(e.getCode());
            e.consume();
        }
    }

    // ---- what is listed ----

    private void reload() {
        window.lane().ask(vault -> vault.arrivals().all(), this::show);
    }

    private static boolean isSame(Arrivals.Arrival one, Arrivals.Arrival other) {
        return one.note().equals(other.note()) && one.atMillis() == other.atMillis();
    }

    private void show(List<Arrivals.Arrival> all) {
        if (!all.equals(list.getItems())) {
            Optional<Arrivals.Arrival> before = shown;
            list.getItems().setAll(all);
            before.flatMap(b -> all.stream().filter(a -> isSame(a, b)).findFirst())
                    .ifPresent(list.getSelectionModel()::select);
        }
        if (list.getSelectionModel().isEmpty() && !all.isEmpty()) {
            list.getSelectionModel().select(0);
        }
    }

    private void choose(Optional<Arrivals.Arrival> chosen) {
        boolean same = chosen.isPresent() && shown.filter(s -> isSame(s, chosen.get())).isPresent();
        shown = chosen;
        detail.setVisible(chosen.isPresent());
        if (chosen.isEmpty() || same) {
            return;
        }
        Arrivals.Arrival arrival = chosen.get();
        texts = Optional.empty();
        restore.setDisable(true);
        name.setText(arrival.path());
        about.setText(
                Words.of(
                        arrival.isNew() ? "merged.new" : "merged.changed",
                        Times.dayAndTime(arrival.atMillis())));
        CompletableFuture<Read> _ =
                window.lane()
                        .ask(vault -> {
                            if (!isShown(arrival)) {
                                throw new CancellationException(); // it was only passed
                            }
                            return vault.arrivals().texts(arrival);
                        })
                        .thenApply(Read::of)
                        .whenComplete((read, failure) ->
                                Platform.runLater(() -> compared(arrival, read, failure)));
    }

    private boolean isShown(Arrivals.Arrival arrival) {
        return shown.filter(s -> isSame(s, arrival)).isPresent();
    }

    private record Read(Arrivals.Texts texts, DiffRows rows) {
        static Read of(Arrivals.Texts texts) {
            List<TextDiff.Run> words = texts.words();
            return new Read(texts, DiffRows.of(words, List.of(), Map.of()));
        }
    }

    private void compared(
            Arrivals.Arrival arrival, @Nullable Read read, @Nullable Throwable failure) {
        if (!isShown(arrival)) {
            return;
        }
        if (read != null) {
            texts = Optional.of(read.texts());
            restore.setDisable(arrival.isNew());
            diff.showFresh(read.rows().rows());
            seen(arrival);
        } else if (failure != null
                && !(VaultLane.cause(failure) instanceof CancellationException)) {
            window.fail(VaultLane.cause(failure));
        }
    }

    private void seen(Arrivals.Arrival arrival) {
        if (!arrival.seen()) {
            window.lane()
                    .ask(
                            vault -> {
                                vault.arrivals().seen(List.of(arrival));
                                return vault.arrivals().all();
                            },
                            all -> {
                                show(all);
                                window.merges().look();
                            });
        }
    }

    // ---- what is done with one ----

    private void openShown() {
        shown.ifPresent(
                arrival -> window.open(new PageName.Note(arrival.note()), AppWindow.Where.TAB));
    }

    /** Gives the note the text that it had here before, as a new edit. */
    private void restore() {
        if (shown.isEmpty() || texts.isEmpty()) {
            return;
        }
        Arrivals.Arrival arrival = shown.get();
        String before = texts.get().before();
        String id = arrival.note().toString();
        window.lane()
                .ask(
                        vault -> {
                            String now = vault.notes().text(arrival.note());
                            vault.notes().write(id, before);
                            return now;
                        },
                        now ->
                                window.toasts()
                                        .say(
                                                Words.of("merged.restored", arrival.path()),
                                                Words.of("undo"),
                                                () -> putBack(arrival, before, now)));
    }

    private void putBack(Arrivals.Arrival arrival, String restored, String text) {
        window.lane()
                .ask(
                        vault -> {
                            // What was typed since stays.
                            return vault.notes().type(arrival.note(), restored, text);
                        },
                        done -> {});
    }

    @Override
    PageName name() {
        return new PageName.Merged();
    }

    @Override
    Optional<String> icon() {
        return Optional.of(Icons.HISTORY);
    }

    @Override
    void takeFocus() {
        list.requestFocus();
    }

    @Override
    void changed(Set<Id> documents) {
        reload();
    }

    /** The list of notes. */
    ListView<Arrivals.Arrival> list() {
        return list;
    }

    /** The notes that are listed. */
    List<Arrivals.Arrival> listed() {
        return list.getItems();
    }

    /** The rows of the note that is shown. */
    List<DiffRows.Row> rows() {
        return diff.rows();
    }

    /** The button that brings the text back. */
    Button restoring() {
        return restore;
    }

    private static final class Cell extends ListCell<Arrivals.Arrival> {
        private static final double DOT_RADIUS = 4;

        @Override
        protected void updateItem(Arrivals.@Nullable Arrival arrival, boolean empty) {
            super.updateItem(arrival, empty);
            setText(null);
            if (arrival == null || empty) {
                setGraphic(null);
                setTooltip(null);
            } else {
                setGraphic(row(arrival));
                setTooltip(new Tooltip(arrival.path()));
            }
        }

        private static HBox row(Arrivals.Arrival arrival) {
            Circle dot = new Circle(DOT_RADIUS);
            dot.getStyleClass().addAll("vn-bar", "vn-person-0");
            dot.setVisible(!arrival.seen());
            StackPane place = new StackPane(dot);
            place.getStyleClass().add("vn-version-dot");
            String path = arrival.path();
            Label name = new Label(path.substring(path.lastIndexOf('/') + 1));
            name.getStyleClass().add(arrival.seen() ? "vn-plain-label" : "vn-strong");
            Label what =
                    new Label(
                            Words.of(
                                    arrival.isNew() ? "merged.new" : "merged.changed",
                                    Times.dayAndTime(arrival.atMillis())));
            what.getStyleClass().add("vn-version-done");
            VBox both = new VBox(name, what);
            both.setMinWidth(0);
            HBox row = new HBox(place, both);
            row.setPrefWidth(0);
            return row;
        }
    }
}
