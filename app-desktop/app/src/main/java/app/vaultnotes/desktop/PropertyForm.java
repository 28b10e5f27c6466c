package app.vaultnotes.desktop;

import app.vaultnotes.desktop.editor.NoteEditor;
import app.vaultnotes.desktop.editor.PropertiesForm;
import app.vaultnotes.document.markdown.FrontMatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;

/**
 * Properties as rows that are written in. Every change is one edit in the note's text, so it is
 * undone and merged like typing. For the JavaFX thread.
 */
final class PropertyForm extends PropertiesForm {

    /** Most properties that are shown, and most letters of a name. */
    static final int MOST = 200;

    static final int MOST_NAME = 100;
    private static final int TRIES = 5;

    private final Around around;
    private final VBox rows = new VBox();
    private final TextField newName = new TextField();
    private final ComboBox<PropertyEdits.Kind> newKind = new ComboBox<>();
    private final HBox adding = new HBox(4, newName, newKind);
    private final Button add = new Button(Words.of("command.addproperty"));
    private final List<PropertyRow> shown = new ArrayList<>();
    private List<FrontMatter.Property> properties = List.of();
    private Optional<Keys> next = Optional.empty();

    /** What a form stands in. */
    interface Around {
        /** What the note is written in; empty when there is none. */
        Optional<NoteEditor> editor();

        /** A change was made, or there was nothing to change. */
        void changed();

        /** The form is left for the text. */
        void leave();
    }

    PropertyForm(Around around) {
        this.around = around;
        getStyleClass().add("properties");
        rows.getStyleClass().add("vn-property-rows");
        newName.setPromptText(Words.of("property.name"));
        newName.setAccessibleText(Words.of("property.name"));
        newName.setOnAction(e -> addNamed());
        FieldLimit.length(newName, MOST_NAME);
        HBox.setHgrow(newName, Priority.ALWAYS);
        newKind.getItems().setAll(PropertyEdits.Kind.values());
        newKind.setValue(PropertyEdits.Kind.TEXT);
        newKind.setConverter(new KindWords());
        newKind.setAccessibleText(Words.of("property.kind"));
        newKind.setMinWidth(Region.USE_PREF_SIZE);
        adding.setAlignment(Pos.CENTER_LEFT);
        add.setGraphic(Icons.small(Icons.ADD));
        add.getStyleClass().setAll("vn-link", "vn-property-add");
        add.setOnAction(e -> startAdding());
        show(adding, false);
        getChildren().addAll(rows, add, adding);
        addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    }

    /** A form in the text of a note. */
    static PropertyForm in(
            Supplier<NoteEditor> editor, List<FrontMatter.Property> properties, Place place) {
        InNote around = new InNote(editor, properties, place);
        PropertyForm form = new PropertyForm(around);
        around.form = Optional.of(form);
        form.show(properties);
        return form;
    }

    private static final class InNote implements Around {
        private final Supplier<NoteEditor> editor;
        private final List<FrontMatter.Property> properties;
        private final Place place;
        private Optional<PropertyForm> form = Optional.empty();

        private InNote(
                Supplier<NoteEditor> editor, List<FrontMatter.Property> properties, Place place) {
            this.editor = editor;
            this.properties = properties;
            this.place = place;
        }

        @Override
        public Optional<NoteEditor> editor() {
            return Optional.of(editor.get());
        }

        @Override
        public void changed() {
            // Another change is in the form that took this one's place.
            form.ifPresent(f -> f.show(properties));
        }

        @Override
        public void leave() {
            if (properties.isEmpty()) {
                FrontMatter matter = FrontMatter.of(editor.get().text());
                if (matter.body().in(editor.get().text()).isBlank()) {
                    apply(editor.get(), new FrontMatter.Replacement(matter.range(), ""));
                }
            }
            place.leave();
        }
    }

    private static void show(Node node, boolean visible) {
        node.setVisible(visible);
        node.setManaged(visible);
    }

    private static final class KindWords extends StringConverter<PropertyEdits.Kind> {
        @Override
        public String toString(PropertyEdits.Kind kind) {
            return Words.of("property.kind." + kind.name().toLowerCase(Locale.ROOT));
        }

        @Override
        public PropertyEdits.Kind fromString(String words) {
            return PropertyEdits.Kind.TEXT;
        }
    }

    // ---- what is shown ----

    /** Shows no properties and lets none be added. */
    void clear() {
        next = Optional.empty();
        properties = List.of();
        shown.clear();
        rows.getChildren().clear();
        show(adding, false);
        show(add, false);
    }

    /** Shows properties, unless it does; what is being written in a row is written first. */
    void show(List<FrontMatter.Property> all) {
        boolean same = all.equals(properties) && !rows.getChildren().isEmpty();
        boolean writing = shown.stream().anyMatch(PropertyRow::isWriting) && next.isEmpty();
        if (!same && !writing) {
            Optional<Keys> there = keys();
            fill(all);
            there.filter(this::isShown).ifPresent(this::goOn);
        }
        next.filter(this::isShown).ifPresent(this::goOn);
    }

    private boolean isShown(Keys keys) {
        return keys.property().isEmpty() || row(keys.property()).isPresent();
    }

