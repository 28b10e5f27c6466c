package app.vaultnotes.desktop.editor;

import javafx.animation.PauseTransition;
import javafx.util.Duration;
import org.fxmisc.richtext.CaretNode;

/**
 * Lets the caret stand still when nobody writes for a while, and blink again with the next step:
 * blinking keeps the whole window at work.
 */
final class Blinking {

    private static final Duration IDLE = Duration.seconds(10);

    private final LiveArea area;
    private final CaretNode caret;
    private final Duration rate;
    private final PauseTransition wait = new PauseTransition(IDLE);

    private Blinking(LiveArea area) {
        this.area = area;
        this.caret = area.getCaretSelectionBind().getUnderlyingCaret();
        this.rate = caret.getBlinkRate();
        wait.setOnFinished(e -> caret.setBlinkRate(Duration.ZERO));
    }

    /** Has the caret of an area stop when it is idle. */
    static void stopsWhenIdle(LiveArea area) {
        Blinking blinking = new Blinking(area);
        area.focusedProperty().addListener((o, was, is) -> blinking.restart());
        area.caretPositionProperty().addListener((o, was, is) -> blinking.restart());
    }

    /** Without the focus there is no caret, so nothing to wait for. */
    private void restart() {
        caret.setBlinkRate(rate);
        if (area.isFocused()) {
            wait.playFromStart();
        } else {
            wait.stop();
        }
    }
}
