package app.vaultnotes.ui.live;

import java.util.Optional;

/**
 * What the words before a caret are about to become, when something could be offered for them.
 *
 * @param kind what
 * @param path the note whose headings are meant; empty for the same note, and for other kinds
 * @param query what is typed of it
 * @param from where the query begins, counted from the start of the line
 */
public record Completing(Kind kind, String path, String query, int from) {

    /** What can be offered. */
    public enum Kind {
        /** A note, inside of {@code [[ ]]}. */
        NOTE,
        /** A heading of a note. */
        HEADING,
        /** A tag. */
        TAG
    }

    /** Longer ones are text. */
    private static final int MOST_CHARS = 120;

    /** Whether it can become the same things as what was typed before. */
    public boolean continues(Completing before) {
        return kind == before.kind && path.equals(before.path);
    }

    /** What stands before a caret that is so far into a line. */
    public static Optional<Completing> at(String line, int caret) {
        int open = line.lastIndexOf("[[", caret - 1);
        if (open >= 0 && open + 2 <= caret && caret - open <= MOST_CHARS) {
            String inside = line.substring(open + 2, caret);
            if (inside.indexOf(']') < 0 && inside.indexOf('|') < 0) {
                return Optional.of(link(inside, open + 2));
            }
        }
        return tag(line, caret);
    }

    private static Completing link(String inside, int from) {
        int sign = inside.indexOf('#');
        return sign < 0
                ? new Completing(Kind.NOTE, "", inside, from)
                : new Completing(
                        Kind.HEADING,
                        inside.substring(0, sign),
                        inside.substring(sign + 1),
                        from + sign + 1);
    }

    private static Optional<Completing> tag(String line, int caret) {
        int at = caret;
        while (at > 0 && caret - at < MOST_CHARS && isTagLetter(line.charAt(at - 1))) {
            at--;
        }
        boolean signed = at > 0 && line.charAt(at - 1) == '#' && at < caret;
        boolean apart = at < 2 || Character.isWhitespace(line.charAt(at - 2));
        return signed && apart
                ? Optional.of(new Completing(Kind.TAG, "", line.substring(at, caret), at))
                : Optional.empty();
    }

    private static boolean isTagLetter(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '/' || c == '\'';
    }
}
