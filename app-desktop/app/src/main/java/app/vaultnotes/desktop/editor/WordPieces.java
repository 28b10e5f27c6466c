package app.vaultnotes.desktop.editor;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/**
 * Texts word by word. JavaFX fails to lay out a wrapping text with right-to-left letters when a
 * line ends inside of a node (an index out of bounds in its layout, or lines that are too long);
 * with a node for every word none does, as long as a word fits into a line.
 */
public final class WordPieces {

    /** Letters of a piece: fits into the narrowest line that there is, in the largest heading. */
    private static final int LONGEST = 12;

    private WordPieces() {}

    /** The text whole, or cut behind every space where it has right-to-left letters. */
    public static List<String> of(String text) {
        return isCut(text) ? words(text) : List.of(text);
    }

    /** Whether a text has right-to-left letters, so that all texts in its flow must be cut. */
    public static boolean isCut(String text) {
        return text.codePoints()
                .map(Character::getDirectionality)
                .anyMatch(WordPieces::isRightToLeft);
    }

    /**
     * The text cut behind every space, where a word is long, and between right-to-left letters and
     * all else: what comes from two fonts in one node is drawn in the wrong order. No piece is
     * empty: behind an empty node, right-to-left letters are drawn in the colours of their
     * neighbours.
     */
    public static List<String> words(String text) {
        List<String> pieces = new ArrayList<>();
        int start = 0;
        int at = 0;
        while (at < text.length()) {
            int last = text.codePointAt(at);
            at += Character.charCount(last);
            boolean end = at == text.length();
            if (end || at - start >= LONGEST || isCut(last, text.codePointAt(at))) {
                pieces.add(text.substring(start, at));
                start = at;
            }
        }
        return pieces;
    }

    private static boolean isCut(int before, int after) {
        if (Character.isWhitespace(before)) {
            return true;
        }
        int direction = Character.getDirectionality(after);
        boolean goesWithAll =
                Character.isWhitespace(after) // else a line that ends with it is too long
                        || direction == Character.DIRECTIONALITY_NONSPACING_MARK
                        || direction == Character.DIRECTIONALITY_BOUNDARY_NEUTRAL;
        return !goesWithAll && isLetter(before) != isRightToLeft(direction);
    }

    /** Whether it is a right-to-left letter, or a mark on or between letters. */
    private static boolean isLetter(int codePoint) {
        int direction = Character.getDirectionality(codePoint);
        return isRightToLeft(direction)
                || direction == Character.DIRECTIONALITY_NONSPACING_MARK
                || direction == Character.DIRECTIONALITY_BOUNDARY_NEUTRAL;
    }

    private static boolean isRightToLeft(int direction) {
        return direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC
                || direction == Character.DIRECTIONALITY_ARABIC_NUMBER;
    }

    /** A text that may wrap. */
    public static TextFlow flow(String text, String styleClass) {
        TextFlow flow = new TextFlow();
        for (String piece : of(text)) {
            Text node = new Text(piece);
            node.getStyleClass().add(styleClass);
            flow.getChildren().add(node);
        }
        return flow;
    }
}
