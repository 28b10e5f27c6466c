package app.vaultnotes.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Every control of every main screen has a role and a name. */
class NamesTest extends WindowTest {

    private void assertTold(String where) {
        inVault(v -> true);
        onFx(() -> {
            app.window().layer().applyCss();
            app.window().layer().layout();
            return true;
        });
        assertEquals(List.of(), onFx(() -> Shown.untold(app.window().layer())), where);
    }

    private void run(String command) {
        onFx(() -> {
            app.window().run(command);
            return true;
        });
    }

    @Test
    void theNoteAndWhatStandsBesideIt() {
        note("Cells/Linking", "[[Note]]\n");
        open(
                note(
                        "Note",
                        "---\nyear: 1\ntags: [a]\ndone: true\n---\n# One\n\n- [ ] task\n\n"
                                + "| a | b |\n|---|---|\n| 1 | 2 |\n\n> [!note]- Closed\n> in\n"));
        assertTold("the note");
        for (RightPanel.View view : RightPanel.View.values()) {
            onFx(() -> {
                app.window().showRight(view);
                return true;
            });
            assertTold(view.toString());
        }
        for (Sidebar.View view : Sidebar.View.values()) {
            onFx(() -> {
                app.window().sidebar().show(view);
                return true;
            });
            assertTold(view.toString());
        }
        run("replace");
        assertTold("replacing in the note");
    }

    @Test
    void thePages() {
        open(note("Note", "a word\n"));
        run("search");
        assertTold("the search");
        run("replaceall");
        assertTold("replacing in the vault");
        run("trashed");
        await("there is no trash", () -> title().isEmpty());
        assertTold("the trash");
    }

    @Test
    void theHistory() {
        open(note("Note", "a word\n"));
        run("history");
        await(
                "there is no history",
                () -> app.window().current().orElseThrow().history().isPresent());
        assertTold("the history");
    }

    @Test
    void thePanels() {
        open(note("Note", "a word\n"));
        for (String panel :
                List.of("settings", "shortcuts", "about", "import", "export", "open", "commands")) {
            int before = onFx(() -> app.window().layer().getChildren().size());
            run(panel);
            await(panel, () -> app.window().layer().getChildren().size() > before);
            assertTold(panel);
            press(javafx.scene.input.KeyCode.ESCAPE, false);
            await(panel, () -> app.window().layer().getChildren().size() == before);
        }
    }
}
