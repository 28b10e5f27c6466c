package app.vaultnotes.ui.live.code;

import java.util.List;
import java.util.Optional;

/** Tells the parts of code from each other. */
public final class Highlight {

    /** Nothing is open: where code begins. */
    public static final int NOTHING_OPEN = 0;

    /** Takes the parts of a line in order. */
    public interface Sink {
        /** A part that is not plain, in UTF-16 units of the text. */
        void ink(int from, int to, Ink ink);
    }

    /** What a whole line may be; the place of it, and one more, stands for it while it is open. */
    private static final List<Ink> WHOLE =
            List.of(Ink.PLAIN, Ink.NAME, Ink.STRING, Ink.REMOVED, Ink.COMMENT);

    private Highlight() {}

    /**
     * Reads a line of code or a piece of one, without its line end. Looks at nothing outside of it.
     *
     * @param language as it is written behind the fence; any text
     * @param open what was open before it
     * @return what is open behind it, when the line goes on there
     */
    public static int line(
            String language, CharSequence text, int from, int to, int open, Sink sink) {
        Optional<Language> found = Languages.named(language);
        if (found.isEmpty() || from >= to) {
            return open;
        }
        return switch (found.get().form()) {
            case CODE -> new CodeLexer(found.get(), text, from, to, sink).read(open);
            case MARKUP -> new MarkupLexer(text, from, to, sink).read(open);
            case DIFF -> whole(diff(text.charAt(from), text, from, to), from, to, open, sink);
            case MARKDOWN -> whole(markdown(text.charAt(from)), from, to, open, sink);
        };
    }

    /** What of this is still open where the next line begins. */
    public static int atLineEnd(String language, int open) {
        Optional<Language> found =
                open == NOTHING_OPEN ? Optional.empty() : Languages.named(language);
        if (found.isEmpty()) {
            return NOTHING_OPEN;
        }
        return switch (found.get().form()) {
            case CODE -> goesOn(found.get(), open) ? open : NOTHING_OPEN;
            case MARKUP -> open;
            case DIFF, MARKDOWN -> NOTHING_OPEN;
        };
    }

    private static boolean goesOn(Language language, int open) {
        return open <= language.enclosures().size()
                && language.enclosures().get(open - 1).span() == Language.Span.LINES;
    }

    /** A line in one ink; a later piece of it has the same. */
    private static int whole(Ink ink, int from, int to, int open, Sink sink) {
        Ink shown = open == NOTHING_OPEN ? ink : WHOLE.get(open - 1);
        if (shown != Ink.PLAIN) {
            sink.ink(from, to, shown);
        }
        return WHOLE.indexOf(shown) + 1;
    }

    private static Ink diff(char first, CharSequence text, int from, int to) {
        boolean file =
                to - from > 3 && text.charAt(from + 1) == first && first == text.charAt(from + 2);
        return switch (first) {
            case '+' -> file ? Ink.COMMENT : Ink.STRING;
            case '-' -> file ? Ink.COMMENT : Ink.REMOVED;
            case '@' -> Ink.NAME;
            case ' ' -> Ink.PLAIN;
            default -> Character.isLetter(first) || first == '\\' ? Ink.COMMENT : Ink.PLAIN;
        };
    }

    private static Ink markdown(char first) {
        return switch (first) {
            case '#' -> Ink.NAME;
            case '>' -> Ink.COMMENT;
            default -> Ink.PLAIN;
        };
    }
}
