package app.vaultnotes.ui.live;

import app.vaultnotes.document.markdown.syntax.Inlines;
import app.vaultnotes.document.markdown.syntax.Range;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.commonmark.ext.gfm.strikethrough.Strikethrough;
import org.commonmark.node.Code;
import org.commonmark.node.Emphasis;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Node;
import org.commonmark.node.SourceSpan;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.jspecify.annotations.Nullable;

/**
 * Paints what stands inside of leaf blocks. Marks are what a node has and its children have not.
 */
final class InlinePaint {

    private static final int PAIR = 2;

    private final Canvas canvas;
    private final Spans spans;

    InlinePaint(Canvas canvas, Spans spans) {
        this.canvas = canvas;
        this.spans = spans;
    }

    void children(Node parent, Style style) {
        Map<Node, Node> pairs = HtmlPairs.of(parent);
        Deque<Style> outside = new ArrayDeque<>();
        Style now = style;
        for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
            Node partner = pairs.get(node);
            if (!spans.isHere(node) || (partner != null && !spans.isHere(partner))) {
                continue;
            }
            if (partner == null) {
                node(node, now);
            } else if (HtmlPairs.opens(node)) {
                tag(node, node, partner, now);
                outside.push(now);
                now = HtmlPairs.inside(node, now);
            } else {
                now = outside.pop();
                tag(node, partner, node, now);
            }
        }
    }

    /** A tag that has its partner is a mark like any other. */
    private void tag(Node tag, Node open, Node close, Style style) {
        marks(tag, style, canvas.touched(spans.start(open), spans.end(close)));
    }

    private void node(Node node, Style style) {
        if (node instanceof Text) {
            text(node, style);
        } else if (node instanceof Inlines.PlacedLink link) {
            link(link, style.withLink(new Target.Address(link.getDestination())));
        } else if (node instanceof Inlines.PlacedImage image) {
            image(image, style);
        } else if (node instanceof Inlines.WikiLink wiki) {
            wiki(wiki, style);
        } else if (node.getFirstChild() != null) {
            boolean shown = canvas.touched(spans.start(node), spans.end(node));
            marks(node, style, shown);
            children(node, inside(node, style));
        } else {
            leaf(node, style);
        }
    }

    private static Style inside(Node node, Style style) {
        if (node instanceof StrongEmphasis) {
            return style.withBold();
        } else if (node instanceof Emphasis) {
            return style.withItalic();
        } else if (node instanceof Strikethrough) {
            return style.withStrike();
        } else if (node instanceof Inlines.Highlight) {
            return style.withHighlight();
        }
        return node instanceof Inlines.InlineFootnote ? style.withFootnote() : style;
    }

    private void leaf(Node node, Style style) {
        int from = spans.start(node);
        int to = spans.end(node);
        boolean touched = canvas.touched(from, to);
        if (node instanceof Code) {
            int ticks = ticks(from);
            fenced(node, from + ticks, to - ticks, style, style.withCode());
        } else if (node instanceof Inlines.InlineMath formula) {
            Widget widget = new Widget.Formula(formula.tex(), formula.display());
            overlay(node, widget, style.withMath());
        } else if (node instanceof Inlines.InlineComment) {
            fenced(node, from + PAIR, to - PAIR, style, style.withFaint());
        } else if (node instanceof Inlines.FootnoteMark) {
            fenced(node, from + PAIR, to - 1, style, style.withFootnote());
        } else if (node instanceof Inlines.TagMark) {
            fill(node, style.withTag());
        } else if (node instanceof Inlines.BlockName) {
            canvas.mark(from, to, style, touched);
        } else if (node instanceof HardLineBreak && canvas.text().charAt(from) == '\\') {
            canvas.mark(from, from + 1, style, canvas.touched(from, from + 1));
        } else if (node instanceof HtmlInline) {
            fill(node, style.withFaint());
        }
    }

    private int ticks(int from) {
        int end = from;
        while (end < canvas.text().length() && canvas.text().charAt(end) == '`') {
            end++;
        }
        return end - from;
    }

    /** Marks at both ends, and between them what they are about. */
    private void fenced(Node node, int from, int to, Style style, Style inside) {
        marks(node, style, canvas.touched(spans.start(node), spans.end(node)));
        for (SourceSpan span : node.getSourceSpans()) {
            canvas.same(Math.max(from, spans.from(span)), Math.min(to, spans.to(span)), inside);
        }
    }

    private void fill(Node node, Style style) {
        for (SourceSpan span : node.getSourceSpans()) {
            canvas.same(spans.from(span), spans.to(span), style);
        }
    }

    private void marks(Node node, Style style, boolean revealed) {
        for (SourceSpan span : node.getSourceSpans()) {
            canvas.mark(spans.from(span), spans.to(span), style, revealed);
        }
    }

    /** Text, where a backslash hides behind the character that it escapes. */
    private void text(Node node, Style style) {
        boolean verbatim =
                node.getParent() instanceof Inlines.PlacedLink link
                        && (link.places().form() == Inlines.Places.Form.BARE
                                || link.places().form() == Inlines.Places.Form.ANGLE);
        fill(node, style);
        for (SourceSpan span : verbatim ? List.<SourceSpan>of() : node.getSourceSpans()) {
            int to = spans.to(span);
            for (int at = spans.from(span); at + 1 < to; at++) {
                if (isEscape(at)) {
                    canvas.mark(at, at + 1, style, canvas.touched(at, at + PAIR));
                    at++;
                }
            }
        }
    }

    private boolean isEscape(int at) {
        char c = canvas.text().charAt(at + 1);
        boolean letter = Character.isLetterOrDigit(c);
        return canvas.text().charAt(at) == '\\' && c > ' ' && c < 0x7f && !letter;
    }

    private void link(Inlines.PlacedLink link, Style style) {
        if (link.places().form() == Inlines.Places.Form.BARE) {
            children(link, style);
            return;
        }
        boolean empty = link.getFirstChild() == null;
        marks(link, style, empty || canvas.touched(spans.start(link), spans.end(link)));
        children(link, style);
    }

    private void image(Inlines.PlacedImage image, Style style) {
        String label = spans.text(image.places().label());
        overlay(image, new Widget.Image(image.getDestination(), label), style);
    }

    /** A widget; what goes over several lines stays source. */
    private void overlay(Node node, Widget widget, Style style) {
        if (node.getSourceSpans().size() == 1) {
            canvas.widget(spans.start(node), spans.end(node), widget, style);
        } else {
            fill(node, style.withFaint());
        }
    }

    private void wiki(Inlines.WikiLink wiki, Style style) {
        String label = wiki.label().orElse("");
        int from = spans.start(wiki);
        int to = spans.end(wiki);
        if (wiki.embed()) {
            overlay(wiki, new Widget.Embed(wiki.path(), wiki.fragment(), label), style);
            return;
        }
        Style inside = style.withLink(new Target.Wiki(wiki.path(), wiki.fragment()));
        canvas.mark(from, to, inside, canvas.touched(from, to));
        int bar = canvas.text().indexOf('|', from);
        boolean labelled = !label.isEmpty() && bar >= 0 && bar < to;
        int first = labelled ? bar + 1 : from + PAIR;
        int last = labelled || bar < 0 || bar >= to ? to - PAIR : bar;
        String shown = canvas.text().substring(first, last);
        int lead = shown.length() - shown.stripLeading().length();
        int length = shown.strip().length();
        canvas.same(first + lead, first + lead + length, inside);
    }

    /** The box of a task with the space behind it, which belongs to the text that follows. */
    void box(Node paragraph) {
        if (paragraph.getFirstChild() instanceof Inlines.TaskBox box && spans.isHere(box)) {
            int from = spans.start(box);
            int to = spans.end(box);
            Canvas.LineLook line = canvas.lines().get(canvas.lineAt(from));
            boolean space = to < line.end && canvas.text().charAt(to) == ' ';
            canvas.hide(from, space ? to + 1 : to);
            int place = from + 1 - line.start;
            line.mark = Optional.of(new RowStyle.Box(box.done(), place, box.mark().length()));
        }
    }

    /** Where the nodes of a parse stand on the canvas. */
    record Spans(Canvas canvas, int shift) {
        boolean isHere(Node node) {
            return !node.getSourceSpans().isEmpty()
                    && start(node) < canvas.text().length()
                    && end(node) >= start(node);
        }

        int from(SourceSpan span) {
            return clipped(span.getInputIndex());
        }

        int to(SourceSpan span) {
            return clipped(span.getInputIndex() + span.getLength());
        }

        private int clipped(int at) {
            return Math.max(0, Math.min(canvas.text().length(), at + shift));
        }

        int start(Node node) {
            return from(node.getSourceSpans().get(0));
        }

        int end(Node node) {
            List<SourceSpan> all = node.getSourceSpans();
            return to(all.get(all.size() - 1));
        }

        String text(Range range) {
            return canvas.text().substring(clipped(range.start()), clipped(range.end()));
        }

        @Nullable Node firstHere(Node parent) {
            Node child = parent.getFirstChild();
            return child != null && isHere(child) ? child : null;
        }
    }
}
