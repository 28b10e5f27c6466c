package app.vaultnotes.document.markdown;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.Block;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SourceSpan;
import org.commonmark.parser.InlineParser;
import org.commonmark.parser.SourceLine;
import org.commonmark.parser.SourceLines;
import org.commonmark.parser.block.AbstractBlockParser;
import org.commonmark.parser.block.AbstractBlockParserFactory;
import org.commonmark.parser.block.BlockContinue;
import org.commonmark.parser.block.BlockParser;
import org.commonmark.parser.block.BlockStart;
import org.commonmark.parser.block.MatchedBlockParser;
import org.commonmark.parser.block.ParserState;
import org.jspecify.annotations.Nullable;

/**
 * The rest of a paragraph that has very many lines. For every line, commonmark-java copies all
 * lines of the paragraph so far, which costs the square of their number; this paragraph does not.
 */
final class LongParagraph extends AbstractBlockParser {

    /** A paragraph with more lines than this goes on as a second one. */
    static final int MAX_LINES = 1_000;

    private final Paragraph block = new Paragraph();
    private final List<SourceLine> lines = new ArrayList<>();

    /** The paragraph that a parse is in, and the line it began on. */
    private record Begun(WeakReference<BlockParser> paragraph, int line) {}

    /** Takes over where a paragraph has become too long. Needs source spans to count lines. */
    static final class Factory extends AbstractBlockParserFactory {

        /** A parse stays on its thread. */
        private static final ThreadLocal<@Nullable Begun> BEGUN = new ThreadLocal<>();

        @Override
        public BlockStart tryStart(ParserState state, MatchedBlockParser matched) {
            BlockParser open = state.getActiveBlockParser();
            SourceSpan span = state.getLine().getSourceSpan();
            boolean paragraph =
                    open.getBlock() instanceof Paragraph && !(open instanceof LongParagraph);
            if (!paragraph || span == null || state.isBlank()) {
                return BlockStart.none();
            }
            return span.getLineIndex() - firstLine(open, span.getLineIndex()) >= MAX_LINES
                    ? BlockStart.of(new LongParagraph()).atIndex(state.getNextNonSpaceIndex())
                    : BlockStart.none();
        }

        private static int firstLine(BlockParser open, int line) {
            Begun last = BEGUN.get();
            if (last == null || !open.equals(last.paragraph().get())) {
                last = new Begun(new WeakReference<>(open), line);
                BEGUN.set(last);
            }
            return last.line();
        }
    }

    @Override
    public Block getBlock() {
        return block;
    }

    @Override
    public boolean canHaveLazyContinuationLines() {
        return true;
    }

    @Override
    public BlockContinue tryContinue(ParserState state) {
        return state.isBlank() ? BlockContinue.none() : BlockContinue.atIndex(state.getIndex());
    }

    @Override
    public void addLine(SourceLine line) {
        lines.add(line);
    }

    @Override
    public void parseInlines(InlineParser inlineParser) {
        inlineParser.parse(SourceLines.of(lines), block);
    }
}
