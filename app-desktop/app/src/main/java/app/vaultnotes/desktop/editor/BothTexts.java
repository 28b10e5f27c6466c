package app.vaultnotes.desktop.editor;

import app.vaultnotes.crdt.TextDiff;
import app.vaultnotes.crdt.TextEdit;
import app.vaultnotes.crdt.TextRebase;
import app.vaultnotes.document.NoteDocument;
import java.util.List;

/** What two hands make of one text. */
final class BothTexts {

    private BothTexts() {}

    /**
     * The edits that bring what others wrote into what is written here, so that both are one text:
     * the same as the vault will make of it.
     *
     * @param agreed the text that both began with
     * @param mine what is written here
     * @param theirs what others made of it
     */
    static List<TextEdit> edits(String agreed, String mine, String theirs) {
        return TextDiff.edits(NoteDocument.TEXT, mine, both(agreed, mine, theirs));
    }

    private static String both(String agreed, String mine, String theirs) {
        if (mine.equals(agreed)) {
            return theirs;
        }
        List<TextEdit> ours = TextDiff.edits(NoteDocument.TEXT, agreed, mine);
        List<TextEdit> others = TextDiff.edits(NoteDocument.TEXT, agreed, theirs);
        String both = theirs;
        for (TextEdit edit : TextRebase.over(ours, others)) {
            both = edit.applyTo(both);
        }
        return both;
    }
}
