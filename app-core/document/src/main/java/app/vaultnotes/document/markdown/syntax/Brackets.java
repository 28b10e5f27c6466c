package app.vaultnotes.document.markdown.syntax;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.Node;
import org.commonmark.parser.InlineParserContext;
import org.jspecify.annotations.Nullable;

/** The brackets that are open, and the links, images and footnotes they become. */
final class Brackets {

    /** What a bracket may begin. */
    enum Kind {
        /** {@code [}. */
        LINK,
        /** {@code ![}. */
        IMAGE,
        /** {@code ^[}. */
        FOOTNOTE
    }

    private final LeafText leaf;
    private final String text;
    private final InlineParserContext context;
    private final Runs runs;
    private final List<Open> open = new ArrayList<>();

    /** What stops to be what it is inside a link: bare addresses and tags. */
    private final List<Token> undone = new ArrayList<>();

    /** Brackets before this one begin no link: links hold no links. */
    private int inactiveBelow;

    private static final class Open {
        final Token token;
        final Kind kind;
        final Token.@Nullable Run runBefore;
        final int undoneBefore;
        boolean bracketInside;
        int depthInside;

        Open(Token token, Kind kind, Token.@Nullable Run runBefore, int undoneBefore) {
            this.token = token;
            this.kind = kind;
            this.runBefore = runBefore;
            this.undoneBefore = undoneBefore;
        }
    }

    Brackets(LeafText leaf, InlineParserContext context, Runs runs) {
        this.leaf = leaf;
        this.text = leaf.text();
        this.context = context;
        this.runs = runs;
    }

    void open(Token token, Kind kind) {
        if (!open.isEmpty()) {
            open.get(open.size() - 1).bracketInside = true;
        }
        open.add(new Open(token, kind, runs.last(), undone.size()));
    }

    /** A link stands here that is no bracket of ours. */
    void linkMade() {
        inactiveBelow = open.size();
    }

    /** This token becomes characters if a link comes to stand around it. */
    void undone(Token token) {
        if (!open.isEmpty()) {
            undone.add(token);
        }
    }

    /**
     * Takes the closing bracket here.
     *
     * @return behind what it ends, or -1 when it is a character
     */
    int close(int at) {
        if (open.isEmpty()) {
            return -1;
        }
        Open opener = open.remove(open.size() - 1);
        boolean active = opener.kind != Kind.LINK || open.size() >= inactiveBelow;
        inactiveBelow = Math.min(inactiveBelow, open.size());
        Made made = active ? made(opener, at) : null;
        if (made == null || opener.depthInside >= Runs.MAX_DEPTH) {
            inherit(opener.depthInside);
            return -1;
        }
        int depth = Math.max(opener.depthInside, runs.pair(opener.runBefore)) + 1;
        opener.token.node = made.node();
        runs.nested(depth);
        inherit(depth);
        if (opener.kind != Kind.FOOTNOTE) {
            plain(opener.undoneBefore);
        }
        if (opener.kind == Kind.LINK) {
            inactiveBelow = open.size();
        }
        return made.end();
    }

    private void inherit(int depth) {
        if (!open.isEmpty()) {
            Open outer = open.get(open.size() - 1);
            outer.depthInside = Math.max(outer.depthInside, depth);
        }
    }

    private void plain(int from) {
        for (Token token : undone.subList(from, undone.size())) {
            token.kind = Token.Kind.TEXT;
            token.node = null;
        }
        undone.subList(from, undone.size()).clear();
    }

    /** What a pair of brackets is. */
    private record Made(Node node, int end) {}

    private @Nullable Made made(Open opener, int at) {
        if (opener.kind == Kind.FOOTNOTE) {
            return new Made(new Inlines.InlineFootnote(), at + 1);
        }
        Range label = new Range(leaf.sourceEnd(opener.token.end), leaf.source(at));
        LinkScan.Inline inline = LinkScan.inline(text, at + 1);
        if (inline != null) {
            Range raw = inline.destination();
            Range source = new Range(leaf.source(raw.start()), leaf.source(raw.end()));
            Inlines.Places places = new Inlines.Places(label, source, Inlines.Places.Form.INLINE);
            String destination = Escapes.unescape(raw.in(text));
            return new Made(node(opener.kind, destination, inline.title(), places), inline.end());
        }
        return reference(opener, at, label);
    }

    private @Nullable Made reference(Open opener, int at, Range label) {
        int named = at + 1 < text.length() && text.charAt(at + 1) == '[' ? at + 2 : -1;
        int namedEnd = named < 0 ? -1 : LinkScan.labelEnd(text, named);
        boolean full = namedEnd > named + 1;
        int start = full ? named : opener.token.end;
        int close = full ? namedEnd - 1 : at;
        boolean possible =
                (full || !opener.bracketInside) && close - start <= LinkScan.MAX_LABEL_CHARS;
        LinkReferenceDefinition definition =
                possible
                        ? context.getDefinition(
                                LinkReferenceDefinition.class, text.substring(start, close))
                        : null;
        if (definition == null) {
            return null;
        }
        int end = namedEnd > 0 ? namedEnd : at + 1;
        int place = leaf.sourceEnd(end);
        Inlines.Places places =
                new Inlines.Places(label, new Range(place, place), Inlines.Places.Form.REFERENCE);
        return new Made(
                node(opener.kind, definition.getDestination(), definition.getTitle(), places), end);
    }

    private static Node node(
            Kind kind, String destination, @Nullable String title, Inlines.Places places) {
        return kind == Kind.IMAGE
                ? new Inlines.PlacedImage(destination, title, places)
                : new Inlines.PlacedLink(destination, title, places);
    }
}
