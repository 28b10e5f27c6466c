package app.vaultnotes.desktop;

import app.vaultnotes.document.Id;
import java.util.List;
import javafx.scene.control.TextField;
import javafx.scene.control.TreeCell;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.DataFormat;
import javafx.scene.input.DragEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.TransferMode;
import org.jspecify.annotations.Nullable;

/** A row of the folder tree, which can be renamed in its place and dragged into a folder. */
final class TreeCells extends TreeCell<VaultEntry> {

    private static final DataFormat ROWS = new DataFormat("application/x-vault-notes-rows");

    private final Moves moves;
    private @Nullable TextField field;

    /** What rows are moved with. */
    interface Moves {
        /** Renames something. */
        void rename(VaultEntry entry, String name);

        /** Moves things into a folder. */
        void into(List<Id> things, Id folder);
    }

    TreeCells(Moves moves) {
        this.moves = moves;
        setOnDragDetected(e -> drag());
        setOnDragOver(this::over);
        setOnDragExited(e -> getStyleClass().remove("drop"));
        setOnDragDropped(this::dropped);
    }

    private void drag() {
        if (isEmpty() || !(getTreeView() instanceof FolderTreeView tree)) {
            return;
        }
        ClipboardContent content = new ClipboardContent();
        content.put(
                ROWS, String.join(" ", tree.allSelected().stream().map(e -> e.id() + "").toList()));
        startDragAndDrop(TransferMode.MOVE).setContent(content);
    }

    private void over(DragEvent e) {
        if (e.getDragboard().hasContent(ROWS) && (isEmpty() || getItem().isFolder())) {
            e.acceptTransferModes(TransferMode.MOVE);
            if (!isEmpty() && !getStyleClass().contains("drop")) {
                getStyleClass().add("drop");
            }
        }
        e.consume();
    }

    private void dropped(DragEvent e) {
        Object content = e.getDragboard().getContent(ROWS);
        if (content instanceof String ids) {
            List<Id> things =
                    List.of(ids.split(" ", -1)).stream()
                            .flatMap(id -> Id.parse(id).stream())
                            .toList();
            moves.into(things, isEmpty() ? Id.ROOT : getItem().id());
            e.setDropCompleted(true);
        }
        e.consume();
    }

    @Override
    protected void updateItem(@Nullable VaultEntry entry, boolean empty) {
        super.updateItem(entry, empty);
        getStyleClass().remove("drop");
        setGraphic(null);
        setText(empty || entry == null ? null : entry.name());
    }

    @Override
    public void startEdit() {
        super.startEdit();
        if (isEditing()) {
            TextField name = new TextField(getItem().name());
            field = name;
            name.setOnAction(e -> commitEdit(getItem()));
            name.setOnKeyPressed(e -> {
                if (e.getCode() == KeyCode.ESCAPE) {
                    cancelEdit();
                    e.consume();
                }
            });
            setText(null);
            setGraphic(name);
            name.selectAll();
            name.requestFocus();
        }
    }

    @Override
    public void commitEdit(VaultEntry entry) {
        TextField name = field;
        super.commitEdit(entry);
        updateItem(entry, false);
        if (name != null && !name.getText().isBlank() && !name.getText().equals(entry.name())) {
            moves.rename(entry, name.getText().strip());
        }
        field = null;
    }

    @Override
    public void cancelEdit() {
        super.cancelEdit();
        field = null;
        updateItem(getItem(), isEmpty());
    }
}
