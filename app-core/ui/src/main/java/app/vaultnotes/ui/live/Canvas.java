package app.vaultnotes.ui.live;

import app.vaultnotes.ui.live.code.Highlight;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A chunk on which blocks and marks paint how each character is shown, later paint over earlier;
 * then it is cut into rows. Offsets count from the start of the chunk.
 */
final class Canvas {

    /** Longest emoji, in UTF-16 units: a family of four with colours has 23, a flag by tags 14. */
    private static final int MAX_EMOJI_CHARS = 64;

    private static final byte SAME = 0;
    private static final byte HIDDEN = 1;
    private static final byte COVERED = 2;

    /** A widget in the place of the source up to {@code end}, or behind it. */
    private record Spot(Widget widget, int end, Style style) {}

    /** What a line is and stands in. */
    static final class LineLook {
        final int start;
        final int end;
        final int next;
        RowStyle.Kind kind = new RowStyle.Paragraph();
        int indent;
        int quoteDepth;
        @Nullable RowStyle carried;
        Optional<RowStyle.Mark> mark = Optional.empty();
        Optional<RowStyle.Callout> callout = Optional.empty();

        /** Where the text of its leaf block begins, or -1. */
        int content = -1;

        /** The last line that is shown in this one's row. */
        int lastOfRow;

        LineLook(int start, int end, int next, int index) {
            this.start = start;
            this.end = end;
            this.next = next;
            this.lastOfRow = index;
        }

        /** A row of its own that looks like the line it is, not like what it stands in. */
        void showSource(int index) {
            boolean looks =
                    kind instanceof RowStyle.Heading
                            || kind instanceof RowStyle.Code
                            || kind instanceof RowStyle.Comment;
            boolean columns =
                    kind instanceof RowStyle.Table || kind instanceof RowStyle.FrontMatter;
            kind = looks ? kind : columns ? new RowStyle.Source() : new RowStyle.Paragraph();
            indent = 0;
            quoteDepth = 0;
            mark = Optional.empty();
            callout = Optional.empty();
            lastOfRow = index;
        }

        RowStyle style() {
            return carried == null
                    ? new RowStyle(kind, indent, mark, quoteDepth, callout)
                    : carried;
        }
    }

    private final String text;
    private final int[] carets;
    private final List<LineLook> lines = new ArrayList<>();
    private final byte[] kinds;
    private final Style[] styles;
    private final @Nullable Spot[] covers;
    private final @Nullable Spot[] behind;

    Canvas(String text, int[] carets) {
        this.text = text;
        this.carets = carets;
        this.kinds = new byte[text.length()];
        this.styles = new Style[text.length()];
        this.covers = new Spot[text.length() + 1];
        this.behind = new Spot[text.length() + 1];
        Arrays.fill(styles, Style.PLAIN);
        int start = 0;
        do {
            start = addLine(start);
        } while (start < text.length());
    }

    private int addLine(int start) {
        int end = start;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        int next = text.startsWith("\r\n", end) ? end + 2 : Math.min(text.length(), end + 1);
        lines.add(new LineLook(start, end, next, lines.size()));
        return next;
    }

    String text() {
        return text;
    }

    List<LineLook> lines() {
        return lines;
    }

