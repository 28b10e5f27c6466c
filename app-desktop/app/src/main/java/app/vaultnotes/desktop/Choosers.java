package app.vaultnotes.desktop;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.scene.control.CheckBox;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.ComboBox;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.util.StringConverter;

/** What one chooses with in the settings. All of them tell of a choice at once. */
final class Choosers {

    private static final int WIDEST = 260;

    private Choosers() {}

    /** Something that can be chosen, and what it is called. */
    record Option(String value, String words) {}

    /** A few choices side by side; arrow keys walk along them. */
    static HBox segments(
            String name, List<Option> options, String chosen, Consumer<String> choose) {
        HBox row = row(name, "vn-segments", options, chosen, choose);
        row.getChildren()
                .forEach(node -> {
                    ToggleButton button = (ToggleButton) node;
                    button.setText(words(options, button.getUserData().toString()));
                });
        return row;
    }

    /** Colours side by side, each a style class of its own. */
    static HBox colours(String name, List<Option> options, String chosen, Consumer<String> choose) {
        HBox row = row(name, "vn-swatches", options, chosen, choose);
        row.getChildren()
                .forEach(node -> {
                    ToggleButton button = (ToggleButton) node;
                    Region dot = new Region();
                    dot.getStyleClass().setAll("vn-swatch", "of-" + button.getUserData());
                    button.setGraphic(dot);
                });
        return row;
    }

    private static HBox row(
            String name,
            String styleClass,
            List<Option> options,
            String chosen,
            Consumer<String> choose) {
        ToggleGroup group = new ToggleGroup();
        HBox row = new HBox();
        row.getStyleClass().setAll(styleClass);
        row.setAlignment(Pos.CENTER_LEFT);
        row.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        for (Option option : options) {
            ToggleButton button = new ToggleButton();
            button.setUserData(option.value());
            button.setAccessibleText(name + ": " + option.words());
            button.setToggleGroup(group);
            button.setSelected(option.value().equals(chosen));
            row.getChildren().add(button);
        }
        group.selectedToggleProperty()
                .addListener((o, was, is) -> {
                    if (is == null) {
                        group.selectToggle(was);
                    } else if (was != null || !is.getUserData().equals(chosen)) {
                        choose.accept(is.getUserData().toString());
                    }
                });
        return row;
    }

    private static String words(List<Option> options, String value) {
        return options.stream()
                .filter(option -> option.value().equals(value))
                .map(Option::words)
                .findFirst()
                .orElse(value);
    }

    /** On or off. */
    static CheckBox toggle(String name, boolean on, Consumer<Boolean> choose) {
        CheckBox box = new CheckBox();
        box.getStyleClass().add("vn-switch");
        box.setAccessibleText(name);
        box.setSelected(on);
        box.selectedProperty().addListener((o, was, is) -> choose.accept(is));
        return box;
    }

    /** One of many, in a list that opens. */
    static ComboBox<Option> list(
            String name, List<Option> options, String chosen, Consumer<String> choose) {
        ComboBox<Option> list = new ComboBox<>();
        list.setConverter(
                new StringConverter<>() {
                    @Override
                    public String toString(Option option) {
                        return option == null ? "" : option.words();
                    }

                    @Override
                    public Option fromString(String words) {
                        return new Option(words, words);
                    }
                });
        list.getItems().setAll(options);
        list.setAccessibleText(name);
        list.getStyleClass().add("vn-list");
        options.stream()
                .filter(option -> option.value().equals(chosen))
                .findFirst()
                .ifPresent(list::setValue);
        list.valueProperty().addListener((o, was, is) -> choose.accept(is.value()));
        return list;
    }

    /**
     * Several of many, in a menu that opens.
     *
     * @param choose told of all that are chosen, in their order
     */
    static MenuButton several(
            String name, List<Option> options, List<String> chosen, Consumer<List<String>> choose) {
        MenuButton button = new MenuButton();
        button.setAccessibleText(name);
        button.getStyleClass().add("vn-several");
        button.setMaxWidth(WIDEST);
        Runnable say =
                () ->
                        button.setText(
                                button.getItems().stream()
                                        .filter(item -> ((CheckMenuItem) item).isSelected())
                                        .map(MenuItem::getText)
                                        .collect(Collectors.joining(", ")));
        for (Option option : options) {
            CheckMenuItem item = new CheckMenuItem(option.words());
            item.setUserData(option.value());
            item.setSelected(chosen.contains(option.value()));
            item.setOnAction(e -> {
                say.run();
                choose.accept(ticked(button));
            });
            button.getItems().add(item);
        }
        say.run();
        return button;
    }

    private static List<String> ticked(MenuButton button) {
        return button.getItems().stream()
                .filter(item -> ((CheckMenuItem) item).isSelected())
                .map(item -> item.getUserData().toString())
                .toList();
    }

    /** A whole number between two others. */
    static Slider slider(String name, int least, int most, int chosen, Consumer<Integer> choose) {
        Slider slider = new Slider(least, most, chosen);
        slider.setAccessibleText(name);
        slider.setBlockIncrement(1);
        slider.getStyleClass().add("vn-slider");
        slider.valueProperty()
                .addListener((o, was, is) -> {
                    if (Math.round(was.doubleValue()) != Math.round(is.doubleValue())) {
                        choose.accept((int) Math.round(is.doubleValue()));
                    }
                });
        return slider;
    }

    /** A short text; it is chosen with Enter, and when one goes elsewhere. */
    static TextField text(String name, String chosen, Consumer<String> choose) {
        TextField field = new TextField(chosen);
        field.setAccessibleText(name);
        field.getStyleClass().add("vn-short");
        String[] told = {chosen};
        Runnable tell =
                () -> {
                    if (!field.getText().equals(told[0])) {
                        told[0] = field.getText();
                        choose.accept(field.getText().strip());
                    }
                };
        field.setOnAction(e -> tell.run());
        field.addEventFilter(
                KeyEvent.KEY_PRESSED,
                e -> {
                    if (e.getCode() == KeyCode.ENTER) {
                        tell.run();
                        e.consume();
                    }
                });
        field.focusedProperty()
                .addListener((o, was, is) -> {
                    if (!is) {
                        tell.run();
                    }
                });
        return field;
    }
}
