package app.vaultnotes.vault;

import app.vaultnotes.crdt.Heads;
import app.vaultnotes.crdt.TextEdit;
import app.vaultnotes.document.Id;
import java.util.List;

/**
 * How the text of a note came to be another one.
 *
 * @param note which note
 * @param before the moment of its history at which it was
 * @param after the moment at which it is now
 * @param edits what leads from the text of the one to that of the other, each in the text as the
 *     previous left it; none where something else of the note changed
 */
public record TextPatch(Id note, Heads before, Heads after, List<TextEdit> edits) {

    /** Keeps its own list. */
    public TextPatch {
        edits = List.copyOf(edits);
    }
}
