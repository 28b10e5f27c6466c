package app.vaultnotes.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.document.Id;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javafx.css.PseudoClass;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.Test;

/** Every part of the window is reached and left by keys alone, and shows that it has them. */
class KeyboardTest extends WindowTest {

    private static final int MOST_STOPS = 80;

    private void keys(KeyCode key, boolean shift, boolean control, boolean alt) {
        onFx(() -> {
            keysNow(key, shift, control, alt);
            return true;
        });
    }

    private void keysNow(KeyCode key, boolean shift, boolean control, boolean alt) {
        for (EventType<KeyEvent> type : List.of(KeyEvent.KEY_PRESSED, KeyEvent.KEY_RELEASED)) {
            Event.fireEvent(focused(), new KeyEvent(type, "", "", key, shift, control, alt, false));
        }
    }

    private void key(KeyCode key) {
        keys(key, false, false, false);
    }

    private boolean isAt(Node part) {
        return Shown.isIn(focused(), part) && focused().isFocused();
    }

    private void awaitAt(String what, Node part) {
        await("the keys are not at " + what, () -> isAt(part));
    }

    private void command(String words) {
        keys(KeyCode.P, false, true, false);
        await("there is no palette", () -> app.window().palette().isOpen());
        type(words);
        key(KeyCode.ENTER);
    }

    private Node editor() {
        return app.window().panes();
    }

    /** The stops of the Tab key from where the keys are until it comes round. */
    private List<Node> round() {
        Set<Node> stops = new LinkedHashSet<>();
        while (stops.add(onFx(this::focused)) && stops.size() < MOST_STOPS) {
            tab(false);
        }
        return new ArrayList<>(stops);
    }

    private void tab(boolean back) {
        keys(KeyCode.TAB, back, false, false);
        onFx(() -> true); // What a panel puts off until the keys have moved.
    }

    private void assertSeen(List<Node> stops) {
        List<String> unseen =
                onFx(() ->
                        stops.stream()
                                .filter(node -> !showsFocus(node))
                                .map(Node::toString)
                                .toList());
        assertEquals(List.of(), unseen);
    }

    /** Whether a node looks another way once it has the keys. */
    private boolean showsFocus(Node node) {
        if (node.getScene() == null || !node.isVisible()) {
            return true;
        }
        node.requestFocus();
        node.getScene().getRoot().applyCss();
        node.getScene().getRoot().layout();
        return node.getPseudoClassStates().contains(PseudoClass.getPseudoClass("focused"))
                && node.localToScene(node.getLayoutBounds()).getWidth() > 0;
    }

    @Test
    void thePartsOfTheWindowFollowEachOtherBothWays() {
        open(note("Cells/Note", "# One\n\n[[Other]]\n"));
        AppWindow window = app.window();
        key(KeyCode.F6);
        awaitAt("the right panel", window.right());
        key(KeyCode.F6);
        awaitAt("the tree", window.tree());
        key(KeyCode.F6);
        awaitAt("the note", editor());
        keys(KeyCode.F6, true, false, false);
        awaitAt("the tree", window.tree());
        keys(KeyCode.F6, true, false, false);
        awaitAt("the right panel", window.right());
        keys(KeyCode.F6, true, false, false);
        awaitAt("the note", editor());
    }

    @Test
    void everyViewOfTheSidebarIsReached() {
        Id other = note("Other", "#tag\n");
        inVault(v -> {
            v.notes().bookmark(other.toString(), true);
            return true;
        });
        open(note("Note", "text"));
        for (String view : List.of("Tags", "Bookmarks")) {
            command(view);
            keys(KeyCode.F6, true, false, false);
            awaitAt(view, app.window().sidebar());
            await("there is nothing in " + view, () -> list().getItems().size() == 1);
            key(KeyCode.DOWN);
            onFx(() -> {
                list().getSelectionModel().select(0);
                return true;
            });
            key(KeyCode.ENTER);
            await("it is not opened", () -> !isAt(app.window().sidebar()));
        }
        keys(KeyCode.E, true, true, false);
        keys(KeyCode.F6, true, false, false);
        awaitAt("the tree", app.window().tree());
    }

