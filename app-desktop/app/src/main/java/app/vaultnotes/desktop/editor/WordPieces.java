package app.vaultnotes.desktop.editor;

import java.util.List;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/**
 * Texts word by word. JavaFX fails to lay out a wrapping text with right-to-left letters in one
 * node (an index out of bounds in its layout, or lines that are too long); with a node for every
 * word it does not.
 */
final class WordPieces {

    private WordPieces() {}

    /** The text whole, or cut behind every space where it has right-to-left letters. */
    static List<String> of(String text) {
        boolean cut =
                text.codePoints()
                        .map(Character::getDirectionality)
                        .anyMatch(WordPieces::isRightToLeft);
        return cut ? List.of(text.split("(?<=\\s)", -1)) : List.of(text);
    }

    private static boolean isRightToLeft(int direction) {
        return direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC
                || direction == Character.DIRECTIONALITY_ARABIC_NUMBER;
    }

    /** A text that may wrap. */
    static TextFlow flow(String text, String styleClass) {
        TextFlow flow = new TextFlow();
        for (String piece : of(text)) {
            Text node = new Text(piece);
            node.getStyleClass().add(styleClass);
            flow.getChildren().add(node);
        }
        return flow;
    }
}
