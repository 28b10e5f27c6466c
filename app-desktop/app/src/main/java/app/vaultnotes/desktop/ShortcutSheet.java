package app.vaultnotes.desktop;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** All commands on one sheet, with the keys that call them now. */
final class ShortcutSheet {

    private static final int COLUMN_GAP = 40;

    private ShortcutSheet() {}

    /** Opens the sheet over a window. */
    static Dialogs.Open open(AppWindow window) {
        Commands commands = window.commands();
        Preferences preferences = window.app().preferences();
        VBox left = new VBox();
        VBox right = new VBox();
        HBox columns = new HBox(COLUMN_GAP, left, right);
        for (var group : commands.groups().entrySet()) {
            List<Node> rows =
                    group.getValue().stream()
                            .flatMap(id -> commands.named(id).stream())
                            .filter(each -> !each.keyWords(preferences).isEmpty())
                            .map(each -> row(each, preferences))
                            .toList();
            boolean fuller = left.getChildren().size() > right.getChildren().size();
            VBox column = fuller ? right : left;
            if (!rows.isEmpty()) {
                column.getChildren().add(section(group.getKey()));
                column.getChildren().addAll(rows);
            }
        }
        List.of(left, right).forEach(column -> HBox.setHgrow(column, Priority.ALWAYS));
        left.prefWidthProperty().bind(columns.widthProperty().subtract(COLUMN_GAP).divide(2));
        right.prefWidthProperty().bind(left.prefWidthProperty());
        String title = Words.of("command.shortcuts");
        ScrollPane scroll = TextPanel.scrolling(title, columns);
        Dialogs.Open open = TextPanel.open(window, title, scroll);
        scroll.requestFocus();
        return open;
    }

    private static Label section(String group) {
        Label section = new Label(Words.of("commands." + group));
        section.getStyleClass().addAll("vn-section", "vn-shortcut-group");
        return section;
    }

    private static Node row(Command command, Preferences preferences) {
        Label name = new Label(command.words());
        name.setMinWidth(0);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        Label keys = new Label(command.keyWords(preferences));
        keys.getStyleClass().add("vn-keys");
        keys.setMinWidth(Region.USE_PREF_SIZE);
        HBox row = new HBox(8, name, gap, keys);
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().add("vn-shortcut");
        return row;
    }
}
