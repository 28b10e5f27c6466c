package app.vaultnotes.desktop.editor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.desktop.Hands;
import app.vaultnotes.desktop.Toolkit;
import app.vaultnotes.math.Formula;
import app.vaultnotes.math.Typeset;
import app.vaultnotes.math.Typesetter;
import app.vaultnotes.ui.live.Widget;
import java.text.MessageFormat;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.ResourceBundle;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Formulas in a window: drawn apart from it, kept within bounds, on the baseline of the text. */
class FormulasTest {

    private final Queue<Runnable> work = new ArrayDeque<>();
    private final Formulas formulas = new Formulas(new Typesetter()::of, work::add);

    @BeforeAll
    static void startToolkit() {
        Toolkit.start();
    }

    private static <T> T onFx(Supplier<T> work) {
        return Hands.onFx(work);
    }

    /** Does what waits for the worker, and waits until the window knows. */
    private int drawAll() {
        int count = 0;
        for (Runnable next = work.poll(); next != null; next = work.poll()) {
            next.run();
            count++;
        }
        onFx(() -> true);
        return count;
    }

    private static Formula formula(String tex) {
        return new Formula(tex, false, 0xff000000, 1);
    }

    private FormulaView view(String tex, boolean preview) {
        return onFx(() -> {
            Widget.Formula widget = new Widget.Formula(tex, false);
            FormulaView view = new FormulaView(widget, preview, 600, formulas, FormulasTest::words);
            Scene scene = new Scene(new TextFlow(new Text("a "), view, new Text(" b")));
            dress(scene, "#211F1C");
            return view;
        });
    }

    private static String words(String name, Object... values) {
        String pattern = ResourceBundle.getBundle("app.vaultnotes.desktop.words").getString(name);
        return MessageFormat.format(pattern, values);
    }

    private static void dress(Scene scene, String colour) {
        String rule = ".formula-ink{-fx-fill:" + colour.replace("#", "%23") + ";}";
        scene.getStylesheets().setAll("data:text/css," + rule);
        scene.getRoot().applyCss();
        scene.getRoot().layout();
    }

    private static Image image(FormulaView view) {
        return ((ImageView) view.lookup("ImageView")).getImage();
    }

    @Test
    void thePictureTakesThePlaceOfTheSourceOnTheBaseline() {
        FormulaView view = view("\\frac{a}{b}", false);
        assertFalse(view.isDrawn());
        assertEquals("\\frac{a}{b}", view.getAccessibleText());
        assertEquals(1, drawAll());
        onFx(() -> {
            view.getScene().getRoot().layout();
            assertTrue(view.isDrawn());
            double below = view.getHeight() - view.getBaselineOffset();
            assertTrue(below >= 4 && below <= 12, "below the baseline: " + below);
            Text words = (Text) view.getParent().getChildrenUnmodifiable().get(0);
            double baseline = words.getLayoutY() + words.getBaselineOffset();
            assertEquals(baseline, view.getLayoutY() + view.getBaselineOffset(), 1);
            return true;
        });
    }

    @Test
    void anotherThemeDrawsAnotherPictureAndTheFirstOneIsKept() {
        FormulaView view = view("x", false);
        drawAll();
        Image light = onFx(() -> image(view));
        onFx(() -> {
            dress(view.getScene(), "#E9E5DD");
            return true;
        });
        assertEquals(1, drawAll());
        assertNotEquals(light, onFx(() -> image(view)));
        onFx(() -> {
            dress(view.getScene(), "#211F1C");
            return true;
        });
        assertEquals(0, drawAll());
        assertEquals(light, onFx(() -> image(view)));
    }

    @Test
    void whatIsWrongKeepsItsSourceAndSaysWhy() {
        FormulaView view = view("\\foo{x}", false);
        drawAll();
        onFx(() -> {
            assertFalse(view.isDrawn());
            Text shown = (Text) view.lookup(".formula-wrong");
            assertEquals("\\foo{x}", shown.getText());
            assertTrue(view.getAccessibleHelp().contains("\\foo"), view.getAccessibleHelp());
            return true;
        });
        FormulaView behind = view("\\foo{x}", true);
        drawAll();
        String said = onFx(() -> ((Text) behind.lookup(".formula-wrong")).getText());
        assertTrue(said.contains("“\\foo”"), said);
    }

    @Test
    void whatIsKeptHasABound() {
        List<Formulas.Drawn> answers = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            Formula next = formula("x_{" + i + "}");
            onFx(() -> {
                formulas.ask(next, answers::add);
                return true;
            });
        }
        assertEquals(600, drawAll());
        assertEquals(600, answers.size());
        assertEquals(500, onFx(formulas::kept));
        for (int i = 0; i < 8; i++) {
            Formula large = formula("\\rule{80em}{130em}" + i);
            onFx(() -> {
                formulas.ask(large, answers::add);
                return true;
            });
        }
        drawAll();
        assertTrue(onFx(formulas::keptBytes) <= 48L << 20, "" + onFx(formulas::keptBytes));
        assertTrue(onFx(formulas::kept) < 500);
    }

    @Test
    void oneFormulaIsDrawnOnceForAllWhoAsk() {
        List<Formulas.Drawn> answers = new ArrayList<>();
        onFx(() -> {
            formulas.ask(formula("y"), answers::add);
            formulas.ask(formula("y"), answers::add);
            return true;
        });
        assertEquals(1, drawAll());
        assertEquals(2, answers.size());
    }

    @Test
    void whenTooManyWaitTheNextMayAskAgain() {
        List<Formulas.Drawn> answers = new ArrayList<>();
        boolean[] full = {true};
        Formulas crowded =
                new Formulas(
                        f -> new Typeset.Problem(Typeset.Kind.EMPTY, ""),
                        task -> {
                            if (full[0]) {
                                throw new RejectedExecutionException();
                            }
                            task.run();
                        });
        onFx(() -> {
            crowded.ask(formula("z"), answers::add);
            full[0] = false;
            crowded.ask(formula("z"), answers::add);
            return true;
        });
        onFx(() -> true);
        assertEquals(1, answers.size());
    }
}
