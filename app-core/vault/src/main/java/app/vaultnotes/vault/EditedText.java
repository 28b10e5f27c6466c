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

    /**
     * The same in fewer edits, where they are too many: as many neighbours as it takes become one
     * edit, with what stands between them; more than half of {@code most} stay.
     *
     * @param edits as {@link #of} takes them
     */
    static List<TextEdit> fewer(String before, List<TextEdit> edits, int most) {
        if (edits.size() <= most) {
            return edits;
        }
        int together = (edits.size() + most - 1) / most;
        List<TextEdit> fewer = new ArrayList<>(most);
        int shift = 0;
        for (int i = 0; i < edits.size(); i += together) {
            List<TextEdit> next = edits.subList(i, Math.min(edits.size(), i + together));
            TextEdit joined = joined(before, next, shift);
            fewer.add(joined);
            shift += joined.inserted().length() - joined.deleted();
        }
        return fewer;
    }

    /** Edits as one; {@code shift} is how much longer the text before them became. */
    private static TextEdit joined(String before, List<TextEdit> edits, int shift) {
        int start = edits.get(0).start();
        int from = start - shift;
        int copied = from;
        StringBuilder inserted = new StringBuilder();
        for (TextEdit edit : edits) {
            int unchanged = edit.start() - start - inserted.length();
            inserted.append(before, copied, copied + unchanged).append(edit.inserted());
            copied += unchanged + edit.deleted();
        }
        return new TextEdit(edits.get(0).text(), start, copied - from, inserted.toString());
    }
}
