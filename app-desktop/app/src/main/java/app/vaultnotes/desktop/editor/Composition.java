package app.vaultnotes.desktop.editor;

import app.vaultnotes.ui.live.Seg;
import app.vaultnotes.ui.live.Style;
import java.util.Optional;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.input.InputMethodEvent;
import javafx.scene.input.InputMethodRequests;
import javafx.scene.input.InputMethodTextRun;

/**
 * What an input method composes, shown at the caret. It stands in the view alone: neither the note
 * nor the map of its places knows it until it is committed.
 */
final class Composition implements InputMethodRequests {

    private static final Style LOOK = faint();

    private final LiveArea area;
    private int row = -1;
    private String text = "";
    private int caret;

    Composition(LiveArea area) {
        this.area = area;
    }

    private static Style faint() {
        return new Style(
                false,
                false,
                false,
                false,
                false,
                true,
                false,
                false,
                false,
                0,
                Style.PLAIN.link(),
                Style.PLAIN.ink(),
                false,
                Style.Found.NO);
    }

    /** What an input method says: words to be kept, words under way. */
    void happened(InputMethodEvent e) {
        hide();
        if (!e.getCommitted().isEmpty()) {
            area.replaceSelection(e.getCommitted());
        }
        StringBuilder composed = new StringBuilder();
        for (InputMethodTextRun run : e.getComposed()) {
            composed.append(run.getText());
        }
        text = composed.toString().replace('\n', ' ').replace('\r', ' ');
        caret = Math.clamp(e.getCaretPosition(), 0, text.length());
        if (!text.isEmpty() && area.getSelection().getLength() > 0) {
            area.replaceSelection("");
        }
        show();
    }

    /** Takes it from the view, so that places mean what they say. */
    void hide() {
        if (row >= 0) {
            int shown = row;
            row = -1;
            area.refresh(shown);
        }
    }

    /** Shows it at the caret again. */
    void show() {
        if (!text.isEmpty()) {
            row = area.getCurrentParagraph();
            area.showComposed(row, new Seg(text, LOOK, Optional.empty()), caret);
        }
    }

    /** Forgets it, such as when the caret goes elsewhere. */
    void end() {
        hide();
        text = "";
    }

    boolean isShown() {
        return row >= 0;
    }

    @Override
    public Point2D getTextLocation(int offset) {
        Optional<Bounds> bounds = area.getCaretBounds();
        return bounds.map(b -> new Point2D(b.getMinX(), b.getMaxY())).orElse(Point2D.ZERO);
    }

    @Override
    public int getLocationOffset(int x, int y) {
        return 0;
    }

    @Override
    public void cancelLatestCommittedText() {
        // What was committed is in the note; undo takes it back.
    }

    @Override
    public String getSelectedText() {
        return area.getSelectedText();
    }
}
