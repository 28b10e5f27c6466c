package app.vaultnotes.desktop;

import java.lang.reflect.Field;
import java.util.Map;
import javafx.scene.control.TreeView;
import javafx.scene.control.skin.TreeCellSkin;

/**
 * The room that JavaFX keeps free for the arrows of a tree. It is as wide as the widest arrow that
 * the tree ever had, so that rows stay far from the edge once everything was larger for a while.
 */
final class TreeIndent {

    private static final String WIDEST = "maxDisclosureWidthMap";

    private TreeIndent() {}

    /** Lets a tree measure its arrows again whenever its rows get lower. */
    static void follow(TreeView<?> tree) {
        tree.fixedCellSizeProperty()
                .addListener((o, was, is) -> {
                    if (is.doubleValue() < was.doubleValue()) {
                        forget(tree);
                        tree.refresh();
                    }
                });
    }

    /** JavaFX has no call for it; where it keeps the width otherwise, rows stay where they are. */
    private static void forget(TreeView<?> tree) {
        try {
            Field widest = TreeCellSkin.class.getDeclaredField(WIDEST);
            widest.setAccessible(true);
            if (widest.get(null) instanceof Map<?, ?> widths) {
                widths.remove(tree);
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            System.getLogger(TreeIndent.class.getName())
                    .log(System.Logger.Level.DEBUG, "the room for arrows stays", e);
        }
    }
}
