package app.vaultnotes.document.markdown.syntax;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.commonmark.node.Code;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.InlineParserContext;
import org.jspecify.annotations.Nullable;

/**
 * One leaf block's text read from left to right into tokens. Whatever looks for an end remembers
 * that there is none, so the whole costs time in proportion to the text.
 */
final class InlineScan {

    private static final String COMMONMARK_SPECIALS = "\\`&<*_[]!\n";
    private static final String GFM_SPECIALS = "~:.@";
    private static final String NOTES_SPECIALS = "=$%#^";

    private final LeafText leaf;
    private final String text;
    private final Dialect dialect;
    private final boolean[] special = new boolean[128];
    private final List<Token> tokens = new ArrayList<>();
    private final Runs runs = new Runs();
    private final HtmlScan html;
    private final Brackets brackets;
    private final NoteMarks marks;
    private @Nullable Map<Integer, Integer> lastBackticks;
    private int textStart;
    private int at;

    InlineScan(LeafText leaf, Node block, InlineParserContext context, Dialect dialect) {
        this.leaf = leaf;
        this.text = leaf.text();
        this.dialect = dialect;
        this.html = new HtmlScan(text);
        this.brackets = new Brackets(leaf, context, runs);
        this.marks = new NoteMarks(leaf, block, context);
        mark(COMMONMARK_SPECIALS);
        if (dialect.gfm()) {
            mark(GFM_SPECIALS);
        }
        if (dialect.notes()) {
            mark(NOTES_SPECIALS);
        }
    }

    private void mark(String characters) {
        for (int i = 0; i < characters.length(); i++) {
            special[characters.charAt(i)] = true;
        }
    }

    /** Reads the text into children of the block, as far as there may be more pieces. */
    void into(Node block, Pieces pieces) {
        Token box = dialect.gfm() ? marks.taskBox(dialect.notes()) : null;
        if (box != null) {
            leafTo(box);
        }
        while (at < text.length() && pieces.allowMoreThan(tokens.size())) {
            char c = text.charAt(at);
            if (c < special.length && special[c]) {
                step(c);
            } else {
                at++;
            }
        }
        flush(withoutSpaceAtEnd(text.length(), true));
        runs.pair(null);
        pieces.take(tokens.size());
        new Tree(leaf, block).make(tokens);
    }

    private int withoutSpaceAtEnd(int from, boolean tabs) {
        int end = from;
        while (end > textStart
                && (text.charAt(end - 1) == ' ' || (tabs && text.charAt(end - 1) == '\t'))) {
            end--;
        }
        return end;
    }

    /** What is plain up to here becomes a token. */
    private void flush(int end) {
        if (end > textStart) {
            tokens.add(new Token(Token.Kind.TEXT, textStart, end));
        }
        textStart = Math.max(textStart, end);
    }

    private void step(char c) {
        switch (c) {
            case '\\' -> backslash();
            case '`' -> backticks();
            case '&' -> reference();
            case '<' -> angle();
            case '*', '_', '~', '=' -> run(c);
            case '[' -> openBracket();
            case ']' -> closeBracket();
            case '!' -> bang();
            case '\n' -> lineBreak();
            case '^' -> caret();
            case ':' -> url(UrlScan.scheme(text, at, textStart));
            case '.' -> url(UrlScan.www(text, at, textStart));
            case '@' -> url(UrlScan.email(text, at, textStart));
            case '$' -> leafTo(marks.math(at));
            case '%' -> leafTo(marks.comment(at));
            default -> tag();
        }
    }

    /** A finished node from here on; one character of text when there is none. */
    private @Nullable Token leafTo(@Nullable Token token) {
        if (token == null) {
            at++;
            return null;
        }
        flush(token.start);
        tokens.add(token);
        at = token.end;
        textStart = at;
        return token;
    }

    private void replace(int end, String literal) {
        Token token = new Token(Token.Kind.TEXT, at, end);
        token.literal = literal;
        leafTo(token);
    }

    private void leaf(int end, Node node) {
        Token token = new Token(Token.Kind.LEAF, at, end);
        token.node = node;
        leafTo(token);
    }

    private void backslash() {
        if (at + 1 < text.length() && text.charAt(at + 1) == '\n') {
            leaf(at + 2, new HardLineBreak());
        } else if (Escapes.isEscape(text, at)) {
            replace(at + 2, text.substring(at + 1, at + 2));
        } else {
            at++;
        }
    }

    private void reference() {
        int end = Escapes.referenceEnd(text, at);
        if (end < 0) {
            at++;
        } else {
            replace(end, Escapes.decoded(text.substring(at, end)));
        }
    }

    private void lineBreak() {
        int end = withoutSpaceAtEnd(at, false);
        boolean hard = at - end >= 2;
        flush(end);
        textStart = at;
        leaf(at + 1, hard ? new HardLineBreak() : new SoftLineBreak());
    }

    private void backticks() {
        int end = runEnd('`');
        int length = end - at;
        if (lastBackticks == null) {
            lastBackticks = lastBackticks();
        }
        if (lastBackticks.getOrDefault(length, -1) <= at) {
            at = end;
            return;
        }
        int close = closingBackticks(end, length);
        Code code = new Code();
        code.setLiteral(codeOf(text.substring(end, close)));
        leaf(close + length, code);
    }

