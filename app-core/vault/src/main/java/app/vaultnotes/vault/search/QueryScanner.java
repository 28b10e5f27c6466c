package app.vaultnotes.vault.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads the text of a query character by character and collects what is odd about it. */
final class QueryScanner {

    /** Most problems reported for one query. */
    static final int MAX_PROBLEMS = 20;

    private static final String DOUBLE_QUOTES = "\"\u201C\u201D\u201E\u201F\uFF02";
    private static final String ANGLE_QUOTES = "\u00AB\u00BB";
    private static final String CORNER_QUOTES = "\u300C\u300D\u300E\u300F";
    private static final String ALL_QUOTES = DOUBLE_QUOTES + ANGLE_QUOTES + CORNER_QUOTES;

    private static final char FIRST_WIDE = '\uFF01';
    private static final char LAST_WIDE = '\uFF5E';
    private static final int WIDE_OFFSET = 0xFEE0;

    private final String text;
    private int position;
    private final List<QueryProblem> problems = new ArrayList<>();

    QueryScanner(String text) {
        this.text = text;
    }

    int position() {
        return position;
    }

    void moveTo(int newPosition) {
        position = newPosition;
    }

    boolean atEnd() {
        return position >= text.length();
    }

    /** The next character as syntax: wide punctuation counts as plain, and 0 is the end. */
    char peek() {
        return at(position);
    }

    private char at(int index) {
        return index < 0 || index >= text.length() ? 0 : syntax(text.charAt(index));
    }

    private static char syntax(char c) {
        if (c >= FIRST_WIDE && c <= LAST_WIDE) {
            return (char) (c - WIDE_OFFSET);
        }
        return c == '\u2212' || c == '\u2013' ? '-' : c;
    }

    /** Passes over a character if it is the next one. */
    boolean skip(char c) {
        boolean there = !atEnd() && peek() == c;
        if (there) {
            position++;
        }
        return there;
    }

    void skipSpaces() {
        while (!atEnd() && isSpace(text.charAt(position))) {
            position++;
        }
    }

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    /** Whether the next character begins a word: not the end, no space, no closing parenthesis. */
    boolean isBeforeOperand(int distance) {
        char c = at(position + distance);
        return position + distance < text.length() && !isSpace(c) && c != ')';
    }

    /** Passes over an operator in capitals that stands as a word of its own. */
    boolean skipOperator(String operator) {
        if (!isOperator(operator)) {
            return false;
        }
        position += operator.length();
        return true;
    }

    boolean isOperator(String operator) {
        return text.startsWith(operator, position)
                && isBorder(position - 1)
                && isBorder(position + operator.length());
    }

    private boolean isBorder(int index) {
        char c = at(index);
        return c == 0 || isSpace(c) || c == '(' || c == ')' || (c == '-' && index < position);
    }

    static boolean isQuote(char c) {
        return ALL_QUOTES.indexOf(c) >= 0;
    }

    boolean isQuoteNext() {
        return !atEnd() && isQuote(text.charAt(position));
    }

    /**
     * Reads from an opening quote to its closing one, or to the end when there is none. A backslash
     * takes the meaning from a quote or a backslash.
     */
    String readQuoted() {
        int opening = position;
        String closing = family(text.charAt(position++));
        StringBuilder quoted = new StringBuilder();
        while (!atEnd()) {
            char c = text.charAt(position++);
            if (closing.indexOf(c) >= 0) {
                return quoted.toString();
            }
            if (c == '\\' && !atEnd() && isEscaped(text.charAt(position))) {
                c = text.charAt(position++);
            }
            quoted.append(c);
        }
        report(opening, "This quotation mark is never closed.", "Close it with \".");
        return quoted.toString();
    }

    private static String family(char quote) {
        if (ANGLE_QUOTES.indexOf(quote) >= 0) {
            return ANGLE_QUOTES;
        }
        return CORNER_QUOTES.indexOf(quote) >= 0 ? CORNER_QUOTES : DOUBLE_QUOTES;
    }

    private static boolean isEscaped(char c) {
        return c == '\\' || isQuote(c);
    }

    /** Reads to the next space or parenthesis. */
    String readChunk() {
        return readUntil("");
    }

    /** Reads to the next space, parenthesis or one of these characters. */
    String readUntil(String stops) {
        int start = position;
        while (!atEnd()) {
            char c = peek();
            if (isSpace(c) || c == '(' || c == ')' || stops.indexOf(c) >= 0) {
                break;
            }
            position++;
        }
        return text.substring(start, position);
    }

    /** The word before a colon at the position, in lower case; empty when there is none. */
    String fieldName() {
        int end = position;
        while (isNameLetter(at(end))) {
            end++;
        }
        return at(end) == ':' ? name(end) : "";
    }

    /** The chunk at the position when it compares a name with a value; empty when it does not. */
    String comparison() {
        int end = position;
        while (isNameLetter(at(end))) {
            end++;
        }
        boolean compares =
                end > position
                        && "<>=".indexOf(at(end)) >= 0
                        && isBeforeOperand(end + 1 - position);
        if (!compares) {
            return "";
        }
        int start = position;
        String chunk = readChunk();
        position = start;
        return chunk;
    }

    private static boolean isNameLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private String name(int end) {
        StringBuilder name = new StringBuilder();
        for (int i = position; i < end; i++) {
            name.append(Character.toLowerCase(at(i)));
        }
        return name.toString();
    }

    /** The character after a distance, as syntax; 0 beyond the end. */
    char ahead(int distance) {
        return at(position + distance);
    }

    void report(int where, String message, String hint) {
        if (problems.size() < MAX_PROBLEMS) {
            problems.add(new QueryProblem(where, message, hint));
        }
    }

    /** What was reported, in the order of positions. */
    List<QueryProblem> problems() {
        return problems.stream().sorted(Comparator.comparingInt(QueryProblem::position)).toList();
    }
}
