package app.vaultnotes.document.markdown;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.ext.footnotes.FootnoteDefinition;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SourceSpan;

/** One analysis under way: a walk over the syntax tree, then a scan of every leaf's text. */
final class Analyzer {

    private static final Pattern TASK =
            Pattern.compile("\\[(.)\\](?:[ \\t]+(.*)|$)", Pattern.DOTALL);
    private static final Pattern CALLOUT =
            Pattern.compile("\\[!([^\\]\\n]{1,100})\\]([+-]?)[ \\t]*([^\\n]*).*", Pattern.DOTALL);
    private static final Pattern BLOCK_ID = Pattern.compile("\\^([A-Za-z0-9-]{1,200})[ \\t]*$");
    private static final int MAX_BLOCK_ID_CHARS = 220;

    private final String text;
    private final FrontMatter frontMatter;
    private final int base;
    private final InlineScan.Collected found = new InlineScan.Collected();
    private final List<MarkdownAnalysis.Heading> headings = new ArrayList<>();
    private final List<MarkdownAnalysis.BlockId> blockIds = new ArrayList<>();
    private final List<MarkdownAnalysis.Task> tasks = new ArrayList<>();
    private final List<MarkdownAnalysis.Callout> callouts = new ArrayList<>();
    private final List<MarkdownAnalysis.Footnote> footnotes = new ArrayList<>();
    private final PlainText plain = new PlainText();

    Analyzer(String text) {
        this.text = text;
        this.frontMatter = FrontMatter.of(text);
        this.base = frontMatter.range().end();
    }

    MarkdownAnalysis analyze() {
        readFrontMatter();
        Node document = Parsed.of(text.substring(base));
        Optional<Node> node = Optional.of(document);
        while (node.isPresent()) {
            visit(node.get());
            node = TreeWalk.after(document, node.get(), Analyzer::hasBlocks);
        }
        found.links.sort(Comparator.comparingInt(link -> link.range().start()));
        List<Range> comments = List.copyOf(found.comments);
        return new MarkdownAnalysis(
                document,
                base,
                frontMatter,
                List.copyOf(headings),
                List.copyOf(blockIds),
                List.copyOf(found.links),
                List.copyOf(found.tags),
                List.copyOf(tasks),
                List.copyOf(callouts),
                List.copyOf(footnotes),
                List.copyOf(found.math),
                comments,
                List.copyOf(found.highlights),
                plain.text(),
                plain.words());
    }

    /** Blocks, and the rows and cells of tables, which commonmark-java does not count as blocks. */
    private static boolean hasBlocks(Node node) {
        return !(node instanceof Paragraph || node instanceof Heading || node instanceof TableCell);
    }

    private void readFrontMatter() {
        for (FrontMatter.Property property : frontMatter.properties()) {
            boolean tags =
                    property.key().equalsIgnoreCase("tags")
                            || property.key().equalsIgnoreCase("tag");
            if (tags) {
                property.values().forEach(value -> tagsIn(value, property.lines()));
            } else {
                linksIn(property.lines());
            }
        }
    }

    private void tagsIn(String value, Range lines) {
        for (String part : value.split("[,\\s]+", -1)) {
            String tag = Tags.trimmed(part.startsWith("#") ? part.substring(1) : part);
            if (Tags.isTag(tag)) {
                found.tags.add(new MarkdownAnalysis.Tag(tag, lines));
            }
        }
    }

    private void linksIn(Range lines) {
        LeafText leaf = LeafText.whole(text, lines);
        InlineScan.Collected inProperty = new InlineScan.Collected();
        new InlineScan(leaf, List.of(), inProperty).run();
        found.links.addAll(inProperty.links);
    }

