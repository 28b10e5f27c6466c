package app.vaultnotes.desktop;

import app.vaultnotes.desktop.editor.WordPieces;
import app.vaultnotes.document.markdown.FrontMatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;

/**
 * The properties of the note that is shown, as a form. Every change is one edit in the note's text,
 * so it is undone and merged like typing. For the JavaFX thread.
 */
final class PropertiesPanel extends VBox implements RightPanel.Follower {

    /** Most properties that are shown, and most letters of a name. */
    static final int MOST = 200;

    static final int MOST_NAME = 100;
    private static final int TRIES = 5;
    private static final Pattern LINE = Pattern.compile("line (\\d{1,6})");

    private final AppWindow window;
    private final VBox rows = new VBox(4);
    private final TextField newName = new TextField();
    private final ComboBox<PropertyEdits.Kind> newKind = new ComboBox<>();
    private final HBox adding = new HBox(4, newName, newKind);
    private final Button add = new Button(Words.of("command.addproperty"));
    private final List<PropertyRow> shown = new ArrayList<>();
    private List<FrontMatter.Property> properties = List.of();
    private Optional<NoteSheet> sheet = Optional.empty();
    private String focusNext = "";

    PropertiesPanel(AppWindow window) {
        this.window = window;
        getStyleClass().add("vn-properties");
        Label head = new Label(Words.of("properties"));
        head.getStyleClass().add("vn-section");
        newName.setPromptText(Words.of("property.name"));
        newName.setAccessibleText(Words.of("property.name"));
        newName.setOnAction(e -> addNamed());
        adding.addEventHandler(
                KeyEvent.KEY_PRESSED,
                e -> {
                    if (e.getCode() == KeyCode.ESCAPE) {
                        stopAdding();
                        sheet.ifPresent(NoteSheet::takeFocus);
                        e.consume();
                    }
                });
        HBox.setHgrow(newName, Priority.ALWAYS);
        newKind.getItems().setAll(PropertyEdits.Kind.values());
        newKind.setValue(PropertyEdits.Kind.TEXT);
        newKind.setConverter(new KindWords());
        newKind.setAccessibleText(Words.of("property.kind"));
        newKind.setMinWidth(Region.USE_PREF_SIZE);
        adding.setAlignment(Pos.CENTER_LEFT);
        add.setGraphic(Icons.small(Icons.ADD));
        add.getStyleClass().setAll("vn-link");
        add.setOnAction(e -> startAdding());
        show(adding, false);
        getChildren().addAll(head, rows, add, adding);
        show(add, false);
    }

    private static void show(Node node, boolean visible) {
        node.setVisible(visible);
        node.setManaged(visible);
    }

    private static final class KindWords extends StringConverter<PropertyEdits.Kind> {
        @Override
        public String toString(PropertyEdits.Kind kind) {
            return Words.of("property.kind." + kind.name().toLowerCase(java.util.Locale.ROOT));
        }

        @Override
        public PropertyEdits.Kind fromString(String words) {
            return PropertyEdits.Kind.TEXT;
        }
    }

    // ---- what is shown ----

    @Override
    public void follow(Optional<NoteSheet> now) {
        boolean another = !now.flatMap(NoteSheet::note).equals(sheet.flatMap(NoteSheet::note));
        sheet = now;
        if (another) {
            properties = List.of();
            shown.clear();
            rows.getChildren().clear();
            show(adding, false);
        }
        show(add, now.isPresent() && !adding.isVisible());
        now.ifPresent(this::read);
    }

    private void read(NoteSheet from) {
        String text = from.editor().text();
        CompletableFuture<Void> _ =
                CompletableFuture.supplyAsync(() -> FrontMatter.of(text))
                        .thenAccept(matter -> Platform.runLater(() -> show(from, text, matter)));
    }

    private void show(NoteSheet from, String text, FrontMatter matter) {
        if (sheet.filter(from::equals).isEmpty() || !from.editor().text().equals(text)) {
            return; // what came later is on its way
        }
        if (matter.problem().isPresent()) {
            properties = List.of();
            shown.clear();
            rows.getChildren().setAll(problem(from, text, matter));
            show(add, false);
        } else if (shown.isEmpty() || !matter.properties().equals(properties)) {
            fill(matter.properties());
        }
    }

    private Node problem(NoteSheet from, String text, FrontMatter matter) {
        String words = matter.problem().orElse("");
        Button go = new Button(Words.of("property.show"));
        go.setOnAction(e -> {
            from.closeHistory();
            from.editor().goTo(placeOf(words, text, matter));
            from.takeFocus();
        });
        Node why = WordPieces.flow(words, "vn-problem");
        VBox box = new VBox(8, why, go);
        box.getStyleClass().add("vn-problem-box");
        return box;
    }

