package app.vaultnotes.desktop;

import app.vaultnotes.document.Id;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javafx.animation.PauseTransition;
import javafx.scene.control.TreeItem;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.DataFormat;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Rows of the folder tree that are dragged into a folder: onto its row, or onto a row in it. A
 * folder that is closed opens when one waits over it. For the JavaFX thread.
 */
final class TreeDrag {

    private static final DataFormat ROWS = new DataFormat("application/x-vault-notes-rows");
    private static final Duration OPENS_AFTER = Duration.millis(600);
    private static final String MARK = "drop";

    private final FolderTreeView tree;
    private final TreeCells.Moves moves;
    private final PauseTransition wait = new PauseTransition(OPENS_AFTER);
    private @Nullable TreeItem<VaultEntry> target;

    TreeDrag(FolderTreeView tree, TreeCells.Moves moves) {
        this.tree = tree;
        this.moves = moves;
        wait.setOnFinished(e -> Optional.ofNullable(target).ifPresent(i -> i.setExpanded(true)));
    }

    /** Lets a cell be dragged and dropped on. */
    void prepare(TreeCells cell) {
        cell.setOnDragDetected(e -> {
            if (!cell.isEmpty()) {
                drag(cell);
                e.consume();
            }
        });
        cell.setOnDragOver(e -> over(cell, e));
        cell.setOnDragExited(e -> aim(null));
        cell.setOnDragDropped(e -> dropped(cell, e));
        cell.setOnDragDone(e -> aim(null));
    }

    private void drag(TreeCells cell) {
        cell.startDragAndDrop(TransferMode.MOVE).setContent(content(tree.allSelected()));
    }

    /** What says on a board which rows are dragged. */
    static ClipboardContent content(List<VaultEntry> rows) {
        ClipboardContent content = new ClipboardContent();
        content.put(ROWS, String.join(" ", rows.stream().map(row -> row.id() + "").toList()));
        return content;
    }

    private void over(TreeCells cell, DragEvent e) {
        if (e.getDragboard().hasContent(ROWS)) {
            e.acceptTransferModes(TransferMode.MOVE);
            aim(folder(cell));
        }
        e.consume();
    }

    /** The folder that is meant by a cell: its own, or that in which its row lies. */
    private TreeItem<VaultEntry> folder(TreeCells cell) {
        TreeItem<VaultEntry> item = cell.getTreeItem();
        if (cell.isEmpty() || item == null) {
            return tree.getRoot();
        }
        return item.getValue().isFolder() ? item : item.getParent();
    }

    /** Marks the folder into which things would be dropped now. */
    private void aim(@Nullable TreeItem<VaultEntry> item) {
        if (Objects.equals(item, target)) {
            return;
        }
        target = item;
        tree.lookupAll(".tree-cell").stream()
                .filter(TreeCells.class::isInstance)
                .forEach(node -> mark((TreeCells) node));
        tree.getStyleClass().remove(MARK);
        if (tree.getRoot().equals(item)) {
            tree.getStyleClass().add(MARK);
        }
        wait.stop();
        if (item != null && !item.isExpanded()) {
            wait.playFromStart();
        }
    }

    /** Shows on a cell whether its folder is the one aimed at. */
    void mark(TreeCells cell) {
        cell.getStyleClass().remove(MARK);
        if (target != null && !cell.isEmpty() && target.equals(cell.getTreeItem())) {
            cell.getStyleClass().add(MARK);
        }
    }

    private void dropped(TreeCells cell, DragEvent e) {
        Id folder = folder(cell).getValue().id();
        aim(null);
        if (e.getDragboard().getContent(ROWS) instanceof String ids) {
            List<Id> things =
                    List.of(ids.split(" ", -1)).stream()
                            .flatMap(id -> Id.parse(id).stream())
                            .toList();
            moves.into(things, folder);
            e.setDropCompleted(true);
        }
        e.consume();
    }
}
