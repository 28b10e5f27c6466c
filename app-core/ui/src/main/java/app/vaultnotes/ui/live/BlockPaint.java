package app.vaultnotes.ui.live;

import app.vaultnotes.document.markdown.syntax.Blocks;
import app.vaultnotes.ui.live.code.Highlight;
import java.util.Optional;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.ListBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SourceSpan;
import org.commonmark.node.ThematicBreak;

/** Paints the blocks of a chunk: what each line is, and the marks at its sides. */
final class BlockPaint {

    private static final String BULLET = "•";

    private final Canvas canvas;
    private final InlinePaint.Spans spans;
    private final InlinePaint inlines;

    BlockPaint(Canvas canvas, InlinePaint.Spans spans) {
        this.canvas = canvas;
        this.spans = spans;
        this.inlines = new InlinePaint(canvas, spans);
    }

    /** Paints all blocks, from the outer to the inner, then the marks before what they hold. */
    void paint(Node document) {
        children(document, this::surround);
        for (Canvas.LineLook line : canvas.lines()) {
            beforeContent(line);
        }
        children(document, this::fill);
    }

    private interface Visit {
        void block(Node node);
    }

    private void children(Node parent, Visit visit) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
            if (spans.isHere(node)) {
                visit.block(node);
            }
        }
    }

    private Canvas.LineLook line(int index) {
        return canvas.lines().get(index);
    }

    private int firstLine(Node node) {
        return canvas.lineAt(spans.start(node));
    }

    private int lastLine(Node node) {
        return canvas.lineAt(Math.max(spans.start(node), spans.end(node) - 1));
    }

    private void surround(Node node) {
        if (node instanceof BlockQuote) {
            quote(node);
        } else if (node instanceof Blocks.Callout callout) {
            quote(node);
            callout(callout);
        } else if (node instanceof ListItem) {
            item(node);
        } else if (node instanceof Blocks.FootnoteText footnote) {
            line(firstLine(node)).kind = new RowStyle.Footnote(footnote.label());
        }
        if (isContainer(node)) {
            children(node, this::surround);
        } else {
            content(node);
        }
    }

    private static boolean isContainer(Node node) {
        return node instanceof BlockQuote
                || node instanceof Blocks.Callout
                || node instanceof ListItem
                || node instanceof ListBlock
                || node instanceof Blocks.FootnoteText;
    }

    private void content(Node leaf) {
        for (SourceSpan span : leaf.getSourceSpans()) {
            line(canvas.lineAt(spans.from(span))).content = spans.from(span);
        }
    }

    private void quote(Node node) {
        for (SourceSpan span : node.getSourceSpans()) {
            line(canvas.lineAt(spans.from(span))).quoteDepth++;
        }
    }

    private void callout(Blocks.Callout callout) {
        int first = firstLine(callout);
        int last = lastLine(callout);
        for (int i = first; i <= last; i++) {
            line(i).callout =
                    Optional.of(
                            new RowStyle.Callout(
                                    callout.type(), callout.fold(), i == first, i == last));
        }
    }

    private void item(Node item) {
        int first = firstLine(item);
        Canvas.LineLook line = line(first);
        Node inside = spans.firstHere(item);
        boolean empty = inside == null || firstLine(inside) > first;
        if (empty && !endsInSpace(line)) {
            return;
        }
        for (int i = first; i <= lastLine(item); i++) {
            line(i).indent++;
        }
        line.mark = Optional.of(new RowStyle.Sign(sign(item)));
        if (empty) {
            line.content = line.end;
        }
    }

    /** Without a space behind it, a lone mark is still being typed. */
    private boolean endsInSpace(Canvas.LineLook line) {
        return line.end > line.start && " \t".indexOf(canvas.text().charAt(line.end - 1)) >= 0;
    }

    private String sign(Node item) {
        int start = spans.start(item);
        int end = start;
        while (end < canvas.text().length() && Character.isDigit(canvas.text().charAt(end))) {
            end++;
        }
        boolean number = item.getParent() instanceof OrderedList && end < canvas.text().length();
        return number ? canvas.text().substring(start, end + 1) : BULLET;
    }

    /** Signs of quotes, marks of items and what indents them. */
    private void beforeContent(Canvas.LineLook line) {
        int to = line.content < 0 ? line.end : line.content;
        for (int at = line.start; at < to; at++) {
            char c = canvas.text().charAt(at);
            if (c == '>' && line.quoteDepth > 0) {
                int end = at + 1 < line.end && isSpace(at + 1) ? at + 2 : at + 1;
                canvas.lineMark(line, at, Math.min(end, Math.max(to, at + 1)), Style.PLAIN);
                at = Math.min(end, Math.max(to, at + 1)) - 1;
            } else if (line.content >= 0 && line.indent > 0) {
                canvas.hide(at, at + 1);
            }
        }
    }

    private boolean isSpace(int at) {
        return canvas.text().charAt(at) == ' ' || canvas.text().charAt(at) == '\t';
    }

    private void fill(Node node) {
        if (node instanceof Blocks.FootnoteText) {
            footnote(node);
        } else if (node instanceof Blocks.CalloutTitle) {
            title(node);
        } else if (node instanceof Blocks.Callout callout) {
            untitled(callout);
        }
        if (isContainer(node)) {
            children(node, this::fill);
        } else {
            leaf(node);
        }
    }

    private void leaf(Node node) {
        if (node instanceof Paragraph || node instanceof Blocks.CalloutTitle) {
            inlines.children(node, Style.PLAIN);
            inlines.box(node);
        } else if (node instanceof Heading heading) {
            heading(heading);
        } else if (node instanceof ThematicBreak) {
            rule(node);
        } else if (node instanceof FencedCodeBlock code) {
            fencedCode(code);
        } else if (node instanceof IndentedCodeBlock) {
            code(node, "");
        } else if (node instanceof TableBlock table) {
            table(table);
        } else if (node instanceof Blocks.MathBlock math) {
            math(math);
        } else if (node instanceof Blocks.CommentBlock) {
            lines(node, new RowStyle.Comment(), Style.PLAIN.withFaint());
            hideFences(node);
        } else if (node instanceof HtmlBlock) {
            lines(node, new RowStyle.Html(), Style.PLAIN.withFaint());
        } else if (node instanceof LinkReferenceDefinition) {
            lines(node, new RowStyle.Paragraph(), Style.PLAIN.withFaint());
        }
    }

    private void footnote(Node node) {
        Canvas.LineLook line = line(firstLine(node));
        int from = spans.start(node);
        int bracket = canvas.text().indexOf("]:", from);
        int to = line.content < 0 ? Math.min(line.end, bracket + 2) : line.content;
        while (to < line.end && isSpace(to)) {
            to++;
        }
        if (line.content > from || line.content < 0) {
            canvas.lineMark(line, from, to, Style.PLAIN.withFootnote());
        }
    }

    private void title(Node node) {
        Canvas.LineLook line = line(firstLine(node));
        int from = spans.start(node.getParent());
        canvas.lineMark(line, from, spans.start(node), Style.PLAIN);
    }

    /** A callout without a title is called what it is. */
    private void untitled(Blocks.Callout callout) {
        Node title = callout.getFirstChild();
        Canvas.LineLook line = line(firstLine(callout));
        int from = canvas.text().indexOf("[!", line.start);
        boolean none = title == null || title.getFirstChild() == null || !spans.isHere(title);
        if (none && from >= 0 && from < line.end) {
            if (canvas.touched(line.start, line.end)) {
                canvas.same(from, line.end, Style.PLAIN.withFaint());
            } else {
                canvas.cover(from, line.end, new Widget.CalloutName(callout.type()), Style.PLAIN);
            }
        }
    }

    private void heading(Heading heading) {
        Style style = Style.PLAIN.withHeading(heading.getLevel());
        int begin = firstLine(heading);
        for (SourceSpan span : heading.getSourceSpans()) {
            int index = canvas.lineAt(spans.from(span));
            Canvas.LineLook line = line(index);
            line.kind = new RowStyle.Heading(heading.getLevel(), index == begin);
            canvas.lineMark(line, spans.from(span), line.end, style);
        }
        Node first = heading.getFirstChild();
        Node last = heading.getLastChild();
        if (first != null && last != null) {
            int from = spans.start(first);
            int to = spans.end(last);
            for (int i = canvas.lineAt(from); i <= canvas.lineAt(Math.max(from, to - 1)); i++) {
                int start = Math.max(from, line(i).content);
                canvas.same(start, Math.min(to, line(i).end), style);
            }
        }
        inlines.children(heading, style);
    }

    private void rule(Node node) {
        Canvas.LineLook line = line(firstLine(node));
        line.kind = new RowStyle.Rule();
        int from = spans.start(node);
        if (canvas.touched(line.start, line.end)) {
            canvas.same(from, line.end, Style.PLAIN.withFaint());
        } else {
            canvas.cover(from, line.end, new Widget.Rule(), Style.PLAIN);
        }
    }

    private void lines(Node node, RowStyle.Kind kind, Style style) {
        for (int i = firstLine(node); i <= lastLine(node); i++) {
            Canvas.LineLook line = line(i);
            line.kind = line.kind instanceof RowStyle.Footnote ? line.kind : kind;
            canvas.same(Math.max(line.start, line.content), line.end, style);
        }
    }

    private void hideFences(Node node) {
        for (int i : new int[] {firstLine(node), lastLine(node)}) {
            Canvas.LineLook line = line(i);
            int from = Math.max(line.start, line.content);
            int mark = canvas.text().indexOf("%%", from);
            if (mark >= from && mark + 2 <= line.end) {
                canvas.lineMark(line, mark, mark + 2, Style.PLAIN);
            }
        }
    }

    private void code(Node node, String language) {
        int first = firstLine(node);
        int last = lastLine(node);
        for (int i = first; i <= last; i++) {
            Canvas.LineLook line = line(i);
            line.kind = new RowStyle.Code(language, i == first, i == last);
            canvas.same(Math.max(line.start, line.content), line.end, Style.PLAIN.withCode());
        }
    }

    private void fencedCode(FencedCodeBlock code) {
        String info = code.getInfo() == null ? "" : code.getInfo().strip();
        int space = info.indexOf(' ');
        code(code, space < 0 ? info : info.substring(0, space));
        Canvas.LineLook open = line(firstLine(code));
        canvas.lineMark(open, Math.max(open.start, open.content), open.end, Style.PLAIN.withCode());
        boolean closed = code.getClosingFenceLength() != null;
        colours(firstLine(code) + 1, closed ? lastLine(code) : lastLine(code) + 1);
        if (closed) {
            Canvas.LineLook close = line(lastLine(code));
            int from = Math.max(close.start, close.content);
            canvas.lineMark(close, from, close.end, Style.PLAIN.withCode());
        }
    }

    private void colours(int from, int to) {
        String language = line(from - 1).kind instanceof RowStyle.Code kind ? kind.language() : "";
        int open = Highlight.NOTHING_OPEN;
        for (int i = from; i < to; i++) {
            Canvas.LineLook line = line(i);
            int start = Math.max(line.start, line.content);
            open = Highlight.atLineEnd(language, canvas.code(start, line.end, language, open));
        }
    }

    /** All lines of a block in one row with one widget. */
    private void single(Node node, RowStyle.Kind kind, Widget widget) {
        Canvas.LineLook first = line(firstLine(node));
        for (int i = firstLine(node); i <= lastLine(node); i++) {
            line(i).kind = kind;
        }
        first.lastOfRow = lastLine(node);
        int from = Math.max(first.start, first.content);
        canvas.hide(first.start, from);
        canvas.cover(from, line(first.lastOfRow).end, widget, Style.PLAIN);
    }

    private void table(TableBlock table) {
        int start = line(firstLine(table)).start;
        single(table, new RowStyle.Table(), new TableCells(canvas, spans, start).of(table));
    }

    private void math(Blocks.MathBlock math) {
        Canvas.LineLook first = line(firstLine(math));
        Canvas.LineLook last = line(lastLine(math));
        int from = Math.max(first.start, first.content);
        int close = canvas.text().indexOf("$$", Math.max(last.start, from + 2));
        boolean alone =
                close >= 0
                        && close + 2 <= last.end
                        && canvas.text().substring(close + 2, last.end).isBlank();
        if (alone && !canvas.touched(first.start, last.end)) {
            single(math, new RowStyle.Formula(), new Widget.Formula(math.tex(), true));
        } else {
            lines(math, new RowStyle.Formula(), Style.PLAIN.withMath());
        }
    }
}
