package app.vaultnotes.document.markdown.syntax;

import java.util.List;
import java.util.Optional;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SourceSpan;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.InlineParser;
import org.commonmark.parser.InlineParserContext;
import org.commonmark.parser.Parser;
import org.commonmark.parser.SourceLines;

/**
 * Reads a note's text into a syntax tree: blocks by commonmark-java, what stands inside of leaf
 * blocks by a scan of our own, which keeps every place and costs time in proportion to the text
 * whatever that holds. Nesting is bounded, so a tree may be walked with a call for every level.
 */
public final class NoteParser {

    /** Most blocks inside of each other: a level of a list takes two. */
    public static final int MAX_BLOCK_NESTING = 64;

    /**
     * Most pieces that marks part a text into, {@code a *b* c} into five. Each costs memory, a few
     * hundred bytes; what stands behind them is one piece of plain text.
     */
    public static final int MAX_PIECES = 200_000;

    /**
     * Most beginnings of blocks: lines, marks of quotes and items at their start, bars between
     * cells. Each costs a few hundred bytes; the lines behind them are one piece of plain text.
     */
    public static final int MAX_BLOCKS = 200_000;

    /** Most inline nodes inside of each other. */
    public static final int MAX_INLINE_NESTING = Runs.MAX_DEPTH + 1;

    private NoteParser() {}

    /**
     * A text that was read.
     *
     * @param document the tree; its source spans count from the beginning of the text
     * @param whole whether all of it was read; else its end is plain text in the tree
     */
    public record Parsed(Node document, boolean whole) {}

    /**
     * The tree of a text.
     *
     * @param text the exact text of a note
     * @param start where the Markdown begins, behind front matter or a byte order mark
     * @return a tree whose source spans count from the beginning of the text
     */
    public static Node parse(String text, int start, Dialect dialect) {
        return read(text, start, dialect).document();
    }

    /** Like {@link #parse}; says whether all of the text was read. */
    public static Parsed read(String text, int start, Dialect dialect) {
        int end = BlockCount.end(text, start, MAX_BLOCKS);
        String body = text.substring(start, end);
        LeafText.Base base = new LeafText.Base(start, lines(text, start));
        Pieces pieces = new Pieces(MAX_PIECES);
        Node document = parser(body, base, dialect, pieces).parse(body);
        if (start > 0) {
            shift(document, base);
        }
        if (end < text.length()) {
            document.appendChild(unread(text, end));
        }
        return new Parsed(document, end == text.length() && pieces.areLeft());
    }

    private static Parser parser(String body, LeafText.Base base, Dialect dialect, Pieces pieces) {
        Parser.Builder builder =
                Parser.builder()
                        .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES)
                        .maxOpenBlockParsers(MAX_BLOCK_NESTING)
                        .inlineParserFactory(
                                context -> new Inliner(context, base, dialect, pieces));
        if (dialect.notes()) {
            builder.customBlockParserFactory(new FencedParser.Factory(body))
                    .customBlockParserFactory(new FootnoteParser.Factory())
                    .customBlockParserFactory(new CalloutParser.Factory());
        }
        if (dialect.gfm()) {
            builder.customBlockParserFactory(new TableParser.Factory());
        }
        return builder.build();
    }

    private static Node unread(String text, int from) {
        SourceSpan place = SourceSpan.of(lines(text, from), 0, from, text.length() - from);
        Text rest = new Text(text.substring(from));
        rest.addSourceSpan(place);
        Paragraph paragraph = new Paragraph();
        paragraph.addSourceSpan(place);
        paragraph.appendChild(rest);
        return paragraph;
    }

    private static int lines(String text, int end) {
        int lines = 0;
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            boolean first = c == '\n' && i > 0 && text.charAt(i - 1) == '\r';
            lines += (c == '\n' && !first) || c == '\r' ? 1 : 0;
        }
        return lines;
    }

    /** Blocks were read from the body alone; inline nodes already count from the beginning. */
    private static void shift(Node document, LeafText.Base base) {
        Optional<Node> at = Optional.of(document);
        while (at.isPresent()) {
            Node node = at.get();
            List<SourceSpan> spans = node.getSourceSpans();
            if (!spans.isEmpty()) {
                node.setSourceSpans(spans.stream().map(base::span).toList());
            }
            at = TreeWalk.after(document, node, NoteParser::holdsBlocks);
        }
    }

    private static boolean holdsBlocks(Node node) {
        return !(node instanceof Paragraph
                || node instanceof Heading
                || node instanceof TableCell
                || node instanceof Blocks.CalloutTitle);
    }

    private record Inliner(
            InlineParserContext context, LeafText.Base base, Dialect dialect, Pieces pieces)
            implements InlineParser {
        @Override
        public void parse(SourceLines lines, Node block) {
            LeafText leaf = LeafText.of(lines.getLines(), base, block instanceof TableCell);
            new InlineScan(leaf, block, context, dialect).into(block, pieces);
        }
    }
}
