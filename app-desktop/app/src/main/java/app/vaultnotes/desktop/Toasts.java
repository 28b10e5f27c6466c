package app.vaultnotes.desktop;

import javafx.animation.PauseTransition;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.util.Duration;

/** Short messages at the foot of a window: what was done, with a way to undo it. */
final class Toasts {

    private static final double SHOWN_SECONDS = 6;
    private static final int FROM_FOOT = 44;

    private final StackPane layer;

    Toasts(StackPane layer) {
        this.layer = layer;
    }

    /** How many are shown. */
    int count() {
        return (int) layer.getChildren().stream().filter(Toasts::isToast).count();
    }

    private static boolean isToast(javafx.scene.Node node) {
        return node.getStyleClass().contains("vn-toast");
    }

    /** Says something for a while. */
    void say(String message) {
        show(box(message), true);
    }

    /** Says something that went wrong, until it is closed. */
    void fail(String message) {
        HBox toast = box(message);
        Button close = Icons.button(Icons.CLOSE, Words.of("tab.close"), () -> remove(toast));
        toast.getChildren().add(close);
        show(toast, false);
    }

    /** Says something that went wrong and can be looked at, until it is closed. */
    void fail(String message, String action, Runnable run) {
        HBox toast = box(message);
        toast.getChildren()
                .addAll(
                        button(toast, action, run),
                        Icons.button(Icons.CLOSE, Words.of("tab.close"), () -> remove(toast)));
        show(toast, false);
    }

    /** Says something that a person can take back. */
    void say(String message, String action, Runnable run) {
        HBox toast = box(message);
        toast.getChildren().add(button(toast, action, run));
        show(toast, true);
    }

    private Button button(HBox toast, String action, Runnable run) {
        Button button = new Button(action);
        button.setOnAction(e -> {
            remove(toast);
            run.run();
        });
        return button;
    }

    private static HBox box(String message) {
        HBox toast = new HBox(new Label(message));
        toast.getStyleClass().add("vn-toast");
        toast.setMaxWidth(HBox.USE_PREF_SIZE);
        toast.setAccessibleRole(AccessibleRole.TEXT);
        toast.setAccessibleText(message);
        return toast;
    }

    private void show(HBox toast, boolean passes) {
        layer.getChildren().removeIf(Toasts::isToast);
        StackPane.setAlignment(toast, Pos.BOTTOM_CENTER);
        StackPane.setMargin(toast, new Insets(0, 0, FROM_FOOT, 0));
        layer.getChildren().add(toast);
        if (passes) {
            PauseTransition wait = new PauseTransition(Duration.seconds(SHOWN_SECONDS));
            wait.setOnFinished(e -> remove(toast));
            wait.play();
        }
    }

    private void remove(HBox toast) {
        layer.getChildren().remove(toast);
    }
}
