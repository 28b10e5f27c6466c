package app.vaultnotes.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Another theme changes colours and nothing else. */
class ThemeTest extends TimeTest {

    private static List<Double> heights(NoteSheet sheet) {
        return sheet.lookupAll(".paragraph-box").stream()
                .map(box -> box.getLayoutBounds().getHeight())
                .toList();
    }

    /** None shown yet is not laid out either. */
    private static boolean laidOut(List<Double> heights) {
        return !heights.isEmpty() && heights.stream().allMatch(height -> height > 20);
    }

    @Test
    void rowsStayAsHighAsTheyAre() {
        NoteSheet sheet = openSheet(note("Note", "# Heading\n\nbody text\n"));
        await("the rows are not laid out", () -> laidOut(heights(sheet)));
        List<Double> before = onFx(() -> heights(sheet));
        for (String theme : List.of("dark", "light")) {
            doFx(() -> app.preferences().set(Preferences.Key.THEME, theme));
            Camera.take(app.window().stage().getScene(), () -> {});
            assertEquals(before, onFx(() -> heights(sheet)), theme);
        }
    }
}
