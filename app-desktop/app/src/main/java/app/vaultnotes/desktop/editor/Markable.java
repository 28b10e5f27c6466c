package app.vaultnotes.desktop.editor;

import java.util.List;
import java.util.Optional;
import javafx.scene.Node;

/** Shows source in a form of its own, and marks the parts of that in which something was found. */
interface Markable {

    /** What a part is called in which something was found. */
    String FOUND = "found";

    /** What the part is called in which the hit stands that one is at. */
    String CURRENT = "found-current";

    /**
     * A hit in what a row shows.
     *
     * @param start where it begins, in UTF-16 units from the start of the row's source
     * @param end where it ends there
     * @param isCurrent whether it is the one that one is at
     */
    record Inside(int start, int end, boolean isCurrent) {}

    /** Marks the parts in which these hits stand, and no other. */
    void mark(List<Inside> hits);

    /** The part in which the hit stands that one is at. */
    Optional<Node> current();

    /** Scrolls to a part sideways. */
    void show(Node part);

    /** Marks a part. */
    static void mark(Node part, boolean isCurrent) {
        if (!part.getStyleClass().contains(FOUND)) {
            part.getStyleClass().add(FOUND);
        }
        if (isCurrent) {
            part.getStyleClass().add(CURRENT);
        }
    }

    /** Takes the mark from a part. */
    static void unmark(Node part) {
        part.getStyleClass().removeAll(FOUND, CURRENT);
    }
}
