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
     * What is asked.
     *
     * @param head the question
     * @param field what the field is called to those who cannot see it
     * @param action what the button says
     * @param most UTF-16 units of the name
     * @param canBeEmpty whether no name is an answer
     */
    record Question(String head, String field, String action, int most, boolean canBeEmpty) {}

    /**
     * Asks for another name of a thing, which may have none.
     *
     * @param now the name that it has
     * @param chosen gets what was written, on one line
     */
    static void ask(AppWindow window, String question, String now, Consumer<String> chosen) {
        Question asked =
                new Question(
                        question, question, Words.of("name.set"), Timeline.MAX_NAME_CHARS, true);
        ask(window, asked, now, chosen);
    }

    /** Asks for a name in a panel over the window. */
    static void ask(AppWindow window, Question question, String now, Consumer<String> chosen) {
        Label head = new Label(question.head());
        head.getStyleClass().add("vn-dialog-title");
        TextField field = new TextField(now);
        FieldLimit.length(field, question.most());
        field.setAccessibleText(question.field());
        Button cancel = new Button(Words.of("cancel"));
        cancel.setCancelButton(true);
        Button go = new Button(question.action());
        go.setDefaultButton(true);
        if (!question.canBeEmpty()) {
            go.disableProperty().bind(field.textProperty().map(String::isBlank));
        }
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
