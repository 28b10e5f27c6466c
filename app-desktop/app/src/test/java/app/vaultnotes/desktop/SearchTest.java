package app.vaultnotes.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.desktop.editor.NoteEditor;
import app.vaultnotes.document.Id;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javafx.event.Event;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.CheckBox;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.Test;

/** A person searches a real vault, and replaces in it. */
class SearchTest extends WindowTest {

    private static final String FREE = "Every membrane is thin.\n\nFree **ribosomes** make it.\n";

    private void notes() {
        note("Cells/Membranes", FREE);
        note("Cells/Peptide", "Read by ribosomes #exam\n");
        note("Lab/Pancreas", "Attached ribosomes, stained #exam #lab\n");
        note("Lab/Other", "nothing of that kind\n");
    }

    private SearchPage search(String query) {
        onFx(() -> {
            app.window().open(new PageName.Search(query), AppWindow.Where.TAB);
            return true;
        });
        return page();
    }

    private SearchPage page() {
        return onFx(() -> (SearchPage) app.window().panes().current().page().orElseThrow());
    }

    private void awaitTitles(SearchPage page, String... titles) {
        await(
                "not found: " + List.of(titles),
                () -> page.hits().titles().stream().sorted().toList().equals(List.of(titles)));
    }

    /** Keys with Shift, which no other test needs. */
    private void shortcut(KeyCode key, boolean shift, boolean control) {
        onFx(() -> {
            Event.fireEvent(
                    focused(),
                    new KeyEvent(KeyEvent.KEY_PRESSED, "", "", key, shift, control, false, false));
            return true;
        });
    }

    /** The first thing in a window that can be pressed and is called so. */
    private Optional<ButtonBase> button(Predicate<ButtonBase> called) {
        Parent root = app.window().stage().getScene().getRoot();
        root.applyCss();
        root.layout();
        return root.lookupAll("*").stream()
                .filter(ButtonBase.class::isInstance)
                .map(ButtonBase.class::cast)
                .filter(called)
                .findFirst();
    }

    private void fire(Predicate<ButtonBase> called) {
        use("there is no such button", () -> button(called), ButtonBase::fire);
    }

    private static Predicate<ButtonBase> named(String words) {
        return button -> words.equals(button.getText()) && !button.isDisabled();
    }

    private boolean isThere(Predicate<ButtonBase> called) {
        return button(called).isPresent();
    }

    @Test
    void whatIsTypedFindsAndEnterOpensAtTheHit() {
        notes();
        SearchPage page = search("");
        await("the field has no focus", () -> focused() instanceof TextField);
        type("ribosomes free");
        awaitTitles(page, "Membranes");
        await("no place is shown", () -> page.preview().countWords().equals("1 of 2"));
        press(KeyCode.ENTER, false);
        await("it is not open", () -> app.window().current().isPresent());
        NoteEditor editor = onFx(() -> app.window().current().orElseThrow().editor());
        assertEquals(FREE.indexOf("Free"), onFx(editor::caret));
    }

    @Test
    void keysMoveThroughHitsAndPlaces() {
        notes();
        SearchPage page = search("ribosomes free OR attached OR read");
        awaitTitles(page, "Membranes", "Pancreas", "Peptide");
        await("the field has no focus", () -> focused() instanceof TextField);
        String first = onFx(() -> page.hits().chosen().orElseThrow().title().text());
        press(KeyCode.DOWN, false);
        assertFalse(first.equals(onFx(() -> page.hits().chosen().orElseThrow().title().text())));
        press(KeyCode.UP, false);
        assertEquals(first, onFx(() -> page.hits().chosen().orElseThrow().title().text()));
        await("no place is shown", () -> page.preview().countWords().startsWith("1 of"));
        press(KeyCode.F3, false);
        await("it did not step", () -> page.preview().countWords().startsWith("2 of"));
        shortcut(KeyCode.F3, true, false);
        await("it did not step back", () -> page.preview().countWords().startsWith("1 of"));
        press(KeyCode.ENTER, true);
        await("it is not open", () -> app.window().current().isPresent());
        assertEquals(2, onFx(() -> app.window().tabs().all().size()));
    }

