package app.vaultnotes.desktop;

import app.vaultnotes.desktop.editor.PropertiesForm;
import app.vaultnotes.document.markdown.FrontMatter;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.DatePicker;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/** One property in the form: its name, and a control that fits its value. */
final class PropertyRow extends HBox {

    private static final int MOST_VALUE = 10_000;
    private static final int MOST_CHIPS = 200;
    private static final int WRAP = 140;
    private static final String NUMBER = "[-+]?[0-9]*[.]?[0-9]*([eE][-+]?[0-9]*)?";

    private final FrontMatter.Property property;
    private final Desk desk;
    private final Node control;
    private Optional<TextField> field = Optional.empty();
    private String before = "";

    /** What a row needs of its form. */
    interface Desk {
        /** Changes the note. */
        void edit(PropertyEdits.Edit edit);

        /** Gives a property another name. */
        void rename(String key, String name);

        /** What was being written is done. */
        void settled();

        /** Goes on in a row once what is being written is in the note. */
        void goOn(PropertiesForm.Keys keys);

        /** Goes on behind a row. */
        void next(PropertyRow row);

        /** Whether another form goes on with what is half written in this one. */
        boolean isLeft();
    }

    PropertyRow(FrontMatter.Property property, Desk desk) {
        super(4);
        this.property = property;
        this.desk = desk;
        getStyleClass().add("vn-property");
        setAlignment(Pos.TOP_LEFT);
        this.control = control();
        HBox.setHgrow(control, Priority.ALWAYS);
        control.setAccessibleText(property.key());
        getChildren().addAll(name(), control);
    }

