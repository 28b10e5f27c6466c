package app.vaultnotes.ui.live;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The rows of a live text in which sections can be folded: what stands under a folded heading, in a
 * list item, in a callout or a block of code becomes one widget at the end of its first row. A pane
 * that folds shows these rows and this map, and changes the text and the selection here alone. For
 * one thread.
 */
public final class Folding {

    private final LiveText live;
    private final SourceMap map;

    /** Where folded rows begin; those inside of other folded sections stay folded. */
    private NavigableSet<Integer> folded = new TreeSet<>();

    /** Shows all of a text; from now on it is to be changed here alone. */
    public Folding(LiveText live) {
        this.live = live;
        this.map = new SourceMap(live.rows());
    }

    /** The text, its source and its selection. */
    public LiveText live() {
        return live;
    }

    /** The rows in order, folded sections as one; at least one. Changes with the text. */
    public List<Row> rows() {
        return map.rows();
    }

    /** Where these rows and the source meet. The same object at all times. */
    public SourceMap map() {
        return map;
    }

    /** Whether the row that this place of the source stands in is folded. */
    public boolean isFolded(int source) {
        int row = map.rowAtSource(source);
        return folded.contains(map.source0(row));
    }

    /** Whether the row that this place of the source stands in has a section. */
    public boolean canFold(int source) {
        int row = live.map().rowAtSource(source);
        return Sections.end(live.rows(), row) > row + 1;
    }

    /** Where the innermost section begins that this place of the source stands in. */
    public OptionalInt around(int source) {
        int at = live.map().rowAtSource(source);
        for (int row = at; row >= 0; row--) {
            if (Sections.end(live.rows(), row) > Math.max(at, row + 1)) {
                return OptionalInt.of(live.map().source0(row));
            }
        }
        return OptionalInt.empty();
    }

    /** Where folded rows begin. */
    public List<Integer> folded() {
        return List.copyOf(folded);
    }

    /** Folds the sections that begin at these places of the source; which rows change. */
    public List<Patch> foldAll(Collection<Integer> starts) {
        starts.stream()
                .filter(at -> at >= 0 && at < live.length() && canFold(at))
                .map(at -> live.map().source0(live.map().rowAtSource(at)))
                .forEach(folded::add);
        return all();
    }

    /** Folds every section there is; which rows change. */
    public List<Patch> foldAll() {
        return foldAll(
                IntStream.range(0, live.rows().size()).mapToObj(live.map()::source0).toList());
    }

    /** Folds the callouts that are written to be closed; which rows change. */
    public List<Patch> foldClosed() {
        return foldAll(
                IntStream.range(0, live.rows().size())
                        .filter(row -> Sections.isClosed(live.rows().get(row)))
                        .mapToObj(live.map()::source0)
                        .toList());
    }

    /** Shows all sections; which rows change. */
    public List<Patch> unfoldAll() {
        folded.clear();
        return all();
    }

    private List<Patch> all() {
        Patch patch = remade(0, live.rows().size());
        return patch.isEmpty() ? List.of() : List.of(patch);
    }

    /**
     * Shows the section whose end an edit from one place to another would change unseen; which rows
     * change.
     */
    public List<Patch> openBefore(int from, int to) {
        int row = map.rowAtSource(to);
        Row shown = map.rows().get(row);
        int end = map.source0(row) + shown.srcLen() - shown.eolLen();
        boolean hidden = folded.contains(map.source0(row)) && to == end;
        boolean inside =
                hidden && from >= end - shown.pieces().get(shown.pieces().size() - 1).srcLen();
        return inside ? unfold(map.source0(row)) : List.of();
    }

    /** Folds the section that begins here, where there is one; which rows change. */
    public List<Patch> fold(int source) {
        int start = live.map().source0(live.map().rowAtSource(source));
        return canFold(source) && folded.add(start) ? shown(start) : List.of();
    }

    /** Shows the section that begins here, where it is folded; which rows change. */
    public List<Patch> unfold(int source) {
        int start = map.source0(map.rowAtSource(source));
        return folded.remove(start) ? shown(start) : List.of();
    }

    /** As {@link LiveText#select}; folded sections that an end stands inside of are shown. */
    public List<Patch> select(Selection moved) {
        List<Patch> patches = new ArrayList<>(open(moved.anchor()));
        patches.addAll(open(moved.caret()));
        patches.addAll(translated(live.select(moved)));
        return patches;
    }

    /** As {@link LiveText#conceal}. */
    public List<Patch> conceal() {
        return translated(live.conceal());
    }

