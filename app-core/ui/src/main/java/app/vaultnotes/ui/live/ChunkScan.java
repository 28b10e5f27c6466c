package app.vaultnotes.ui.live;

import app.vaultnotes.document.markdown.FrontMatter;
import app.vaultnotes.ui.live.code.Highlight;

/**
 * Finds where the source may be cut into stretches that are read on their own: before a heading, at
 * a fence, behind an empty line and the like. Everything it looks at is bounded, so that an edit
 * concerns only what stands close to it.
 */
final class ChunkScan {

    /** Most lines that are read as one. */
    static final int MAX_LINES = 1_000;

    /** Most UTF-16 units that are read as one. */
    static final int MAX_CHARS = 64 << 10;

    /** Lines of a paragraph from which on it is cut at lines that its own text chooses. */
    private static final int SOFT_LINES = 128;

    private static final int SOFT_CUT_MASK = 15;

    /** Where front matter is looked for: its greatest length, and a last line. */
    private static final int FRONT_MATTER_WINDOW = FrontMatter.MAX_CHARS + Line.MAX_CHARS;

    /** What a chunk is. */
    enum Kind {
        /** The properties. */
        FRONT_MATTER,
        /** The line that opens code. */
        FENCE_OPEN,
        /** A line of code, or a piece of one. */
        CODE,
        /** The line that closes code. */
        FENCE_CLOSE,
        /** A later piece of a line that is too long. */
        PIECE,
        /** Markdown. */
        TEXT
    }

    /**
     * How far a chunk goes.
     *
     * @param length UTF-16 units of its source
     * @param reach UTF-16 units of source that decided this, counted from its start; an end of the
     *     text counts as one more
     * @param cut whether it ends in the middle of a line
     * @param next the state behind it, as far as it does not depend on how the chunk looks
     */
    record Extent(Kind kind, int length, int reach, boolean cut, State next) {
        boolean sameAs(Extent other) {
            return kind == other.kind
                    && length == other.length
                    && cut == other.cut
                    && next.equals(other.next);
        }
    }

    private final CharSequence text;
    private final int start;
    private int seen;

    private ChunkScan(CharSequence text, int start) {
        this.text = text;
        this.start = start;
    }

    /** How far the chunk goes that begins here in this state. */
    static Extent at(CharSequence text, int start, State in) {
        return new ChunkScan(text, start).extent(in);
    }

    private Line line(int at) {
        Line line = Line.at(text, at);
        seen = Math.max(seen, line.seen(text));
        return line;
    }

    private Extent extent(State in) {
        int properties = in.mode() == State.Mode.START ? frontMatterEnd() : 0;
        if (properties > 0) {
            return made(Kind.FRONT_MATTER, properties, State.TEXT);
        }
        Line line = line(start);
        if (line.tooLong()) {
            return cut(in);
        }
        if (in.mode() == State.Mode.CODE) {
            return code(line, in);
        }
        if (in.carried().isPresent()) {
            return made(Kind.PIECE, line.next(), State.TEXT);
        }
        String fence = LineMarks.fence(text, line);
        return fence.isEmpty()
                ? made(Kind.TEXT, textEnd(line), State.TEXT)
                : made(
                        Kind.FENCE_OPEN,
                        line.next(),
                        State.code(fence, LineMarks.language(text, line, fence)));
    }

    private Extent code(Line line, State in) {
        boolean whole = in.carried().isEmpty();
        return whole && LineMarks.closes(text, line, in.fence())
                ? made(Kind.FENCE_CLOSE, line.next(), State.TEXT)
                : made(Kind.CODE, line.next(), behindCode(in, line.end(), true));
    }

    private State behindCode(State in, int end, boolean lineEnds) {
        String language = in.language();
        int open = Highlight.line(language, text, start, end, in.open(), (from, to, ink) -> {});
        return in.behind(lineEnds ? Highlight.atLineEnd(language, open) : open);
    }

    private Extent made(Kind kind, int end, State next) {
        return new Extent(kind, end - start, Math.max(seen, end) - start, false, next);
    }

    private Extent cut(State in) {
        Kind kind =
                in.mode() == State.Mode.CODE
                        ? Kind.CODE
                        : in.carried().isPresent() ? Kind.PIECE : Kind.TEXT;
        int end = cutAt();
        State next = in.mode() == State.Mode.CODE ? behindCode(in, end, false) : State.TEXT;
        return new Extent(kind, end - start, seen - start, true, next);
    }

    /** Behind the last space that still fits; else anywhere but inside of a character. */
    private int cutAt() {
        int limit = start + Line.MAX_CHARS;
        for (int at = limit; at > start + Line.MAX_CHARS / 2; at--) {
            if (text.charAt(at - 1) == ' ') {
                return at;
            }
        }
        int at = limit;
        while (at > start + Line.MAX_CHARS / 2 && Emoji.continues(text, at)) {
            at--;
        }
        return at;
    }

