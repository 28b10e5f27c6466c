package app.vaultnotes.desktop;

import app.vaultnotes.vault.Timeline;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Asks for a name. */
final class NameDialog {

    private static final int WIDTH = 440;

    private NameDialog() {}

    /**
     * Asks for a name in a panel over the window.
     *
     * @param now the name that it has
     * @param chosen gets what was written, on one line
     */
    static void ask(AppWindow window, String question, String now, Consumer<String> chosen) {
        Label head = new Label(question);
        head.getStyleClass().add("vn-dialog-title");
        TextField field = new TextField(now);
        FieldLimit.length(field, Timeline.MAX_NAME_CHARS);
        field.setAccessibleText(question);
        Button cancel = new Button(Words.of("cancel"));
        cancel.setCancelButton(true);
        Button go = new Button(Words.of("name.set"));
        go.setDefaultButton(true);
        HBox buttons = new HBox(8, cancel, go);
        buttons.setAlignment(Pos.CENTER_RIGHT);
        VBox panel = new VBox(12, head, field, buttons);
        panel.setMaxSize(WIDTH, Region.USE_PREF_SIZE);
        Dialogs.Open open = Dialogs.open(window, panel);
        cancel.setOnAction(e -> open.close());
        go.setOnAction(e -> {
            open.close();
            chosen.accept(field.getText());
        });
        field.requestFocus();
        field.selectAll();
    }
}
