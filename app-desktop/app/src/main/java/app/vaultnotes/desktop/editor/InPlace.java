package app.vaultnotes.desktop.editor;

import app.vaultnotes.crdt.TextEdit;
import app.vaultnotes.document.NoteDocument;
import app.vaultnotes.ui.live.Row;
import app.vaultnotes.ui.live.Selection;
import app.vaultnotes.ui.live.TableEdits;
import java.util.Optional;
import java.util.function.Function;
import javafx.geometry.Bounds;
import javafx.scene.Node;

/** The row of an area that is edited where it is shown, by a node that is written in. */
final class InPlace {

    private final LiveArea area;
    private int start;
    private boolean waiting;

    InPlace(LiveArea area) {
        this.area = area;
    }

    /** The row that shows a node is edited from now on. */
    void begin(Node node) {
        rowOf(node).ifPresent(row -> start = area.fold().map().source0(row));
    }

    /** The row in view that shows a node, of which only a part need be in view. */
    Optional<Integer> rowOf(Node node) {
        Bounds bounds = node.localToScreen(node.getBoundsInLocal());
        Bounds all = area.localToScreen(area.getLayoutBounds());
        Optional<Integer> found = Optional.empty();
        for (int i = 0; bounds != null && i < area.getVisibleParagraphs().size(); i++) {
            double top = Math.max(bounds.getMinY(), all.getMinY());
            double middle = (top + Math.min(bounds.getMaxY(), all.getMaxY())) / 2;
            int row = area.visibleParToAllParIndex(i);
            boolean here =
                    area.getParagraphBoundsOnScreen(row)
                            .filter(b -> b.getMinY() <= middle && b.getMaxY() >= middle)
                            .isPresent();
            found = here ? Optional.of(row) : found;
        }
        return found;
    }

    /** Someone else's edit moves the row. */
    void shift(TextEdit edit) {
        start = shifted(start, edit);
    }

    /** Where a selection stands after an edit. */
    static Selection shifted(Selection selection, TextEdit edit) {
        return new Selection(shifted(selection.anchor(), edit), shifted(selection.caret(), edit));
    }

    /** Where a place of the text stands after an edit. */
    static int shifted(int place, TextEdit edit) {
        if (place <= edit.start()) {
            return place;
        }
        int behind = Math.max(place, edit.start() + edit.deleted());
        return behind == place
                ? place + edit.inserted().length() - edit.deleted()
                : edit.start() + edit.inserted().length();
    }

    private int row() {
        return area.fold().map().rowAtSource(start);
    }

    private int end(int row) {
        return start + area.fold().rows().get(row).srcLen();
    }

    /**
     * Edits the row. Nothing is scrolled.
     *
     * @param isShown whether its node shows what the edit does, so that the view may wait
     * @return the row as it is then
     */
    Row edit(Function<String, TableEdits.Change> change, boolean isShown) {
        int row = row();
        start = area.fold().map().source0(row);
        TableEdits.Change wanted = change.apply(area.live().text(start, end(row)));
        TextEdit edit =
                new TextEdit(
                        NoteDocument.TEXT,
                        start + wanted.start(),
                        wanted.deleted(),
                        wanted.inserted());
        waiting = area.editQuietly(edit, isShown ? row : -1);
        return area.fold().rows().get(row());
    }

    /** Nothing is edited any more: the view follows. */
    void end() {
        if (waiting) {
            waiting = false;
            area.refresh(row());
        }
    }

    /** Goes on in the text before or behind the row. */
    void leave(boolean behind) {
        int row = row();
        int end = end(row);
        if (behind && row == area.fold().rows().size() - 1) {
            area.edit(end, 0, area.lineEnd() + area.lineEnd());
        } else {
            int to = behind ? end : Math.max(0, start - 1);
            area.select(to, to);
            area.requestFollowCaret();
        }
        area.requestFocus();
    }
}
