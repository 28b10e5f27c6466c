package app.vaultnotes.document.markdown;

import app.vaultnotes.document.markdown.syntax.Blocks;
import app.vaultnotes.document.markdown.syntax.Dialect;
import app.vaultnotes.document.markdown.syntax.Inlines;
import app.vaultnotes.document.markdown.syntax.NoteParser;
import app.vaultnotes.document.markdown.syntax.Range;
import app.vaultnotes.document.markdown.syntax.Wikitext;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.node.Block;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.SourceSpan;
import org.commonmark.node.Text;
import org.jspecify.annotations.Nullable;

/** One analysis under way: one walk over the syntax tree, without a call for every level. */
final class Analyzer {

    private final String text;
    private final FrontMatter frontMatter;
    private final List<MarkdownAnalysis.Heading> headings = new ArrayList<>();
    private final List<MarkdownAnalysis.BlockId> blockIds = new ArrayList<>();
    private final List<Link> links = new ArrayList<>();
    private final List<MarkdownAnalysis.Tag> tags = new ArrayList<>();
    private final List<MarkdownAnalysis.Task> tasks = new ArrayList<>();
    private final List<MarkdownAnalysis.Callout> callouts = new ArrayList<>();
    private final Map<String, Range> footnotes = new LinkedHashMap<>();
    private final Map<String, List<Range>> references = new LinkedHashMap<>();
    private final List<MarkdownAnalysis.Formula> math = new ArrayList<>();
    private final List<Range> comments = new ArrayList<>();
    private final List<Range> highlights = new ArrayList<>();
    private final Slugs slugs = new Slugs();
    private final PlainText plain = new PlainText();

    /** Where the plain text of each open node began that wants to know its own. */
    private final Deque<Integer> begun = new ArrayDeque<>();

    Analyzer(String text) {
        this.text = text;
        this.frontMatter = FrontMatter.of(text);
    }

    MarkdownAnalysis analyze() {
        FrontMatterMarks.in(text, frontMatter, links, tags);
        if (frontMatter.problem().isPresent()) {
            plain.append(frontMatter.body().in(text));
            plain.line();
        }
        int start = frontMatter.range().end();
        NoteParser.Parsed parsed = NoteParser.read(text, start, Dialect.NOTES);
        walk(parsed.document());
        return new MarkdownAnalysis(
                parsed.document(),
                start,
                frontMatter,
                List.copyOf(headings),
                List.copyOf(blockIds),
                List.copyOf(links),
                List.copyOf(tags),
                List.copyOf(tasks),
                List.copyOf(callouts),
                footnotes(),
                List.copyOf(math),
                List.copyOf(comments),
                List.copyOf(highlights),
                plain.text(),
                hidden(),
                plain.words(),
                parsed.whole());
    }

    private String hidden() {
        StringBuilder hidden = new StringBuilder();
        if (frontMatter.problem().isEmpty()) {
            hidden.append(frontMatter.body().in(text)).append('\n');
        }
        comments.forEach(comment -> hidden.append(comment.in(text)).append('\n'));
        hidden.append(plain.comments());
        links.stream()
                .filter(Analyzer::hidesItsTarget)
                .forEach(link -> hidden.append(link.path()).append('\n'));
        return hidden.toString().strip();
    }

    private static boolean hidesItsTarget(Link link) {
        return switch (link.form()) {
            case INLINE, DEFINITION -> true;
            case WIKI -> link.embed() || link.label().isPresent();
            case AUTO -> false;
        };
    }

    private List<MarkdownAnalysis.Footnote> footnotes() {
        List<MarkdownAnalysis.Footnote> all = new ArrayList<>(footnotes.size());
        footnotes.forEach((label, range) ->
                all.add(
                        new MarkdownAnalysis.Footnote(
                                label,
                                range,
                                List.copyOf(references.getOrDefault(label, List.of())))));
        return List.copyOf(all);
    }

    private void walk(Node root) {
        @Nullable Node node = root.getFirstChild();
        while (node != null) {
            enter(node);
            if (node.getFirstChild() != null) {
                node = node.getFirstChild();
                continue;
            }
            leave(node);
            while (node != null && node.getNext() == null) {
                Node parent = node.getParent();
                node = parent == null || parent.equals(root) ? null : parent;
                if (node != null) {
                    leave(node);
                }
            }
            node = node == null ? null : node.getNext();
        }
    }

    static Range range(Node node) {
        List<SourceSpan> spans = node.getSourceSpans();
        if (spans.isEmpty()) {
            return new Range(0, 0);
        }
        SourceSpan last = spans.get(spans.size() - 1);
        return new Range(spans.get(0).getInputIndex(), last.getInputIndex() + last.getLength());
    }

    private void enter(Node node) {
        if (node instanceof Text literal) {
            plain.append(literal.getLiteral());
        } else if (node instanceof SoftLineBreak || node instanceof HardLineBreak) {
            plain.append("\n");
        } else if (node instanceof Code code) {
            plain.append(code.getLiteral());
        } else if (remembersStart(node)) {
            begun.push(plain.length());
        } else if (node instanceof Block) {
            enterBlock(node);
        } else {
            mark(node);
        }
    }

