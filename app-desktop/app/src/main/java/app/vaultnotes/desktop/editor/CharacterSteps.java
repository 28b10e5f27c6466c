package app.vaultnotes.desktop.editor;

import java.text.BreakIterator;

/** Steps by what a reader takes for one character. */
final class CharacterSteps {

    private CharacterSteps() {}

    /** One step on or back from a column of a line; beyond its ends by one. */
    static int from(String line, int column, int by) {
        BreakIterator characters = BreakIterator.getCharacterInstance();
        characters.setText(line);
        if (by > 0) {
            return column == line.length() ? column + 1 : characters.following(column);
        }
        return column == 0 ? -1 : characters.preceding(column);
    }
}