    private void visit(Node node) {
        if (node instanceof Heading heading) {
            LeafText leaf = leaf(heading);
            String title = PlainText.of(heading);
            headings.add(new MarkdownAnalysis.Heading(heading.getLevel(), title, span(heading)));
            scan(heading, leaf);
        } else if (node instanceof Paragraph paragraph) {
            paragraph(paragraph);
        } else if (node instanceof TableCell cell) {
            scan(cell, leaf(cell));
        } else if (node instanceof LinkReferenceDefinition definition) {
            StandardLinks.definition(definition, text, span(definition))
                    .ifPresent(found.links::add);
        } else if (node instanceof FootnoteDefinition footnote) {
            footnotes.add(new MarkdownAnalysis.Footnote(footnote.getLabel(), span(footnote)));
        } else if (node instanceof FencedCodeBlock code) {
            plain.block(code.getLiteral());
        } else if (node instanceof IndentedCodeBlock code) {
            plain.block(code.getLiteral());
        } else if (node instanceof FencedBlock fenced) {
            fenced(fenced);
        }
    }

    private void fenced(FencedBlock fenced) {
        if (fenced.fence().equals(Parsed.MATH_FENCE)) {
            found.math.add(new MarkdownAnalysis.Formula(span(fenced), true));
            plain.block(fenced.content());
        } else {
            found.comments.add(span(fenced));
        }
    }

    private void paragraph(Paragraph paragraph) {
        LeafText leaf = leaf(paragraph);
        Node parent = paragraph.getParent();
        if (parent instanceof ListItem && paragraph.getPrevious() == null) {
            task(leaf);
        } else if (parent instanceof BlockQuote && paragraph.getPrevious() == null) {
            callout(leaf, parent);
        }
        blockId(leaf);
        scan(paragraph, leaf);
    }

    private void task(LeafText leaf) {
        Matcher task = TASK.matcher(leaf.text());
        if (leaf.text().startsWith("[") && task.lookingAt()) {
            String what = task.group(2) == null ? "" : task.group(2).strip();
            tasks.add(
                    new MarkdownAnalysis.Task(!task.group(1).equals(" "), what, leaf.source(1, 2)));
        }
    }

    private void callout(LeafText leaf, Node quote) {
        Matcher callout = leaf.text().startsWith("[!") ? CALLOUT.matcher(leaf.text()) : null;
        if (callout != null && callout.matches()) {
            callouts.add(
                    new MarkdownAnalysis.Callout(
                            callout.group(1).strip().toLowerCase(Locale.ROOT),
                            callout.group(2),
                            callout.group(3).strip(),
                            span(quote)));
        }
    }

    private void blockId(LeafText leaf) {
        int from = Math.max(0, leaf.length() - MAX_BLOCK_ID_CHARS);
        Matcher id = BLOCK_ID.matcher(leaf.text().substring(from));
        if (id.find()) {
            int start = from + id.start();
            if (start == 0 || Character.isWhitespace(leaf.text().charAt(start - 1))) {
                Range range = leaf.source(start, from + id.end(1));
                blockIds.add(new MarkdownAnalysis.BlockId(id.group(1), range));
            }
        }
    }

    private void scan(Node node, LeafText leaf) {
        List<Range> opaque = new ArrayList<>();
        Optional<Node> inline = Optional.ofNullable(node.getFirstChild());
        while (inline.isPresent()) {
            if (isOpaque(inline.get()) && !inline.get().getSourceSpans().isEmpty()) {
                Range range = span(inline.get());
                int start = leaf.local(range.start());
                opaque.add(new Range(start, Math.max(start, leaf.local(range.end()))));
                StandardLinks.of(inline.get(), text, range).ifPresent(found.links::add);
            }
            inline = TreeWalk.after(node, inline.get(), n -> !isOpaque(n));
        }
        int links = found.links.size();
        int comments = found.comments.size();
        new InlineScan(leaf, opaque, found).run();
        plain.block(
                node,
                leaf,
                found.links.subList(links, found.links.size()),
                found.comments.subList(comments, found.comments.size()));
    }

    private static boolean isOpaque(Node node) {
        return node instanceof Code
                || node instanceof HtmlInline
                || node instanceof org.commonmark.node.Link
                || node instanceof Image;
    }

    private LeafText leaf(Node node) {
        return LeafText.of(node, text, base);
    }

    private Range span(Node node) {
        List<SourceSpan> spans = node.getSourceSpans();
        if (spans.isEmpty()) {
            return new Range(base, base);
        }
        SourceSpan last = spans.get(spans.size() - 1);
        return new Range(
                base + spans.get(0).getInputIndex(),
                base + last.getInputIndex() + last.getLength());
    }
}
