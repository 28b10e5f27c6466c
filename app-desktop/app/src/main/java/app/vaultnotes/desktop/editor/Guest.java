package app.vaultnotes.desktop.editor;

import app.vaultnotes.crdt.TextEdit;
import app.vaultnotes.ui.live.RowStyle;
import app.vaultnotes.ui.live.Seg;
import app.vaultnotes.ui.live.Selection;
import app.vaultnotes.ui.live.SourceMap;
import app.vaultnotes.ui.live.Style;
import app.vaultnotes.ui.sharing.Company.Fellow;
import java.util.List;
import java.util.Optional;
import javafx.animation.PauseTransition;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.scene.control.Label;
import javafx.scene.text.TextFlow;
import javafx.util.Duration;
import org.fxmisc.richtext.Caret.CaretVisibility;
import org.fxmisc.richtext.CaretNode;
import org.fxmisc.richtext.SelectionImpl;

/** Somebody else in a note: their caret, what they have selected, and a flag with their name. */
final class Guest {

    private static final Duration FLAG_SHOWN = Duration.seconds(3);

    private final LiveArea area;
    private final CaretNode caret;
    private final SelectionImpl<RowStyle, Seg, Style> selected;
    private final Label flag = new Label();
    private final PauseTransition wait = new PauseTransition(FLAG_SHOWN);
    private Fellow who;
    private Selection at;

    /**
     * Puts somebody into an area.
     *
     * @param changed told when the flag comes or goes
     */
    Guest(LiveArea area, Fellow who, Selection at, Runnable changed) {
        this.area = area;
        this.who = who;
        this.at = at;
        String name = who.device().toString();
        caret = new CaretNode(name, area, view(at.caret()));
        caret.setBlinkRate(Duration.ZERO); // an idle window paints nothing
        caret.setShowCaret(CaretVisibility.ON);
        selected =
                new SelectionImpl<>(
                        name, area, path -> dress(path.getStyleClass(), "vn-their-selection"));
        flag.setManaged(false);
        flag.setVisible(false);
        wait.setOnFinished(e -> {
            flag.setVisible(false);
            changed.run();
        });
        dress();
        CaretHeight.of(area, caret);
        area.addCaret(caret);
        area.addSelection(selected);
    }

    private int view(int place) {
        SourceMap map = area.fold().map();
        return map.toView(Math.min(place, area.live().length()), true);
    }

    private void dress() {
        dress(caret.getStyleClass(), "vn-their-caret");
        dress(flag.getStyleClass(), "vn-their-flag");
    }

    private void dress(List<String> classes, String kind) {
        classes.removeIf(name -> name.startsWith("vn-their"));
        classes.addAll(List.of(kind, "vn-their-" + who.colour()));
    }

    /** Who it is. */
    Fellow who() {
        return who;
    }

    /** Where their caret stands in the text that is shown. */
    int place() {
        return at.caret();
    }

    Label flag() {
        return flag;
    }

    /** It is said anew where they are; when that is elsewhere, the flag says who came there. */
    void move(Fellow now, String name, Selection to) {
        boolean isElsewhere = !to.equals(at);
        boolean isOther = now.colour() != who.colour();
        who = now;
        at = to;
        flag.setText(name);
        if (isOther) {
            dress();
        }
        if (isElsewhere) {
            raise();
        }
    }

    /** Shows the flag for a while. */
    void raise() {
        flag.setVisible(true);
        wait.playFromStart();
    }

    /** The text was edited: they stay at their letters. */
    void shift(TextEdit edit) {
        at = InPlace.shifted(at, edit);
    }

    /** Brings caret and selection to where their places are shown now. */
    void settle() {
        caret.moveTo(view(at.caret()));
        int from = view(at.start());
        int to = Math.max(from, view(at.end()));
        if (selected.getStartPosition() != from || selected.getEndPosition() != to) {
            selected.selectRange(from, to);
        }
    }

    /** Where the caret is in the scene; empty when it is not on the screen. */
    Optional<Bounds> bounds() {
        if (caret.getScene() == null || !caret.isVisible()) {
            return Optional.empty();
        }
        Bounds all = caret.getLayoutBounds();
        Bounds seen = caret.getClip() == null ? all : caret.getClip().getBoundsInParent();
        Bounds line =
                new BoundingBox(all.getMinX(), seen.getMinY(), all.getWidth(), seen.getHeight());
        return Optional.of(caret.localToScene(line)).filter(b -> b.getHeight() > 0);
    }

    /** Takes them out; rows may keep the nodes of what the area does not follow any more. */
    void leave() {
        wait.stop();
        selected.selectRange(0, 0);
        area.removeSelection(selected);
        selected.dispose();
        area.removeCaret(caret);
        caret.dispose();
        if (caret.getParent() instanceof TextFlow row) {
            row.getChildren().remove(caret);
        }
    }
}
