package app.vaultnotes.document.markdown.syntax;

import org.commonmark.node.Block;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SourceSpan;
import org.commonmark.parser.InlineParser;
import org.commonmark.parser.SourceLine;
import org.commonmark.parser.SourceLines;
import org.commonmark.parser.block.AbstractBlockParser;
import org.commonmark.parser.block.AbstractBlockParserFactory;
import org.commonmark.parser.block.BlockContinue;
import org.commonmark.parser.block.BlockStart;
import org.commonmark.parser.block.MatchedBlockParser;
import org.commonmark.parser.block.ParserState;
import org.jspecify.annotations.Nullable;

/**
 * Reads what stands between a line that begins with {@code $$} or {@code %%} and the next such
 * marks: math or a comment. What follows the closing marks on their line is a paragraph.
 */
final class FencedParser extends AbstractBlockParser {

    private static final int MAX_INDENT = 3;

    private final Block block;
    private final String fence;
    private final StringBuilder content = new StringBuilder();
    private @Nullable SourceLine rest;
    private boolean first = true;
    private boolean closed;

    private FencedParser(Block block, String fence) {
        this.block = block;
        this.fence = fence;
    }

    /** Recognises an opening line. Marks that are never closed open nothing. */
    static final class Factory extends AbstractBlockParserFactory {
        private final String text;

        Factory(String text) {
            this.text = text;
        }

        @Override
        public BlockStart tryStart(ParserState state, MatchedBlockParser matched) {
            CharSequence line = state.getLine().getContent();
            int start = state.getNextNonSpaceIndex();
            String fence = fence(line, start);
            SourceSpan span = state.getLine().getSourceSpan();
            if (fence.isEmpty() || state.getIndent() > MAX_INDENT || span == null) {
                return BlockStart.none();
            }
            boolean here = line.toString().indexOf(fence, start + 2) >= 0;
            boolean later = text.lastIndexOf(fence) >= span.getInputIndex() + span.getLength();
            return here || !later
                    ? BlockStart.none()
                    : BlockStart.of(new FencedParser(block(fence), fence)).atIndex(start);
        }

        private static String fence(CharSequence line, int start) {
            if (start + 1 >= line.length() || line.charAt(start) != line.charAt(start + 1)) {
                return "";
            }
            char c = line.charAt(start);
            return c == '$' ? "$$" : c == '%' ? "%%" : "";
        }

        private static Block block(String fence) {
            return fence.equals("$$") ? new Blocks.MathBlock() : new Blocks.CommentBlock();
        }
    }

    @Override
    public Block getBlock() {
        return block;
    }

    @Override
    public BlockContinue tryContinue(ParserState state) {
        return closed ? BlockContinue.none() : BlockContinue.atIndex(state.getNextNonSpaceIndex());
    }

    @Override
    public void addLine(SourceLine line) {
        String text = line.getContent().toString();
        int close = first ? -1 : text.indexOf(fence);
        content.append(text, first ? 2 : 0, close < 0 ? text.length() : close).append('\n');
        first = false;
        if (close >= 0) {
            closed = true;
            SourceLine behind = line.substring(close + 2, text.length());
            rest = behind.getContent().toString().isBlank() ? null : behind;
        }
    }

    @Override
    public void closeBlock() {
        if (block instanceof Blocks.MathBlock math) {
            math.setTex(content.toString().strip());
        }
    }

    @Override
    public void parseInlines(InlineParser inlines) {
        if (rest != null) {
            Paragraph paragraph = new Paragraph();
            if (rest.getSourceSpan() != null) {
                paragraph.addSourceSpan(rest.getSourceSpan());
            }
            block.insertAfter(paragraph);
            inlines.parse(SourceLines.of(rest), paragraph);
        }
    }
}
