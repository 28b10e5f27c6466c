package app.vaultnotes.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import app.vaultnotes.desktop.editor.NoteEditor;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

/** What is typed is completed, and brackets come in pairs. */
class CompletionTest extends WindowTest {

    private NoteEditor empty(String text) {
        NoteEditor editor = open(note("Here", text));
        onFx(() -> {
            editor.select(text.length(), text.length());
            return true;
        });
        return editor;
    }

    private void awaitOffers(NoteEditor editor) {
        await("nothing is offered", editor::isOffering);
    }

    @Test
    void aLinkIsCompletedWithANoteAndItsHeading() {
        note("Cells/Osmosis", "# Water\n\n## What moves\n");
        NoteEditor editor = empty("see ");
        type("[[osm");
        awaitOffers(editor);
        press(KeyCode.ENTER, false);
        assertEquals("see [[Osmosis]]", onFx(editor::text));
        type(" and [[Osmosis#mov");
        awaitOffers(editor);
        press(KeyCode.TAB, false);
        assertEquals("see [[Osmosis]] and [[Osmosis#What moves]]", onFx(editor::text));
    }

    @Test
    void aNoteIsFoundByItsOtherNamesToo() {
        note("Cells/Osmosis", "---\naliases: [Diffusion, Drift]\n---\nWater.\n");
        NoteEditor editor = empty("see ");
        type("[[diff");
        awaitOffers(editor);
        press(KeyCode.ENTER, false);
        assertEquals("see [[Osmosis|Diffusion]]", onFx(editor::text));
    }

    @Test
    void lettersThatFitNothingCanBeTakenBack() {
        note("Cells/Osmosis", "");
        NoteEditor editor = empty("see ");
        type("[[osx");
        await("something is offered still", () -> !editor.isOffering());
        note("Ossuary", "");
        press(KeyCode.BACK_SPACE, false);
        awaitOffers(editor);
        press(KeyCode.ENTER, false);
        assertEquals("see [[Osmosis]]", onFx(editor::text));
        type(" and [[ossu");
        awaitOffers(editor);
        press(KeyCode.ENTER, false);
        assertEquals("see [[Osmosis]] and [[Ossuary]]", onFx(editor::text));
    }

    @Test
    void aTagIsCompleted() {
        note("Other", "#exam/first\n");
        NoteEditor editor = empty("x ");
        type("#ex");
        awaitOffers(editor);
        press(KeyCode.ENTER, false);
        assertEquals("x #exam/first ", onFx(editor::text));
    }

    @Test
    void bracketsAndQuotesComeInPairs() {
        NoteEditor editor = empty("");
        type("(a)");
        assertEquals("(a)", onFx(editor::text));
        type(" \"b");
        assertEquals("(a) \"b\"", onFx(editor::text));
        type("\" it's `");
        press(KeyCode.BACK_SPACE, false);
        assertEquals("(a) \"b\" it's ", onFx(editor::text));
        type("```");
        assertEquals("(a) \"b\" it's ```", onFx(editor::text));
        onFx(() -> {
            editor.select(1, 2);
            return true;
        });
        type("*");
        assertEquals("(*a*) \"b\" it's ```", onFx(editor::text));
    }
}
