package app.vaultnotes.desktop.editor;

import app.vaultnotes.ui.live.LiveText;
import app.vaultnotes.ui.live.Selection;

/**
 * Where a caret stands, as one counts that.
 *
 * @param line its line in the note as it is written, from 1
 * @param column how many characters stand before it in the line, and one
 * @param selected how many characters are selected
 */
public record CaretPlace(int line, int column, int selected) {

    static CaretPlace of(LiveText text, Selection selection) {
        int caret = selection.caret();
        return new CaretPlace(
                text.linesBefore(caret) + 1,
                characters(text, text.lineStart(caret), caret) + 1,
                characters(text, selection.start(), selection.end()));
    }

    private static int characters(LiveText text, int from, int to) {
        String between = text.text(from, to);
        return between.codePointCount(0, between.length());
    }
}
