package app.vaultnotes.document.markdown;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds in the text of one leaf what CommonMark does not know: wikilinks, tags, comments, math and
 * highlights. One pass from left to right; every look ahead either is short or moves a mark that
 * never goes back, so hostile text costs linear time.
 */
final class InlineScan {

    /** Longest inside of a wikilink. */
    private static final int MAX_WIKILINK_CHARS = 1_000;

    private static final String COMMENT = "%%";
    private static final String DISPLAY_MATH = "$$";
    private static final String HIGHLIGHT = "==";

    private final LeafText leaf;
    private final String text;
    private final List<Range> opaque;
    private final Found found;
    private int nextOpaque;
    private int mathCloser = -1;
    private int highlightCloser = -1;
    private int highlightEnd = -1;

    /** Where what is found goes. Places are in the note. */
    interface Found {
        void wikilink(Link link);

        void tag(String tag, Range range);

        void comment(Range range);

        void math(Range range, boolean display);

        void highlight(Range range);
    }

    /**
     * A scan.
     *
     * @param opaque what is code, HTML or a link, in places of the leaf's text, in order
     */
    InlineScan(LeafText leaf, List<Range> opaque, Found found) {
        this.leaf = leaf;
        this.text = leaf.text();
        this.opaque = opaque;
        this.found = found;
    }

    void run() {
        int at = 0;
        while (at < text.length()) {
            int skipped = skipOpaque(at);
            at = skipped > at ? skipped : step(at);
        }
    }

    private int skipOpaque(int at) {
        while (nextOpaque < opaque.size() && opaque.get(nextOpaque).end() <= at) {
            nextOpaque++;
        }
        boolean inside = nextOpaque < opaque.size() && opaque.get(nextOpaque).start() <= at;
        if (!inside) {
            return at;
        }
        return isBracketed(opaque.get(nextOpaque)) && at == opaque.get(nextOpaque).start()
                ? at
                : opaque.get(nextOpaque).end();
    }

    /** A reference link inside doubled brackets is a wikilink that CommonMark read as its own. */
    private boolean isBracketed(Range range) {
        return text.charAt(range.start()) == '['
                && range.start() > 0
                && text.charAt(range.start() - 1) == '['
                && range.end() < text.length()
                && text.charAt(range.end()) == ']';
    }

    private int step(int at) {
        return switch (text.charAt(at)) {
            case '\\' -> Math.min(text.length(), at + 2);
            case '[' -> wikilink(at);
            case '#' -> tag(at);
            case '%' -> comment(at);
            case '$' -> math(at);
            case '=' -> highlight(at);
            default -> at + 1;
        };
    }

    private int wikilink(int at) {
        if (!text.startsWith("[[", at)) {
            return at + 1;
        }
        int end = closing(at + 2);
        if (end < 0) {
            return at + 1;
        }
        boolean embed = at > 0 && text.charAt(at - 1) == '!';
        Wikilink.parse(text.substring(at + 2, end))
                .map(inner -> inner.toLink(leaf, embed ? at - 1 : at, at + 2, end, embed))
                .ifPresent(found::wikilink);
        return end + 2;
    }

    private int closing(int from) {
        int limit = Math.min(text.length() - 1, from + MAX_WIKILINK_CHARS);
        for (int i = from; i < limit; i++) {
            char c = text.charAt(i);
            if (c == ']' && text.charAt(i + 1) == ']') {
                return i > from ? i : -1;
            }
            if (c == '[' || c == ']' || c == '\n' || c == '`') {
                return -1;
            }
        }
        return -1;
    }

    private int tag(int at) {
        int end = at + 1;
        boolean free =
                at == 0
                        || Character.isWhitespace(text.charAt(at - 1))
                        || "([{,;".indexOf(text.charAt(at - 1)) >= 0;
        while (end < text.length() && Tags.isPart(text.codePointAt(end))) {
            end += Character.charCount(text.codePointAt(end));
        }
        String tag = Tags.trimmed(text.substring(at + 1, end));
        if (free && Tags.isTag(tag)) {
            found.tag(tag, leaf.source(at, at + 1 + tag.length()));
        }
        return end;
    }

    private int comment(int at) {
        if (!text.startsWith(COMMENT, at)) {
            return at + 1;
        }
        int close = text.indexOf(COMMENT, at + 2);
        if (close < 0) {
            return text.length() == at + 2 ? at + 2 : skipComments(at);
        }
        found.comment(leaf.source(at, close + 2));
        return close + 2;
    }

    /** No comment closes any more in this leaf: what is left of the marks are characters. */
    private int skipComments(int at) {
        int end = at;
        while (end < text.length() && text.charAt(end) == '%') {
            end++;
        }
        return end;
    }

