package app.vaultnotes.desktop;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** The settings: their groups at the left, with a field that finds one, and the choices. */
final class SettingsPanel extends BorderPane {

    private static final int FROM_EDGE = 24;

    private final AppWindow window;
    private final List<SettingsGroup> groups = new ArrayList<>();
    private final TextField find = new TextField();
    private final VBox list = new VBox();
    private final Label title = new Label();
    private final VBox rows = new VBox();
    private final ScrollPane scroll = new ScrollPane(rows);
    private Runnable close = () -> {};
    private String shown = "appearance";

    private SettingsPanel(AppWindow window) {
        this.window = window;
        Preferences preferences = window.app().preferences();
        AppSettings app = new AppSettings(preferences);
        groups.add(app.appearance());
        groups.add(
                app.writing(
                        new SpellingSettings(preferences, window.app().dictionaries()).lines()));
        groups.add(app.pictures());
        KeySettings keys = new KeySettings(window.commands(), preferences);
        groups.add(keys.group());
        groups.add(app.language());
        getStyleClass().add("vn-settings");
        setAccessibleText(Words.of("command.settings"));
        setMinSize(0, 0);
        setLeft(left());
        setCenter(right());
        showGroup(shown);
        Runnable forget = preferences.onChange(keys::refresh);
        sceneProperty()
                .addListener((o, was, is) -> {
                    if (is == null) {
                        forget.run();
                    }
                });
    }

    /** Opens the settings over a window. */
    static SettingsPanel open(AppWindow window) {
        SettingsPanel panel = new SettingsPanel(window);
        Dialogs.Open open = Dialogs.open(window, panel);
        StackPane.setMargin(panel, new Insets(FROM_EDGE));
        panel.close = open::close;
        panel.find.requestFocus();
        new VaultSettings(window.lane()).read(panel::add);
        new SharingSettings(window, panel.close).read(panel::add);
        return panel;
    }

    private void add(SettingsGroup group) {
        groups.add(group);
        showList();
        if (!find.getText().isBlank()) {
            narrow();
        }
    }

    // ---- the list ----

    private VBox left() {
        find.setPromptText(Words.of("settings.find"));
        find.setAccessibleText(Words.of("settings.find"));
        find.textProperty().addListener((o, was, typed) -> narrow());
        find.addEventFilter(
                KeyEvent.KEY_PRESSED,
                e -> {
                    if (e.getCode() == KeyCode.DOWN) {
                        first().ifPresent(Node::requestFocus);
                        e.consume();
                    }
                });
        list.addEventFilter(KeyEvent.KEY_PRESSED, this::walk);
        VBox left = new VBox(8, find, list);
        left.getStyleClass().add("vn-settings-list");
        return left;
    }

    private Optional<Node> first() {
        return rows.getChildren().stream()
                .filter(Setting.class::isInstance)
                .map(row -> ((Setting) row).control())
                .findFirst()
                .map(SettingsPanel::choice);
    }

    /** What takes the keys in a control that is made of several. */
    private static Node choice(Node control) {
        return control instanceof HBox box && !box.isFocusTraversable()
                ? box.getChildren().stream()
                        .filter(Node::isFocusTraversable)
                        .findFirst()
                        .orElse(control)
                : control;
    }

    private void showList() {
        list.getChildren().clear();
        boolean vault = false;
        list.getChildren().add(section(Words.of("settings.app")));
        for (SettingsGroup group : groups) {
            if (group.vault() && !vault) {
                list.getChildren().add(section(window.vault().name()));
                vault = true;
            }
            list.getChildren().add(entry(group));
        }
    }

    private static Label section(String words) {
        Label section = new Label(words);
        section.getStyleClass().add("vn-section");
        return section;
    }

    private Button entry(SettingsGroup group) {
        boolean current = find.getText().isBlank() && group.id().equals(shown);
        Button entry = new Button(group.title());
        entry.setGraphic(Icons.of(group.icon()));
        entry.setUserData(group.id());
        entry.getStyleClass().setAll("vn-link", "vn-entry");
        if (current) {
            entry.getStyleClass().add("chosen");
        }
        entry.setFocusTraversable(current);
        entry.setAlignment(Pos.CENTER_LEFT);
        entry.setOnAction(e -> showGroup(group.id()));
        return entry;
    }

    /** Arrow keys go up and down the list, which is a single stop of the Tab key. */
    private void walk(KeyEvent e) {
        int by = e.getCode() == KeyCode.DOWN ? 1 : e.getCode() == KeyCode.UP ? -1 : 0;
        if (by != 0) {
            List<String> ids = groups.stream().map(SettingsGroup::id).toList();
            showGroup(ids.get(Math.clamp(ids.indexOf(shown) + (long) by, 0, ids.size() - 1)));
            list.getChildren().stream()
                    .filter(node -> shown.equals(node.getUserData()))
                    .forEach(Node::requestFocus);
            e.consume();
        }
    }

    // ---- what can be chosen ----

    private BorderPane right() {
        title.getStyleClass().add("vn-page-title");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox head =
                new HBox(
                        title,
                        gap,
                        Icons.button(Icons.CLOSE, Words.of("dialog.close"), () -> close.run()));
        head.setAlignment(Pos.CENTER_LEFT);
        head.getStyleClass().add("vn-settings-head");
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        rows.getStyleClass().add("vn-settings-rows");
        BorderPane right = new BorderPane(scroll);
        right.setTop(head);
        return right;
    }

    /** Shows a group. */
    void showGroup(String id) {
        shown = id;
        if (!find.getText().isEmpty()) {
            find.clear();
        }
        showList();
        groups.stream()
                .filter(group -> group.id().equals(id))
                .forEach(group -> {
                    title.setText(group.title());
                    rows.getChildren().setAll(group.settings());
                    rows.getChildren().addAll(group.more());
                });
        scroll.setVvalue(0);
    }

    /** Shows the settings of all groups in which the words that were typed are found. */
    private void narrow() {
        String typed = find.getText();
        if (typed.isBlank()) {
            showGroup(shown);
            return;
        }
        showList();
        title.setText(Words.of("settings.found"));
        rows.getChildren().clear();
        for (SettingsGroup group : groups) {
            List<Setting> found =
                    group.settings().stream()
                            .filter(setting -> setting.matches(typed, group.title()))
                            .toList();
            if (!found.isEmpty()) {
                rows.getChildren().add(section(group.title()));
                rows.getChildren().addAll(found);
            }
        }
        if (rows.getChildren().isEmpty()) {
            Label nothing = new Label(Words.of("settings.none"));
            nothing.getStyleClass().add("vn-faint");
            rows.getChildren().add(nothing);
        }
    }

    /** The lines that are shown. */
    List<Setting> lines() {
        return rows.getChildren().stream()
                .filter(Setting.class::isInstance)
                .map(Setting.class::cast)
                .toList();
    }

    TextField find() {
        return find;
    }
}
