package app.vaultnotes.ui.live;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

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

    private static final int[] NOWHERE = {};

    private final StringBuilder source;
    private final SourceMap map;
    private final boolean plain;
    private Optional<Selection> selection;

    /** No chunk's end was ever decided farther behind its start, in UTF-16 units. */
    private int farthestReach;

    /** Shows a text with nothing revealed, until there is a selection. */
    public LiveText(String text) {
        this(text, Optional.empty(), false);
    }

    LiveText(String text, Optional<Selection> selection) {
        this(text, selection, false);
    }

    private LiveText(String text, Optional<Selection> selection, boolean plain) {
        this.source = new StringBuilder(text);
        this.selection = selection;
        this.plain = plain;
        this.map = new SourceMap(new Scan(0, State.START).all());
    }

    /** Shows a text as it is written: line by line, every mark, nothing in the place of source. */
    public static LiveText plain(String text) {
        return new LiveText(text, Optional.empty(), true);
    }

    /** Whether it is shown as it is written. */
    public boolean isPlain() {
        return plain;
    }

    /** The source. Copies all of it: not for every key. */
    public String text() {
        return source.toString();
    }

    /** A part of the source. */
    public String text(int start, int end) {
        return source.substring(start, end);
    }

    /** Where the line begins that a place stands in. */
    public int lineStart(int at) {
        int start = at;
        while (start > 0 && !isLineEnd(start - 1)) {
            start--;
        }
        return start;
    }

    /** How many lines end before a place. Looks at all of them: not for every key. */
    public int linesBefore(int at) {
        int lines = 0;
        for (int i = 0; i < at; i++) {
            boolean half = source.charAt(i) == '\r' && i + 1 < at && source.charAt(i + 1) == '\n';
            lines += isLineEnd(i) && !half ? 1 : 0;
        }
        return lines;
    }

    /** Where the line ends that a place stands in, before its line end. */
    public int lineEnd(int at) {
        int end = at;
        while (end < source.length() && !isLineEnd(end)) {
            end++;
        }
        return end;
    }

    private boolean isLineEnd(int at) {
        char c = source.charAt(at);
        return c == '\n' || c == '\r';
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
        return settle(Optional.of(moved));
    }

    /** Reveals nothing any more, such as when the pane loses the focus. */
    public List<Patch> conceal() {
        return settle(Optional.empty());
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
        Rescan rescan = rescan(edit);
        Span span = Span.of(rescan.patch);
        for (Patch more : refresh(before, rescan)) {
            span = span.and(more);
        }
        for (Patch more : settle(selection)) {
            span = span.and(more);
        }
        int end = span.first + span.added;
        return new Patch(span.first, span.removed, rows().subList(span.first, end));
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

    /** What a scan changed, and the source that it read. */
    private record Rescan(Patch patch, int from, int to) {
        static final Rescan NONE = new Rescan(new Patch(0, 0, List.of()), 0, 0);

        boolean read(int place) {
            return place >= from && place < to;
        }
    }

    /** The rows that several changes concern, with those between them. */
    private record Span(int first, int removed, int added) {
        static Span of(Patch patch) {
            return new Span(patch.firstRow(), patch.removedRows(), patch.rows().size());
        }

        Span and(Patch next) {
            int low = Math.min(first, next.firstRow());
            int high = Math.max(first + added, next.firstRow() + next.removedRows());
            int grown = next.rows().size() - next.removedRows();
            return new Span(low, high - low - added + removed, high - low + grown);
        }
    }

    private int chunkRow(int source) {
        int row = map.rowAtSource(source);
        return row - rows().get(row).index();
    }

    private Rescan rescan(Edit edit) {
        int first = firstConcerned(edit);
        Scan scan = new Scan(map.source0(first), rows().get(first).chunk().in());
        int next = scan.until(first, edit);
        Patch patch = Patch.between(first, rows().subList(first, next), scan.found);
        int from = map.source0(first);
        map.replace(first, next - first, scan.found);
        return new Rescan(patch, from, scan.at);
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
            if (row == 0 || at + farthestReach <= edit.start) {
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
        ChunkScan.Extent now = extent(map.source0(row), chunk.in());
        if (!now.sameAs(chunk.extent())) {
            return false;
        }
        chunk.setReach(now.reach());
        return true;
    }

    /** Moves the selection to where carets may rest, and shows what it touches there. */
    private List<Patch> settle(Optional<Selection> wanted) {
        List<Patch> changes = new ArrayList<>();
        Optional<Selection> next = wanted.map(this::norm);
        for (int round = 0; round < MAX_ROUNDS && !next.equals(selection); round++) {
            Optional<Selection> before = selection;
            selection = next;
            changes.addAll(refresh(before, Rescan.NONE));
            next = next.map(this::norm);
        }
        return changes;
    }

    private Selection norm(Selection any) {
        return new Selection(map.norm(any.anchor()), map.norm(any.caret()));
    }

    /** Shows the chunks anew that the selection touches or touched, but for those just made. */
    private List<Patch> refresh(Optional<Selection> before, Rescan made) {
        NavigableSet<Integer> starts = new TreeSet<>();
        before.ifPresent(ends -> addChunks(ends, starts));
        selection.ifPresent(ends -> addChunks(ends, starts));
        List<Patch> changes = new ArrayList<>();
        for (int start : starts.descendingSet()) {
            Patch patch = made.read(start) ? Rescan.NONE.patch : remake(map.rowAtSource(start));
            if (!patch.isEmpty()) {
                changes.add(patch);
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

    private Patch remake(int first) {
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
        return patch;
    }

    private ChunkScan.Extent extent(int at, State in) {
        ChunkScan.Extent extent = ChunkScan.at(source, at, in);
        farthestReach = Math.max(farthestReach, extent.reach());
        return extent;
    }

    private List<Row> rows(int from, ChunkScan.Extent extent, State in) {
        int to = from + extent.length();
        int[] carets = plain ? NOWHERE : carets(from, to);
        return ChunkRows.of(source.substring(from, to), extent, in, carets, plain);
    }

    /** The ends of the selection that stand in or at this stretch, counted from its start. */
    private int[] carets(int from, int to) {
        if (selection.isEmpty()) {
            return NOWHERE;
        }
        int anchor = selection.get().anchor();
        int caret = selection.get().caret();
        boolean first = anchor >= from && anchor <= to;
        boolean second = caret >= from && caret <= to;
        if (first && second) {
            return new int[] {anchor - from, caret - from};
        }
        return first ? new int[] {anchor - from} : second ? new int[] {caret - from} : NOWHERE;
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
            ChunkScan.Extent extent = extent(at, state);
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
