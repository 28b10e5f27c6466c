package app.vaultnotes.desktop;

import app.vaultnotes.crdt.Heads;
import app.vaultnotes.desktop.editor.NoteEditor;
import app.vaultnotes.document.Id;
import java.util.function.Supplier;

/**
 * Reads a note anew whose editor missed what became of it, such as when a backup took the place of
 * the vault. For the JavaFX thread.
 */
final class MissedPatches {

    private final Id note;
    private final NoteEditor editor;
    private final Supplier<VaultLane> lane;

    MissedPatches(Id note, NoteEditor editor, Supplier<VaultLane> lane) {
        this.note = note;
        this.editor = editor;
        this.lane = lane;
    }

    /** The note is at this moment of its history now. */
    void look(Heads now) {
        if (!editor.isAt(now)) {
            reread(editor.heads());
        }
    }

    private void reread(Heads shown) {
        lane.get()
                .ask(
                        vault -> vault.notes().read(note),
                        read -> {
                            if (!editor.reread(shown, read)) {
                                lane.get().ask(vault -> vault.notes().heads(note), this::look);
                            }
                        });
    }
}