    /** Hands are faster than the vault is read: both keys come before the second preview. */
    @Test
    void aStepIsMeantForTheNoteOnItsWay() {
        notes();
        SearchPage page = search("ribosomes free OR attached OR read");
        awaitTitles(page, "Membranes", "Pancreas", "Peptide");
        await("no place is shown", () -> page.preview().countWords().equals("1 of 2"));
        onFx(() -> {
            page.hits().move(1);
            page.preview().step(1);
            return true;
        });
        Id second = onFx(() -> page.hits().chosen().orElseThrow().note());
        await("no preview came", () -> page.preview().place(second).isPresent());
        assertEquals("2 of 2", onFx(page.preview()::countWords));
    }

    @Test
    void facetsNarrowAndChipsWiden() {
        notes();
        SearchPage page = search("ribosomes");
        awaitTitles(page, "Membranes", "Pancreas", "Peptide");
        fire(button -> button instanceof CheckBox && named("Lab").test(button));
        awaitTitles(page, "Pancreas");
        assertEquals(new PageName.Search("ribosomes folder:/Lab"), onFx(page::name));
        fire(button -> button instanceof CheckBox && named("Cells").test(button));
        awaitTitles(page, "Membranes", "Pancreas", "Peptide");
        fire(button -> button instanceof CheckBox && named("#exam").test(button));
        awaitTitles(page, "Pancreas", "Peptide");
        fire(named("folder: Lab or Cells"));
        fire(named("#exam"));
        awaitTitles(page, "Membranes", "Pancreas", "Peptide");
        assertEquals(new PageName.Search("ribosomes"), onFx(page::name));
    }

    @Test
    void filtersThatAreTypedBecomeChipsAndGoWithBackspace() {
        notes();
        SearchPage page = search("");
        await("the field has no focus", () -> focused() instanceof TextField);
        type("tag:exam ");
        await("there is no chip", () -> page.field().text().filters().size() == 1);
        awaitTitles(page, "Pancreas", "Peptide");
        press(KeyCode.BACK_SPACE, false);
        await("the chip is there", () -> page.field().text().isEmpty());
    }

    @Test
    void whatWasTypedLastIsWhatIsFound() {
        notes();
        SearchPage page = search("");
        await("the field has no focus", () -> focused() instanceof TextField);
        for (String letter : List.of("a", "tt", "ac", "hed")) {
            type(letter);
        }
        awaitTitles(page, "Pancreas");
        assertEquals("attached", onFx(() -> page.field().text().words()));
    }

    @Test
    void searchesAreKeptOfferedAndRemoved() {
        notes();
        SearchPage page = search("ribosomes tag:lab");
        awaitTitles(page, "Pancreas");
        fire(named(Words.of("search.keep")));
        await("there is no dialog", () -> focused() instanceof TextField);
        onFx(() -> {
            ((TextField) focused()).setText("Lab work");
            return true;
        });
        fire(named(Words.of("search.keep.done")));
        await("it is not kept", () -> app.window().toasts().count() > 0);
        SearchPage other = search("");
        await("it is not offered", () -> isThere(named("Lab work")));
        fire(named("Lab work"));
        awaitTitles(other, "Pancreas");
        search("");
        await("it is not offered", () -> isThere(named("Lab work")));
        fire(button -> Words.of("search.forget", "Lab work").equals(button.getAccessibleText()));
        await("it is not removed", () -> isThere(named(Words.of("undo"))));
        assertEquals(Map.of(), inVault(v -> v.settings().savedSearches()));
        fire(named(Words.of("undo")));
        await("it did not come back", () -> isThere(named("Lab work")));
    }

    @Test
    void mistypedWordsAndOddQueriesAreSaid() {
        notes();
        SearchPage page = search("ribosmoes");
        awaitTitles(page, "Membranes", "Pancreas", "Peptide");
        assertEquals(
                Words.of("search.corrected", "ribosmoes", "ribosomes"),
                onFx(() -> page.hits().noticeWords()));
        SearchPage odd = search("ribosomes updated:never");
        String said = "At character 19: \"never\" is not a day";
        await("not said: " + said, () -> odd.hits().noticeWords().startsWith(said));
        awaitTitles(odd);
    }

