package app.vaultnotes.desktop;

import app.vaultnotes.document.Id;
import app.vaultnotes.ui.merging.MergedNote;
import app.vaultnotes.vault.Arrivals.Arrival;
import app.vaultnotes.vault.Arrivals.Choice;
import app.vaultnotes.vault.Arrivals.Side;
import app.vaultnotes.vault.Arrivals.Texts;
import app.vaultnotes.vault.Edited;
import app.vaultnotes.vault.Vault;
import java.util.List;
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

/**
 * The notes that were merged, each with what it was here, what others had and what became of it, to
 * choose from.
 */
final class MergedPage extends Page {

    private final AppWindow window;
    private final ListView<Arrival> list = new ListView<>();
    private final MergedDetail detail;

    /** The list is being replaced: what is selected meanwhile nobody chose. */
    private boolean isRenewed;

    /** The note that is shown; the vault's thread looks whether it still is. */
    private volatile Optional<Arrival> shown = Optional.empty();

    MergedPage(AppWindow window) {
        this.window = window;
        this.detail = new MergedDetail(window, new Deeds());
        setTitle(Words.of("command.merged"));
        Label nothing = new Label(Words.of("merged.empty"));
        nothing.getStyleClass().add("vn-faint");
        list.setPlaceholder(nothing);
        list.setCellFactory(view -> new Cell());
        list.setAccessibleText(title());
        list.getStyleClass().addAll("vn-versions", "vn-merged-list");
        list.getSelectionModel().selectedItemProperty().addListener((o, was, now) -> chosen());
        list.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
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
        VBox words = new VBox(2, title, what);
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        Button merge = new Button(Words.of("command.mergecopy"));
        merge.setMinWidth(Region.USE_PREF_SIZE);
        merge.setOnAction(e -> window.run("mergecopy"));
        HBox head = new HBox(12, words, merge);
        head.setAlignment(Pos.CENTER_LEFT);
        head.setPadding(new Insets(20, 24, 12, 24));
        return head;
    }

    private void key(KeyEvent e) {
        if (e.getCode() == KeyCode.ENTER) {
            openShown();
            e.consume();
        } else if (e.getCode() == KeyCode.PAGE_DOWN || e.getCode() == KeyCode.PAGE_UP) {
            detail.scroll(e.getCode());
            e.consume();
        }
    }

    // ---- what is listed ----

    private void reload() {
        window.lane().ask(vault -> vault.arrivals().all(), this::show);
    }

    private void show(List<Arrival> all) {
        if (!all.equals(list.getItems())) {
            renew(all);
        }
        if (list.getSelectionModel().isEmpty() && !all.isEmpty()) {
            list.getSelectionModel().select(0);
        }
    }

    /** Another state of the same notes: which one is shown, and how, stays. */
    private void renew(List<Arrival> all) {
        isRenewed = true;
        list.getItems().setAll(all);
        list.getSelectionModel().clearSelection();
        shown.flatMap(before -> all.stream().filter(now -> now.isSame(before)).findFirst())
                .ifPresent(list.getSelectionModel()::select);
        isRenewed = false;
        chosen();
    }

    private void chosen() {
        if (!isRenewed) {
            choose(Optional.ofNullable(list.getSelectionModel().getSelectedItem()));
        }
    }

    private void choose(Optional<Arrival> chosen) {
        boolean isSame =
                chosen.isPresent() && shown.filter(s -> s.isSame(chosen.get())).isPresent();
        shown = chosen;
        if (chosen.isEmpty()) {
            detail.end();
            return;
        }
        if (!isSame) {
            detail.begin(chosen.get());
        }
        read(chosen.get());
    }

    private record Read(MergedNote note, DiffRows rows, Optional<Id> device) {}

    /** Reads the texts of a note, unless another one was chosen meanwhile. */
    private void read(Arrival arrival) {
        MergedNote.Look look = look(arrival);
        CompletableFuture<Void> _ =
                window.lane()
                        .ask(vault -> {
                            if (!isShown(arrival)) {
                                throw new CancellationException(); // it was only passed
                            }
                            return new Found(
                                    vault.arrivals().texts(arrival), vault.timeline().thisDevice());
                        })
                        .thenApply(found -> read(arrival, look, found))
                        .handle((read, failure) -> {
                            Platform.runLater(() -> compared(arrival, read, failure));
                            return null;
                        });
    }

    private MergedNote.Look look(Arrival arrival) {
        return detail.note()
                .filter(note -> note.arrival().isSame(arrival))
                .map(MergedNote::look)
                .orElse(MergedNote.Look.MINE);
    }

    private record Found(Texts texts, Optional<Id> device) {}

    private static Read read(Arrival arrival, MergedNote.Look look, Found found) {
        MergedNote note = MergedNote.of(arrival, found.texts()).looking(look);
        return new Read(note, MergedDetail.rows(note), found.device());
    }

    private boolean isShown(Arrival arrival) {
        return shown.filter(s -> s.isSame(arrival)).isPresent();
    }

