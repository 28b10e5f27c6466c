package app.vaultnotes.vault.search;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a person typed into a search field. It never fails: what makes no sense as a query is
 * read as words or left out, a filter that makes none finds nothing, and a {@link QueryProblem}
 * says so. The grammar, with {@code x?} for an optional and {@code x*} for a repeated part:
 *
 * <pre>
 * query   = either
 * either  = all ( "OR" all )*
 * all     = ( "AND"? not )*
 * not     = ( "-" | "NOT" )* operand
 * operand = "(" either ")" | field ":" value | "#" tag | text
 * value   = "(" either ")" | text
 * text    = quoted "*"? | word "*"?
 * field   = "tag" | "folder" | "title" | "created" | "updated" | "has" | "is" | "prop"
 * </pre>
 *
 * <p>Inside the parentheses of a field's value every text belongs to the field. Quotation marks may
 * be of any kind, and wide punctuation counts as plain. The limits below are reported, and what
 * lies beyond them is left out.
 *
 * <p>Immutable, for any thread.
 */
public final class QueryParser {

    /** UTF-16 units of a query. */
    public static final int MAX_CHARS = 4_096;

    /** Words, tokens of phrases and filters of a query together. */
    public static final int MAX_TERMS = 256;

    /** Parentheses inside parentheses. */
    public static final int MAX_DEPTH = 32;

    private final Clock clock;

    /**
     * A parser.
     *
     * @param clock says what day today is; its zone says when the day began
     */
    public QueryParser(Clock clock) {
        this.clock = clock;
    }

    /** Reads a query. */
    public ParsedQuery parse(String text) {
        QueryScanner scanner = new QueryScanner(cut(text));
        if (text.length() > MAX_CHARS) {
            scanner.report(MAX_CHARS, "The query is too long; its end is left out.", "Shorten it.");
        }
        QueryFields fields = new QueryFields(scanner, LocalDate.now(clock));
        Query found = new Run(scanner, fields).query();
        boolean nothing = found instanceof Query.Everything && !text.isBlank();
        if (nothing && scanner.problems().isEmpty()) {
            scanner.report(0, "There is nothing to search for in this.", "Type a word.");
        }
        return new ParsedQuery(found, scanner.problems());
    }

    private static String cut(String text) {
        if (text.length() <= MAX_CHARS) {
            return text;
        }
        boolean splits = Character.isHighSurrogate(text.charAt(MAX_CHARS - 1));
        return text.substring(0, splits ? MAX_CHARS - 1 : MAX_CHARS);
    }

    /** One reading of one query. */
    private static final class Run {
        private final QueryScanner scanner;
        private final QueryFields fields;
        private int depth;

        /** Opening parentheses that were passed over since they lie too deep. */
        private int passedOver;

        Run(QueryScanner scanner, QueryFields fields) {
            this.scanner = scanner;
            this.fields = fields;
        }

        Query query() {
            List<Query> parts = new ArrayList<>();
            do {
                add(parts, either(fields.text()));
                // only a closing parenthesis that closes nothing stops the reading before the end
            } while (passStrayParenthesis());
            return Query.and(parts);
        }

        private boolean passStrayParenthesis() {
            int where = scanner.position();
            if (!scanner.skip(')')) {
                return false;
            }
            scanner.report(where, "This parenthesis closes nothing.", "");
            return true;
        }

        private @Nullable Query either(QueryFields.Reader field) {
            List<Query> parts = new ArrayList<>();
            do {
                add(parts, all(field));
            } while (scanner.skipOperator("OR"));
            return parts.isEmpty() ? null : Query.or(parts);
        }

        private @Nullable Query all(QueryFields.Reader field) {
            List<Query> parts = new ArrayList<>();
            while (hasOperand()) {
                add(parts, not(field));
            }
            return parts.isEmpty() ? null : Query.and(parts);
        }

        private boolean hasOperand() {
            scanner.skipSpaces();
            while (scanner.skipOperator("AND") || passInnerParenthesis()) {
                scanner.skipSpaces();
            }
            return !scanner.atEnd() && scanner.peek() != ')' && !scanner.isOperator("OR");
        }

        private boolean passInnerParenthesis() {
            boolean passes = passedOver > 0 && scanner.skip(')');
            if (passes) {
                passedOver--;
            }
            return passes;
        }

        private @Nullable Query not(QueryFields.Reader field) {
            boolean negated = false;
            while (skipNegation()) {
                negated = !negated;
                scanner.skipSpaces();
            }
            if (scanner.atEnd() || scanner.peek() == ')') {
                return null;
            }
            Query operand = operand(field);
            return negated && operand != null ? Query.not(operand) : operand;
        }

        private boolean skipNegation() {
            if (scanner.skipOperator("NOT")) {
                return true;
            }
            return scanner.isBeforeOperand(1) && scanner.skip('-');
        }

        private @Nullable Query operand(QueryFields.Reader field) {
            if (scanner.peek() == '(') {
                return group(field);
            }
            if (scanner.peek() == '#' && fields.isTagNext()) {
                return fields.tagSign();
            }
            QueryFields.Reader named = fields.named();
            if (named == null) {
                return field.read();
            }
            return scanner.peek() == '(' ? group(named) : named.read();
        }

        private @Nullable Query group(QueryFields.Reader field) {
            int opening = scanner.position();
            scanner.skip('(');
            if (depth == MAX_DEPTH) {
                passOver(opening);
                return null;
            }
            depth++;
            Query inside = either(field);
            depth--;
            if (!scanner.skip(')')) {
                scanner.report(opening, "This parenthesis is never closed.", "Close it with ).");
            }
            return inside;
        }

        private void passOver(int opening) {
            if (passedOver == 0) {
                scanner.report(
                        opening,
                        "There are too many parentheses inside each other; this one is left out.",
                        "");
            }
            passedOver++;
        }

        private static void add(List<Query> parts, @Nullable Query part) {
            if (part != null) {
                parts.add(part);
            }
        }
    }
}