    /** Before any pulse, as on a machine that is slower than the hands. */
    @Test
    void aViewThatWasJustOpenedTakesTheNextKey() {
        open(note("Note", "#tag\n"));
        boolean isAtList =
                onFx(() -> {
                    app.window().sidebar().show(Sidebar.View.TAGS);
                    keysNow(KeyCode.F6, true, false, false);
                    keysNow(KeyCode.DOWN, false, false, false);
                    return isAt(list());
                });
        assertTrue(isAtList, () -> onFx(this::focused).toString());
    }

    private Sidebar.Listing list() {
        return (Sidebar.Listing) app.window().sidebar().lookup(".list-view");
    }

    @Test
    void theTabKeyGoesRoundTheSidebarAndTheRightPanel() {
        open(note("Note", "# One\n\ntext\n\n## Two\n"));
        keys(KeyCode.F6, true, false, false);
        awaitAt("the tree", app.window().tree());
        for (boolean back : new boolean[] {false, true}) {
            List<Node> stops = walkTo(app.window().panes(), back);
            assertTrue(stops.size() > 1, stops::toString);
            assertSeen(stops);
            keys(KeyCode.F6, true, false, false);
            keys(KeyCode.F6, true, false, false);
            keys(KeyCode.F6, true, false, false);
            onFx(() -> {
                app.window().sidebar().takeFocus();
                return true;
            });
        }
        onFx(() -> {
            app.window().right().takeFocus();
            return true;
        });
        List<Node> stops = walkOut(app.window().right());
        assertTrue(stops.size() >= 4, stops::toString);
        assertSeen(stops);
    }

    /** Tabs until the keys are in a part; gives the stops before. */
    private List<Node> walkTo(Node part, boolean back) {
        List<Node> stops = new ArrayList<>();
        while (!onFx(() -> Shown.isIn(focused(), part))) {
            Node before = onFx(this::focused);
            stops.add(before);
            assertTrue(stops.size() < MOST_STOPS, "held at " + before);
            tab(back);
        }
        return stops;
    }

    /** Tabs until the keys have left a part; gives the stops in it. */
    private List<Node> walkOut(Node part) {
        List<Node> stops = new ArrayList<>();
        while (onFx(() -> Shown.isIn(focused(), part))) {
            Node before = onFx(this::focused);
            stops.add(before);
            assertTrue(stops.size() < MOST_STOPS, "held at " + before);
            tab(false);
        }
        return stops;
    }

    @Test
    void theViewsOfTheRightPanelAreReachedAndTheirRowsUsed() {
        open(note("Note", "---\nyear: 1\n---\n# One\n\ntext\n\n## Two\n"));
        for (RightPanel.View view : RightPanel.View.values()) {
            onFx(() -> {
                app.window().right().takeFocus();
                return true;
            });
            pressUntil(view);
            List<Node> stops = walkOut(app.window().right());
            assertSeen(stops);
        }
    }

    /** Walks over the buttons of the views and presses the one of a view. */
    private void pressUntil(RightPanel.View view) {
        for (int i = 0; i < MOST_STOPS && onFx(() -> app.window().right().shown()) != view; i++) {
            key(KeyCode.SPACE);
            if (onFx(() -> app.window().right().shown()) != view) {
                keys(KeyCode.TAB, false, false, false);
            }
        }
        assertEquals(view, onFx(() -> app.window().right().shown()));
        onFx(() -> {
            app.window().right().takeFocus();
            return true;
        });
    }

