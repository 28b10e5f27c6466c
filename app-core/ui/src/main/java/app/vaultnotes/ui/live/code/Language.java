package app.vaultnotes.ui.live.code;

import java.util.List;
import java.util.Set;

/**
 * What must be known of a language to tell its parts from each other.
 *
 * @param form how its lines are read
 * @param words its keywords; in lower case where case does not matter
 * @param anyCase whether the case of keywords does not matter
 * @param lineComments what begins a comment that ends with its line
 * @param enclosures comments and strings; what begins like another and is longer comes first
 * @param wordSigns characters that belong to words besides letters, digits and the low line
 * @param keySign what stands behind a key, or 0
 * @param types whether words with a capital letter are names
 */
record Language(
        Form form,
        Set<String> words,
        boolean anyCase,
        List<String> lineComments,
        List<Enclosure> enclosures,
        String wordSigns,
        char keySign,
        boolean types) {

    Language {
        words = Set.copyOf(words);
        lineComments = List.copyOf(lineComments);
        enclosures = List.copyOf(enclosures);
    }

    /** How lines are read. */
    enum Form {
        /** Words, strings, numbers and comments. */
        CODE,
        /** Elements between angle brackets. */
        MARKUP,
        /** The first sign of a line says what it is. */
        DIFF,
        /** Notes. */
        MARKDOWN
    }

    /** How far a string or comment may go. */
    enum Span {
        /** A few characters, else it is none. */
        SHORT,
        /** At most its line. */
        LINE,
        /** Several lines. */
        LINES
    }

    /**
     * A string or comment.
     *
     * @param escape what makes the next character mean itself, or 0
     */
    record Enclosure(String open, String close, char escape, Span span, Ink ink) {}
}