    private int frontMatterEnd() {
        int from = text.length() > 0 && text.charAt(0) == Line.BYTE_ORDER_MARK ? 1 : 0;
        if (text.length() < from + 3
                || !text.subSequence(from, from + 3).toString().equals("---")) {
            seen = from + 3;
            return 0;
        }
        int window = Math.min(text.length(), FRONT_MATTER_WINDOW);
        seen = window + 1;
        int end = FrontMatter.of(text.subSequence(0, window).toString()).range().end();
        boolean whole = end > from && (end < window || window == text.length());
        seen = whole ? end + 1 : seen;
        return whole ? end : 0;
    }

    private int textEnd(Line first) {
        int paired = pairEnd(first);
        if (paired > 0) {
            return paired;
        }
        if (LineMarks.heading(text, first) || LineMarks.rule(text, first)) {
            return first.next();
        }
        if (LineMarks.angle(text, first)) {
            String closer = LineMarks.htmlCloser(text, first);
            if (!closer.isEmpty()) {
                return htmlEnd(first, closer);
            }
            if (LineMarks.html(text, first)) {
                return blankEnd(first);
            }
        }
        return blocksEnd(first);
    }

    /** Behind the line that closes math or a comment opened here; 0 when nothing does. */
    private int pairEnd(Line first) {
        String pair = LineMarks.pair(text, first);
        Line line = first;
        while (!pair.isEmpty() && goesOn(line)) {
            line = line(line.next());
            if (line.tooLong() || !fits(line)) {
                return 0;
            }
            if (LineMarks.indexOf(text, pair, line.start(), line.end()) >= 0) {
                return line.next();
            }
        }
        return 0;
    }

    private boolean goesOn(Line line) {
        seen = line.next() >= text.length() ? text.length() + 1 : seen;
        return line.next() > line.end() && line.next() < text.length();
    }

    private boolean fits(Line line) {
        return line.next() - start <= MAX_CHARS;
    }

    private int htmlEnd(Line first, String closer) {
        Line line = first;
        while (!LineMarks.has(text, line, closer) && goesOn(line)) {
            Line next = line(line.next());
            if (next.tooLong() || !fits(next)) {
                break;
            }
            line = next;
        }
        return line.next();
    }

    private int blankEnd(Line first) {
        Line line = first;
        while (!line.isBlank(text) && goesOn(line)) {
            Line next = line(line.next());
            if (next.tooLong() || !fits(next)) {
                break;
            }
            line = next;
        }
        return line.next();
    }

    private int blocksEnd(Line first) {
        Line line = first;
        boolean container = isContainer(first);
        boolean blank = first.isBlank(text);
        for (int lines = 1; goesOn(line); lines++) {
            if (blank && !container) {
                return line.next();
            }
            Line next = line(line.next());
            boolean begins =
                    next.tooLong()
                            || !fits(next)
                            || lines >= MAX_LINES
                            || (!next.isBlank(text) && begins(next, first, blank, container));
            if (begins || (lines >= SOFT_LINES && !container && softCut(next))) {
                return line.next();
            }
            blank = next.isBlank(text);
            line = next;
        }
        return line.next();
    }

    private boolean isContainer(Line line) {
        return (LineMarks.item(text, line) || LineMarks.footnote(text, line))
                && !LineMarks.rule(text, line);
    }

    /** Whether a block surely begins with this line that has nothing to do with the one before. */
    private boolean begins(Line line, Line first, boolean behindBlank, boolean container) {
        boolean indented = line.isIndented(text);
        if (container && indented) {
            return false;
        }
        boolean outside = behindBlank && !indented;
        return outside
                || LineMarks.heading(text, line)
                || !LineMarks.fence(text, line).isEmpty()
                || LineMarks.footnote(text, line)
                || LineMarks.interruptingItem(text, line)
                || (LineMarks.quote(text, line) && !LineMarks.quote(text, first))
                || (container && endsItem(line))
                || LineMarks.interruptingHtml(text, line)
                || opensPair(line);
    }

    private boolean endsItem(Line line) {
        return LineMarks.item(text, line)
                || LineMarks.rule(text, line)
                || LineMarks.angle(text, line);
    }

    private boolean opensPair(Line line) {
        boolean possible = !LineMarks.pair(text, line).isEmpty();
        if (!possible) {
            return false;
        }
        ChunkScan there = new ChunkScan(text, line.start());
        boolean opens = there.pairEnd(line) > 0;
        seen = Math.max(seen, there.seen);
        return opens;
    }

    /** A cut that an edit elsewhere does not move, where a paragraph has very many lines. */
    private boolean softCut(Line line) {
        String shown = text.subSequence(line.start(), line.end()).toString();
        return shown.indexOf('|') < 0 && (shown.hashCode() & SOFT_CUT_MASK) == 0;
    }
}
