package app.vaultnotes.desktop;

import app.vaultnotes.crdt.TextDiff;
import app.vaultnotes.document.Id;
import app.vaultnotes.vault.Comparison;
import app.vaultnotes.vault.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Two texts in one, cut into rows that can be laid out one by one: a row for every line, several
 * for one that is very long.
 *
 * @param rows from the start of the text to its end
 * @param complete whether all of the text is in them
 */
record DiffRows(List<Row> rows, boolean complete) {

    /** Most rows that are made. */
    static final int MAX_ROWS = 200_000;

    /** Most UTF-16 units and most pieces of a row. */
    static final int MAX_ROW_CHARS = 2_000;

    private static final int MAX_ROW_PIECES = 100;
    private static final int MAX_LEVEL = 6;

    /** What a row is, as far as its letters show it. */
    enum Kind {
        /** Running text. */
        TEXT,
        /** A heading. */
        HEADING,
        /** A quotation. */
        QUOTE,
        /** A line of a code block or of properties. */
        CODE
    }

    /** A stretch of a row. */
    record Piece(TextDiff.Kind kind, String text) {
        boolean isEqual() {
            return kind == TextDiff.Kind.EQUAL;
        }
    }

    /**
     * A row.
     *
     * @param number which one it is, from 0
     * @param level of a heading, from 1; otherwise 0
     * @param now where it begins in the note as it is
     * @param paragraph which of the paragraphs that differ it belongs to, or -1
     * @param first whether it is the first changed row of that paragraph
     * @param writer who wrote what came in it
     */
    record Row(
            int number,
            Kind kind,
            int level,
            List<Piece> pieces,
            int now,
            int paragraph,
            boolean first,
            Optional<Id> writer) {

        /** Whether anything visible came or went in it. */
        boolean isChanged() {
            return pieces.stream().anyMatch(piece -> !piece.isEqual());
        }
    }

    /** The rows of a version beside the note as it is. */
    static DiffRows of(Comparison comparison) {
        return of(comparison.words(), comparison.paragraphs(), comparison.writers());
    }

    /** The rows of two texts whose words were compared. */
    static DiffRows of(
            List<TextDiff.Run> words,
            List<Timeline.ChangedParagraph> paragraphs,
            Map<Integer, Id> writers) {
        Cutter cutter = new Cutter(paragraphs, writers);
        boolean complete = true;
        for (TextDiff.Run run : words) {
            complete = complete && cutter.run(run);
        }
        cutter.endLine();
        return new DiffRows(List.copyOf(cutter.rows), complete);
    }

    /** Cuts runs into rows. */
    private static final class Cutter {
        private final List<Row> rows = new ArrayList<>();
        private final List<Timeline.ChangedParagraph> paragraphs;
        private final Map<Integer, Id> writers;
        private final Fences fences = new Fences();
        private List<Piece> pieces = new ArrayList<>();
        private Optional<Id> writer = Optional.empty();
        private Kind kind = Kind.TEXT;
        private boolean continued;
        private int chars;
        private int now;
        private int rowNow;
        private int next;
        private int marked = -1;

        Cutter(List<Timeline.ChangedParagraph> paragraphs, Map<Integer, Id> writers) {
            this.paragraphs = paragraphs;
            this.writers = writers;
        }

        /** Adds a run; says whether there was room for all of it. */
        boolean run(TextDiff.Run run) {
            Optional<Id> by = Optional.ofNullable(writers.get(now));
            String text = run.text();
            int at = 0;
            while (at < text.length() && rows.size() < MAX_ROWS) {
                int newline = text.indexOf('\n', at);
                int end = newline < 0 ? text.length() : newline;
                if (end - at > MAX_ROW_CHARS - chars) {
                    end = cut(text, at, at + MAX_ROW_CHARS - chars);
                    newline = -1;
                }
                add(new Piece(run.kind(), text.substring(at, end)), by);
                at = end;
                if (newline >= 0) {
                    at++;
                    now += run.kind() == TextDiff.Kind.REMOVED ? 0 : 1;
                    endLine();
                } else if (chars >= MAX_ROW_CHARS || pieces.size() >= MAX_ROW_PIECES) {
                    endRow(true);
                }
            }
            return at == text.length();
        }

        /** Where a long stretch is cut: behind a space near its end, never inside a pair. */
        private static int cut(String text, int from, int end) {
            int space = text.lastIndexOf(' ', end - 1);
            if (space > from && space > end - MAX_ROW_CHARS / 4) {
                return space + 1;
            }
            return end > from + 1 && Character.isHighSurrogate(text.charAt(end - 1))
                    ? end - 1
                    : Math.max(end, from + 1);
        }

