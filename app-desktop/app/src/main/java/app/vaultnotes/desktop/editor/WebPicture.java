package app.vaultnotes.desktop.editor;

import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/** A picture of the web in a note: a row that asks whether to load it, then the picture. */
public final class WebPicture extends StackPane {

    private static final int GAP = 10;
    private static final String ICON = "fltral-globe-20";

    private final String address;
    private final String alt;
    private final double width;
    private final AreaListener listener;
    private final WebPictures web;
    private final Label told = new Label();

    /** The picture at an address, or the row in its place. */
    WebPicture(String address, String alt, double width, AreaListener listener) {
        this.address = address;
        this.alt = alt;
        this.width = width;
        this.listener = listener;
        this.web = listener.pictures().web();
        getStyleClass().add("web-picture");
        setMaxWidth(width);
        setAlignment(Pos.CENTER_LEFT);
        told.setMinWidth(0);
        Optional<Image> kept = web.kept(address);
        if (kept.isPresent()) {
            show(kept.get());
        } else {
            ask();
        }
    }

    private void ask() {
        WebPictures.Way way = web.way(address);
        say(words("webpicture.from"));
        switch (way) {
            case LOAD -> load();
            case ASK -> {
                web.host(address).ifPresent(this::showHost);
            }
            case NEVER -> {
                // The row says what would be there.
            }
        }
    }

    private String words(String name) {
        String host = web.host(address).orElse(address);
        return listener.words(name, alt.isEmpty() ? listener.words("webpicture") : alt, host);
    }

    /** Shows a row with words alone. */
    private void say(String words) {
        told.setText(words);
        HBox row = new HBox(GAP, new FontIcon(ICON), told);
        row.getStyleClass().add("embed");
        row.setAlignment(Pos.CENTER_LEFT);
        row.setAccessibleRole(AccessibleRole.TEXT);
        row.setAccessibleText(words);
        getChildren().setAll(row);
    }

    /** Shows the host in a line of its own, so that no long name hides it, and the answers. */
    private void showHost(String host) {
        HBox row = (HBox) getChildren().get(0);
        told.setText(alt.isEmpty() ? listener.words("webpicture") : alt);
        Label from = new Label(host);
        from.getStyleClass().add("file-size");
        from.setMinWidth(0);
        VBox both = new VBox(told, from);
        both.setMinWidth(0);
        row.getChildren().add(both); // The words left the row for it.
        addButtons();
    }

    private void addButtons() {
        HBox row = (HBox) getChildren().get(0);
        row.setPrefWidth(width);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        row.getChildren()
                .addAll(
                        gap,
                        button("webpicture.once", this::load),
                        button("webpicture.always", this::always));
    }

    private Button button(String name, Runnable action) {
        Button button = new Button(listener.words(name));
        button.setAccessibleText(button.getText() + ": " + words("webpicture.from"));
        button.setMinWidth(USE_PREF_SIZE);
        button.setOnAction(e -> action.run());
        button.addEventFilter(MouseEvent.MOUSE_PRESSED, e -> button.requestFocus());
        button.addEventHandler(MouseEvent.ANY, MouseEvent::consume);
        button.addEventFilter(
                KeyEvent.KEY_PRESSED,
                e -> {
                    if (e.getCode() == KeyCode.ENTER) {
                        button.fire();
                        e.consume();
                    } else if (e.getCode() == KeyCode.ESCAPE) {
                        leave();
                        e.consume();
                    }
                });
        return button;
    }

    /** Gives the keys back to the text. */
    private void leave() {
        for (Node at = getParent(); at != null; at = at.getParent()) {
            if (at instanceof LiveArea area) {
                area.requestFocus();
                return;
            }
        }
    }

    private void always() {
        web.allow(address);
        load();
        if (getScene() != null) {
            for (Node each : getScene().getRoot().lookupAll(".web-picture")) {
                if (each instanceof WebPicture other && other.waits()) {
                    other.load();
                }
            }
        }
    }

    private boolean waits() {
        return !lookupAll(".button").isEmpty() && web.way(address) == WebPictures.Way.LOAD;
    }

    private void load() {
        if (isFocusWithin()) {
            leave();
        }
        say(words("webpicture.loading"));
        web.load(
                address,
                this::show,
                why -> {
                    say(words("webpicture.failed") + " " + why);
                    addButtons();
                });
    }

    private void show(Image image) {
        ImageView view = new ImageView(image);
        view.setPreserveRatio(true);
        view.setFitWidth(Math.min(width, image.getWidth()));
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleText(alt);
        getChildren().setAll(view);
    }

    /** Gives the keys to the first row under a node that asks; says whether there is one. */
    public static boolean enter(Node node) {
        for (Node each : node.lookupAll(".web-picture")) {
            Node button = each.lookup(".button");
            if (button != null) {
                button.requestFocus();
                return true;
            }
        }
        return false;
    }
}
