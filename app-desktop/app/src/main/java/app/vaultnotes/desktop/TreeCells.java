package app.vaultnotes.desktop;

import app.vaultnotes.document.Id;
import java.util.List;
import javafx.scene.control.TextField;
import javafx.scene.control.TreeCell;
import javafx.scene.input.KeyCode;
import org.jspecify.annotations.Nullable;

/** A row of the folder tree, which can be renamed in its place and dragged into a folder. */
final class TreeCells extends TreeCell<VaultEntry> {

    private final Moves moves;
    private final TreeDrag drag;
    private @Nullable TextField field;

    /** What rows are moved with. */
    interface Moves {
        /** Renames something. */
        void rename(VaultEntry entry, String name);

        /** Moves things into a folder. */
        void into(List<Id> things, Id folder);

        /** Throws away what is selected. */
        void trash();
    }

    TreeCells(Moves moves, TreeDrag drag) {
        this.moves = moves;
        this.drag = drag;
        drag.prepare(this);
    }

    @Override
    protected void updateItem(@Nullable VaultEntry entry, boolean empty) {
        super.updateItem(entry, empty);
        drag.mark(this);
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
