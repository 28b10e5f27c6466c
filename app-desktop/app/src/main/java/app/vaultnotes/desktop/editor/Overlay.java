package app.vaultnotes.desktop.editor;

import app.vaultnotes.ui.live.Row;
import app.vaultnotes.ui.live.RowStyle;
import app.vaultnotes.ui.live.Seg;
import app.vaultnotes.ui.live.SourceMap;
import app.vaultnotes.ui.live.Style;
import app.vaultnotes.vault.Replacement;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import javafx.application.Platform;
import org.fxmisc.richtext.model.ReadOnlyStyledDocument;
import org.fxmisc.richtext.model.StyledSegment;

/**
 * What is laid over the rows of an area whenever they are shown: waves under misspelt words, and
 * what somebody looks for. Only rows in view are brought up to date when that changes. For the
 * JavaFX thread.
 */
final class Overlay {

    /** So many rows out of view are shown anew at once. */
    private static final int ROWS_AT_ONCE = 50;

    private final LiveArea area;
    private final Waves waves;
    private final Hits hits = new Hits();
    private final FoundWidgets widgets;
    private boolean waiting;

    /** Whether the hit that one is at stands in a widget that is not shown yet. */
    private boolean reveals;

    Overlay(LiveArea area) {
        this.area = area;
        this.waves = new Waves(area);
        this.widgets = new FoundWidgets(area, hits);
    }

    /** Follows what comes into view. */
    void begin() {
        area.viewportDirtyEvents().subscribe(e -> later());
    }

    /** What is laid under misspelt words. */
    Waves waves() {
        return waves;
    }

    /** Where what somebody looks for stands. */
    Hits hits() {
        return hits;
    }

    private void later() {
        if (!hits.isNone() && !waiting) {
            waiting = true;
            Platform.runLater(() -> {
                waiting = false;
                showHits();
                reveals = reveals && !widgets.reveal();
            });
        }
    }

    /** Rows as the area holds them, from this one on, with all that is laid over them. */
    ReadOnlyStyledDocument<RowStyle, Seg, Style> document(int first, List<Row> rows, int caret) {
        if (waves.isNone() && hits.isNone()) {
            return RowDocument.of(rows);
        }
        List<Laid> laid = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            laid.add(wanted(first + i, rows.get(i), caret));
        }
        return RowDocument.of(rows, laid);
    }

    private Laid wanted(int index, Row row, int caret) {
        Laid found = found(index, row);
        return new Laid(waves.wanted(index, row, caret), found.found(), found.current());
    }

    /**
     * Which letters of a row are found; none of what is marked by itself, and is not to be made
     * anew.
     */
    private Laid found(int index, Row row) {
        List<Row> rows = area.fold().rows();
        boolean here = index < rows.size() && rows.get(index).equals(row);
        if (hits.isNone() || !here || FoundWidgets.marks(row)) {
            return Laid.NOTHING;
        }
        SourceMap map = area.fold().map();
        int start = map.source0(index);
        int end = start + row.srcLen() - row.eolLen();
        BitSet found = new BitSet();
        BitSet current = new BitSet();
        for (Replacement.Found hit : hits.in(start, end)) {
            int from = map.toView(Math.max(start, hit.start()), false) - map.view0(index);
            int to = map.toView(Math.min(end, hit.end()), true) - map.view0(index);
            found.set(from, Math.max(from, to));
            if (hits.current().filter(hit::equals).isPresent()) {
                current.set(from, Math.max(from, to));
            }
        }
        return new Laid(new BitSet(), found, current);
    }

    /** The rows that are in view. */
    List<Integer> inView() {
        List<Integer> rows = new ArrayList<>();
        // To ask for one lays rows out, after which there can be fewer.
        for (int i = 0; i < area.getVisibleParagraphs().size(); i++) {
            int row = area.visibleParToAllParIndex(i);
            if (row >= 0 && row < area.fold().rows().size()) {
                rows.add(row);
            }
        }
        return rows;
    }

    /**
     * The rows in view; none while an input method composes or a cell is written in, since they
     * show what the note does not have.
     */
    List<Integer> settled() {
        List<Integer> rows = inView();
        boolean composing =
                rows.stream()
                        .anyMatch(row ->
                                !area.getText(row).equals(area.fold().rows().get(row).viewText()));
        return composing ? List.of() : rows;
    }

    /** Brings the waves in view up to what is known. */
    void showWaves() {
        int caret = area.selected().caret();
        for (int row : settled()) {
            Laid shown = shown(row);
            if (!shown.misspelt().equals(waves.wanted(row, area.fold().rows().get(row), caret))) {
                area.refresh(row);
            }
        }
    }

    /** Brings what is found in view up to where it stands. */
    void showHits() {
        settled().forEach(this::showHits);
        widgets.mark();
    }

    private boolean showHits(int row) {
        if (row >= area.fold().rows().size()) {
            return false;
        }
        Laid shown = shown(row);
        Laid wanted = found(row, area.fold().rows().get(row));
        boolean same =
                shown.found().equals(wanted.found()) && shown.current().equals(wanted.current());
        if (!same) {
            area.refresh(row);
        }
        return !same;
    }

    private Laid shown(int index) {
        Laid shown = new Laid(new BitSet(), new BitSet(), new BitSet());
        int at = 0;
        for (StyledSegment<Seg, Style> each : area.getParagraph(index).getStyledSegments()) {
            int end = at + each.getSegment().text().length();
            Style style = each.getStyle();
            shown.misspelt().set(at, end, style.misspelt());
            shown.found().set(at, end, style.found() != Style.Found.NO);
            shown.current().set(at, end, style.found() == Style.Found.CURRENT);
            at = end;
        }
        return shown;
    }

    /** Shows the hit that one is at in its table or property: no caret stands there. */
    void revealHit() {
        Optional<Integer> row = widgets.currentRow();
        area.layout();
        area.layout(); // what came into view has its place only then
        if (row.isPresent() && !inView().contains(row.get())) {
            area.showParagraphAtTop(row.get());
            area.layout();
        }
        showHits();
        reveals = row.isPresent() && !widgets.reveal();
    }

    /** Nothing is looked for any more. */
    void clearHits() {
        hits.clear();
        showHits();
        clear(0);
    }

    /** Rows that went out of view with marks lose them bit by bit. */
    private void clear(int from) {
        int row = from;
        int shown = 0;
        while (row < area.fold().rows().size() && shown < ROWS_AT_ONCE) {
            shown += showHits(row) ? 1 : 0;
            row++;
        }
        int next = row;
        if (hits.isNone() && next < area.fold().rows().size()) {
            Platform.runLater(() -> clear(next));
        }
    }
}