    private Optional<PropertyRow> row(String key) {
        return shown.stream().filter(row -> row.key().equalsIgnoreCase(key)).findFirst();
    }

    @Override
    protected Optional<Node> rowAt(int place) {
        return shown.stream().filter(row -> row.isAt(place)).findFirst().map(row -> row);
    }

    private Optional<PropertyRow> rowWithKeys() {
        return shown.stream().filter(PropertyRow::hasKeys).findFirst();
    }

    private void fill(List<FrontMatter.Property> all) {
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
            rows.getChildren().add(nothing);
        }
        show(add, !adding.isVisible());
    }

    private final class RowDesk implements PropertyRow.Desk {
        @Override
        public void edit(PropertyEdits.Edit edit) {
            PropertyForm.this.edit(edit, TRIES);
        }

        @Override
        public void rename(String key, String name) {
            next = Optional.of(Keys.of(name.strip(), false));
            edit(PropertyEdits.rename(key, name));
        }

        @Override
        public void settled() {
            around.changed();
        }

        @Override
        public void goOn(Keys keys) {
            next = Optional.of(keys);
        }

        @Override
        public void next(PropertyRow row) {
            go(row, 1);
        }

        @Override
        public boolean isLeft() {
            return PropertyForm.this.isLeft();
        }
    }

    /** The rows of the form. */
    List<PropertyRow> shown() {
        return List.copyOf(shown);
    }

    /** Gives the property that has the keys another name; says whether one has them. */
    boolean renameHere() {
        Optional<PropertyRow> row = rowWithKeys();
        row.ifPresent(PropertyRow::rename);
        return row.isPresent();
    }

    // ---- changing ----

    /** Works out a change beside the JavaFX thread; anew when the text changed meanwhile. */
    private void edit(PropertyEdits.Edit edit, int tries) {
        Optional<NoteEditor> to = around.editor();
        if (to.isEmpty() || tries == 0) {
            return;
        }
        String text = to.get().text();
        CompletableFuture<Void> _ =
                CompletableFuture.supplyAsync(() -> replacement(edit, text))
                        .thenAccept(change ->
                                Platform.runLater(() -> {
                                    if (to.get().text().equals(text)) {
                                        change.ifPresent(c -> apply(to.get(), c));
                                        around.changed();
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

    private static void apply(NoteEditor to, FrontMatter.Replacement change) {
        to.replace(change.range().start(), change.range().end(), change.text());
    }

    @Override
    protected void startAdding() {
        show(adding, true);
        show(add, false);
        newName.clear();
        newName.applyCss();
        newName.requestFocus();
    }

    private void addNamed() {
        String name = newName.getText().strip();
        if (name.isEmpty()) {
            stopAdding();
            around.leave();
        } else {
            next = Optional.of(Keys.of(name, false));
            edit(PropertyEdits.add(name, newKind.getValue()), TRIES);
            stopAdding();
        }
    }

    private void stopAdding() {
        show(adding, false);
        show(add, around.editor().isPresent());
    }

    // ---- keys ----

    private void key(KeyEvent e) {
        boolean plain = !e.isAltDown() && !e.isShortcutDown() && !e.isShiftDown();
        boolean used =
                plain
                        && switch (e.getCode()) {
                            case UP -> step(-1);
                            case DOWN -> step(1);
                            case TAB -> add.isFocused() && step(1);
                            case ESCAPE -> giveUp();
                            default -> false;
                        };
        if (used) {
            e.consume();
        }
    }

    private boolean step(int by) {
        Optional<PropertyRow> here = rowWithKeys();
        if (here.isPresent()) {
            go(here.get(), by);
        } else if (add.isFocused() && by > 0) {
            around.leave();
        } else if (add.isFocused()) {
            enter();
        }
        return here.isPresent() || add.isFocused();
    }

    private boolean giveUp() {
        boolean isBack = rowWithKeys().filter(PropertyRow::giveUp).isPresent();
        if (!isBack) {
            stopAdding();
            around.leave();
        }
        return true;
    }

    private void go(PropertyRow from, int by) {
        takeFocus(shown.indexOf(from) + by);
    }

    private void takeFocus(int row) {
        if (row >= 0 && row < shown.size()) {
            shown.get(row).takeFocus();
        } else if (row >= shown.size() && add.isVisible()) {
            add.requestFocus();
        }
    }

    /** Gives the keys to the form. */
    void takeFocus() {
        takeFocus(0);
    }

    @Override
    protected void enter() {
        takeFocus(shown.size() - 1);
    }

    @Override
    protected Optional<Keys> keys() {
        if (next.isPresent()) {
            return next;
        }
        if (adding.isVisible() && isFocusWithin()) {
            return Optional.of(Keys.NEW.in(newName, Optional.of(newName.getText())));
        }
        return rowWithKeys().map(PropertyRow::keys);
    }

    @Override
    protected void goOn(Keys keys) {
        next = Optional.empty();
        if (keys.property().isEmpty()) {
            startAdding();
            keys.goOn(newName);
        } else {
            row(keys.property()).ifPresent(row -> row.goOn(keys));
        }
    }
}