    /** As high as its control is in the room beside the name, where that wraps. */
    @Override
    protected double computePrefHeight(double width) {
        double room = width < 0 ? getWidth() : width;
        if (room <= 0) {
            return super.computePrefHeight(width);
        }
        Node name = getChildren().get(0);
        double beside = room - name.prefWidth(-1) - getSpacing();
        return Math.max(name.prefHeight(-1), control.prefHeight(Math.max(WRAP, beside)));
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    /** Whether a place of the note's text stands in the property's lines. */
    boolean isAt(int place) {
        return property.lines().contains(place);
    }

    private Button name() {
        Button name = new Button(property.key());
        name.getStyleClass().setAll("vn-property-name");
        name.setAccessibleText(Words.of("property.menu", property.key()));
        name.setTooltip(new Tooltip(property.key()));
        ContextMenu menu = menu();
        name.setContextMenu(menu);
        name.setOnAction(e -> menu.show(name, Side.BOTTOM, 0, 0));
        return name;
    }

    /** What can be done with the property. */
    ContextMenu menu() {
        MenuItem rename = new MenuItem(Words.of("property.rename.short"));
        rename.setOnAction(e -> rename());
        MenuItem remove = new MenuItem(Words.of("property.remove"));
        remove.setOnAction(e -> desk.edit(PropertyEdits.remove(property.key())));
        return new ContextMenu(rename, remove);
    }

    /** Lets another name be written in the place of the name; the value is written before. */
    void rename() {
        if (isWriting()) {
            desk.goOn(PropertiesForm.Keys.of(key(), true));
            field.ifPresent(this::write);
        } else {
            writeName();
        }
    }

    private void writeName() {
        TextField field = new TextField(property.key());
        FieldLimit.length(field, PropertyForm.MOST_NAME);
        field.getStyleClass().add("vn-property-name-field");
        field.setAccessibleText(Words.of("property.rename", property.key()));
        field.setOnAction(e -> named(field.getText()));
        getChildren().set(0, field);
        field.applyCss();
        field.requestFocus();
        field.selectAll();
        field.focusedProperty()
                .addListener((o, was, focused) -> {
                    if (!focused && !desk.isLeft()) {
                        named(field.getText());
                    }
                });
    }

    private void named(String name) {
        if (nameField().isPresent()) {
            boolean here = hasKeys();
            getChildren().set(0, name());
            if (!name.isBlank() && !name.strip().equals(property.key())) {
                desk.rename(property.key(), name);
            } else if (here) {
                takeFocus();
            }
        }
    }

    private Node control() {
        if (PropertyEdits.isList(property)) {
            return chips();
        }
        return switch (property.type()) {
            case CHECKBOX -> box();
            case DATE -> date();
            case NUMBER -> number();
            case OTHER -> asWritten();
            case TEXT, DATETIME, EMPTY, LIST ->
                    property.text().indexOf('\n') >= 0 ? asWritten() : field(property.text());
        };
    }

    private void set(String value) {
        desk.edit(PropertyEdits.set(property.key(), value));
    }

    private static Label label(String text, String styleClass) {
        Label label = new Label(text);
        label.getStyleClass().add(styleClass);
        return label;
    }

    /** What no control fits is shown, and written in the note itself. */
    private Node asWritten() {
        String text = property.text();
        return label(text.substring(0, Math.min(MOST_VALUE, text.length())), "vn-as-written");
    }

    private TextField field(String text) {
        TextField made = new TextField(text);
        before = text;
        FieldLimit.length(made, MOST_VALUE);
        made.setOnAction(e -> {
            write(made);
            desk.next(this);
        });
        made.focusedProperty()
                .addListener((o, was, focused) -> {
                    if (!focused && !desk.isLeft()) {
                        write(made);
                    }
                });
        field = Optional.of(made);
        return made;
    }

    private void write(TextField from) {
        String text = from.getText();
        if (!text.equals(before)) {
            before = text;
            set(text);
        } else {
            desk.settled();
        }
    }

    private TextField number() {
        TextField made = field(property.text());
        String written = property.text();
        FieldLimit.only(made, text -> text.matches(NUMBER) || text.equals(written));
        return made;
    }

    private CheckBox box() {
        CheckBox made = new CheckBox();
        made.setSelected(property.text().equalsIgnoreCase("true"));
        made.setOnAction(e -> set(Boolean.toString(made.isSelected())));
        return made;
    }

    private Node date() {
        try {
            DatePicker made = new DatePicker(LocalDate.parse(property.text()));
            made.setMaxWidth(Double.MAX_VALUE);
            made.valueProperty()
                    .addListener((o, was, now) -> {
                        if (now != null && !now.equals(was)) {
                            set(now.toString());
                        }
                    });
            return made;
        } catch (DateTimeException e) {
            return field(property.text()); // written like a date, but there is no such day
        }
    }

    // ---- lists ----

    private FlowPane chips() {
        FlowPane pane = new FlowPane(4, 4);
        pane.setMinHeight(0); // otherwise that of the narrowest
        pane.setMinWidth(0); // otherwise that of the longest value
        pane.getStyleClass().add("vn-chips");
        pane.setPrefWrapLength(WRAP);
        List<String> values = values();
        for (String value : values.subList(0, Math.min(MOST_CHIPS, values.size()))) {
            HBox chip = chip(value);
            chip.maxWidthProperty()
                    .bind(
                            Bindings.createDoubleBinding(
                                    () -> room(pane), pane.widthProperty(), pane.insetsProperty()));
            pane.getChildren().add(chip);
        }
        TextField more = new TextField();
        more.setPromptText(Words.of("property.more"));
        more.setAccessibleText(Words.of("property.more.to", property.key()));
        more.getStyleClass().add("vn-chip-field");
        more.setOnAction(e -> include(more));
        more.addEventFilter(
                KeyEvent.KEY_PRESSED,
                e -> {
                    boolean empty = more.getText().isEmpty() && !values.isEmpty();
                    if (e.getCode() == KeyCode.BACK_SPACE && empty) {
                        exclude(values.get(values.size() - 1));
                        e.consume();
                    }
                });
        field = Optional.of(more);
        pane.getChildren().add(more);
        return pane;
    }

    /** How wide a chip may be; as wide as it likes until the pane has a place. */
    private static double room(FlowPane pane) {
        double room = pane.getWidth() - pane.getInsets().getLeft() - pane.getInsets().getRight();
        return room > 0 ? room : Double.MAX_VALUE;
    }

    private List<String> values() {
        return new FrontMatter(
                        property.lines(), property.lines(), List.of(property), Optional.empty())
                .values(property.key());
    }

    private void include(TextField from) {
        String text = from.getText();
        from.clear();
        desk.edit(PropertyEdits.include(property.key(), text));
    }

    private void exclude(String value) {
        desk.edit(PropertyEdits.exclude(property.key(), value));
    }

    private HBox chip(String value) {
        Button gone =
                Icons.button(
                        Icons.CLOSE, Words.of("property.exclude", value), () -> exclude(value));
        gone.getStyleClass().add("small");
        HBox chip = new HBox(2, label(value, "vn-chip-text"), gone);
        chip.setAlignment(Pos.CENTER_LEFT);
        chip.getStyleClass().add("vn-chip");
        return chip;
    }

    // ---- keys ----

    /** The name of the property. */
    String key() {
        return property.key();
    }

    /** The control of its value. */
    Node value() {
        return control;
    }

    /** The field in which one writes, if it has one. */
    Optional<TextField> field() {
        return field;
    }

    /** Whether the keys go to it. */
    boolean hasKeys() {
        return isFocusWithin();
    }

    /** Whether something was written in it that is not in the note yet. */
    boolean isWriting() {
        return typed().isPresent();
    }

    /** Takes back what was written in it and is not in the note yet; says whether that was some. */
    boolean giveUp() {
        boolean naming = nameField().isPresent();
        boolean writing = isWriting();
        if (naming) {
            named(property.key());
        } else if (writing) {
            field.ifPresent(f -> {
                f.setText(before);
                f.end();
            });
        }
        return naming || writing;
    }

    /** Where the keys are in it, and what is not in the note yet. */
    PropertiesForm.Keys keys() {
        PropertiesForm.Keys value = PropertiesForm.Keys.of(key(), false);
        return nameField()
                .map(f -> PropertiesForm.Keys.of(key(), true).in(f, Optional.of(f.getText())))
                .or(() -> field.filter(TextField::isFocused).map(f -> value.in(f, typed())))
                .orElse(value);
    }

    /** Goes on where the row was left that it takes the place of. */
    void goOn(PropertiesForm.Keys keys) {
        if (keys.isName()) {
            writeName();
            nameField().filter(f -> keys.typed().isPresent()).ifPresent(keys::goOn);
        } else {
            takeFocus();
            field.ifPresent(keys::goOn);
        }
    }

    private Optional<TextField> nameField() {
        return Optional.of(getChildren().get(0))
                .filter(TextField.class::isInstance)
                .map(TextField.class::cast);
    }

    private Optional<String> typed() {
        return field.filter(TextField::isFocused)
                .map(TextField::getText)
                .filter(text -> !text.equals(before));
    }

    /** Gives the keys to it. */
    void takeFocus() {
        Node value = field.isPresent() ? field.get() : control;
        Node to = value.isFocusTraversable() ? value : getChildren().get(0);
        to.applyCss();
        to.requestFocus();
        field.ifPresent(TextField::end);
    }
}