    @Test
    void theEditorIsLeftForTheNextPartAndTheTabsAreChosenByKeys() {
        Id first = note("First", "1");
        open(first);
        keys(KeyCode.T, false, true, false);
        await("there is no switcher", () -> app.window().palette().isOpen());
        type("Second");
        key(KeyCode.ENTER);
        await("it was not made", () -> title().equals("Second"));
        keys(KeyCode.TAB, false, true, false);
        await("the first tab is not shown", () -> title().equals("First"));
        awaitAt("the first note", onFx(() -> app.window().current().orElseThrow().editor()));
        keys(KeyCode.F8, false, false, false);
        await("there is no second pane", () -> app.window().panes().all().size() == 2);
        await("it shows nothing", () -> app.window().panes().all().get(1).page().isPresent());
        awaitAt("the second pane", app.window().panes().all().get(1));
        keys(KeyCode.F6, true, false, false);
        awaitAt("the first pane", app.window().panes().all().get(0));
        keys(KeyCode.F6, false, false, false);
        awaitAt("the second pane", app.window().panes().all().get(1));
        keys(KeyCode.W, false, true, false);
        await("the pane stays", () -> app.window().panes().all().size() == 1);
        awaitAt("a pane", editor());
    }

    /** Nothing comes between these keys, not even a picture of the window. */
    @Test
    void lettersTypedAtOnceAreWrittenInTheNoteThatCame() {
        open(note("First", "1"));
        Id second = note("Second", "2");
        onFx(() -> {
            app.window().open(new PageName.Note(second), AppWindow.Where.TAB);
            return true;
        });
        await("the second tab is not shown", () -> title().equals("Second"));
        assertEquals("a1", typedRightAfter(KeyCode.TAB, true, "a"));
        assertEquals("ab1", typedRightAfter(KeyCode.F8, false, "b"));
        await("it shows nothing", () -> app.window().panes().all().get(1).page().isPresent());
        awaitAt("the second pane", app.window().panes().all().get(1));
    }

    /** What the note in the first pane says then. */
    private String typedRightAfter(KeyCode key, boolean control, String letters) {
        return onFx(() -> {
            keysNow(key, false, control, false);
            typeNow(app.window(), letters);
            Page page = app.window().panes().all().get(0).page().orElseThrow();
            return ((NoteSheet) page).editor().text();
        });
    }

    @Test
    void pagesAndPanelsAreReachedAndLeft() {
        open(note("Note", "# One\nword\n"));
        keys(KeyCode.F, true, true, false);
        await("there is no search", () -> app.window().shown().isEmpty());
        type("word");
        await("nothing is found", () -> search().preview().countWords().startsWith("1 of"));
        assertSeen(round());
        keys(KeyCode.W, false, true, false);
        awaitAt("the note", editor());
        command("Trash");
        await("there is no trash", () -> app.window().shown().isEmpty());
        keys(KeyCode.W, false, true, false);
        await("the note is not shown", () -> app.window().shown().isPresent());
        keys(KeyCode.H, false, true, true);
        await(
                "there is no history",
                () -> app.window().current().orElseThrow().history().isPresent());
        awaitAt("the history", app.window().stage().getScene().getRoot());
        round();
        key(KeyCode.ESCAPE);
    }

    private SearchPage search() {
        return (SearchPage) app.window().panes().current().page().orElseThrow();
    }

    @Test
    void panelsKeepTheKeysUntilEscapeGivesThemBack() {
        open(note("Note", "text"));
        Node before = onFx(this::focused);
        for (String name :
                List.of("settings", "shortcuts", "about", "import", "export", "open", "commands")) {
            int layers = onFx(() -> app.window().layer().getChildren().size());
            onFx(() -> {
                app.window().run(name);
                return true;
            });
            await(
                    name + " is not open",
                    () -> isAt(top()) && !top().equals(app.window().layer().getChildren().get(0)));
            List<Node> stops = round();
            Node panel = onFx(this::top);
            assertEquals(
                    List.of(),
                    onFx(() ->
                            stops.stream()
                                    .filter(n -> n.getScene() != null)
                                    .filter(n -> !Shown.isIn(n, panel))
                                    .toList()),
                    name);
            assertSeen(stops);
            key(KeyCode.ESCAPE);
            await(
                    name + " does not close",
                    () -> app.window().layer().getChildren().size() == layers);
            await("the keys are lost", () -> focused().equals(before));
        }
    }

    private Node top() {
        List<Node> layers = app.window().layer().getChildren();
        return layers.get(layers.size() - 1);
    }
}