    private void compared(Arrival arrival, @Nullable Read read, @Nullable Throwable failure) {
        if (!isShown(arrival)) {
            return;
        }
        if (read != null && look(arrival) != read.note().look()) {
            read(arrival); // somebody wanted to see the other side meanwhile
        } else if (read != null) {
            detail.show(read.note(), read.rows(), read.device());
            seen(arrival);
        } else if (failure != null
                && !(VaultLane.cause(failure) instanceof CancellationException)) {
            window.fail(VaultLane.cause(failure));
        }
    }

    private void seen(Arrival arrival) {
        if (!arrival.seen()) {
            window.lane()
                    .ask(
                            vault -> {
                                vault.arrivals().seen(List.of(arrival));
                                return vault.arrivals().all();
                            },
                            this::showAndLook);
        }
    }

    private void showAndLook(List<Arrival> all) {
        show(all);
        window.merges().look();
    }

    // ---- what is done with one ----

    private final class Deeds implements MergedDetail.Ears {
        @Override
        public void open() {
            openShown();
        }

        @Override
        public void keep() {
            shown.ifPresent(arrival -> {
                log(Choice.MERGE, arrival);
                remember(arrival, Choice.MERGE);
            });
        }

        @Override
        public void take(Side side) {
            Choice choice = side == Side.MINE ? Choice.MINE : Choice.THEIRS;
            edit(choice, (vault, arrival) -> vault.arrivals().take(arrival, side));
        }

        @Override
        public void take(Side side, int number) {
            edit(Choice.PARTS, (vault, arrival) -> vault.arrivals().take(arrival, side, number));
        }
    }

    private interface Edit {
        Edited on(Vault vault, Arrival arrival);
    }

    private void openShown() {
        shown.ifPresent(
                arrival -> window.open(new PageName.Note(arrival.note()), AppWindow.Where.TAB));
    }

    /** What a note was before an edit and is after it. */
    private record Step(String before, String after) {}

    /** Edits the note that is shown; what is typed in it elsewhere is saved first. */
    private void edit(Choice choice, Edit edit) {
        shown.ifPresent(arrival -> {
            CompletableFuture<Void> _ =
                    window.flush()
                            .thenRun(() -> Platform.runLater(() -> edit(arrival, choice, edit)));
        });
    }

    private void edit(Arrival arrival, Choice choice, Edit edit) {
        window.lane()
                .ask(
                        vault -> {
                            String before = vault.notes().text(arrival.note());
                            edit.on(vault, arrival);
                            return new Step(before, vault.notes().text(arrival.note()));
                        },
                        step -> {
                            log(choice, arrival);
                            reload();
                            window.toasts()
                                    .say(
                                            MergedWords.taken(choice, arrival.path()),
                                            Words.of("undo"),
                                            () -> putBack(arrival, step));
                        });
    }

    private void putBack(Arrival arrival, Step step) {
        window.lane()
                .ask(
                        vault -> {
                            // What was typed since stays.
                            vault.notes().type(arrival.note(), step.after(), step.before());
                            vault.arrivals().choose(arrival, arrival.choice());
                            return vault.arrivals().all();
                        },
                        this::showAndLook);
    }

    private void remember(Arrival arrival, Choice choice) {
        window.lane()
                .ask(
                        vault -> {
                            vault.arrivals().choose(arrival, choice);
                            return vault.arrivals().all();
                        },
                        this::showAndLook);
    }

    private void log(Choice choice, Arrival arrival) {
        window.vault().sharing().log().chose(choice, arrival.path(), Times.clock().millis());
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
        shown.filter(arrival -> documents.contains(arrival.note())).ifPresent(this::read);
    }

    /** The list of notes. */
    ListView<Arrival> list() {
        return list;
    }

    /** The notes that are listed. */
    List<Arrival> listed() {
        return list.getItems();
    }

    /** What is shown of one. */
    MergedDetail detail() {
        return detail;
    }

    private static final class Cell extends ListCell<Arrival> {
        private static final double DOT_RADIUS = 4;

        @Override
        protected void updateItem(@Nullable Arrival arrival, boolean empty) {
            super.updateItem(arrival, empty);
            setText(null);
            if (arrival == null || empty) {
                setGraphic(null);
                setTooltip(null);
            } else {
                setGraphic(row(arrival));
                setTooltip(new Tooltip(arrival.path() + "\n" + MergedWords.line(arrival)));
            }
        }

        private static HBox row(Arrival arrival) {
            Circle dot = new Circle(DOT_RADIUS);
            dot.getStyleClass().addAll("vn-bar", "vn-person-0");
            dot.setVisible(!arrival.seen());
            StackPane place = new StackPane(dot);
            place.getStyleClass().add("vn-version-dot");
            String path = arrival.path();
            Label name = new Label(path.substring(path.lastIndexOf('/') + 1));
            name.getStyleClass().add(arrival.seen() ? "vn-plain-label" : "vn-strong");
            Label what = new Label(MergedWords.line(arrival));
            what.getStyleClass().add("vn-version-done");
            VBox both = new VBox(name, what);
            both.setMinWidth(0);
            HBox row = new HBox(place, both);
            row.setPrefWidth(0);
            return row;
        }
    }
}
