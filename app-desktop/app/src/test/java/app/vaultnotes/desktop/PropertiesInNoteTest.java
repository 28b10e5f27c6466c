package app.vaultnotes.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.desktop.editor.NoteEditor;
import app.vaultnotes.document.Id;
import java.util.Optional;
import javafx.scene.control.CheckBox;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

/** A person writes the properties of a note where the note shows them. */
class PropertiesInNoteTest extends TimeTest {

    private static final String TEXT =
            "---\ntitle: Old # kept\ncount:   3\ndone: false\ntags: [a, b]\n---\nbody\n";

    private Optional<PropertyForm> form() {
        return app.window()
                .current()
                .flatMap(sheet ->
                        sheet.lookupAll(".properties").stream()
                                .filter(PropertyForm.class::isInstance)
                                .map(PropertyForm.class::cast)
                                .findFirst());
    }

    private Optional<PropertyRow> row(String key) {
        return form().stream()
                .flatMap(form -> form.shown().stream())
                .filter(row -> row.key().equals(key))
                .findFirst();
    }

    private void awaitKeys(String key) {
        await("“" + key + "” has no keys", () -> row(key).filter(PropertyRow::hasKeys).isPresent());
    }

    /** Opens a note and goes into its form from below. */
    private NoteSheet openForm(Id note) {
        NoteSheet sheet = openSheet(note);
        await("there is no form", () -> form().isPresent());
        press(KeyCode.UP);
        return sheet;
    }

    private String shown(NoteSheet sheet) {
        return onFx(() -> sheet.editor().text());
    }

    /** Once all is saved: until then the form may be made anew, with what was saved. */
    private void overwrite(String text) {
        await("it is not saved", () -> app.window().current().orElseThrow().editor().isSaved());
        await("no field has the keys", () -> focused() instanceof TextField);
        doFx(() -> ((TextField) focused()).selectAll());
        type(text);
        await("it is not typed", () -> textOfField().equals(text));
    }

    @Test
    void propertiesAreWrittenByKeysAlone() {
        Id id = note("Note", TEXT);
        NoteSheet sheet = openForm(id);
        awaitKeys("tags");
        type("c");
        press(KeyCode.ENTER);
        await("no tag", () -> sheet.editor().text().contains("  - c\n"));
        awaitKeys("tags");
        press(KeyCode.UP);
        awaitKeys("done");
        doFx(() -> ((CheckBox) focused()).fire());
        await("it is not done", () -> sheet.editor().text().contains("done: true"));
        awaitKeys("done");
        press(KeyCode.UP);
        press(KeyCode.UP);
        awaitKeys("title");
        overwrite("New");
        press(KeyCode.ENTER);
        awaitKeys("count");
        overwrite("4");
        press(KeyCode.ESCAPE);
        await("it is not as it was", () -> textOfField().equals("3"));
        press(KeyCode.ESCAPE);
        await("the text has no keys", () -> !(focused() instanceof TextField));
        type("x");
        String after =
                "---\ntitle: New # kept\ncount:   3\ndone: true\ntags:\n  - a\n  - b\n  - c\n---\n"
                        + "xbody\n";
        await("not all is changed: " + shown(sheet), () -> sheet.editor().text().equals(after));
        await("it is not saved", () -> sheet.editor().isSaved());
        assertEquals(after, text(id));
    }

    @Test
    void aPropertyIsAddedRenamedAndRemovedInTheNote() {
        NoteSheet sheet = openSheet(note("Note", "body"));
        press(KeyCode.SEMICOLON, true, false);
        await("no field asks for a name", () -> focused() instanceof TextField);
        type("course");
        press(KeyCode.ENTER);
        await("it is not added", () -> shownHere(sheet).startsWith("---\ncourse: \"\"\n---\n"));
        awaitKeys("course");
        type("Cells");
        press(KeyCode.F2);
        await("no field for the name", () -> textOfField().equals("course"));
        overwrite("lecture");
        press(KeyCode.ENTER);
        String renamed = "---\nlecture: \"Cells\"\n---\nbody";
        await("it has no other name: " + shown(sheet), () -> shownHere(sheet).equals(renamed));
        awaitKeys("lecture");
        doFx(() -> row("lecture").orElseThrow().menu().getItems().get(1).fire());
        await("it is not removed", () -> shownHere(sheet).equals("body"));
    }

    private static String shownHere(NoteSheet sheet) {
        return sheet.editor().text();
    }

    private String textOfField() {
        return focused() instanceof TextField field ? field.getText() : "";
    }

