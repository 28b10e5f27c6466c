package app.vaultnotes.desktop.editor;

import app.vaultnotes.ui.live.Row;
import app.vaultnotes.ui.live.Widget;
import app.vaultnotes.vault.Replacement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Bounds;
import javafx.scene.Node;

/**
 * Marks what was found in tables and in the form of properties, by their cells and rows: their
 * nodes are kept, since one may be writing in them.
 */
final class FoundWidgets {

    private static final int AIR = 48;

    private final LiveArea area;
    private final Hits hits;

    FoundWidgets(LiveArea area, Hits hits) {
        this.area = area;
        this.hits = hits;
    }

    /** Whether what a row shows is marked here. */
    static boolean marks(Row row) {
        return row.segs().stream()
                .flatMap(seg -> seg.widget().stream())
                .anyMatch(widget ->
                        widget instanceof Widget.Table || widget instanceof Widget.FrontMatterForm);
    }

    /** Brings the marks in view up to date. */
    void mark() {
        for (Markable each : shown()) {
            each.mark(area.inPlace().rowOf((Node) each).map(this::in).orElse(List.of()));
        }
    }

    private List<Markable> shown() {
        List<Markable> all = new ArrayList<>();
        for (String name : List.of(".table", ".properties")) {
            for (Node node : area.lookupAll(name)) {
                if (node instanceof Markable markable) {
                    all.add(markable);
                }
            }
        }
        return all;
    }

    private List<Markable.Inside> in(int row) {
        int start = area.fold().map().source0(row);
        List<Markable.Inside> inside = new ArrayList<>();
        for (Replacement.Found hit : hits.in(start, start + area.fold().rows().get(row).srcLen())) {
            boolean current = hits.current().filter(hit::equals).isPresent();
            inside.add(new Markable.Inside(hit.start() - start, hit.end() - start, current));
        }
        return inside;
    }

    /** The row with the hit that one is at, when that is marked here. */
    Optional<Integer> currentRow() {
        return hits.current()
                .map(hit -> area.fold().map().rowAtSource(hit.start()))
                .filter(row -> marks(area.fold().rows().get(row)));
    }

    /** Scrolls to what the hit stands in that one is at; says whether that is shown. */
    boolean reveal() {
        for (Markable each : shown()) {
            Optional<Node> node = each.current();
            if (node.isPresent()) {
                each.show(node.get());
                scrollTo(node.get());
                return true;
            }
        }
        return false;
    }

    private void scrollTo(Node node) {
        Bounds place = area.sceneToLocal(node.localToScene(node.getLayoutBounds()));
        double above = place.getMinY() - AIR;
        double below = place.getMaxY() + AIR - area.getHeight();
        if (above < 0 || below > 0) {
            area.scrollYBy(above < 0 ? above : below);
        }
    }
}