    private static boolean remembersStart(Node node) {
        return node instanceof Heading
                || node instanceof Blocks.CalloutTitle
                || node instanceof Inlines.PlacedLink
                || node instanceof Inlines.PlacedImage;
    }

    private void enterBlock(Node node) {
        if (node instanceof FencedCodeBlock code) {
            plain.append(code.getLiteral());
        } else if (node instanceof IndentedCodeBlock code) {
            plain.append(code.getLiteral());
        } else if (node instanceof HtmlBlock html) {
            plain.appendHtml(html.getLiteral());
        } else if (node instanceof LinkReferenceDefinition definition) {
            add(Links.definition(definition, text, range(definition)));
        } else if (node instanceof Blocks.MathBlock formula) {
            math.add(new MarkdownAnalysis.Formula(range(formula), true));
            plain.appendUncounted(formula.tex());
        } else if (node instanceof Blocks.CommentBlock) {
            comments.add(range(node));
        } else if (node instanceof Blocks.FootnoteText footnote) {
            footnotes.putIfAbsent(footnote.label(), range(footnote));
        }
    }

    private void add(@Nullable Link link) {
        if (link != null) {
            links.add(link);
        }
    }

    private void mark(Node node) {
        if (node instanceof Inlines.WikiLink wiki) {
            links.add(Links.wiki(wiki));
            boolean shown = !wiki.embed() || wiki.label().isPresent();
            plain.append(shown ? shown(wiki) : "");
        } else if (node instanceof Inlines.TagMark tag) {
            tags.add(new MarkdownAnalysis.Tag(tag.name(), range(tag)));
            plain.append("#" + tag.name());
        } else if (node instanceof Inlines.TaskBox box) {
            task(box);
        } else if (node instanceof Inlines.InlineMath formula) {
            math.add(new MarkdownAnalysis.Formula(range(formula), formula.display()));
            plain.appendUncounted(formula.tex());
        } else if (node instanceof HtmlInline html) {
            plain.appendHtml(html.getLiteral());
        } else if (node instanceof Inlines.InlineComment) {
            comments.add(range(node));
        } else if (node instanceof Inlines.Highlight) {
            highlights.add(range(node));
        } else if (node instanceof Inlines.FootnoteMark footnote) {
            references
                    .computeIfAbsent(footnote.label(), label -> new ArrayList<>())
                    .add(range(footnote));
        } else if (node instanceof Inlines.InlineFootnote) {
            plain.append(" ");
        } else if (node instanceof Inlines.BlockName name) {
            blockIds.add(new MarkdownAnalysis.BlockId(name.id(), range(name), named(name)));
        }
    }

    private static String shown(Inlines.WikiLink wiki) {
        return new Wikitext(wiki.path(), 0, wiki.fragment(), wiki.label()).shown();
    }

    private void task(Inlines.TaskBox box) {
        Range whole = range(box);
        Range mark = new Range(whole.start() + 1, whole.start() + 1 + box.mark().length());
        StringBuilder words = new StringBuilder();
        Node paragraph = box.getParent();
        for (SourceSpan span :
                paragraph == null ? List.<SourceSpan>of() : paragraph.getSourceSpans()) {
            int end = span.getInputIndex() + span.getLength();
            int start = Math.min(end, Math.max(span.getInputIndex(), whole.end()));
            words.append(words.length() == 0 ? "" : " ").append(text.substring(start, end).strip());
        }
        tasks.add(new MarkdownAnalysis.Task(box.done(), words.toString(), mark));
    }

    /** The block that a name at its end names: an item, or the block before a name alone. */
    private static Range named(Inlines.BlockName name) {
        Node block = name.getParent();
        if (block == null) {
            return range(name);
        }
        Node before = block.getPrevious();
        if (block.getFirstChild() == name && before != null) {
            return range(before);
        }
        Node outer = block.getParent();
        return range(outer instanceof ListItem && before == null ? outer : block);
    }

    private void leave(Node node) {
        if (node instanceof Heading heading) {
            String shown = plain.since(begun.pop()).strip();
            headings.add(
                    new MarkdownAnalysis.Heading(
                            heading.getLevel(),
                            shown,
                            inside(heading),
                            slugs.next(shown),
                            range(heading)));
        } else if (node instanceof Inlines.PlacedLink link) {
            standard(link, link.places(), link.getDestination(), false);
        } else if (node instanceof Inlines.PlacedImage image) {
            standard(image, image.places(), image.getDestination(), true);
        } else if (node instanceof Blocks.CalloutTitle title) {
            callout(title, plain.since(begun.pop()));
        }
        if (node instanceof Block || node instanceof TableCell) {
            plain.line();
        }
    }

    private String inside(Heading heading) {
        Node first = heading.getFirstChild();
        Node last = heading.getLastChild();
        return first == null || last == null
                ? ""
                : text.substring(range(first).start(), range(last).end());
    }

    private void standard(Node node, Inlines.Places places, String destination, boolean embed) {
        String label = plain.since(begun.pop());
        add(Links.standard(text, places, destination, embed, range(node), label));
    }

    private void callout(Blocks.CalloutTitle title, String words) {
        if (title.getParent() instanceof Blocks.Callout callout) {
            callouts.add(
                    new MarkdownAnalysis.Callout(
                            callout.type(), callout.fold(), words.strip(), range(callout)));
        }
    }
}
