package app.vaultnotes.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.desktop.editor.WordPieces;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.text.TextAlignment;
import javafx.scene.text.TextFlow;
import org.junit.jupiter.api.Test;

/** What begins with a right-to-left letter stands at the right. */
class RightToLeftTest extends TimeTest {

    private static final String TEXT =
            "Left (תא) side.\n\nהמים עוברים, עד שהלחץ משתווה. זה משפט שני ארוך למדי, שעובר שורה"
                    + " אחת לפחות כדי שנראה את היישור.\n\n- [ ] משימה פתוחה.\n";

    private static Bounds at(Node node) {
        return node.localToScene(node.getLayoutBounds());
    }

    @Test
    void rowsAndTheirMarksStandOnTheSideFromWhichTheyAreRead() {
        NoteSheet sheet = openSheet(note("Note", TEXT));
        await("no box", () -> sheet.lookup(".row-box") != null);
        List<TextAlignment> sides =
                onFx(() ->
                        sheet.lookupAll(".paragraph-text").stream()
                                .map(TextFlow.class::cast)
                                .filter(flow -> !flow.getChildren().isEmpty())
                                .map(TextFlow::getTextAlignment)
                                .toList());
        assertEquals(TextAlignment.LEFT, sides.get(0));
        assertEquals(TextAlignment.RIGHT, sides.get(2));
        Bounds row = onFx(() -> at(sheet.lookup(".paragraph-text.row-right")));
        Bounds box = onFx(() -> at((CheckBox) sheet.lookup(".row-box")));
        assertTrue(box.getMinX() > row.getCenterX(), box + " in " + row);
        doFx(() -> sheet.editor().place(TEXT.indexOf("[ ]") + "[ ] ".length()));
        doFx(() -> sheet.editor().task());
        await("it is not ticked", () -> sheet.editor().text().contains("[x]"));
    }

    @Test
    void lettersAndMarksAreNeverInOnePiece() {
        assertEquals(
                List.of("מומס", ", ", "עד ", "(", "תא", ") ", "DNA ", "שָׁלוֹם", "."),
                WordPieces.words("מומס, עד (תא) DNA שָׁלוֹם."));
    }
}
