package app.vaultnotes.crdt;

import java.util.ArrayList;
import java.util.List;

/**
 * Carries edits of a text over edits that someone else made in the same text, so that both apply
 * one after the other. What both insert in one place stands one after the other, theirs first; what
 * both delete is deleted once. Linear in the number of edits.
 */
public final class TextRebase {

    private final List<Replaced> theirs;
    private final List<TextEdit> carried = new ArrayList<>();
    private int next;
    private int theirShift;
    private int ourShift;

    private TextRebase(List<TextEdit> theirs) {
        this.theirs = replaced(theirs);
    }

    /** A stretch of the common text that is replaced. */
    private record Replaced(Path text, int start, int end, String inserted) {
        int growth() {
            return inserted.length() - (end - start);
        }
    }

    /**
     * Our edits as they are to be applied behind theirs.
     *
     * @param ours edits of the common text, from its start to its end, each in the text as the
     *     previous left it
     * @param theirs edits of the same text, in the same manner
     */
    public static List<TextEdit> over(List<TextEdit> ours, List<TextEdit> theirs) {
        TextRebase rebase = new TextRebase(theirs);
        replaced(ours).forEach(rebase::carry);
        return rebase.carried;
    }

    private static List<Replaced> replaced(List<TextEdit> edits) {
        List<Replaced> all = new ArrayList<>();
        int shift = 0;
        for (TextEdit edit : edits) {
            int start = edit.start() - shift;
            all.add(new Replaced(edit.text(), start, start + edit.deleted(), edit.inserted()));
            shift += edit.inserted().length() - edit.deleted();
        }
        return all;
    }

    private void carry(Replaced edit) {
        while (next < theirs.size() && theirs.get(next).end() <= edit.start()) {
            pass();
        }
        int at = edit.start();
        String inserted = edit.inserted();
        while (next < theirs.size() && theirs.get(next).start() < Math.max(edit.end(), at + 1)) {
            Replaced other = theirs.get(next);
            if (other.start() > at || other.end() == other.start()) {
                emit(edit.text(), at + theirShift, other.start() - at, inserted);
            } else {
                // The place is gone with what they replaced: ours stands behind what they wrote.
                int behind = other.start() + theirShift + other.inserted().length();
                emit(edit.text(), behind, 0, inserted);
            }
            inserted = "";
            if (other.end() >= edit.end()) {
                return;
            }
            at = other.end();
            pass();
        }
        emit(edit.text(), at + theirShift, edit.end() - at, inserted);
    }

    private void pass() {
        theirShift += theirs.get(next).growth();
        next++;
    }

    private void emit(Path text, int start, int deleted, String inserted) {
        if (deleted > 0 || !inserted.isEmpty()) {
            carried.add(new TextEdit(text, start + ourShift, deleted, inserted));
            ourShift += inserted.length() - deleted;
        }
    }
}
