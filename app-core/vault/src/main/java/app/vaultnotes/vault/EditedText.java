package app.vaultnotes.vault;

import app.vaultnotes.crdt.TextEdit;
import java.util.ArrayList;
import java.util.List;

/**
 * A text after edits that run from its start to its end, with what each of them removed. Linear in
 * the text and the edits.
 *
 * @param after the text after all edits
 * @param removed what each edit removed, in the edits' order
 */
record EditedText(String after, List<String> removed) {

    /**
     * Applies edits.
     *
     * @param edits each in the text as the ones before left it, none before the end of the previous
     *     one's insertion
     */
    static EditedText of(String before, List<TextEdit> edits) {
        StringBuilder after = new StringBuilder(before.length());
        List<String> removed = new ArrayList<>(edits.size());
        int copied = 0;
        for (TextEdit edit : edits) {
            int unchanged = edit.start() - after.length();
            if (unchanged < 0 || copied + unchanged + edit.deleted() > before.length()) {
                throw new IllegalArgumentException(
                        "edit outside the text or out of order: " + edit.start());
            }
            after.append(before, copied, copied + unchanged).append(edit.inserted());
            copied += unchanged + edit.deleted();
            removed.add(before.substring(copied - edit.deleted(), copied));
        }
        return new EditedText(after.append(before, copied, before.length()).toString(), removed);
    }
}