    @Test
    void givingUpANewPropertyLeavesTheNoteAsItWas() {
        NoteSheet sheet = openSheet(note("Note", "body"));
        press(KeyCode.SEMICOLON, true, false);
        await("no field asks for a name", () -> focused() instanceof TextField);
        press(KeyCode.ESCAPE);
        await("the form stays", () -> shownHere(sheet).equals("body"));
        await("the text has no keys", () -> !(focused() instanceof TextField));
        type("x");
        assertEquals("xbody", shown(sheet));
    }

    @Test
    void theCaretNeverStandsInTheForm() {
        NoteSheet sheet = openSheet(note("Note", TEXT));
        type("x");
        assertEquals(TEXT.replace("body", "xbody"), shown(sheet));
        doFx(() -> sheet.editor().select(0, 0));
        type("y");
        assertEquals(TEXT.replace("body", "yxbody"), shown(sheet));
        NoteSheet only = openSheet(note("Only", "---\na: 1\n---"));
        type("z");
        assertEquals("---\na: 1\n---\nz", shown(only));
    }

    @Test
    void whatOthersWriteLeavesWhatIsBeingWritten() {
        Id id = note("Note", TEXT);
        NoteSheet sheet = openForm(id);
        press(KeyCode.UP);
        press(KeyCode.UP);
        awaitKeys("count");
        overwrite("5");
        note("Note", TEXT.replace("done: false", "done: true"));
        await("it did not come", () -> shownHere(sheet).contains("done: true"));
        await("there is no form with what came", () -> isTicked("done"));
        await("it is gone", () -> textOfField().equals("5"));
        press(KeyCode.ENTER);
        await("it is lost: " + shown(sheet), () -> shownHere(sheet).contains("count:   5\n"));
    }

    /** What is half written is no edit, however often the form is made anew. */
    @Test
    void escapeTakesBackWhatIsHalfWrittenAfterTheFormWasMadeAnew() {
        NoteSheet sheet = openForm(note("Note", TEXT));
        press(KeyCode.UP);
        press(KeyCode.UP);
        awaitKeys("count");
        overwrite("4");
        doFx(() ->
                sheet.editor().replace(TEXT.indexOf("false"), TEXT.indexOf("false") + 5, "true"));
        await("there is no form with what came", () -> isTicked("done"));
        assertEquals("4", textOfField());
        press(KeyCode.ESCAPE);
        await("it is not as it was", () -> textOfField().equals("3"));
        assertEquals(TEXT.replace("false", "true"), shownHere(sheet));
    }

    /** Another property changes between two keys: the second is for the form that is there then. */
    @Test
    void keysThatComeWhileTheFormIsMadeAnewAreNotLost() {
        NoteSheet sheet = openForm(note("Note", TEXT));
        press(KeyCode.UP);
        press(KeyCode.UP);
        awaitKeys("count");
        doFx(() -> {
            TextField field = (TextField) focused();
            field.selectAll();
            sheet.editor().replace(TEXT.indexOf("false"), TEXT.indexOf("false") + 5, "true");
            typeNow(app.window(), "12");
            TextField again = (TextField) focused();
            assertNotSame(field, again);
            again.positionCaret(1);
            sheet.editor().replace("---\n".length(), "---\ntitle".length(), "name");
            typeNow(app.window(), "3");
            assertEquals("132", textOfField());
        });
        press(KeyCode.ENTER);
        await("it is lost: " + shown(sheet), () -> shownHere(sheet).contains("count:   132\n"));
        assertTrue(shown(sheet).startsWith("---\nname: Old # kept\n"), shown(sheet));
    }

    private boolean isTicked(String key) {
        return row(key).filter(row -> row.value() instanceof CheckBox box && box.isSelected())
                .isPresent();
    }

    @Test
    void propertiesThatAreBrokenAreThereToBeMended() {
        NoteSheet sheet = openSheet(note("Note", "---\nb: [1, 2\nc: 3\n---\nbody"));
        assertTrue(onFx(() -> sheet.editor().shownText()).startsWith("---\nb: [1, 2\n"));
        assertTrue(onFx(() -> form().isEmpty()));
        doFx(() -> sheet.editor().place("---\nb: [1, 2".length()));
        type("]");
        await("there is no form", () -> row("b").isPresent());
    }

    @Test
    void inReadingModeNothingIsWritten() {
        NoteSheet sheet = openSheet(note("Note", TEXT));
        await("there is no form", () -> form().isPresent());
        doFx(() -> sheet.editor().setMode(NoteEditor.Mode.READING));
        await("the form can be written in", () -> form().isEmpty());
        await("the properties are not read", () -> sheet.lookupAll(".properties-read").size() == 1);
    }
}
