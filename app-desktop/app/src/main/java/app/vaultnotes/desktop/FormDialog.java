package app.vaultnotes.desktop;

import app.vaultnotes.desktop.editor.WordPieces;
import java.util.List;
import javafx.animation.PauseTransition;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/**
 * A panel over a window in which one fills something in and waits for what a relay says of it. For
 * the JavaFX thread.
 */
final class FormDialog {

    /** Whoever waits no longer need not be told. */
    private static final Duration PATIENCE = Duration.millis(500);

    private final AppWindow window;
    private final Label title = new Label();
    private final VBox body = new VBox(10);
    private final Label failed = new Label();
    private final Label waiting = new Label();
    private final HBox buttons = new HBox(8);
    private final VBox panel = new VBox(14, title, body, failed, buttons);
    private final PauseTransition patience = new PauseTransition(PATIENCE);
    private final Dialogs.Open open;

    private FormDialog(AppWindow window, double width) {
        this.window = window;
        title.getStyleClass().add("vn-dialog-title");
        title.setWrapText(true);
        failed.getStyleClass().add("vn-wrong");
        failed.setWrapText(true);
        failed.setMinHeight(Region.USE_PREF_SIZE);
        waiting.getStyleClass().add("vn-faint");
        buttons.setAlignment(Pos.CENTER_RIGHT);
        panel.getStyleClass().add("vn-form");
        panel.setPrefWidth(width);
        panel.setMaxSize(width, Region.USE_PREF_SIZE);
        patience.setOnFinished(e -> waiting.setText(Words.of("relay.asking")));
        fail("");
        open = Dialogs.open(window, panel);
    }

    /** Opens an empty one. */
    static FormDialog open(AppWindow window, double width) {
        return new FormDialog(window, width);
    }

    /** Shows another page in it. */
    void show(String head, List<? extends Node> nodes, Button... actions) {
        title.setText(head);
        panel.setAccessibleText(head);
        body.getChildren().setAll(nodes);
        Region gap = new Region();
        HBox.setHgrow(gap, javafx.scene.layout.Priority.ALWAYS);
        buttons.getChildren().setAll(waiting, gap);
        buttons.getChildren().addAll(actions);
        for (Button action : actions) {
            action.setMinWidth(Region.USE_PREF_SIZE);
        }
        settled();
        panel.applyCss();
        body.getChildren().stream()
                .flatMap(node -> stops(node).stream())
                .findFirst()
                .or(() -> List.of(actions).stream().reduce((a, b) -> b).map(Node.class::cast))
                .ifPresent(Node::requestFocus);
    }

    private static List<Node> stops(Node node) {
        if (node instanceof TextField field && field.isEditable()) {
            return List.of(node);
        }
        return node instanceof VBox box
                ? box.getChildren().stream().flatMap(each -> stops(each).stream()).toList()
                : List.of();
    }

    /** Says what is wrong; nothing for nothing. */
    void fail(String why) {
        failed.setText(why);
        failed.setVisible(!why.isEmpty());
        failed.setManaged(!why.isEmpty());
    }

    /** Waits for a relay: nothing can be changed meanwhile, but one can go away. */
    void waiting() {
        fail("");
        body.setDisable(true);
        buttons.getChildren().stream()
                .filter(node -> node instanceof Button button && !button.isCancelButton())
                .forEach(node -> node.setDisable(true));
        patience.playFromStart();
    }

    /** Waits no more. */
    private void settled() {
        patience.stop();
        waiting.setText("");
        fail("");
        body.setDisable(false);
        buttons.getChildren().forEach(node -> node.setDisable(false));
    }

    /** Waits no more, since it did not work. */
    void failed(String why) {
        settled();
        fail(why);
    }

    /** Asks a relay; what comes of it is only shown while this is open. */
    <T> void ask(RelayWork.Work<T> work, java.util.function.Consumer<T> show) {
        waiting();
        window.app()
                .relayWork()
                .ask(
                        work,
                        result -> {
                            if (open.isOpen()) {
                                settled();
                                show.accept(result);
                            }
                        },
                        why -> {
                            if (open.isOpen()) {
                                failed(why);
                            }
                        });
    }

    boolean isOpen() {
        return open.isOpen();
    }

    void close() {
        open.close();
    }

    // ---- what stands in it ----

    /** A button that does something; the Enter key does it, too. */
    static Button go(String words, Runnable action) {
        Button go = new Button(Words.of(words));
        go.getStyleClass().add("vn-primary");
        go.setDefaultButton(true);
        go.setOnAction(e -> action.run());
        return go;
    }

    static Button plain(String words, Runnable action) {
        Button button = new Button(Words.of(words));
        button.setOnAction(e -> action.run());
        return button;
    }

    /** A button that goes away. */
    Button cancel(String words) {
        Button cancel = plain(words, this::close);
        cancel.setCancelButton(true);
        return cancel;
    }

    /** A field with its name above it. */
    static VBox named(String words, Node field) {
        Label name = new Label(Words.of(words));
        name.getStyleClass().add("vn-field-name");
        name.setLabelFor(field);
        field.setAccessibleText(Words.of(words));
        return new VBox(4, name, field);
    }

    static TextField field(String text, String prompt) {
        TextField field = new TextField(text);
        field.setPromptText(prompt);
        FieldLimit.length(field, MOST_CHARACTERS);
        return field;
    }

    static PasswordField secret() {
        PasswordField field = new PasswordField();
        FieldLimit.length(field, MOST_CHARACTERS);
        return field;
    }

    private static final int MOST_CHARACTERS = 1_000;

    /** Words that tell something. */
    static Node about(String words) {
        return WordPieces.flow(words, "vn-told-text");
    }
}
