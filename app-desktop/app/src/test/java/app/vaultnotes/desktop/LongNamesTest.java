package app.vaultnotes.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.document.Id;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javafx.scene.control.Labeled;
import javafx.scene.control.TreeView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

/**
 * Names as long as they may be, in every script, and letters of twice their size fit the window.
 */
class LongNamesTest extends WindowTest {

    private static final int LONG = 200;
    private static final int MOST_BYTES = 255;
    private static final List<String> WORDS =
            List.of("Mitochondrion", "هذا اسم طويل ", "שם ארוך ", "名前のとても長い", "👩‍🔬🧬 ");

    /** As many characters as a name may have, or as its bytes allow. */
    private static String name(String word) {
        int bytes = word.getBytes(StandardCharsets.UTF_8).length;
        return word.repeat(Math.min(LONG / word.length(), MOST_BYTES / bytes)).strip();
    }

    @Test
    void theButtonForANewTabStandsBesideALongName() {
        open(note("n".repeat(LONG), "text"));
        settle();
        double gap =
                onFx(() -> {
                    TabStrip tabs = app.window().tabs();
                    double end = tabs.current().orElseThrow().getBoundsInParent().getMaxX();
                    return tabs.getWidth() - end;
                });
        assertTrue(gap >= 0 && gap < 8, "air behind the tab: " + gap);
    }

    @Test
    void theOutlineMarksWhereTheCaretIs() {
        var editor = open(note("Note", "# One\n\ntext\n\n## Two\n\nmore\n"));
        await("One is not marked", () -> marked().equals(List.of("One")));
        onFx(() -> {
            editor.place(editor.text().indexOf("more"));
            return true;
        });
        new Hands().press(KeyCode.RIGHT);
        await("Two is not marked", () -> marked().equals(List.of("Two")));
    }

    private List<String> marked() {
        return app.window().right().lookupAll(".vn-outline .vn-link.current").stream()
                .map(link -> ((Labeled) link).getText())
                .toList();
    }

    private void settle() {
        inVault(v -> true);
        onFx(() -> {
            app.window().layer().applyCss();
            app.window().layer().layout();
            return true;
        });
    }

    private void run(String command) {
        onFx(() -> {
            app.window().run(command);
            return true;
        });
    }

    private void assertFits(String where) {
        settle();
        assertEquals(List.of(), onFx(() -> Shown.outside(app.window().layer())), where);
        assertEquals(AppWindow.WIDTH, onFx(() -> app.window().stage().getScene().getWidth()));
    }

    private void assertClear(String where) {
        settle();
        assertEquals(List.of(), onFx(() -> Shown.overlapping(app.window().layer())), where);
        assertEquals(List.of(), onFx(() -> Shown.cut(app.window().layer())), where);
        assertFits(where);
    }

    private void zoom() {
        onFx(() -> {
            app.preferences().set(Preferences.Key.ZOOM, "200");
            return true;
        });
    }

    @Test
    void longNamesOfEveryScriptStayInTheirPlaces() {
        Map<String, Id> notes = new java.util.LinkedHashMap<>();
        for (String word : WORDS) {
            String name = name(word);
            notes.put(
                    name,
                    note(name + "/" + name, "# " + name + "\n\n#" + name.replace(" ", "") + "\n"));
        }
        for (Map.Entry<String, Id> each : notes.entrySet()) {
            onFx(() -> {
                app.window().open(new PageName.Note(each.getValue()), AppWindow.Where.TAB);
                return true;
            });
            await("it is not shown", () -> title().equals(each.getKey()));
            assertFits(each.getKey());
        }
        for (Sidebar.View view : Sidebar.View.values()) {
            onFx(() -> {
                app.window().sidebar().show(view);
                return true;
            });
            assertFits(view.toString());
        }
        for (RightPanel.View view : RightPanel.View.values()) {
            onFx(() -> {
                app.window().showRight(view);
                return true;
            });
            assertFits(view.toString());
        }
        run("history");
        assertFits("the history");
        press(KeyCode.O, true);
        await("there is no switcher", () -> app.window().palette().isOpen());
        type("Mito");
        assertFits("the switcher");
        press(KeyCode.ESCAPE, false);
        onFx(() -> {
            app.window().open(new PageName.Search("Mito OR اسم OR 名前"), AppWindow.Where.TAB);
            return true;
        });
        await("there is no search", () -> app.window().shown().isEmpty());
        assertFits("the search");
    }

    @Test
    void aLongNameOfTheVaultIsCutInItsPlace() {
        String name = name("Vault ");
        AppWindow window = onFx(() -> app.open(new javafx.stage.Stage(), folder.resolve(name)));
        onFx(() -> {
            window.layer().applyCss();
            window.layer().layout();
            return true;
        });
        assertEquals(List.of(), onFx(() -> Shown.outside(window.layer())));
        assertTrue(onFx(() -> window.sidebar().getWidth()) < AppWindow.WIDTH / 3);
    }

    private double treeRows() {
        return onFx(this::treeRowsNow);
    }

    private double treeRowsNow() {
        return ((TreeView<?>) app.window().layer().lookup(".tree-view")).getFixedCellSize();
    }

    @Test
    void nothingIsCutOrCoveredAtTwiceTheSize() {
        open(note("Cells/Note", "# One\n\nSome text\n\n## Two\n\n- [ ] task\n"));
        await("there is no tree", () -> app.window().layer().lookup(".tree-view") != null);
        await("the tree has no rows", () -> treeRowsNow() > 0);
        double rows = treeRows();
        zoom();
        assertClear("the window");
        assertEquals(2 * rows, treeRows());
        for (RightPanel.View view : RightPanel.View.values()) {
            onFx(() -> {
                app.window().showRight(view);
                return true;
            });
            assertClear(view.toString());
        }
        press(KeyCode.COMMA, true);
        await("there are no settings", () -> app.window().layer().lookup(".vn-settings") != null);
        for (String group : List.of("appearance", "keyboard")) {
            onFx(() -> {
                ((SettingsPanel) app.window().layer().lookup(".vn-settings")).showGroup(group);
                return true;
            });
            assertClear(group);
        }
    }

    @Test
    void theSearchIsClearAtTwiceTheSize() {
        note("Cells/Membranes", "Every membrane is thin.\n\n- [ ] Free **ribosomes** make it.\n");
        note("Cells/" + name("Long ribosomes "), "> [!note] Read by ribosomes #exam\n");
        note("Lab/Pancreas", "# Attached\n\n`ribosomes`, stained #exam #lab\n");
        zoom();
        onFx(() -> {
            app.window().open(new PageName.Search("ribosomes"), AppWindow.Where.TAB);
            return true;
        });
        SearchPage page =
                onFx(() -> (SearchPage) app.window().panes().current().page().orElseThrow());
        await("nothing is found", () -> page.hits().size() == 3);
        await("there is no preview", () -> page.preview().countWords().startsWith("1 of"));
        assertClear("the search");
        onFx(() -> {
            page.hits().move(1);
            return true;
        });
        assertClear("another hit");
    }
}
