package app.vaultnotes.document.markdown.syntax;

import java.util.Optional;
import java.util.function.Predicate;
import org.commonmark.node.Node;

/** Steps through a syntax tree in the order of the text, without a call for every level. */
public final class TreeWalk {

    private TreeWalk() {}

    /**
     * The node after this one inside {@code root}; the inside of a node only where {@code enter}
     * says so.
     */
    public static Optional<Node> after(Node root, Node node, Predicate<Node> enter) {
        Node child = enter.test(node) ? node.getFirstChild() : null;
        if (child != null) {
            return Optional.of(child);
        }
        Node at = node;
        while (!at.equals(root) && at.getNext() == null) {
            at = at.getParent();
        }
        return at.equals(root) ? Optional.empty() : Optional.ofNullable(at.getNext());
    }
}
