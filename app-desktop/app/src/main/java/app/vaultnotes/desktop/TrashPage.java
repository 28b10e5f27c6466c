package app.vaultnotes.desktop;

import app.vaultnotes.document.Id;
import app.vaultnotes.vault.Trash;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.beans.binding.Bindings;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.SelectionMode;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** What was thrown away, to be brought back or to be gone for good. */
final class TrashPage extends Page {

    private static final double FROM_TOP = 0.36;

    private final AppWindow window;
    private final ListView<Trash.Entry> list = new ListView<>();
    private final Label about = new Label();

    TrashPage(AppWindow window) {
        this.window = window;
        setTitle(Words.of("command.trashed"));
        Label nothing = new Label(Words.of("trash.empty"));
        nothing.getStyleClass().add("vn-quiet-line");
        list.setPlaceholder(high(nothing));
        list.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        list.setCellFactory(view -> new Cell());
        list.setAccessibleText(title());
        list.addEventFilter(
                KeyEvent.KEY_PRESSED,
                e -> {
                    if (e.getCode() == KeyCode.ENTER) {
                        restore();
                        e.consume();
                    }
                });
        list.getStyleClass().add("vn-page-list");
        setTop(head());
        setCenter(list);
        reload();
    }

    /** Where the eye rests on an empty sheet. */
    private static VBox high(Node node) {
        Region above = new Region();
        VBox sheet = new VBox(above, node);
        above.prefHeightProperty().bind(sheet.heightProperty().multiply(FROM_TOP));
        sheet.setAlignment(Pos.TOP_CENTER);
        return sheet;
    }

    private HBox head() {
        Label name = new Label(title());
        name.getStyleClass().add("vn-page-title");
        about.getStyleClass().add("vn-faint");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        Button back = new Button(Words.of("trash.restore"));
        back.setOnAction(e -> restore());
        back.disableProperty().bind(list.getSelectionModel().selectedItemProperty().isNull());
        Button empty = new Button(Words.of("trash.purge"));
        empty.setOnAction(e -> askToEmpty());
        back.visibleProperty().bind(Bindings.isNotEmpty(list.getItems()));
        empty.visibleProperty().bind(Bindings.isNotEmpty(list.getItems()));
        back.setMinWidth(USE_PREF_SIZE);
        empty.setMinWidth(USE_PREF_SIZE);
        VBox words = new VBox(2, name, about);
        words.setMinWidth(0);
        HBox head = new HBox(12, words, gap, back, empty);
        head.setAlignment(Pos.CENTER_LEFT);
        head.setPadding(new Insets(20, 24, 12, 24));
        return head;
    }

    private void reload() {
        window.lane()
                .ask(
                        vault ->
                                new Found(
                                        vault.trash().entries().stream()
                                                .filter(Trash.Entry::itself)
                                                .toList(),
                                        vault.trash().retentionDays()),
                        found -> {
                            about.setText(Words.of("trash.about", found.days()));
                            list.getItems().setAll(found.entries());
                        });
    }

    private record Found(List<Trash.Entry> entries, int days) {}

    private void restore() {
        List<Id> chosen =
                list.getSelectionModel().getSelectedItems().stream().map(Trash.Entry::id).toList();
        window.lane()
                .ask(
                        vault -> {
                            String last = "";
                            for (Id each : chosen) {
                                last = vault.trash().restore(each.toString()).path();
                            }
                            return last;
                        },
                        path -> {
                            reload();
                            if (!chosen.isEmpty()) {
                                window.toasts()
                                        .say(Words.of("trash.restored", chosen.size(), path));
                            }
                        });
    }

    private void askToEmpty() {
        int count = list.getItems().size();
        if (count > 0) {
            Dialogs.confirm(
                    window,
                    Words.of("trash.sure", count),
                    Words.of("trash.sure.more"),
                    Words.of("trash.purge"),
                    () ->
                            window.lane()
                                    .ask(
                                            vault -> vault.trash().empty(),
                                            gone -> {
                                                reload();
                                                window.toasts().say(Words.of("trash.purged", gone));
                                            }));
        }
    }

    @Override
    PageName name() {
        return new PageName.Trash();
    }

    @Override
    Optional<String> icon() {
        return Optional.of(Icons.TRASH);
    }

    @Override
    void takeFocus() {
        list.requestFocus();
    }

    @Override
    void changed(Set<Id> documents) {
        reload();
    }

    private static final class Cell extends ListCell<Trash.Entry> {
        private static final DateTimeFormatter DAY =
                DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                        .withZone(ZoneId.systemDefault());

        @Override
        protected void updateItem(Trash.@Nullable Entry entry, boolean empty) {
            super.updateItem(entry, empty);
            setText(null);
            setGraphic(entry == null || empty ? null : row(entry));
        }

        private static HBox row(Trash.Entry entry) {
            Label name = new Label(entry.path());
            Label when = new Label(DAY.format(Instant.ofEpochMilli(entry.mark().atMillis())));
            when.getStyleClass().add("vn-faint");
            when.setMinWidth(USE_PREF_SIZE);
            Region gap = new Region();
            HBox.setHgrow(gap, Priority.ALWAYS);
            HBox row =
                    new HBox(
                            8,
                            Icons.small(
                                    switch (entry.kind()) {
                                        case "folder" -> Icons.FOLDER;
                                        case "note" -> Icons.NOTE;
                                        default -> Icons.FILE;
                                    }),
                            name,
                            gap,
                            when);
            row.setAlignment(Pos.CENTER_LEFT);
            return row;
        }
    }
}