    /** Where the last run of each length begins. */
    private Map<Integer, Integer> lastBackticks() {
        Map<Integer, Integer> last = new HashMap<>();
        for (int i = text.indexOf('`', at); i >= 0; i = text.indexOf('`', i)) {
            int end = i;
            while (end < text.length() && text.charAt(end) == '`') {
                end++;
            }
            last.put(end - i, i);
            i = end;
        }
        return last;
    }

    private int closingBackticks(int from, int length) {
        int start = text.indexOf('`', from);
        while (true) {
            int end = start;
            while (end < text.length() && text.charAt(end) == '`') {
                end++;
            }
            if (end - start == length) {
                return start;
            }
            start = text.indexOf('`', end);
        }
    }

    private static String codeOf(String raw) {
        String line = raw.replace('\n', ' ');
        boolean padded = line.startsWith(" ") && line.endsWith(" ") && !line.isBlank();
        return padded ? line.substring(1, line.length() - 1) : line;
    }

    private void angle() {
        int end = html.addressEnd(at);
        if (end > 0) {
            String address = text.substring(at + 1, end - 1);
            boolean email = html.isEmail(at + 1, end - 1);
            Range inside = new Range(leaf.source(at + 1), leaf.sourceEnd(end - 1));
            address(
                    end,
                    email ? "mailto:" + address : address,
                    new Inlines.Places(inside, inside, Inlines.Places.Form.ANGLE),
                    at + 1,
                    end - 1);
            return;
        }
        end = html.htmlEnd(at);
        if (end < 0) {
            at++;
            return;
        }
        HtmlInline node = new HtmlInline();
        node.setLiteral(text.substring(at, end));
        leaf(end, node);
    }

    private void address(
            int end, String destination, Inlines.Places places, int shownStart, int shownEnd) {
        Inlines.PlacedLink link = new Inlines.PlacedLink(destination, null, places);
        Text shown = new Text(text.substring(shownStart, shownEnd));
        shown.setSourceSpans(leaf.spans(shownStart, shownEnd));
        link.appendChild(shown);
        leaf(end, link);
    }

    private void url(UrlScan.@Nullable Found found) {
        if (found == null) {
            at++;
            return;
        }
        flush(found.start());
        at = found.start();
        Range inside = new Range(leaf.source(found.start()), leaf.sourceEnd(found.end()));
        address(
                found.end(),
                found.destination(),
                new Inlines.Places(inside, inside, Inlines.Places.Form.BARE),
                found.start(),
                found.end());
        brackets.undone(tokens.get(tokens.size() - 1));
    }

    private int runEnd(char mark) {
        int end = at;
        while (end < text.length() && text.charAt(end) == mark) {
            end++;
        }
        return end;
    }

    private void run(char mark) {
        int end = runEnd(mark);
        int length = end - at;
        boolean fits = mark == '~' ? length <= 2 : mark != '=' || length == 2;
        int before = at == 0 ? '\n' : text.codePointBefore(at);
        int after = end == text.length() ? '\n' : text.codePointAt(end);
        boolean spaceAfter = Chars.isUnicodeSpace(after);
        boolean spaceBefore = Chars.isUnicodeSpace(before);
        boolean markAfter = Chars.isUnicodePunctuation(after);
        boolean markBefore = Chars.isUnicodePunctuation(before);
        boolean left = !spaceAfter && (!markAfter || spaceBefore || markBefore);
        boolean right = !spaceBefore && (!markBefore || spaceAfter || markAfter);
        boolean word = mark == '_';
        boolean opens = left && (!word || !right || markBefore);
        boolean closes = right && (!word || !left || markAfter);
        if (!fits || !(opens || closes)) {
            at = end;
            return;
        }
        Token token = new Token(Token.Kind.RUN, at, end);
        token.run = new Token.Run(token, mark, opens, closes);
        runs.add(token.run);
        leafTo(token);
    }

    private void openBracket() {
        if (dialect.notes()) {
            Token found = marks.wikilink(at, false);
            found = found == null ? marks.footnoteMark(at) : found;
            if (found != null) {
                leafTo(found);
                if (found.node instanceof Inlines.WikiLink) {
                    brackets.linkMade();
                }
                return;
            }
        }
        open(at + 1, Brackets.Kind.LINK);
    }

    private void bang() {
        Token embed = dialect.notes() ? marks.wikilink(at, true) : null;
        if (embed != null) {
            leafTo(embed);
        } else if (text.startsWith("![", at)) {
            open(at + 2, Brackets.Kind.IMAGE);
        } else {
            at++;
        }
    }

    private void caret() {
        if (text.startsWith("^[", at)) {
            open(at + 2, Brackets.Kind.FOOTNOTE);
        } else {
            leafTo(marks.blockName(at));
        }
    }

    private void open(int end, Brackets.Kind kind) {
        Token token = new Token(Token.Kind.OPEN, at, end);
        leafTo(token);
        brackets.open(token, kind);
    }

    private void closeBracket() {
        flush(at);
        int end = brackets.close(at);
        Token.Kind kind = end < 0 ? Token.Kind.TEXT : Token.Kind.CLOSE;
        leafTo(new Token(kind, at, end < 0 ? at + 1 : end));
    }

    private void tag() {
        Token tag = leafTo(marks.tag(at));
        if (tag != null) {
            brackets.undone(tag);
        }
    }
}
