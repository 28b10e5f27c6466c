package app.vaultnotes.document.markdown.syntax;

import java.util.List;
import org.commonmark.node.Block;
import org.commonmark.node.DefinitionMap;
import org.commonmark.parser.block.AbstractBlockParserFactory;
import org.commonmark.parser.block.BlockContinue;
import org.commonmark.parser.block.BlockStart;
import org.commonmark.parser.block.MatchedBlockParser;
import org.commonmark.parser.block.ParserState;

/** Reads {@code [^label]: text} and the indented blocks that follow it. */
final class FootnoteParser extends ContainerParser {

    /** Longest label, in UTF-16 units. */
    private static final int MAX_LABEL_CHARS = 200;

    private static final int INDENT = 4;

    private final Blocks.FootnoteText block;

    private FootnoteParser(String label) {
        this.block = new Blocks.FootnoteText(label);
    }

    /** At the {@code ]} that ends the label whose first character is here, or -1. */
    static int labelEnd(String text, int start) {
        int limit = Math.min(text.length(), start + MAX_LABEL_CHARS + 1);
        for (int at = start; at < limit; at++) {
            char c = text.charAt(at);
            if (c == ']') {
                return at > start ? at : -1;
            }
            if (c == '[' || Chars.isSpace(c)) {
                return -1;
            }
        }
        return -1;
    }

    /** Recognises a first line. */
    static final class Factory extends AbstractBlockParserFactory {
        @Override
        public BlockStart tryStart(ParserState state, MatchedBlockParser matched) {
            CharSequence line = state.getLine().getContent();
            int start = state.getNextNonSpaceIndex();
            boolean begins =
                    state.getIndent() < INDENT
                            && start + 1 < line.length()
                            && line.charAt(start) == '['
                            && line.charAt(start + 1) == '^';
            if (!begins) {
                return BlockStart.none();
            }
            String text = line.toString();
            int end = labelEnd(text, start + 2);
            return end > 0 && text.startsWith("]:", end)
                    ? BlockStart.of(new FootnoteParser(text.substring(start + 2, end)))
                            .atIndex(end + 2)
                    : BlockStart.none();
        }
    }

    @Override
    public Block getBlock() {
        return block;
    }

    @Override
    public List<DefinitionMap<?>> getDefinitions() {
        DefinitionMap<Blocks.FootnoteText> map = new DefinitionMap<>(Blocks.FootnoteText.class);
        map.putIfAbsent(block.label(), block);
        return List.of(map);
    }

    @Override
    public BlockContinue tryContinue(ParserState state) {
        if (state.isBlank()) {
            return BlockContinue.atIndex(state.getNextNonSpaceIndex());
        }
        return state.getIndent() >= INDENT
                ? BlockContinue.atColumn(state.getColumn() + INDENT)
                : BlockContinue.none();
    }
}