    /** Where the line begins that is named in words; the first of the properties otherwise. */
    private static int placeOf(String words, String text, FrontMatter matter) {
        Matcher line = LINE.matcher(words);
        int place = matter.range().start();
        for (int i = line.find() ? Integer.parseInt(line.group(1)) : 1; i > 1; i--) {
            int end = text.indexOf('\n', place);
            if (end < 0 || end >= matter.range().end()) {
                return place;
            }
            place = end + 1;
        }
        return place;
    }

    private void fill(List<FrontMatter.Property> all) {
        Optional<PropertyRow> writing = shown.stream().filter(PropertyRow::isWriting).findFirst();
        if (writing.isPresent() && focusNext.isEmpty()) {
            return; // shown when what is being written is done
        }
        String focus =
                focusNext.isEmpty()
                        ? shown.stream()
                                .filter(PropertyRow::hasKeys)
                                .map(PropertyRow::key)
                                .findFirst()
                                .orElse("")
                        : focusNext;
        focusNext = "";
        properties = all;
        shown.clear();
        rows.getChildren().clear();
        for (FrontMatter.Property property : all.subList(0, Math.min(MOST, all.size()))) {
            PropertyRow row = new PropertyRow(property, new RowDesk());
            shown.add(row);
            rows.getChildren().add(row);
        }
        if (all.isEmpty()) {
            Label nothing = new Label(Words.of("properties.empty"));
            nothing.getStyleClass().add("vn-faint");
            nothing.setWrapText(false);
            rows.getChildren().add(nothing);
        }
        show(add, !adding.isVisible());
        shown.stream()
                .filter(row -> row.key().equalsIgnoreCase(focus))
                .findFirst()
                .ifPresent(PropertyRow::takeFocus);
    }

    private final class RowDesk implements PropertyRow.Desk {
        @Override
        public void edit(PropertyEdits.Edit edit) {
            PropertiesPanel.this.edit(edit, TRIES);
        }

        @Override
        public void rename(String key) {
            NameDialog.ask(
                    window,
                    Words.of("property.rename", key),
                    key,
                    name -> {
                        focusNext = name.strip();
                        edit(PropertyEdits.rename(key, name));
                    });
        }

        @Override
        public void settled() {
            sheet.ifPresent(PropertiesPanel.this::read);
        }
    }

    /** The rows of the form. */
    List<PropertyRow> shown() {
        return shown;
    }

    /** Gives the property that has the keys another name; says whether one has them. */
    boolean renameHere() {
        Optional<PropertyRow> row = shown.stream().filter(PropertyRow::hasKeys).findFirst();
        row.ifPresent(there -> new RowDesk().rename(there.key()));
        return row.isPresent();
    }

    // ---- changing ----

    /** Works out a change beside the JavaFX thread; anew when the text changed meanwhile. */
    private void edit(PropertyEdits.Edit edit, int tries) {
        if (sheet.isEmpty() || tries == 0) {
            return;
        }
        NoteSheet to = sheet.get();
        String text = to.editor().text();
        CompletableFuture<Void> _ =
                CompletableFuture.supplyAsync(() -> replacement(edit, text))
                        .thenAccept(change ->
                                Platform.runLater(() -> {
                                    if (to.editor().text().equals(text)) {
                                        change.ifPresent(c -> apply(to, c));
                                        read(to);
                                    } else {
                                        edit(edit, tries - 1);
                                    }
                                }));
    }

    private static Optional<FrontMatter.Replacement> replacement(
            PropertyEdits.Edit edit, String text) {
        FrontMatter matter = FrontMatter.of(text);
        return matter.problem().isPresent() ? Optional.empty() : edit.in(matter, text);
    }

    private static void apply(NoteSheet to, FrontMatter.Replacement change) {
        to.editor().replace(change.range().start(), change.range().end(), change.text());
    }

    /** Asks for the name of a new property. */
    void startAdding() {
        if (sheet.isPresent()) {
            show(adding, true);
            show(add, false);
            newName.clear();
            newName.requestFocus();
        }
    }

    private void addNamed() {
        String name = newName.getText().strip();
        if (!name.isEmpty() && name.length() <= MOST_NAME) {
            focusNext = name;
            edit(PropertyEdits.add(name, newKind.getValue()), TRIES);
        }
        stopAdding();
    }

    private void stopAdding() {
        show(adding, false);
        show(add, true);
    }

    /** Gives the keys to the form. */
    void takeFocus() {
        shown.stream().findFirst().ifPresentOrElse(PropertyRow::takeFocus, add::requestFocus);
    }
}