    private int math(int at) {
        if (text.startsWith(DISPLAY_MATH, at)) {
            int close =
                    mathCloser < 0 || mathCloser < at + 2
                            ? text.indexOf(DISPLAY_MATH, at + 2)
                            : mathCloser;
            mathCloser = close < 0 ? Integer.MAX_VALUE : close;
            if (mathCloser == Integer.MAX_VALUE) {
                return at + 2;
            }
            found.math(leaf.source(at, close + 2), true);
            return close + 2;
        }
        boolean opens = at + 1 < text.length() && !Character.isWhitespace(text.charAt(at + 1));
        int close = opens ? inlineMathCloser(at + 1) : -1;
        if (close < 0) {
            return at + 1;
        }
        found.math(leaf.source(at, close + 1), false);
        return close + 1;
    }

    private int inlineCloser = 0;

    private int inlineMathCloser(int from) {
        inlineCloser = Math.max(inlineCloser, from + 1);
        while (inlineCloser < text.length() && !closesMath(inlineCloser)) {
            inlineCloser++;
        }
        return inlineCloser < text.length() ? inlineCloser : -1;
    }

    private boolean closesMath(int at) {
        return text.charAt(at) == '$'
                && !Character.isWhitespace(text.charAt(at - 1))
                && text.charAt(at - 1) != '\\'
                && (at + 1 == text.length() || !Character.isDigit(text.charAt(at + 1)));
    }

    private int highlight(int at) {
        if (!text.startsWith(HIGHLIGHT, at)) {
            return at + 1;
        }
        boolean opens =
                at >= highlightEnd
                        && at + 2 < text.length()
                        && !Character.isWhitespace(text.charAt(at + 2));
        int close = opens ? highlightCloser(at + 3) : -1;
        if (close >= 0) {
            found.highlight(leaf.source(at, close + 2));
            highlightEnd = close + 2;
        }
        return at + 2;
    }

    private int highlightCloser(int from) {
        if (highlightCloser < from) {
            highlightCloser = from;
        }
        while (highlightCloser + 1 < text.length()) {
            boolean closes =
                    text.startsWith(HIGHLIGHT, highlightCloser)
                            && !Character.isWhitespace(text.charAt(highlightCloser - 1));
            if (closes) {
                return highlightCloser;
            }
            highlightCloser++;
        }
        return -1;
    }

    /** The inside of a wikilink. */
    private record Wikilink(String path, String fragment, Optional<String> label) {
        static Optional<Wikilink> parse(String inside) {
            int bar = inside.indexOf('|');
            int targetEnd =
                    bar < 0
                            ? inside.length()
                            : bar > 0 && inside.charAt(bar - 1) == '\\' ? bar - 1 : bar;
            String target = inside.substring(0, targetEnd);
            int hash = target.indexOf('#');
            String path = hash < 0 ? target : target.substring(0, hash);
            String fragment = hash < 0 ? "" : target.substring(hash + 1);
            return target.isBlank()
                    ? Optional.empty()
                    : Optional.of(
                            new Wikilink(
                                    path,
                                    fragment,
                                    bar < 0
                                            ? Optional.empty()
                                            : Optional.of(inside.substring(bar + 1))));
        }

        Link toLink(LeafText leaf, int start, int inside, int end, boolean embed) {
            int lead = path.length() - path.stripLeading().length();
            String stripped = path.strip();
            int from = inside + lead;
            return new Link(
                    Link.Form.WIKI,
                    embed,
                    leaf.source(start, end + 2),
                    leaf.source(from, from + stripped.length()),
                    stripped,
                    fragment.strip(),
                    label);
        }
    }

    /** What the scan found, collected. */
    static final class Collected implements Found {
        final List<Link> links = new ArrayList<>();
        final List<MarkdownAnalysis.Tag> tags = new ArrayList<>();
        final List<Range> comments = new ArrayList<>();
        final List<MarkdownAnalysis.Formula> math = new ArrayList<>();
        final List<Range> highlights = new ArrayList<>();

        @Override
        public void wikilink(Link link) {
            links.add(link);
        }

        @Override
        public void tag(String tag, Range range) {
            tags.add(new MarkdownAnalysis.Tag(tag, range));
        }

        @Override
        public void comment(Range range) {
            comments.add(range);
        }

        @Override
        public void math(Range range, boolean display) {
            math.add(new MarkdownAnalysis.Formula(range, display));
        }

        @Override
        public void highlight(Range range) {
            highlights.add(range);
        }
    }
}