    /**
     * As {@link LiveText#edit}; sections stay folded as long as the rows last that they begin with.
     */
    public Patch edit(int start, int deleted, String inserted, Selection after) {
        Patch patch = live.edit(start, deleted, inserted, after);
        NavigableSet<Integer> moved = new TreeSet<>(folded.headSet(start, false));
        int delta = inserted.length() - deleted;
        folded.tailSet(start + deleted, true).forEach(at -> moved.add(at + delta));
        folded = moved;
        int from = live.map().rowAtSource(start);
        int to = live.map().rowAtSource(start + inserted.length()) + 1;
        return remade(
                Math.min(patch.firstRow(), from),
                Math.max(patch.firstRow() + patch.rows().size(), to));
    }

    /** Shows the sections that are folded around a place, from the outer to the inner. */
    private List<Patch> open(int source) {
        List<Patch> patches = new ArrayList<>();
        while (isInside(source)) {
            patches.addAll(unfold(source));
        }
        return patches;
    }

    private boolean isInside(int source) {
        int row = map.rowAtSource(source);
        List<Piece> pieces = map.rows().get(row).pieces();
        int start = map.source0(row);
        if (!folded.contains(start) || pieces.isEmpty()) {
            return false;
        }
        int end = start + map.rows().get(row).srcLen() - map.rows().get(row).eolLen();
        return source < end && source > end - pieces.get(pieces.size() - 1).srcLen();
    }

    private List<Patch> shown(int source) {
        int row = live.map().rowAtSource(source);
        Patch patch = remade(row, row + 1);
        return patch.isEmpty() ? List.of() : List.of(patch);
    }

    /** Patches of the live rows that leave the source as it is, one after the other. */
    private List<Patch> translated(List<Patch> patches) {
        List<Patch> made = new ArrayList<>();
        for (int i = 0; i < patches.size(); i++) {
            int from = patches.get(i).firstRow();
            int to = from + patches.get(i).rows().size();
            for (Patch later : patches.subList(i + 1, patches.size())) {
                int grown = later.rows().size() - later.removedRows();
                int behind = later.firstRow() + later.removedRows();
                boolean before = behind <= from;
                boolean apart = before || later.firstRow() >= to;
                to = apart ? to + (before ? grown : 0) : Math.max(to, behind) + grown;
                from = before ? from + grown : Math.min(from, later.firstRow());
            }
            Patch patch = remade(from, to);
            if (!patch.isEmpty()) {
                made.add(patch);
            }
        }
        return made;
    }

    /**
     * Makes the rows anew that hold live rows which changed.
     *
     * @param from the first live row that changed, as they stand now
     * @param to behind the last of them
     */
    private Patch remade(int from, int to) {
        int grown = live.length() - map.sourceLength();
        int first = firstHolding(Math.min(from, live.rows().size() - 1));
        int last = first;
        int at = live.map().rowAtSource(map.source0(first));
        int end = Math.max(to, at + 1);
        List<Row> made = new ArrayList<>();
        boolean meets = false;
        while (!meets) {
            while (at < end) {
                at = add(at, made);
            }
            int old = live.map().source0(at) - grown;
            boolean all = at == live.rows().size();
            while (last < rows().size() && (all || map.source0(last) < old)) {
                last++;
            }
            meets = all || (last < rows().size() && map.source0(last) == old);
            end = at + 1;
        }
        Patch changed = Patch.between(first, rows().subList(first, last), made);
        map.replace(first, last - first, made);
        return changed;
    }

    /** The row that holds a live row, or a folded one before it, whose section may grow. */
    private int firstHolding(int liveRow) {
        int row = map.rowAtSource(live.map().source0(liveRow));
        int before = row - 1;
        while (before > 0 && Sections.isBlank(rows().get(before))) {
            before--;
        }
        return before >= 0 && folded.contains(map.source0(before)) ? before : row;
    }

    /** Adds the row that begins with this live row; the live row behind it. */
    private int add(int liveRow, List<Row> made) {
        int start = live.map().source0(liveRow);
        int end = folded.contains(start) ? Sections.end(live.rows(), liveRow) : liveRow + 1;
        if (end == liveRow + 1) {
            folded.remove(start);
            made.add(live.rows().get(liveRow));
        } else {
            made.add(merged(liveRow, end));
        }
        return end;
    }

    private Row merged(int heading, int end) {
        Row row = live.rows().get(heading);
        Row last = live.rows().get(end - 1);
        int hidden =
                live.map().source0(end)
                        - last.eolLen()
                        - live.map().source0(heading)
                        - (row.srcLen() - row.eolLen());
        List<Piece> pieces = new ArrayList<>(row.pieces());
        pieces.add(Piece.widget(hidden));
        List<Seg> segs = new ArrayList<>(row.segs());
        segs.add(Seg.widget(new Widget.Folded(end - heading - 1), Style.PLAIN));
        return new Row(
                new Canvas.Draft(pieces, segs, row.style().folded(), last.eolLen()),
                row.chunk(),
                row.index());
    }
}
