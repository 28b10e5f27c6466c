package app.vaultnotes.document.markdown.syntax;

import java.util.Optional;
import org.commonmark.node.Heading;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.parser.InlineParserContext;
import org.jspecify.annotations.Nullable;

/** The marks of notes within a leaf block; each is a token, or null where it does not stand. */
final class NoteMarks {

    private final LeafText leaf;
    private final String text;
    private final Node block;
    private final InlineParserContext context;
    private boolean noMath;
    private boolean noDisplayMath;
    private boolean noComment;

    NoteMarks(LeafText leaf, Node block, InlineParserContext context) {
        this.leaf = leaf;
        this.text = leaf.text();
        this.block = block;
        this.context = context;
    }

    private static Token token(int start, int end, Node node) {
        Token token = new Token(Token.Kind.LEAF, start, end);
        token.node = node;
        return token;
    }

    private char peek(int at) {
        return at < text.length() ? text.charAt(at) : '\n';
    }

    /**
     * The box of a task at the start of a list item.
     *
     * @param anyMark whether the box may hold any character, not only a space or an x
     */
    @Nullable Token taskBox(boolean anyMark) {
        boolean item =
                block instanceof Paragraph
                        && block.getParent() instanceof ListItem
                        && block.getPrevious() == null;
        if (!item || peek(0) != '[' || text.length() < 3) {
            return null;
        }
        int markEnd = 1 + Character.charCount(text.codePointAt(1));
        String mark = text.substring(1, markEnd);
        boolean known = mark.equals(" ") || mark.equals("x") || mark.equals("X");
        boolean allowed = known || (anyMark && "[]\n\\^".indexOf(mark.charAt(0)) < 0);
        boolean ended =
                markEnd + 1 == text.length() ? anyMark && known : Chars.isSpace(peek(markEnd + 1));
        return allowed && peek(markEnd) == ']' && ended
                ? token(0, markEnd + 1, new Inlines.TaskBox(mark))
                : null;
    }

    /** {@code [[target]]}, or {@code ![[target]]} when an embed is wanted. */
    @Nullable Token wikilink(int at, boolean embed) {
        int inside = at + (embed ? 3 : 2);
        if (!text.startsWith(embed ? "![[" : "[[", at)) {
            return null;
        }
        int close = inside;
        while (close < text.length() && "[]\n".indexOf(text.charAt(close)) < 0) {
            close++;
        }
        if (close == inside || !text.startsWith("]]", close)) {
            return null;
        }
        Optional<Wikitext> found = Wikitext.of(text.substring(inside, close));
        if (found.isEmpty()) {
            return null;
        }
        Wikitext wikitext = found.get();
        int from = inside + wikitext.pathStart();
        Range target = range(from, from + wikitext.path().length());
        return token(
                at, close + 2, new Inlines.WikiLink(wikitext, embed, range(at, close + 2), target));
    }

    private Range range(int start, int end) {
        int from = leaf.source(start);
        return new Range(from, start == end ? from : leaf.sourceEnd(end));
    }

    /** {@code [^label]} of a footnote that is defined. */
    @Nullable Token footnoteMark(int at) {
        int end = peek(at + 1) == '^' ? FootnoteParser.labelEnd(text, at + 2) : -1;
        if (end < 0) {
            return null;
        }
        String label = text.substring(at + 2, end);
        return context.getDefinition(Blocks.FootnoteText.class, label) == null
                ? null
                : token(at, end + 1, new Inlines.FootnoteMark(label));
    }

    /** {@code ^id} behind white space at the end of the block. */
    @Nullable Token blockName(int at) {
        boolean named = block instanceof Paragraph || block instanceof Heading;
        if (!named || (at > 0 && !Chars.isSpace(text.charAt(at - 1)))) {
            return null;
        }
        int end = at + 1;
        while (Chars.isAsciiAlphanumeric(peek(end)) || peek(end) == '-') {
            end++;
        }
        boolean last = end > at + 1 && LinkScan.skipSpace(text, end) == text.length();
        return last ? token(at, end, new Inlines.BlockName(text.substring(at + 1, end))) : null;
    }

    /** {@code $tex$} or {@code $$tex$$}. */
    @Nullable Token math(int at) {
        return text.startsWith("$$", at) ? displayMath(at) : inlineMath(at);
    }

    private @Nullable Token displayMath(int at) {
        int close = noDisplayMath ? -1 : dollars(at + 2, true);
        noDisplayMath = close < 0;
        if (close < 0 || text.substring(at + 2, close).isBlank()) {
            return null;
        }
        String tex = text.substring(at + 2, close);
        return token(at, close + 2, new Inlines.InlineMath(tex.strip(), true));
    }

    private @Nullable Token inlineMath(int at) {
        if (Character.isWhitespace(peek(at + 1)) || noMath || (at > 0 && peek(at - 1) == '$')) {
            return null;
        }
        int close = dollars(at + 1, false);
        noMath = close < 0;
        return close < 0
                ? null
                : token(
                        at,
                        close + 1,
                        new Inlines.InlineMath(text.substring(at + 1, close), false));
    }

    /** The dollar signs that close math from here on, or -1. */
    private int dollars(int from, boolean display) {
        for (int at = from; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\\') {
                at++;
            } else if (c == '$' && (display ? peek(at + 1) == '$' : closesInline(at, from))) {
                return at;
            }
        }
        return -1;
    }

    private boolean closesInline(int at, int from) {
        return at > from
                && !Character.isWhitespace(text.charAt(at - 1))
                && !Character.isDigit(peek(at + 1));
    }

    /** {@code %%text%%}. */
    @Nullable Token comment(int at) {
        if (!text.startsWith("%%", at) || noComment) {
            return null;
        }
        int close = text.indexOf("%%", at + 2);
        noComment = close < 0;
        return close < 0 ? null : token(at, close + 2, new Inlines.InlineComment());
    }

    /** {@code #name} behind white space, an opening bracket or marks that stand behind such. */
    @Nullable Token tag(int at) {
        if (!TagNames.mayBegin(text, at)) {
            return null;
        }
        int end = TagNames.end(text, at + 1);
        String name = text.substring(at + 1, end);
        return TagNames.isTag(name) ? token(at, end, new Inlines.TagMark(name)) : null;
    }
}
