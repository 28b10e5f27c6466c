package app.vaultnotes.desktop;

import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;

/** What can be done with the note of a sheet, on a button. */
final class SheetMenu {

    private static final List<String> COMMANDS =
            List.of(
                    "bookmark",
                    "rename",
                    "moveto",
                    "duplicate",
                    "source",
                    "find",
                    "splitright",
                    "trash");

    private SheetMenu() {}

    /** The button. {@code run} gets the name of the command that is chosen. */
    static MenuButton of(Consumer<String> run) {
        MenuButton more = new MenuButton();
        more.setGraphic(Icons.of(Icons.MORE));
        more.getStyleClass().add("vn-icon-button");
        more.setAccessibleText(Words.of("more"));
        more.getItems().setAll(new MenuItem()); // Without one it would not open.
        more.setOnShowing(e ->
                more.getItems().setAll(COMMANDS.stream().map(each -> item(each, run)).toList()));
        return more;
    }

    private static MenuItem item(String command, Consumer<String> run) {
        MenuItem item = new MenuItem(Words.of("command." + command));
        item.setOnAction(e -> run.accept(command));
        return item;
    }
}
