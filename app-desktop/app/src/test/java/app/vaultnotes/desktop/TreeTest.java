package app.vaultnotes.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.event.Event;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.Test;

/** Several rows of the folder tree are selected, moved and thrown away at once. */
class TreeTest extends WindowTest {

    private TreeCells cell(String name) {
        List<TreeCells> found = new ArrayList<>();
        await(
                "there is no row " + name,
                () -> {
                    found.clear();
                    found.addAll(cells(name));
                    return found.size() == 1;
                });
        return found.get(0);
    }

    private List<TreeCells> cells(String name) {
        return app.window().tree().lookupAll(".tree-cell").stream()
                .map(TreeCells.class::cast)
                .filter(c -> c.isVisible() && !c.isEmpty() && name.equals(c.getText()))
                .toList();
    }

    private void click(String name, int held) {
        // Looked for and clicked in one go: a row's cell is another one after the next pulse.
        use(
                "there is no row " + name,
                () -> {
                    app.window().tree().getScene().getRoot().layout();
                    return cells(name).stream().findFirst();
                },
                cell -> new Mouse(cell.getScene()).to(cell).click(held));
    }

    private List<String> selected() {
        return onFx(() -> app.window().tree().allSelected().stream().map(e -> e.name()).toList());
    }

    private String said() {
        return app.window().layer().lookupAll(".vn-toast .label").stream()
                .map(node -> ((Label) node).getText())
                .collect(Collectors.joining(", "));
    }

    private void takeBack() {
        use(
                "nothing can be taken back",
                () -> Optional.ofNullable(app.window().layer().lookup(".vn-toast .button")),
                undo -> ((Button) undo).fire());
    }

    private void expand(String name) {
        use(
                "there is no folder " + name,
                () -> cells(name).stream().findFirst(),
                folder -> folder.getTreeItem().setExpanded(true));
    }

    private boolean exists(String path) {
        return inVault(v -> v.paths().findNote(path).isPresent());
    }

    private void notes() {
        for (String path : List.of("Cells/Membrane", "Plants/Leaf", "a", "b", "c")) {
            note(path, path);
        }
        cell("c");
    }

    @Test
    void clicksAndKeysSelectSeveralRows() {
        notes();
        click("a", Mouse.CONTROL);
        click("c", Mouse.CONTROL);
        assertEquals(List.of("a", "c"), selected());
        click("a", Mouse.CONTROL);
        assertEquals(List.of("c"), selected());
        assertTrue(onFx(() -> app.window().shown().isEmpty()));
        click("c", Mouse.CONTROL);
        click("a", Mouse.CONTROL);
        click("c", Mouse.SHIFT);
        assertEquals(List.of("a", "b", "c"), selected());
        onFx(() -> {
            KeyCode up = KeyCode.UP;
            Event.fireEvent(
                    focused(),
                    new KeyEvent(KeyEvent.KEY_PRESSED, "", "", up, true, false, false, false));
            return true;
        });
        assertTrue(selected().size() != 3, selected()::toString);
    }

    @Test
    void whatIsSelectedStaysSoWhenOthersCome() {
        notes();
        click("a", Mouse.CONTROL);
        click("c", Mouse.CONTROL);
        note("aa", "new");
        cell("aa");
        assertEquals(List.of("a", "c"), selected());
    }

    @Test
    void severalRowsAreThrownAwayAndBroughtBack() {
        notes();
        expand("Cells");
        cell("Membrane");
        click("Cells", Mouse.CONTROL);
        click("Membrane", Mouse.CONTROL);
        click("b", Mouse.CONTROL);
        press(KeyCode.DELETE, false);
        await("nothing is said", () -> said().equals("Moved 2 things to the trash"));
        assertTrue(!exists("Cells/Membrane") && !exists("b") && exists("a"));
        takeBack();
        cell("b");
        assertTrue(exists("Cells/Membrane") && exists("b"));
    }

    @Test
    void whatLayInTheTrashBeforeStaysThere() {
        notes();
        note("Cells/Old", "thrown away with its folder");
        inVault(vault -> {
            vault.trash().put("Cells");
            return vault.trash().restore("Cells/Membrane");
        });
        cell("Cells");
        assertTrue(exists("Cells/Membrane") && !exists("Cells/Old"));
        click("Cells", Mouse.CONTROL);
        press(KeyCode.DELETE, false);
        await("nothing is said", () -> said().startsWith("Moved"));
        takeBack();
        cell("Cells");
        assertTrue(exists("Cells/Membrane") && !exists("Cells/Old"));
    }

