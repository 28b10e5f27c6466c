package app.vaultnotes.desktop;

import app.vaultnotes.document.Id;
import java.util.List;
import java.util.Optional;
import javafx.application.Platform;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuItem;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Circle;
import org.jspecify.annotations.Nullable;

/** The versions of the note that is shown, day by day. For the JavaFX thread. */
final class HistoryPanel extends StackPane implements RightPanel.Follower {

    private final AppWindow window;
    private final ListView<NoteHistory.Line> list = new ListView<>();
    private NoteHistory history = NoteHistory.EMPTY;
    private Optional<Id> note = Optional.empty();
    private boolean following;

    HistoryPanel(AppWindow window) {
        this.window = window;
        Label nothing = new Label(Words.of("history.empty"));
        nothing.getStyleClass().add("vn-faint");
        list.setPlaceholder(nothing);
        list.setCellFactory(view -> new LineCell());
        list.getStyleClass().add("vn-versions");
        list.setAccessibleText(Words.of("history"));
        list.setContextMenu(menu());
        list.getSelectionModel()
                .selectedIndexProperty()
                .addListener((o, was, now) -> chosen(was.intValue(), now.intValue()));
        list.addEventHandler(
                KeyEvent.KEY_PRESSED,
                e -> {
                    if (e.getCode() == KeyCode.ESCAPE) {
                        window.current().ifPresent(NoteSheet::closeHistory);
                    }
                });
        getChildren().add(list);
    }

    private ContextMenu menu() {
        MenuItem name = new MenuItem(Words.of("history.name"));
        name.setOnAction(e -> nameVersion());
        return new ContextMenu(name);
    }

    @Override
    public void follow(Optional<NoteSheet> sheet) {
        note = sheet.flatMap(NoteSheet::note);
        if (note.isEmpty()) {
            show(NoteHistory.EMPTY, Optional.empty());
            return;
        }
        Id id = note.get();
        window.lane()
                .ask(
                        vault -> NoteHistory.of(vault, id),
                        found -> {
                            if (note.equals(Optional.of(id))) {
                                show(found, sheet.flatMap(NoteSheet::version));
                            }
                        });
    }

    private void show(NoteHistory all, Optional<String> version) {
        following = true;
        if (!all.equals(history)) {
            history = all;
            list.getItems().setAll(all.lines(Times.zone()));
        }
        select(version);
        following = false;
    }

    /** A version of a note is shown, or none any more. */
    void looking(Id at, Optional<String> version) {
        if (note.equals(Optional.of(at))) {
            following = true;
            select(version);
            following = false;
        }
    }

    private void select(Optional<String> version) {
        int index = version.map(this::row).orElse(-1);
        if (index < 0) {
            list.getSelectionModel().clearSelection();
        } else if (list.getSelectionModel().getSelectedIndex() != index) {
            list.getSelectionModel().select(index);
            if (!list.isFocused()) {
                list.scrollTo(Math.max(0, index - 3));
            }
        }
    }

    private int row(String version) {
        List<NoteHistory.Line> lines = list.getItems();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i) instanceof NoteHistory.Line.Version(NoteHistory.Entry entry)
                    && entry.id().equals(version)) {
                return i;
            }
        }
        return -1;
    }

    private void chosen(int was, int now) {
        if (following || now < 0 || now >= list.getItems().size()) {
            return;
        }
        switch (list.getItems().get(now)) {
            case NoteHistory.Line.Version version ->
                    window.current().ifPresent(sheet -> sheet.openHistory(version.entry().id()));
            case NoteHistory.Line.Day _ -> pass(now < was ? Math.max(1, now - 1) : now + 1);
        }
    }

    /** Days cannot be chosen: the keys pass over them. */
    private void pass(int next) {
        Platform.runLater(() -> list.getSelectionModel().select(next));
    }

    /** Names the version that is chosen when the keys go here; says whether they do. */
    boolean nameHere() {
        boolean here = list.isFocused();
        if (here) {
            nameVersion();
        }
        return here;
    }

    /** Gives the keys to the list. */
    void takeFocus() {
        list.requestFocus();
    }

    /** The lines that are listed. */
    List<NoteHistory.Line> lines() {
        return list.getItems();
    }

    /** Asks for the name of the version that is chosen. */
    void nameVersion() {
        if (note.isPresent()
                && list.getSelectionModel().getSelectedItem()
                        instanceof NoteHistory.Line.Version(NoteHistory.Entry entry)) {
            Id id = note.get();
            NameDialog.ask(
                    window,
                    Words.of("history.name"),
                    entry.version().name(),
                    name ->
                            window.lane()
                                    .ask(
                                            vault ->
                                                    vault.timeline()
                                                            .name(
                                                                    id.toString(),
                                                                    entry.id(),
                                                                    name.strip()),
                                            named -> follow(window.current())));
        }
    }

    private final class LineCell extends ListCell<NoteHistory.Line> {
        private static final double DOT_RADIUS = 4;

        @Override
        protected void updateItem(NoteHistory.@Nullable Line line, boolean empty) {
            super.updateItem(line, empty);
            setText(null);
            boolean isDay = line instanceof NoteHistory.Line.Day;
            pseudoClassStateChanged(javafx.css.PseudoClass.getPseudoClass("day"), isDay);
            setMouseTransparent(isDay);
            if (line == null || empty) {
                setGraphic(null);
                return;
            }
            setGraphic(
                    switch (line) {
                        case NoteHistory.Line.Day day -> section(Times.day(day.day()));
                        case NoteHistory.Line.Version version -> row(version.entry());
                    });
        }

        private static Label section(String words) {
            Label label = new Label(words);
            label.getStyleClass().add("vn-section");
            return label;
        }

        private Region row(NoteHistory.Entry entry) {
            Circle dot = new Circle(DOT_RADIUS);
            dot.getStyleClass().addAll("vn-bar", HistoryWords.colour(history, entry.device()));
            StackPane place = new StackPane(dot);
            place.getStyleClass().add("vn-version-dot");
            Label time = new Label(Times.time(entry.version().toMillis()));
            time.setMinWidth(USE_PREF_SIZE);
            Label device = new Label(HistoryWords.device(history.devices().get(entry.device())));
            device.getStyleClass().add("vn-faint");
            Region gap = new Region();
            HBox.setHgrow(gap, Priority.ALWAYS);
            VBox both = new VBox(new HBox(8, time, gap, device), what(entry));
            HBox.setHgrow(both, Priority.ALWAYS);
            HBox row = new HBox(place, both);
            row.setPrefWidth(0);
            return row;
        }

        private Region what(NoteHistory.Entry entry) {
            Label done = new Label(HistoryWords.done(entry));
            done.getStyleClass().add("vn-version-done");
            if (entry.version().name().isEmpty()) {
                return done;
            }
            Label name = new Label(entry.version().name());
            name.getStyleClass().add("vn-version-name");
            return new VBox(name, done);
        }
    }
}
