package app.vaultnotes.vault;

import app.vaultnotes.crdt.TextEdit;
import app.vaultnotes.document.NoteDocument;
import java.util.ArrayList;
import java.util.List;

/** Edits of a text, told in its own places from its start to its end; neighbours become one. */
final class JoinedEdits {

    private final List<TextEdit> edits = new ArrayList<>();

    /** How much the edits so far make the text longer. */
    private int growth;

    /** Adds an edit; what goes on where the last one ended joins it. */
    void add(int at, int deleted, String inserted) {
        if (deleted == 0 && inserted.isEmpty()) {
            return;
        }
        TextEdit last = edits.isEmpty() ? null : edits.get(edits.size() - 1);
        int start = at + growth;
        if (last != null && last.start() + last.inserted().length() == start) {
            edits.set(
                    edits.size() - 1,
                    new TextEdit(
                            NoteDocument.TEXT,
                            last.start(),
                            last.deleted() + deleted,
                            last.inserted() + inserted));
        } else {
            edits.add(new TextEdit(NoteDocument.TEXT, start, deleted, inserted));
        }
        growth += inserted.length() - deleted;
    }

    /** All of them, each in the text as the previous left it. */
    List<TextEdit> all() {
        return edits;
    }
}
