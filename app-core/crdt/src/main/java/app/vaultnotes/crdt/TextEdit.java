package app.vaultnotes.crdt;

/**
 * One replacement in a text. Offsets are UTF-16 units of the text as it is when this edit's turn
 * comes.
 *
 * @param text which text
 * @param start where
 * @param deleted how many units go
 * @param inserted what comes in their place
 */
public record TextEdit(Path text, int start, int deleted, String inserted) implements Edit {

    /** Checks that the numbers are not negative. */
    public TextEdit {
        if (start < 0 || deleted < 0) {
            throw new IllegalArgumentException(
                    "negative start or length: " + start + ", " + deleted);
        }
    }

    /** The text after this edit. */
    public String applyTo(String before) {
        return new StringBuilder(before).replace(start, start + deleted, inserted).toString();
    }
}
