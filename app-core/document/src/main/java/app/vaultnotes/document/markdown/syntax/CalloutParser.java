package app.vaultnotes.document.markdown.syntax;

import java.util.Locale;
import org.commonmark.node.Block;
import org.commonmark.parser.InlineParser;
import org.commonmark.parser.SourceLine;
import org.commonmark.parser.SourceLines;
import org.commonmark.parser.block.AbstractBlockParserFactory;
import org.commonmark.parser.block.BlockContinue;
import org.commonmark.parser.block.BlockParser;
import org.commonmark.parser.block.BlockStart;
import org.commonmark.parser.block.MatchedBlockParser;
import org.commonmark.parser.block.ParserState;

/** Reads a quote that begins with {@code [!type]}, a mark for folding and a title. */
final class CalloutParser extends ContainerParser {

    /** Longest type, in UTF-16 units. */
    private static final int MAX_TYPE_CHARS = 100;

    private static final int MAX_INDENT = 3;

    private final Blocks.Callout block;
    private final Blocks.CalloutTitle titleBlock = new Blocks.CalloutTitle();
    private final SourceLine title;

    private CalloutParser(Blocks.Callout block, SourceLine title) {
        this.block = block;
        this.title = title;
        if (title.getSourceSpan() != null) {
            titleBlock.addSourceSpan(title.getSourceSpan());
        }
        block.appendChild(titleBlock);
    }

    /** Recognises a first line, all of which it takes. */
    static final class Factory extends AbstractBlockParserFactory {
        @Override
        public BlockStart tryStart(ParserState state, MatchedBlockParser matched) {
            CharSequence line = state.getLine().getContent();
            int marker = state.getNextNonSpaceIndex();
            if (!isMarker(state)) {
                return BlockStart.none();
            }
            int open = marker + 1;
            while (open < line.length() && Chars.isSpace(line.charAt(open))) {
                open++;
            }
            int end = typeEnd(line, open);
            return end < 0
                    ? BlockStart.none()
                    : BlockStart.of(parser(state.getLine(), open, end)).atIndex(line.length());
        }

        private static int typeEnd(CharSequence line, int open) {
            boolean begins =
                    open + 1 < line.length()
                            && line.charAt(open) == '['
                            && line.charAt(open + 1) == '!';
            int limit = begins ? Math.min(line.length(), open + 3 + MAX_TYPE_CHARS) : 0;
            for (int at = open + 2; at < limit; at++) {
                char c = line.charAt(at);
                if (c == ']') {
                    return at > open + 2 ? at : -1;
                }
                if (c == '[') {
                    return -1;
                }
            }
            return -1;
        }

        private static BlockParser parser(SourceLine line, int open, int end) {
            CharSequence text = line.getContent();
            String type = text.subSequence(open + 2, end).toString();
            int start = end + 1;
            String fold = "";
            if (start < text.length() && "+-".indexOf(text.charAt(start)) >= 0) {
                fold = String.valueOf(text.charAt(start++));
            }
            while (start < text.length() && Chars.isSpace(text.charAt(start))) {
                start++;
            }
            Blocks.Callout block = new Blocks.Callout(type.strip().toLowerCase(Locale.ROOT), fold);
            return new CalloutParser(block, line.substring(start, text.length()));
        }
    }

    private static boolean isMarker(ParserState state) {
        CharSequence line = state.getLine().getContent();
        int at = state.getNextNonSpaceIndex();
        return state.getIndent() <= MAX_INDENT && at < line.length() && line.charAt(at) == '>';
    }

    @Override
    public Block getBlock() {
        return block;
    }

    @Override
    public BlockContinue tryContinue(ParserState state) {
        if (!isMarker(state)) {
            return BlockContinue.none();
        }
        CharSequence line = state.getLine().getContent();
        int next = state.getNextNonSpaceIndex() + 1;
        int column = state.getColumn() + state.getIndent() + 1;
        boolean padded =
                next < line.length() && (line.charAt(next) == ' ' || line.charAt(next) == '\t');
        return BlockContinue.atColumn(padded ? column + 1 : column);
    }

    @Override
    public void parseInlines(InlineParser inlines) {
        inlines.parse(SourceLines.of(title), titleBlock);
    }
}
