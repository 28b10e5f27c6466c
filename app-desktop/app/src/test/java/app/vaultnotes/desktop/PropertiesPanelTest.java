package app.vaultnotes.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.document.Id;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.DatePicker;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

/** A person changes the properties of a note in a form. */
class PropertiesPanelTest extends TimeTest {

    private PropertyRow property(String key) {
        await(
                "there is no “" + key + "”",
                () -> app.window().right().properties().shown().stream().anyMatch(is(key)));
        return onFx(() ->
                app.window().right().properties().shown().stream()
                        .filter(is(key))
                        .findFirst()
                        .orElseThrow());
    }

    private static java.util.function.Predicate<PropertyRow> is(String key) {
        return row -> row.key().equals(key);
    }

    private void enter(TextField field, String text) {
        doFx(() -> {
            field.requestFocus();
            field.setText(text);
            field.fireEvent(new javafx.event.ActionEvent());
        });
    }

    @Test
    void propertiesAreChangedInAForm() {
        String text =
                "---\ntitle: Old # kept\ndone: false\nday: 2026-10-12\ntags: [a, b]\n---\nbody";
        Id id = note("Note", text);
        NoteSheet sheet = openSheet(id);
        doFx(() -> app.window().showRight(RightPanel.View.PROPERTIES));
        enter(property("title").field().orElseThrow(), "New");
        doFx(() -> ((CheckBox) rowOf("done").value()).fire());
        doFx(() ->
                ((DatePicker) rowOf("day").value()).setValue(java.time.LocalDate.of(2026, 10, 13)));
        enter(property("tags").field().orElseThrow(), "c");
        click(Words.of("property.exclude", "a"));
        String after =
                "---\ntitle: New # kept\ndone: true\nday: 2026-10-13\n"
                        + "tags:\n  - b\n  - c\n---\nbody";
        await("not all is changed", () -> sheet.editor().text().equals(after));
        await("it is not saved", () -> sheet.editor().isSaved());
        assertEquals(after, text(id));
    }

    private PropertyRow rowOf(String key) {
        return app.window().right().properties().shown().stream()
                .filter(is(key))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aPropertyIsAddedRenamedAndRemoved() {
        NoteSheet sheet = openSheet(note("Note", "body"));
        doFx(() -> app.window().showRight(RightPanel.View.PROPERTIES));
        doFx(() -> app.window().right().properties().startAdding());
        await("no field asks for a name", () -> focused() instanceof TextField);
        enter((TextField) onFx(this::focused), "course");
        await("it is not added", () -> sheet.editor().text().startsWith("---\ncourse: \"\"\n"));
        property("course");
        await("its field has no keys", () -> rowOf("course").hasKeys());
        press(KeyCode.F2);
        await(
                "no field for the name",
                () -> focused() instanceof TextField f && f.getText().equals("course"));
        doFx(() -> ((TextField) focused()).setText("lecture"));
        press(KeyCode.ENTER);
        await("it has no other name", () -> sheet.editor().text().contains("lecture: \"\""));
        PropertyRow row = property("lecture");
        doFx(() -> row.menu().getItems().get(1).fire());
        await("it is not removed", () -> sheet.editor().text().equals("body"));
    }

    @Test
    void aChangeOfAPropertyIsTakenBackLikeTyping() {
        String text = "---\ntitle: Old\n---\nbody";
        NoteSheet sheet = openSheet(note("Note", text));
        doFx(() -> app.window().showRight(RightPanel.View.PROPERTIES));
        enter(property("title").field().orElseThrow(), "New");
        await("it is not changed", () -> sheet.editor().text().contains("title: New"));
        await("it is not saved", () -> sheet.editor().isSaved());
        doFx(sheet::takeFocus);
        press(KeyCode.Z, true, false);
        await("it was not undone", () -> sheet.editor().text().equals(text));
        await(
                "the form shows another value",
                () -> rowOf("title").field().orElseThrow().getText().equals("Old"));
    }

    @Test
    void brokenPropertiesSayWhatIsWrongAndWhere() {
        NoteSheet sheet = openSheet(note("Note", "---\na: 1\nb: [1, 2\nc: 3\n---\nbody"));
        doFx(() -> app.window().showRight(RightPanel.View.PROPERTIES));
        click(Words.of("property.show"));
        assertTrue(onFx(() -> app.window().right().properties().shown()).isEmpty());
        int caret = onFx(() -> sheet.editor().caret());
        assertTrue(caret > "---\na".length(), "the caret is at " + caret);
        doFx(() ->
                sheet.editor()
                        .replace("---\na: 1\n".length(), "---\na: 1\nb: [1, 2\n".length(), ""));
        property("c");
    }

    @Test
    void longValuesOfAListEndInDotsWhereThePanelEnds() {
        openSheet(note("Note", "---\ntags: [" + "long tag ".repeat(8).strip() + "]\n---\nbody"));
        doFx(() -> {
            app.preferences().set(Preferences.Key.ZOOM, "200");
            app.window().dress();
            app.window().showRight(RightPanel.View.PROPERTIES);
        });
        await(
                "it goes on behind the edge",
                () -> {
                    Node panel = app.window().right();
                    Node chip = panel.lookup(".vn-chip");
                    double edge = panel.localToScene(panel.getLayoutBounds()).getMaxX();
                    Bounds place = chip.localToScene(chip.getLayoutBounds());
                    return place.getWidth() > 100 && place.getMaxX() <= edge;
                });
    }
}
