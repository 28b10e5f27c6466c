package app.vaultnotes.ui.live;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The text of a note as one pane of the live preview shows it: its source, its rows, and the map
 * between both. What an end of the selection touches is revealed. For one thread.
 *
 * <p>The rows are at all times those of a scan of the whole text with the same selection. An edit
 * rescans from the first chunk that it may concern until one begins where an old one began.
 */
public final class LiveText {

    /** Places of carets settle at once; a bound costs nothing. */
    private static final int MAX_ROUNDS = 3;

    private final StringBuilder source;
    private final SourceMap map;
    private Optional<Selection> selection;

    /** Shows a text with nothing revealed, until there is a selection. */
    public LiveText(String text) {
        this(text, Optional.empty());
    }

    LiveText(String text, Optional<Selection> selection) {
        this.source = new StringBuilder(text);
        this.selection = selection;
        this.map = new SourceMap(new Scan(0, State.START).all());
    }

    /** The source. Copies all of it: not for every key. */
    public String text() {
        return source.toString();
    }

    /** A part of the source. */
    public String text(int start, int end) {
        return source.substring(start, end);
    }

    /** UTF-16 units of the source. */
    public int length() {
        return source.length();
    }

    /** The rows in order; at least one. Changes with the text. */
    public List<Row> rows() {
        return map.rows();
    }

    /** Where rows and source meet. The same object at all times. */
    public SourceMap map() {
        return map;
    }

    /** What reveals marks, at places where a caret may rest; empty when nothing does. */
    public Optional<Selection> selection() {
        return selection;
    }

    /** What the view shows as text. Builds all of it: for tests and screen readers. */
    public String viewText() {
        StringBuilder view = new StringBuilder(map.viewLength());
        String separator = "";
        for (Row row : rows()) {
            view.append(separator).append(row.viewText());
            separator = "\n";
        }
        return view.toString();
    }

    /**
     * Moves the selection.
     *
     * @return which rows changed; each patch counts rows as they stand after the patches before it
     * @throws IndexOutOfBoundsException outside of the text
     */
    public List<Patch> select(Selection moved) {
        return settle(Optional.of(moved)).stream().map(this::patch).toList();
    }

    /** Reveals nothing any more, such as when the pane loses the focus. */
    public List<Patch> conceal() {
        return settle(Optional.empty()).stream().map(this::patch).toList();
    }

    /**
     * Changes the source.
     *
     * @param start where, in UTF-16 units of the source
     * @param deleted how many units go
     * @param inserted what comes in their place
     * @param after the selection in the new source
     * @return which rows changed
     * @throws IndexOutOfBoundsException outside of the text
     */
    public Patch edit(int start, int deleted, String inserted, Selection after) {
        Objects.checkFromIndexSize(start, deleted, source.length());
        int length = source.length() - deleted + inserted.length();
        Objects.checkIndex(Math.max(after.anchor(), after.caret()), length + 1);
        source.replace(start, start + deleted, inserted);
        Edit edit = new Edit(start, start + deleted, inserted.length() - deleted);
        Optional<Selection> before = selection.map(edit::moved);
        selection = Optional.of(after);
        Change change = rescan(edit);
        for (Change more : refresh(before, change)) {
            change = change.and(more);
        }
        for (Change more : settle(selection)) {
            change = change.and(more);
        }
        return patch(change);
    }

    /** An edit in old places: what was there, and how much longer the text has become. */
    private record Edit(int start, int oldEnd, int delta) {
        Selection moved(Selection old) {
            return new Selection(moved(old.anchor()), moved(old.caret()));
        }

        private int moved(int at) {
            return at <= start ? at : at >= oldEnd ? at + delta : start;
        }
    }

    /** Rows that were replaced, and the source that the new ones stand for. */
    private record Change(int first, int removed, int added, int from, int to) {
        /** This change and then another one, with what lies between them. */
        Change and(Change next) {
            int low = Math.min(first, next.first);
            int high = Math.max(first + added, next.first + next.removed);
            int size = high - low;
            return new Change(
                    low, size - added + removed, size - next.removed + next.added, from, to);
        }
    }

    private Patch patch(Change change) {
        int end = change.first + change.added;
        return new Patch(change.first, change.removed, rows().subList(change.first, end));
    }

    private int chunkRow(int source) {
        int row = map.rowAtSource(source);
        return row - rows().get(row).index();
    }

    private Change rescan(Edit edit) {
        int first = firstConcerned(edit);
        Scan scan = new Scan(map.source0(first), rows().get(first).chunk().in());
        int next = scan.until(first, edit);
        Patch patch = Patch.between(first, rows().subList(first, next), scan.found);
        int from = map.source0(first);
        map.replace(first, next - first, scan.found);
        return new Change(
                patch.firstRow(), patch.removedRows(), patch.rows().size(), from, scan.at);
    }

