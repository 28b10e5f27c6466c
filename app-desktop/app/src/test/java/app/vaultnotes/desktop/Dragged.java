package app.vaultnotes.desktop;

import com.sun.javafx.tk.TKClipboard;
import java.lang.reflect.Constructor;
import java.lang.reflect.Proxy;
import java.util.EnumSet;
import java.util.Map;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.input.DataFormat;
import javafx.scene.input.DragEvent;
import javafx.scene.input.Dragboard;
import javafx.scene.input.TransferMode;

/**
 * What is dragged over a window. The Headless platform has no board for what is dragged: this one
 * is in its place, the events are those of any platform. For the JavaFX thread.
 */
final class Dragged {

    private final Dragboard board;
    private final Node source;

    /** Drags a content from a node. */
    Dragged(Node source, Map<DataFormat, Object> content) {
        this.source = source;
        try {
            Constructor<Dragboard> made = Dragboard.class.getDeclaredConstructor(TKClipboard.class);
            made.setAccessible(true);
            this.board = made.newInstance(peer(content));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static TKClipboard peer(Map<DataFormat, Object> content) {
        return (TKClipboard)
                Proxy.newProxyInstance(
                        Dragged.class.getClassLoader(),
                        new Class<?>[] {TKClipboard.class},
                        (self, method, values) ->
                                switch (method.getName()) {
                                    case "hasContent" -> content.containsKey(values[0]);
                                    case "getContent" -> content.get(values[0]);
                                    case "getContentTypes" -> content.keySet();
                                    case "getTransferModes" -> EnumSet.allOf(TransferMode.class);
                                    default -> null;
                                });
    }

    /** Comes over a node; says whether it may be dropped there. */
    boolean over(Node node) {
        return fire(node, DragEvent.DRAG_OVER).isAccepted();
    }

    /** Is let go over a node; says whether that did anything. */
    boolean drop(Node node) {
        return over(node) && fire(node, DragEvent.DRAG_DROPPED).isDropCompleted();
    }

    /** Leaves a node. */
    void leave(Node node) {
        fire(node, DragEvent.DRAG_EXITED);
    }

    private DragEvent fire(Node node, EventType<DragEvent> type) {
        Point2D middle = node.localToScreen(node.getLayoutBounds().getCenterX(), 4);
        Point2D here = node.screenToLocal(middle);
        DragEvent event =
                new DragEvent(
                        source,
                        node,
                        type,
                        board,
                        here.getX(),
                        here.getY(),
                        middle.getX(),
                        middle.getY(),
                        TransferMode.MOVE,
                        source,
                        node,
                        null);
        Event.fireEvent(node, event);
        return event;
    }
}