    /** The index of the line that this place stands in. */
    int lineAt(int at) {
        int low = 0;
        int high = lines.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (lines.get(middle).start <= at) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** Whether an end of the selection stands in or at this stretch. */
    boolean touched(int from, int to) {
        for (int caret : carets) {
            if (caret >= from && caret <= to) {
                return true;
            }
        }
        return false;
    }

    void same(int from, int to, Style style) {
        for (int at = from; at < to; at++) {
            kinds[at] = SAME;
            styles[at] = style;
            covers[at] = null;
        }
    }

    /** A line of code in the colours of its language; gives what is open behind it. */
    int code(int from, int to, String language, int open) {
        Style style = Style.PLAIN.withCode();
        same(from, to, style);
        return Highlight.line(
                language, text, from, to, open, (a, b, ink) -> same(a, b, style.withInk(ink)));
    }

    void hide(int from, int to) {
        for (int at = from; at < to; at++) {
            kinds[at] = HIDDEN;
            covers[at] = null;
        }
    }

    /** A mark: faint where it is revealed, else hidden. */
    void mark(int from, int to, Style style, boolean revealed) {
        if (revealed) {
            same(from, to, style.withFaint());
        } else {
            hide(from, to);
        }
    }

    /** A mark that the caret reveals from anywhere in its line. */
    void lineMark(LineLook line, int from, int to, Style style) {
        mark(from, to, style, touched(line.start, line.end));
    }

    void cover(int from, int to, Widget widget, Style style) {
        if (from < to) {
            same(from, to, style);
            covers[from] = new Spot(widget, to, style);
            Arrays.fill(kinds, from, to, COVERED);
        }
    }

    /** A widget that stays behind its source while that is revealed, and is faint then. */
    void widget(int from, int to, Widget widget, Style style) {
        if (touched(from, to)) {
            same(from, to, style.withFaint());
            behind[to] = new Spot(widget, to, style.withFaint());
        } else {
            cover(from, to, widget, style);
        }
    }

    /** Shows all of the source: what was hidden or covered is faint, every line a row. */
    void showSource() {
        Arrays.fill(covers, null);
        Arrays.fill(behind, null);
        for (int at = 0; at < kinds.length; at++) {
            if (kinds[at] != SAME) {
                kinds[at] = SAME;
                styles[at] = styles[at].withFaint();
            }
        }
        for (int i = 0; i < lines.size(); i++) {
            lines.get(i).showSource(i);
        }
    }

    /** What a row holds, before it has a place. */
    record Draft(List<Piece> pieces, List<Seg> segs, RowStyle style, int eolLen) {}

    /** The rows of what was painted. */
    List<Draft> rows() {
        List<Draft> rows = new ArrayList<>(lines.size());
        for (int i = 0; i < lines.size(); i = lines.get(i).lastOfRow + 1) {
            LineLook first = lines.get(i);
            LineLook last = lines.get(first.lastOfRow);
            rows.add(new Cutter(first.start, last.end).cut(first.style(), last.next - last.end));
        }
        return rows;
    }

    /** Makes pieces and segments of one row. */
    private final class Cutter {
        private final List<Piece> pieces = new ArrayList<>(1);
        private final List<Seg> segs = new ArrayList<>(1);
        private final int end;
        private int at;

        Cutter(int start, int end) {
            this.at = start;
            this.end = end;
        }

        Draft cut(RowStyle style, int eolLen) {
            while (at < end) {
                step();
            }
            behind();
            boolean code = style.kind() instanceof RowStyle.Code;
            boolean right = !code && Direction.isRightToLeft(segs);
            return new Draft(pieces, segs, right ? style.fromTheRight() : style, eolLen);
        }

        private void step() {
            behind();
            Spot spot = covers[at];
            if (spot != null) {
                pieces.add(Piece.widget(spot.end() - at));
                segs.add(Seg.widget(spot.widget(), spot.style()));
                at = spot.end();
            } else if (kinds[at] == HIDDEN) {
                int to = at;
                while (to < end && kinds[to] == HIDDEN && behind[to] == null) {
                    to++;
                }
                add(Piece.hidden(to - at));
                at = to;
            } else {
                characters();
            }
        }

        /** Characters in one style; each emoji among them is a widget. */
        private void characters() {
            Style style = styles[at];
            int to = at;
            while (to < end
                    && kinds[to] == SAME
                    && (to == at || behind[to] == null)
                    && styles[to].equals(style)) {
                int emoji = Emoji.end(text, to, inkEnd(to));
                if (emoji > 0) {
                    characters(to, style);
                    pieces.add(Piece.widget(emoji - to));
                    segs.add(Seg.widget(new Widget.Emoji(text.substring(to, emoji)), style));
                    at = emoji;
                    return;
                }
                to++;
            }
            characters(to, style);
        }

        /** Where what is painted like this character ends, at most as far as an emoji may go. */
        private int inkEnd(int from) {
            if (text.charAt(from) > 0x7f || (from + 1 < end && text.charAt(from + 1) > 0x7f)) {
                int to = from;
                int limit = Math.min(end, from + MAX_EMOJI_CHARS);
                while (to < limit && kinds[to] == SAME && styles[to].equals(styles[from])) {
                    to++;
                }
                return to;
            }
            return from + 1;
        }

        private void characters(int to, Style style) {
            if (to > at) {
                add(Piece.same(to - at));
                segs.add(Seg.text(text.substring(at, to), style));
                at = to;
            }
        }

        private void behind() {
            Spot spot = behind[at];
            if (spot != null) {
                behind[at] = null;
                pieces.add(Piece.viewOnly());
                pieces.add(Piece.viewOnly());
                segs.add(Seg.text(" ", Style.PLAIN));
                segs.add(Seg.widget(spot.widget(), spot.style()));
            }
        }

        private void add(Piece piece) {
            int last = pieces.size() - 1;
            if (last >= 0 && pieces.get(last).kind() == piece.kind()) {
                Piece before = pieces.get(last);
                pieces.set(
                        last,
                        new Piece(
                                piece.kind(),
                                before.srcLen() + piece.srcLen(),
                                before.viewLen() + piece.viewLen()));
            } else {
                pieces.add(piece);
            }
        }
    }
}
