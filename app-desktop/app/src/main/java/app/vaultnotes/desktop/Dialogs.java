package app.vaultnotes.desktop;

import app.vaultnotes.desktop.editor.Shadow;
import app.vaultnotes.desktop.editor.WordPieces;
import java.util.ArrayList;
import java.util.List;
import javafx.application.Platform;
import javafx.beans.value.ChangeListener;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Panels over a window that must be answered or closed before its work goes on. */
final class Dialogs {

    private static final int SURE_WIDTH = 440;
    private static final int FROM_EDGE = 12;
    private static final int OVER_STATUS = 34;

    private Dialogs() {}

    /** A panel that is open. */
    static final class Open {
        private final StackPane scrim = new StackPane();
        private final AppWindow window;
        private final @Nullable Node before;
        private final ChangeListener<Node> keep = (o, was, is) -> keepFocus(was, is);

        private Open(AppWindow window, Region panel, boolean isDialog) {
            this.window = window;
            this.before = window.stage().getScene().getFocusOwner();
            panel.getStyleClass().addAll("vn-popover", isDialog ? "vn-dialog" : "vn-aside");
            panel.setAccessibleRole(AccessibleRole.DIALOG);
            scrim.getStyleClass().addAll("vn-scrim", isDialog ? "vn-dialog-scrim" : "vn-clear");
            Shadow.add(scrim, panel);
            scrim.addEventHandler(
                    KeyEvent.KEY_PRESSED,
                    e -> {
                        if (e.getCode() == KeyCode.ESCAPE) {
                            close();
                            e.consume();
                        }
                    });
            scrim.setOnMousePressed(e -> {
                if (e.getTarget().equals(scrim)) {
                    close();
                }
            });
            window.layer().getChildren().add(scrim);
            window.stage().getScene().focusOwnerProperty().addListener(keep);
        }

        /** The Tab key goes round in the panel: what lies under it is not to be used now. */
        private void keepFocus(@Nullable Node was, @Nullable Node is) {
            if (is != null && !isInside(is) && was != null && isInside(was)) {
                List<Node> stops = new ArrayList<>();
                collect(scrim, stops);
                boolean end = stops.isEmpty() || stops.get(stops.size() - 1).equals(was);
                Node next = stops.isEmpty() ? was : stops.get(end ? 0 : stops.size() - 1);
                Platform.runLater(() -> {
                    if (scrim.getParent() != null) {
                        next.requestFocus();
                    }
                });
            }
        }

        private boolean isInside(Node node) {
            for (Node at = node; at != null; at = at.getParent()) {
                if (at.equals(scrim)) {
                    return true;
                }
            }
            return false;
        }

        private static void collect(Parent parent, List<Node> stops) {
            for (Node child : parent.getChildrenUnmodifiable()) {
                if (child.isVisible() && !child.isDisabled()) {
                    if (child.isFocusTraversable()) {
                        stops.add(child);
                    }
                    if (child instanceof Parent deeper) {
                        collect(deeper, stops);
                    }
                }
            }
        }

        /** Whether it is shown. */
        boolean isOpen() {
            return scrim.getParent() != null;
        }

        /** Closes it; the focus goes back to where it was. */
        void close() {
            window.stage().getScene().focusOwnerProperty().removeListener(keep);
            window.layer().getChildren().remove(scrim);
            if (before != null) {
                before.requestFocus();
            }
        }
    }

    /** Shows a panel in the middle of a window; Escape and a click beside it close it. */
    static Open open(AppWindow window, Region panel) {
        return new Open(window, panel, true);
    }

    /** Shows a panel over the foot of a window, at the left; what is behind it stays in sight. */
    static Open aside(AppWindow window, Region panel) {
        Open open = new Open(window, panel, false);
        StackPane.setAlignment(panel, Pos.BOTTOM_LEFT);
        StackPane.setMargin(panel, new Insets(FROM_EDGE, FROM_EDGE, OVER_STATUS, FROM_EDGE));
        return open;
    }

    /** Asks whether something that cannot be taken back is to be done. */
    static void confirm(
            AppWindow window, String question, String more, String action, Runnable run) {
        Label head = new Label(question);
        head.getStyleClass().add("vn-dialog-title");
        Button cancel = new Button(Words.of("cancel"));
        Button go = new Button(action);
        go.setDefaultButton(true);
        HBox buttons = new HBox(8, cancel, go);
        buttons.setAlignment(Pos.CENTER_RIGHT);
        VBox panel = new VBox(12, head, WordPieces.flow(more, "vn-plain"), buttons);
        panel.setMaxSize(SURE_WIDTH, Region.USE_PREF_SIZE);
        Open open = open(window, panel);
        cancel.setOnAction(e -> open.close());
        go.setOnAction(e -> {
            open.close();
            run.run();
        });
        cancel.requestFocus();
    }
}
