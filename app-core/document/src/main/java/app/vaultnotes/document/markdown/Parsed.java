package app.vaultnotes.document.markdown;

import java.util.List;
import org.commonmark.Extension;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.footnotes.FootnotesExtension;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Node;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/** The parser that all of this package uses. */
final class Parsed {

    /** Blocks nested deeper than this are text: no note needs them and they cost a stack. */
    static final int MAX_BLOCK_NESTING = 64;

    /** Emphasis and links nested deeper than this are text. */
    static final int MAX_INLINE_NESTING = 64;

    /** Begins and ends a block of math. */
    static final String MATH_FENCE = "$$";

    /** Begins and ends a comment. */
    static final String COMMENT_FENCE = "%%";

    static final List<Extension> EXTENSIONS =
            List.of(
                    TablesExtension.create(),
                    StrikethroughExtension.create(),
                    AutolinkExtension.create(),
                    FootnotesExtension.create());

    private static final Parser PARSER =
            Parser.builder()
                    .extensions(EXTENSIONS)
                    .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES)
                    .maxOpenBlockParsers(MAX_BLOCK_NESTING)
                    .maxInlineNesting(MAX_INLINE_NESTING)
                    .customBlockParserFactory(new LongParagraph.Factory())
                    .customBlockParserFactory(new FencedBlock.Factory(MATH_FENCE))
                    .customBlockParserFactory(new FencedBlock.Factory(COMMENT_FENCE))
                    .build();

    private Parsed() {}

    /** The syntax tree of Markdown without front matter. */
    static Node of(String markdown) {
        return PARSER.parse(markdown);
    }
}
