package app.vaultnotes.desktop;

import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** A panel over a window that has something to read: a title, a body, and a way out. */
final class TextPanel {

    private static final int FROM_EDGE = 24;

    private TextPanel() {}

    /**
     * Opens it.
     *
     * @param buttons what can be done with it, before the button that closes it
     */
    static Dialogs.Open open(AppWindow window, String title, Node body, Button... buttons) {
        Label head = new Label(title);
        head.getStyleClass().add("vn-page-title");
        Button close = new Button(Words.of("dialog.close"));
        close.setDefaultButton(true);
        HBox foot = new HBox(8, buttons);
        foot.getChildren().add(close);
        foot.setAlignment(Pos.CENTER_RIGHT);
        VBox.setVgrow(body, Priority.ALWAYS);
        VBox panel = new VBox(12, head, body, foot);
        panel.getStyleClass().add("vn-reading");
        panel.setAccessibleText(title);
        panel.setMinSize(0, 0);
        panel.setMaxHeight(Region.USE_PREF_SIZE);
        Dialogs.Open open = Dialogs.open(window, panel);
        StackPane.setMargin(panel, new Insets(FROM_EDGE));
        close.setOnAction(e -> open.close());
        close.requestFocus();
        return open;
    }

    /** A body that can be longer than the panel. */
    static ScrollPane scrolling(String name, Region body) {
        ScrollPane scroll = new ScrollPane(body);
        scroll.setFitToWidth(true);
        scroll.setFocusTraversable(true);
        scroll.setAccessibleText(name);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        return scroll;
    }

    /** A body of plain text that can be marked and copied. */
    static TextArea text(String name, String text) {
        TextArea area = new TextArea(text);
        area.setEditable(false);
        area.setAccessibleText(name);
        area.getStyleClass().add("vn-plain-text");
        return area;
    }

    /** A button that puts a text on the clipboard. */
    static Button copying(AppWindow window, String text) {
        Button copy = new Button(Words.of("copy"));
        copy.setOnAction(e -> {
            ClipboardContent content = new ClipboardContent();
            content.putString(text);
            Clipboard.getSystemClipboard().setContent(content);
            window.toasts().say(Words.of("copied"));
        });
        return copy;
    }
}