    /** The first row of the first chunk that is not what it was before the edit. */
    private int firstConcerned(Edit edit) {
        int last = chunkRow(edit.start);
        List<Integer> reaching = new ArrayList<>();
        for (int row = last; ; row = before(row)) {
            int at = map.source0(row);
            if (at + rows().get(row).chunk().reach() > edit.start) {
                reaching.add(row);
            }
            if (row == 0 || at + ChunkScan.MAX_REACH <= edit.start) {
                break;
            }
        }
        Collections.reverse(reaching);
        for (int row : reaching) {
            if (row != last && !isUnmoved(row)) {
                return row;
            }
        }
        return last;
    }

    /** The first row of the chunk before this one. */
    private int before(int row) {
        return row - 1 - rows().get(row - 1).index();
    }

    /** Whether a chunk before the edit still ends where it did. */
    private boolean isUnmoved(int row) {
        Chunk chunk = rows().get(row).chunk();
        ChunkScan.Extent now = ChunkScan.at(source, map.source0(row), chunk.in());
        if (!now.sameAs(chunk.extent())) {
            return false;
        }
        chunk.setReach(now.reach());
        return true;
    }

    /** Moves the selection to where carets may rest, and shows what it touches there. */
    private List<Change> settle(Optional<Selection> wanted) {
        List<Change> changes = new ArrayList<>();
        Optional<Selection> next = wanted.map(this::norm);
        for (int round = 0; round < MAX_ROUNDS && !next.equals(selection); round++) {
            Optional<Selection> before = selection;
            selection = next;
            changes.addAll(refresh(before, new Change(0, 0, 0, 0, 0)));
            next = next.map(this::norm);
        }
        return changes;
    }

    private Selection norm(Selection any) {
        return new Selection(map.norm(any.anchor()), map.norm(any.caret()));
    }

    /** Shows the chunks anew that the selection touches or touched, but for those just made. */
    private List<Change> refresh(Optional<Selection> before, Change made) {
        NavigableSet<Integer> starts = new TreeSet<>();
        before.ifPresent(ends -> addChunks(ends, starts));
        selection.ifPresent(ends -> addChunks(ends, starts));
        List<Change> changes = new ArrayList<>();
        for (int start : starts.descendingSet()) {
            boolean fresh = made.from < made.to && start >= made.from && start < made.to;
            Change change = fresh ? null : remake(map.rowAtSource(start));
            if (change != null && (change.added > 0 || change.removed > 0)) {
                changes.add(change);
            }
        }
        return changes;
    }

    private void addChunks(Selection ends, NavigableSet<Integer> starts) {
        for (int at : new int[] {ends.anchor(), ends.caret()}) {
            int row = chunkRow(at);
            starts.add(map.source0(row));
            if (row > 0 && map.source0(row) == at) {
                starts.add(map.source0(before(row)));
            }
        }
    }

    private Change remake(int first) {
        Chunk chunk = rows().get(first).chunk();
        int from = map.source0(first);
        int count = 1;
        while (first + count < rows().size() && rows().get(first + count).index() > 0) {
            count++;
        }
        List<Row> made = rows(from, chunk.extent(), chunk.in());
        made.get(0).chunk().setReach(chunk.reach());
        Patch patch = Patch.between(first, rows().subList(first, first + count), made);
        map.replace(first, count, made);
        int to = from + chunk.extent().length();
        return new Change(patch.firstRow(), patch.removedRows(), patch.rows().size(), from, to);
    }

    private List<Row> rows(int from, ChunkScan.Extent extent, State in) {
        int to = from + extent.length();
        int[] carets =
                selection.stream()
                        .flatMapToInt(
                                ends -> IntStream.of(ends.anchor(), ends.caret()))
                        .filter(caret -> caret >= from && caret <= to)
                        .map(caret -> caret - from)
                        .toArray();
        return ChunkRows.of(source.substring(from, to), extent, in, carets);
    }

    /** A scan under way. */
    private final class Scan {
        private final List<Row> found = new ArrayList<>();
        private int at;
        private State state;

        Scan(int at, State state) {
            this.at = at;
            this.state = state;
        }

        /** The rows up to the end of the text. */
        List<Row> all() {
            do {
                chunk();
            } while (!atEnd());
            return found;
        }

        /** Scans until a chunk begins where an old one did; that one's first row. */
        int until(int firstRow, Edit edit) {
            int row = firstRow;
            int count = map.rows().size();
            while (true) {
                chunk();
                if (atEnd()) {
                    return count;
                }
                int old = at - edit.delta;
                while (row < count && map.source0(row) < old) {
                    row++;
                }
                if (old >= edit.oldEnd && row < count && meets(row, old)) {
                    return row;
                }
            }
        }

        private boolean meets(int row, int old) {
            Row there = rows().get(row);
            return map.source0(row) == old
                    && there.index() == 0
                    && there.chunk().in().equals(state);
        }

        private void chunk() {
            ChunkScan.Extent extent = ChunkScan.at(source, at, state);
            List<Row> rows = rows(at, extent, state);
            found.addAll(rows);
            at += extent.length();
            state = rows.get(0).chunk().out();
        }

        private boolean atEnd() {
            return at == source.length() && found.get(found.size() - 1).eolLen() == 0;
        }
    }
}