    @Test
    void severalRowsAreMovedByCommandAndBack() {
        notes();
        click("a", Mouse.CONTROL);
        click("b", Mouse.CONTROL);
        onFx(() -> {
            app.window().run("moveto");
            return true;
        });
        await("it does not ask", () -> app.window().palette().isOpen());
        type("plants");
        press(KeyCode.ENTER, false);
        await("nothing is said", () -> said().equals("Moved 2 things to “Plants”"));
        assertTrue(exists("Plants/a") && exists("Plants/b") && !exists("a"));
        takeBack();
        cell("a");
        assertTrue(exists("a") && exists("b"));
    }

    @Test
    void rowsAreDraggedOntoAFolder() {
        notes();
        note("Cells/a", "another of that name");
        click("a", Mouse.CONTROL);
        click("b", Mouse.CONTROL);
        drag("b", "Cells");
        await(
                "nothing is said",
                () ->
                        said().equals(
                                        "Moved “b” to “Cells”. “a” stays: there is one of that"
                                                + " name already"));
        assertTrue(exists("Cells/b") && exists("a"));
    }

    private void drag(String from, String to) {
        use(
                "there are not both " + from + " and " + to,
                () -> {
                    app.window().tree().getScene().getRoot().layout();
                    return Optional.of(List.of(cells(from).get(0), cells(to).get(0)));
                },
                both -> {
                    if (!both.get(0).isSelected()) {
                        app.window().tree().getSelectionModel().select(both.get(0).getTreeItem());
                    }
                    dragged(both.get(0)).drop(both.get(1));
                });
    }

    private Dragged dragged(TreeCells start) {
        return new Dragged(start, TreeDrag.content(app.window().tree().allSelected()));
    }

    @Test
    void aFolderOpensUnderWhatIsDragged() {
        notes();
        note("Cells/Inner/x", "deep");
        click("c", Mouse.CONTROL);
        cell("Cells");
        Dragged dragged =
                onFx(() -> {
                    Dragged made = dragged(cells("c").get(0));
                    made.over(cells("Cells").get(0));
                    return made;
                });
        use(
                "the folder stays closed",
                () -> cells("Inner").stream().findFirst(),
                inner -> {
                    dragged.leave(cells("Cells").get(0));
                    dragged.drop(inner);
                });
        await("nothing is said", () -> said().equals("Moved “c” to “Inner”"));
        assertTrue(exists("Cells/Inner/c"));
    }

    @Test
    void aFolderIsNotDraggedIntoItself() {
        notes();
        note("Cells/Inner/x", "deep");
        expand("Cells");
        drag("Cells", "Inner");
        await(
                "nothing is said",
                () -> said().equals("“Cells” cannot go into itself or into a folder inside it"));
        assertTrue(exists("Cells/Inner/x"));
    }

    @Test
    void aRowIsDraggedToTheTopByANeighbourThere() {
        notes();
        expand("Plants");
        drag("Leaf", "c");
        await("nothing is said", () -> said().equals("Moved “Leaf” to the top folder"));
        assertTrue(exists("Leaf"));
    }

    @Test
    void rowsStandWhereTheyStoodOnceTheyAreSmallAgain() {
        open(note("Folder/Note", "text"));
        await("no rows", () -> rowText("Note") > 0);
        double before = onFx(() -> rowText("Note"));
        zoom("200");
        await("it is not larger", () -> rowText("Note") > before + 10);
        zoom("100");
        await("it stands elsewhere: " + before, () -> Math.abs(rowText("Note") - before) < 1);
    }

    private void zoom(String perCent) {
        onFx(() -> {
            app.preferences().set(Preferences.Key.ZOOM, perCent);
            app.window().dress();
            return true;
        });
    }

    /** Where the text of a row begins. */
    private double rowText(String name) {
        return app.window().sidebar().lookupAll(".tree-cell").stream()
                .filter(cell -> cell instanceof Labeled row && name.equals(row.getText()))
                .map(cell -> cell.lookup(".text"))
                .mapToDouble(text -> text.localToScene(text.getLayoutBounds()).getMinX())
                .findFirst()
                .orElseThrow();
    }
}
