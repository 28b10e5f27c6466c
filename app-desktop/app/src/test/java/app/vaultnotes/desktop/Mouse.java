package app.vaultnotes.desktop;

import com.sun.glass.events.KeyEvent;
import com.sun.glass.events.MouseEvent;
import com.sun.glass.ui.View;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.stream.IntStream;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.robot.Robot;

/**
 * The mouse in a window, with keys that are held. It tells the toolkit what a platform would tell
 * it: the robot of the Headless platform holds no keys while it clicks. For the JavaFX thread.
 */
final class Mouse {

    static final int SHIFT = KeyEvent.MODIFIER_SHIFT;
    static final int CONTROL = KeyEvent.MODIFIER_CONTROL;

    private static final int PRESSED = KeyEvent.MODIFIER_BUTTON_PRIMARY;

    private final Scene scene;
    private final View view;
    private Point2D at = Point2D.ZERO;

    /** The mouse of the window that shows a scene. */
    Mouse(Scene scene) {
        this.scene = scene;
        this.view =
                com.sun.glass.ui.Window.getWindows().stream()
                        .filter(w -> w.isVisible() && w.isFocused())
                        .map(com.sun.glass.ui.Window::getView)
                        .findFirst()
                        .orElseThrow();
    }

    /** Moves to the middle of a node. */
    Mouse to(Node node) {
        Bounds bounds = node.localToScene(node.getBoundsInLocal());
        at = new Point2D(bounds.getCenterX(), bounds.getCenterY());
        new Robot().mouseMove(screenX(), screenY());
        return this;
    }

    /** Clicks while keys are held. */
    void click(int held) {
        tell(MouseEvent.DOWN, MouseEvent.BUTTON_LEFT, held | PRESSED);
        tell(MouseEvent.UP, MouseEvent.BUTTON_LEFT, held);
    }

    private int screenX() {
        return (int) (scene.getWindow().getX() + scene.getX() + at.getX());
    }

    private int screenY() {
        return (int) (scene.getWindow().getY() + scene.getY() + at.getY());
    }

    private void tell(int type, int button, int held) {
        int x = (int) at.getX();
        int y = (int) at.getY();
        tell("notifyMouse", type, button, x, y, screenX(), screenY(), held, false, false);
    }

    private void tell(String what, Object... values) {
        Class<?>[] types =
                IntStream.range(0, values.length)
                        .mapToObj(i -> values[i] instanceof Integer ? int.class : boolean.class)
                        .toArray(Class<?>[]::new);
        try {
            Method method = View.class.getDeclaredMethod(what, types);
            method.setAccessible(true);
            method.invoke(view, values);
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(what, e);
        }
    }
}
