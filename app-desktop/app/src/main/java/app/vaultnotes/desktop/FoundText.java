package app.vaultnotes.desktop;

import app.vaultnotes.ui.live.LiveText;
import app.vaultnotes.ui.live.Row;
import app.vaultnotes.ui.live.RowStyle;
import app.vaultnotes.ui.live.Seg;
import app.vaultnotes.ui.live.Style;
import app.vaultnotes.vault.search.Snippet;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A note line by line, as it reads rather than as it is written, with what was found in it.
 *
 * @param lines without blank ones
 * @param places where in the note's source it was found, in order
 */
record FoundText(List<Line> lines, List<Snippet.Highlight> places) {

    /** Keeps its own lists. */
    FoundText {
        lines = List.copyOf(lines);
        places = List.copyOf(places);
    }

    /**
     * A stretch of a line in one style.
     *
     * @param text what is read there
     * @param style how it looks
     */
    record Part(String text, Style style) {}

    /**
     * Where something was found.
     *
     * @param start its first UTF-16 unit in the line
     * @param end where it ends there
     * @param number which of the note's places it is, from 0
     */
    record Place(int start, int end, int number) {}

    /**
     * One line.
     *
     * @param written whether it is shown as it is written, since a picture or a table stands there
     */
    record Line(RowStyle style, boolean written, List<Part> parts, List<Place> places) {
        /** What is read in it. */
        String words() {
            return parts.stream().map(Part::text).collect(Collectors.joining());
        }
    }

    /** Reads a note. Takes time with its length. */
    static FoundText of(String text, List<Snippet.Highlight> found) {
        LiveText live = new LiveText(text);
        List<Line> lines = new ArrayList<>();
        int next = 0;
        for (int row = 0; row < live.rows().size(); row++) {
            int end = live.map().source0(row + 1);
            while (next < found.size() && found.get(next).end() <= live.map().source0(row)) {
                next++;
            }
            int last = next;
            while (last < found.size() && found.get(last).start() < end) {
                last++;
            }
            add(lines, live, row, found, next, last);
        }
        return new FoundText(lines, found);
    }

    private static void add(
            List<Line> lines,
            LiveText live,
            int at,
            List<Snippet.Highlight> found,
            int first,
            int last) {
        Row row = live.rows().get(at);
        if (row.style().kind() instanceof RowStyle.Blank) {
            return;
        }
        int start = live.map().source0(at);
        int end = start + row.srcLen() - row.eolLen();
        List<Place> places = new ArrayList<>();
        boolean shown = row.segs().stream().allMatch(seg -> seg.widget().isEmpty());
        for (int i = first; shown && i < last; i++) {
            Place place = place(live, at, found.get(i), i);
            shown = place.start() < place.end();
            places.add(place);
        }
        if (shown) {
            lines.add(new Line(row.style(), false, parts(row), places));
        } else if (end > start) {
            List<Place> written = new ArrayList<>();
            for (int i = first; i < last; i++) {
                int from = Math.max(start, found.get(i).start()) - start;
                written.add(new Place(from, Math.min(end, found.get(i).end()) - start, i));
            }
            Part whole = new Part(live.text(start, end), Style.PLAIN);
            lines.add(new Line(row.style(), true, List.of(whole), written));
        }
    }

    private static Place place(LiveText live, int row, Snippet.Highlight found, int number) {
        int start = live.map().source0(row);
        int end = start + live.rows().get(row).srcLen() - live.rows().get(row).eolLen();
        int view = live.map().view0(row);
        int from = live.map().toView(Math.max(start, found.start()), true) - view;
        int to = live.map().toView(Math.min(end, found.end()), true) - view;
        return new Place(from, to, number);
    }

    private static List<Part> parts(Row row) {
        List<Part> parts = new ArrayList<>();
        for (Seg seg : row.segs()) {
            parts.add(new Part(seg.text(), seg.style()));
        }
        return parts;
    }

    /** The line in which a place begins; 0 when it is shown nowhere. */
    int lineOf(int number) {
        for (int line = 0; line < lines.size(); line++) {
            if (lines.get(line).places().stream().anyMatch(p -> p.number() == number)) {
                return line;
            }
        }
        return 0;
    }
}