        private void add(Piece piece, Optional<Id> by) {
            if (piece.text().isEmpty()) {
                return;
            }
            pieces.add(new Piece(piece.kind(), visible(piece.text())));
            chars += piece.text().length();
            now += piece.kind() == TextDiff.Kind.REMOVED ? 0 : piece.text().length();
            if (piece.kind() == TextDiff.Kind.INSERTED && writer.isEmpty()) {
                writer = by;
            }
        }

        /** Signs that would break a line, or that no font has, do not reach the layout. */
        private static String visible(String text) {
            StringBuilder shown = new StringBuilder(text.length());
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                boolean unfit =
                        (Character.isISOControl(c) && c != '\t') || "\u2028\u2029".indexOf(c) >= 0;
                shown.append(unfit ? ' ' : c);
            }
            return shown.toString();
        }

        void endLine() {
            endRow(false);
        }

        private void endRow(boolean goesOn) {
            String first = text(TextDiff.Kind.REMOVED);
            if (!continued) {
                kind = fences.kind(first, text(TextDiff.Kind.INSERTED));
            }
            boolean isHeading = kind == Kind.HEADING && !continued;
            int level = kind == Kind.HEADING ? level(isHeading ? shown() : "#") : 0;
            List<Piece> row = isHeading ? withoutMarks(pieces, level) : pieces;
            int paragraph = paragraph();
            rows.add(
                    new Row(
                            rows.size(),
                            kind,
                            level,
                            List.copyOf(row),
                            rowNow,
                            paragraph,
                            paragraph >= 0 && paragraph != marked,
                            writer));
            marked = paragraph >= 0 ? paragraph : marked;
            pieces = new ArrayList<>();
            writer = Optional.empty();
            chars = 0;
            rowNow = now;
            continued = goesOn;
        }

        /** The row without what came, or without what went. */
        private String text(TextDiff.Kind without) {
            StringBuilder text = new StringBuilder();
            pieces.stream().filter(p -> p.kind() != without).forEach(p -> text.append(p.text()));
            return text.toString();
        }

        private String shown() {
            String today = text(TextDiff.Kind.REMOVED);
            return today.isEmpty() ? text(TextDiff.Kind.INSERTED) : today;
        }

        private int paragraph() {
            boolean changed = pieces.stream().anyMatch(piece -> !piece.isEqual());
            while (next < paragraphs.size() && paragraphs.get(next).end() < rowNow) {
                next++;
            }
            boolean inside = next < paragraphs.size() && paragraphs.get(next).start() <= now;
            return changed && inside ? next : -1;
        }
    }

    private static int level(String line) {
        int level = 0;
        while (level < line.length() && level < MAX_LEVEL && line.charAt(level) == '#') {
            level++;
        }
        return level;
    }

    private static List<Piece> withoutMarks(List<Piece> pieces, int level) {
        List<Piece> rest = new ArrayList<>(pieces);
        Piece first = rest.get(0);
        if (first.isEqual() && first.text().length() > level) {
            rest.set(0, new Piece(first.kind(), first.text().substring(level + 1)));
        }
        return rest;
    }

    /** Knows where code blocks and properties begin and end, in both texts. */
    private static final class Fences {
        private String inNow = "";
        private String inThen = "";
        private boolean begun;

        /** What a line is that is the one now and was the other then. */
        Kind kind(String now, String then) {
            boolean matter = !begun && (now.equals("---") || (now.isEmpty() && then.equals("---")));
            boolean code =
                    matter || isCode(now.isEmpty() ? inThen : inNow, now.isEmpty() ? then : now);
            inNow = now.isEmpty() ? inNow : after(inNow, now, begun);
            inThen = then.isEmpty() ? inThen : after(inThen, then, begun);
            begun = true;
            String line = now.isEmpty() ? then : now;
            if (code) {
                return Kind.CODE;
            }
            int level = level(line);
            boolean heading = level > 0 && line.length() > level && line.charAt(level) == ' ';
            return heading ? Kind.HEADING : line.startsWith(">") ? Kind.QUOTE : Kind.TEXT;
        }

        private static boolean isCode(String open, String line) {
            return !open.isEmpty() || !fence(line).isEmpty();
        }

        private static String after(String open, String line, boolean begun) {
            String fence = !begun && line.equals("---") ? "---" : fence(line);
            if (open.isEmpty()) {
                return fence;
            }
            boolean closes = open.equals("---") ? line.equals("---") : open.equals(fence);
            return closes ? "" : open;
        }

        private static String fence(String line) {
            String start = line.stripLeading();
            return start.startsWith("```") ? "```" : start.startsWith("~~~") ? "~~~" : "";
        }
    }
}
