package app.vaultnotes.ui.spelling;

/**
 * A word in the view of a row.
 *
 * @param text its letters as they are shown
 * @param start where it begins, in UTF-16 units of the row's view
 */
public record Word(String text, int start) {

    /** Where it ends. */
    public int end() {
        return start + text.length();
    }

    /** Whether a caret at this place of the view stands in it or at one of its ends. */
    public boolean touches(int place) {
        return place >= start && place <= end();
    }
}
