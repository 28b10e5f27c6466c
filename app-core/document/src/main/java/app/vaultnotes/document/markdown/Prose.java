package app.vaultnotes.document.markdown;

import app.vaultnotes.document.markdown.syntax.Blocks;
import app.vaultnotes.document.markdown.syntax.HtmlScan;
import app.vaultnotes.document.markdown.syntax.Inlines;
import app.vaultnotes.document.markdown.syntax.Range;
import app.vaultnotes.document.markdown.syntax.TreeWalk;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.Node;

/**
 * Where a note speaks in its own words: outside of links, with their targets and what they show, of
 * addresses, code, formulas, comments, tags of HTML, scripts, styles and properties. Immutable;
 * made in time linear in the text.
 */
public final class Prose {

    private static final Pattern UNSEEN =
            Pattern.compile("<(script|style)[\\s/>]", Pattern.CASE_INSENSITIVE);

    private final int start;

    /** What is no prose behind the properties, in order; none reaches into the next. */
    private final List<Range> other = new ArrayList<>();

    private Prose(String text) {
        MarkdownAnalysis analysis = MarkdownAnalysis.of(text);
        start = analysis.documentStart();
        Node root = analysis.document();
        Optional<Node> node = TreeWalk.after(root, root, each -> true);
        while (node.isPresent()) {
            Node at = node.get();
            boolean prose = isProse(at);
            if (at instanceof HtmlBlock) {
                tags(Analyzer.range(at), text);
            } else if (!prose && !at.getSourceSpans().isEmpty()) {
                other.add(Analyzer.range(at));
            }
            node = TreeWalk.after(root, at, each -> prose);
        }
    }

    /** The prose of a note's exact text. */
    public static Prose of(String text) {
        return new Prose(text);
    }

    /** What a block of HTML says between its tags is what a reader sees, but in scripts. */
    private void tags(Range block, String text) {
        String html = block.in(text);
        HtmlScan scan = new HtmlScan(html);
        int open = html.indexOf('<');
        while (open >= 0) {
            int end = unseenEnd(html, open, PlainText.htmlEnd(scan, html, open));
            other.add(new Range(block.start() + open, block.start() + end));
            open = html.indexOf('<', end);
        }
    }

    /** Where what follows a tag is seen again: before the closing tag, for some elements. */
    private static int unseenEnd(String html, int open, int end) {
        Matcher element = UNSEEN.matcher(html).region(open, end);
        if (!element.lookingAt()) {
            return end;
        }
        Matcher closing =
                Pattern.compile("</" + element.group(1), Pattern.CASE_INSENSITIVE).matcher(html);
        return closing.find(end) ? closing.start() : html.length();
    }

    private static boolean isProse(Node node) {
        boolean link =
                node instanceof Link
                        || node instanceof Image
                        || node instanceof Inlines.WikiLink
                        || node instanceof LinkReferenceDefinition;
        boolean code =
                node instanceof Code
                        || node instanceof FencedCodeBlock
                        || node instanceof IndentedCodeBlock
                        || node instanceof HtmlInline;
        return !link && !code && !isHidden(node);
    }

    private static boolean isHidden(Node node) {
        return node instanceof Inlines.InlineMath
                || node instanceof Inlines.InlineComment
                || node instanceof Blocks.MathBlock
                || node instanceof Blocks.CommentBlock;
    }

    /** Whether a place of the text lies in prose from its start to its end. */
    public boolean contains(Range place) {
        int low = 0;
        int high = other.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (other.get(middle).end() <= place.start()) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return place.start() >= start
                && (low == other.size() || other.get(low).start() >= place.end());
    }
}
