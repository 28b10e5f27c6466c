package app.vaultnotes.ui.live;

import app.vaultnotes.document.markdown.FrontMatter;
import app.vaultnotes.document.markdown.syntax.Dialect;
import app.vaultnotes.document.markdown.syntax.NoteParser;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.commonmark.node.Node;

/** Makes the rows of a chunk. */
final class ChunkRows {

    /** Before a later piece of a line, so that no block begins with it. */
    private static final String WORD = "a ";

    /** Longest name of a footnote, in UTF-16 units. */
    private static final int MAX_LABEL_CHARS = 200;

    private static final String YAML = "yaml";

    private ChunkRows() {}

    /**
     * The rows of a chunk.
     *
     * @param text its source
     * @param extent how far it goes and what it is
     * @param in the state before it
     * @param carets the ends of the selection in it, counted from its start
     * @param plain whether it is shown as it is written
     */
    static List<Row> of(
            String text, ChunkScan.Extent extent, State in, int[] carets, boolean plain) {
        Canvas canvas = new Canvas(text, carets);
        paint(canvas, extent, in);
        if (plain) {
            canvas.showSource();
        }
        for (Canvas.LineLook line : canvas.lines()) {
            boolean blank = canvas.text().substring(line.start, line.end).isBlank();
            if (blank && line.mark.isEmpty() && line.kind instanceof RowStyle.Paragraph) {
                line.kind = new RowStyle.Blank();
            }
        }
        List<Canvas.Draft> drafts = canvas.rows();
        RowStyle last = drafts.get(drafts.size() - 1).style();
        State out = extent.cut() ? extent.next().carrying(last.continued()) : extent.next();
        Chunk chunk = new Chunk(in, out, extent);
        List<Row> rows = new ArrayList<>(drafts.size());
        for (Canvas.Draft draft : drafts) {
            rows.add(new Row(draft, chunk, rows.size()));
        }
        return rows;
    }

    private static void paint(Canvas canvas, ChunkScan.Extent extent, State in) {
        Canvas.LineLook line = canvas.lines().get(0);
        line.carried = in.carried().orElse(null);
        switch (extent.kind()) {
            case FRONT_MATTER -> frontMatter(canvas);
            case FENCE_OPEN -> fence(canvas, extent.next().language(), true);
            case FENCE_CLOSE -> fence(canvas, in.language(), false);
            case CODE -> {
                line.kind = new RowStyle.Code(in.language(), false, false);
                canvas.code(0, line.end, in.language(), in.open());
            }
            case PIECE -> markdown(canvas, WORD, 0);
            case TEXT -> markdown(canvas, "", isMarked(canvas, in) ? 1 : 0);
        }
        if (extent.kind() != ChunkScan.Kind.FRONT_MATTER && isMarked(canvas, in)) {
            canvas.hide(0, 1);
        }
    }

    /** Whether the note begins with a byte order mark. */
    private static boolean isMarked(Canvas canvas, State in) {
        return in.mode() == State.Mode.START
                && canvas.text().startsWith(String.valueOf(Line.BYTE_ORDER_MARK));
    }

    private static void frontMatter(Canvas canvas) {
        if (FrontMatter.of(canvas.text()).problem().isPresent()) {
            brokenFrontMatter(canvas);
            return;
        }
        Canvas.LineLook first = canvas.lines().get(0);
        int last = canvas.lines().size() - 1;
        first.kind = new RowStyle.FrontMatter();
        first.lastOfRow = last;
        int end = canvas.lines().get(last).end;
        Widget form = new Widget.FrontMatterForm(canvas.text().substring(0, end));
        canvas.cover(0, end, form, Style.PLAIN);
    }

    /** Where no form can be made, the lines are there to be mended. */
    private static void brokenFrontMatter(Canvas canvas) {
        int last = canvas.lines().size() - 1;
        for (int i = 0; i <= last; i++) {
            Canvas.LineLook line = canvas.lines().get(i);
            line.kind = new RowStyle.Code(YAML, i == 0, i == last);
            if (i > 0 && i < last) {
                canvas.code(line.start, line.end, YAML, 0);
            }
        }
    }

    private static void fence(Canvas canvas, String language, boolean first) {
        Canvas.LineLook line = canvas.lines().get(0);
        line.kind = new RowStyle.Code(language, first, !first);
        canvas.lineMark(line, 0, line.end, Style.PLAIN.withCode());
    }

    private static void markdown(Canvas canvas, String before, int start) {
        String text = canvas.text();
        if (text.isBlank()) {
            return;
        }
        String source = before + text + footnotes(text);
        Node document = NoteParser.parse(source, start, Dialect.NOTES);
        InlinePaint.Spans spans = new InlinePaint.Spans(canvas, -before.length());
        if (before.isEmpty()) {
            new BlockPaint(canvas, spans).paint(document);
        } else {
            Node paragraph = document.getFirstChild();
            if (paragraph != null) {
                new InlinePaint(canvas, spans).children(paragraph, style(canvas));
            }
        }
    }

    private static Style style(Canvas canvas) {
        RowStyle carried = canvas.lines().get(0).carried;
        return carried != null && carried.kind() instanceof RowStyle.Heading heading
                ? Style.PLAIN.withHeading(heading.level())
                : Style.PLAIN;
    }

    /**
     * Definitions for all footnotes that are named here: whether the note has them, no chunk can
     * know, and a mark is shown as one in any case.
     */
    private static String footnotes(String text) {
        Set<String> labels = new LinkedHashSet<>();
        for (int at = text.indexOf("[^"); at >= 0; at = text.indexOf("[^", at + 1)) {
            int limit = Math.min(text.length(), at + 2 + MAX_LABEL_CHARS + 1);
            int end = at + 2;
            while (end < limit && "[] \t\r\n$%".indexOf(text.charAt(end)) < 0) {
                end++;
            }
            if (end > at + 2 && end < limit && text.charAt(end) == ']') {
                labels.add(text.substring(at + 2, end));
            }
        }
        StringBuilder definitions = new StringBuilder();
        labels.forEach(label -> definitions.append("\n\n[^").append(label).append("]:\n"));
        return definitions.toString();
    }
}
