package app.vaultnotes.desktop;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javafx.geometry.Bounds;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;

/** What a window shows, looked at from outside. For the JavaFX thread. */
final class Shown {

    /** Pixels by which rounding may move an edge. */
    private static final double ROUNDING = 1.5;

    private Shown() {}

    /** All nodes under one that are seen, itself too. */
    static List<Node> under(Node node) {
        List<Node> all = new ArrayList<>();
        collect(node, all);
        return all;
    }

    private static void collect(Node node, List<Node> all) {
        if (node.isVisible()) {
            all.add(node);
            if (node instanceof Parent parent) {
                parent.getChildrenUnmodifiable().forEach(child -> collect(child, all));
            }
        }
    }

    /** Whether a node lies in another, or is it. */
    static boolean isIn(Node node, Node parent) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (at.equals(parent)) {
                return true;
            }
        }
        return false;
    }

    /** What a screen reader calls a node; empty when it has no name. */
    static String name(Node node) {
        return Stream.of(
                        node.getAccessibleText(),
                        node.queryAccessibleAttribute(AccessibleAttribute.TEXT),
                        node instanceof Labeled labeled ? labeled.getText() : "")
                .filter(Objects::nonNull)
                .map(Object::toString)
                .filter(words -> !words.isBlank())
                .findFirst()
                .orElse("");
    }

    /** The stops of the Tab key under a node that a screen reader cannot tell of. */
    static List<String> untold(Node root) {
        return under(root).stream()
                .filter(node -> node.isFocusTraversable() && !node.isDisabled())
                .filter(node ->
                        named(node).isBlank()
                                || node.getAccessibleRole() == AccessibleRole.NODE
                                || node.getAccessibleRole() == AccessibleRole.PARENT)
                .map(Shown::told)
                .toList();
    }

    /** What one writes in or chooses from is called by its own words, not by what it holds. */
    private static String named(Node node) {
        return switch (node.getAccessibleRole()) {
            case TEXT_AREA, TEXT_FIELD, LIST_VIEW, TREE_VIEW, SLIDER, COMBO_BOX ->
                    Objects.requireNonNullElse(node.getAccessibleText(), "");
            default -> name(node);
        };
    }

    private static String told(Node node) {
        return node.getClass().getSimpleName() + node.getStyleClass() + node.getAccessibleRole();
    }

    /** Pairs of neighbours in rows and columns that lie over each other. */
    static List<String> overlapping(Node root) {
        List<String> found = new ArrayList<>();
        for (Node node : under(root)) {
            if (node instanceof HBox || node instanceof VBox) {
                List<Node> children =
                        ((Parent) node)
                                .getChildrenUnmodifiable().stream()
                                        .filter(c -> c.isVisible() && c.isManaged())
                                        .toList();
                for (int i = 1; i < children.size(); i++) {
                    if (isOver(children.get(i - 1), children.get(i))) {
                        found.add(placed(children.get(i - 1)) + " | " + placed(children.get(i)));
                    }
                }
            }
        }
        return found;
    }

    private static String placed(Node node) {
        Bounds at = place(node);
        return told(node)
                + " "
                + at.getMinX()
                + ".."
                + at.getMaxX()
                + " × "
                + at.getMinY()
                + ".."
                + at.getMaxY();
    }

    /** Where it was laid out; a text in a flow says of its bounds that they reach further. */
    private static Bounds place(Node node) {
        return node.localToParent(node.getLayoutBounds());
    }

    private static boolean isOver(Node one, Node other) {
        Bounds a = place(one);
        Bounds b = place(other);
        double wide = Math.min(a.getMaxX(), b.getMaxX()) - Math.max(a.getMinX(), b.getMinX());
        double high = Math.min(a.getMaxY(), b.getMaxY()) - Math.max(a.getMinY(), b.getMinY());
        return wide > ROUNDING && high > ROUNDING;
    }

    /** Labels that are cut in their height, and buttons of which words or all are cut. */
    static List<String> cut(Node root) {
        return under(root).stream()
                .filter(Labeled.class::isInstance)
                .map(Labeled.class::cast)
                .filter(Shown::isCut)
                .map(labeled -> told(labeled) + " “" + labeled.getText() + "” " + sizes(labeled))
                .toList();
    }

    private static boolean isCut(Labeled labeled) {
        if (labeled.getText() == null || labeled.getText().isEmpty() || labeled.getWidth() <= 0) {
            return false;
        }
        double high = labeled.prefHeight(labeled.getWidth());
        boolean low = labeled.getHeight() + ROUNDING < Math.min(high, oneLine(labeled));
        boolean words =
                !(labeled instanceof Label)
                        && labeled.isFocusTraversable()
                        && under(labeled).stream()
                                .filter(Text.class::isInstance)
                                .map(Text.class::cast)
                                .anyMatch(text -> text.getText().endsWith("..."));
        return low || words;
    }

    private static double oneLine(Labeled labeled) {
        return labeled.isWrapText() ? labeled.prefHeight(labeled.getWidth()) : Double.MAX_VALUE;
    }

    private static String sizes(Labeled labeled) {
        return labeled.getWidth() + "×" + labeled.getHeight();
    }

    /** Nodes one can use that lie outside of another node, in full or in part. */
    static List<String> outside(Node root) {
        Bounds all = root.localToScene(root.getLayoutBounds());
        return under(root).stream()
                .filter(Node::isFocusTraversable)
                .filter(node -> {
                    Bounds at = node.localToScene(node.getLayoutBounds());
                    return at.getMinX() < all.getMinX() - ROUNDING
                            || at.getMaxX() > all.getMaxX() + ROUNDING;
                })
                .map(node -> told(node) + node.localToScene(node.getLayoutBounds()))
                .toList();
    }
}