    @Test
    void moreHitsComeWithScrolling() {
        inVault(v -> {
            for (int i = 0; i < 130; i++) {
                v.notes().write("Many/Note " + i, "common\n");
            }
            return true;
        });
        SearchPage page = search("common");
        await("nothing found", () -> page.hits().size() == 100);
        onFx(() -> {
            page.hits().move(99);
            return true;
        });
        await(
                "no more came",
                () -> {
                    page.applyCss();
                    page.layout();
                    return page.hits().size() == 130;
                });
    }

    @Test
    void theCommandSearchesForWhatIsSelected() {
        notes();
        NoteEditor editor = open(inVault(v -> v.paths().note("Cells/Membranes").id()));
        onFx(() -> {
            editor.select(0, "Every membrane".length());
            return true;
        });
        shortcut(KeyCode.F, true, true);
        SearchPage page = page();
        awaitTitles(page, "Membranes");
        assertEquals("\"Every membrane\"", onFx(() -> page.field().text().words()));
    }

    @Test
    void replacingShowsEachPlaceAndIsTakenBack() {
        notes();
        Id left = inVault(v -> v.paths().note("Lab/Pancreas").id());
        SearchPage page = search("ribosomes");
        awaitTitles(page, "Membranes", "Pancreas", "Peptide");
        inWindow(() -> app.window().run("replaceall"));
        await("nothing found", () -> about(page, Words.of("replace.found", 3, "3 notes")));
        fields(page, fields -> fields.get(1).setText("factories"));
        await("it cannot be replaced", () -> isThere(named("Replace in 3 notes")));
        fire(button -> button instanceof CheckBox && named("Lab/Pancreas").test(button));
        fire(named("Replace in 2 notes"));
        await("it is not replaced", () -> isThere(named(Words.of("undo"))));
        assertEquals(
                FREE.replace("ribosomes", "factories"),
                inVault(v -> v.notes().text(v.paths().note("Cells/Membranes").id())));
        assertTrue(inVault(v -> v.notes().text(left)).contains("ribosomes"));
        inVault(v -> v.notes().write("Cells/Peptide", "Read by factories #exam and more\n"));
        fire(named(Words.of("undo")));
        await("it is not said", () -> !isThere(named(Words.of("undo"))));
        await("it is not taken back", () -> about(page, Words.of("replace.found", 2, "2 notes")));
        assertEquals(FREE, inVault(v -> v.notes().text(v.paths().note("Cells/Membranes").id())));
        assertEquals(
                "Read by factories #exam and more\n",
                inVault(v -> v.notes().text(v.paths().note("Cells/Peptide").id())));
    }

    @Test
    void expressionsThatAreNoneOrTakeTooLongAreSaid() {
        note("Long", "a".repeat(5_000) + "!\n");
        SearchPage page = search("");
        inWindow(() -> page.replace("(a+"));
        inWindow(() -> ((ToggleButton) button(named(".*")).orElseThrow()).setSelected(true));
        await("it is not said", () -> page.replacing().aboutWords().contains("no regular"));
        fields(page, fields -> fields.get(0).setText("(a|aa)+$"));
        await("it is not said", () -> page.replacing().aboutWords().contains("too long"));
    }

    private static boolean about(SearchPage page, String words) {
        return page.replacing().aboutWords().equals(words);
    }

    private void inWindow(Runnable work) {
        onFx(() -> {
            work.run();
            return true;
        });
    }

    private void fields(SearchPage page, Consumer<List<TextField>> use) {
        onFx(() -> {
            use.accept(
                    page.replacing().lookupAll(".text-field").stream()
                            .map(TextField.class::cast)
                            .toList());
            return true;
        });
    }

    @Test
    void aSearchIsThereAgainWithTheLayout() {
        notes();
        search("ribosomes folder:Lab");
        String written = onFx(() -> app.window().panes().standing().written());
        Layout read = Layout.read(written).orElseThrow();
        assertEquals(
                List.of(new PageName.Search("ribosomes folder:Lab")),
                ((Layout.Sheets) read).pages());
    }
}
