package app.vaultnotes.document.markdown;

import org.commonmark.node.Block;
import org.commonmark.node.CustomBlock;
import org.commonmark.parser.SourceLine;
import org.commonmark.parser.block.AbstractBlockParser;
import org.commonmark.parser.block.AbstractBlockParserFactory;
import org.commonmark.parser.block.BlockContinue;
import org.commonmark.parser.block.BlockStart;
import org.commonmark.parser.block.MatchedBlockParser;
import org.commonmark.parser.block.ParserState;

/** Lines between {@code $$} and {@code $$} (math) or {@code %%} and {@code %%} (a comment). */
final class FencedBlock extends CustomBlock {

    private final String fence;
    private final StringBuilder content = new StringBuilder();

    FencedBlock(String fence) {
        this.fence = fence;
    }

    /** {@code $$} or {@code %%}. */
    String fence() {
        return fence;
    }

    /** What stands between the fences. */
    String content() {
        String all = content.toString().strip();
        String inner = all.startsWith(fence) ? all.substring(fence.length()) : all;
        return inner.endsWith(fence)
                ? inner.substring(0, inner.length() - fence.length()).strip()
                : inner.strip();
    }

    /** Recognises the first line: it begins with the fence and closes nowhere but at its end. */
    static final class Factory extends AbstractBlockParserFactory {
        private final String fence;

        Factory(String fence) {
            this.fence = fence;
        }

        @Override
        public BlockStart tryStart(ParserState state, MatchedBlockParser matched) {
            String line = state.getLine().getContent().toString();
            int start = state.getNextNonSpaceIndex();
            if (state.getIndent() >= 4 || !line.startsWith(fence, start)) {
                return BlockStart.none();
            }
            int close = line.indexOf(fence, start + fence.length());
            boolean whole = close >= 0 && line.substring(close + fence.length()).isBlank();
            if (close >= 0 && !whole) {
                return BlockStart.none();
            }
            return BlockStart.of(new Lines(fence, whole)).atIndex(start);
        }
    }

    private static final class Lines extends AbstractBlockParser {
        private final FencedBlock block;
        private boolean closed;
        private boolean first = true;

        Lines(String fence, boolean closed) {
            this.block = new FencedBlock(fence);
            this.closed = closed;
        }

        @Override
        public Block getBlock() {
            return block;
        }

        @Override
        public BlockContinue tryContinue(ParserState state) {
            return closed ? BlockContinue.none() : BlockContinue.atIndex(state.getIndex());
        }

        @Override
        public void addLine(SourceLine line) {
            String text = line.getContent().toString();
            block.content.append(text).append('\n');
            if (!first && text.stripTrailing().endsWith(block.fence)) {
                closed = true;
            }
            first = false;
        }
    }
}
