package app.vaultnotes.vault.search;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads queries as people write them. Nothing is an error: what makes no sense as a filter is
 * looked for as words, what is left open is closed, and {@link ParsedQuery#problems} says so.
 *
 * <p>The grammar is in {@code docs/search.md}.
 */
public final class QueryParser {

    /** Longest query, in UTF-16 units; the rest is ignored. */
    public static final int MAX_CHARS = 4_096;

    /** Most words, phrases and filters. */
    public static final int MAX_TERMS = 256;

    /** Deepest nesting of parentheses. */
    public static final int MAX_DEPTH = 32;

    private final Clock clock;

    /** A parser for which this clock says what day it is. */
    public QueryParser(Clock clock) {
        this.clock = clock;
    }

    /** What a query means. */
    public ParsedQuery parse(String text) {
        return new Run(clock, text).parse();
    }

    /** One query being read. */
    private static final class Run {
        private final Dates dates;
        private final String text;
        private final List<ParsedQuery.Problem> problems = new ArrayList<>();
        private int at;
        private int depth;
        private int terms;

        Run(Clock clock, String text) {
            this.dates = new Dates(clock);
            this.text = text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS);
            if (text.length() > MAX_CHARS) {
                problem(
                        MAX_CHARS,
                        "The query is longer than "
                                + MAX_CHARS
                                + " characters; the rest was ignored.");
            }
        }

        ParsedQuery parse() {
            List<Query> all = new ArrayList<>();
            while (at < text.length()) {
                all.add(alternatives(Query.Field.ANY));
                if (at < text.length() && text.charAt(at) == ')') {
                    problem(at, "A “)” without its “(” was ignored.");
                    at++;
                }
            }
            return new ParsedQuery(Query.and(all), problems);
        }

        private void problem(int position, String message) {
            problems.add(new ParsedQuery.Problem(position, message));
        }

        private Query alternatives(Query.Field field) {
            List<Query> any = new ArrayList<>();
            any.add(sequence(field));
            while (takesOr()) {
                any.add(sequence(field));
            }
            List<Query> meant = any.stream().filter(q -> !(q instanceof Query.Everything)).toList();
            return meant.isEmpty() ? new Query.Everything() : Query.or(meant);
        }

        private boolean takesOr() {
            skipSpace();
            boolean or =
                    text.startsWith("OR", at)
                            && (at + 2 == text.length() || isBoundary(text.charAt(at + 2)));
            at += or ? 2 : 0;
            return or;
        }

        private static boolean isBoundary(char c) {
            return Character.isWhitespace(c) || c == '(' || c == ')';
        }

        private Query sequence(Query.Field field) {
            List<Query> all = new ArrayList<>();
            while (true) {
                skipSpace();
                if (at >= text.length() || text.charAt(at) == ')' || isOr()) {
                    return Query.and(all);
                }
                term(field).ifPresent(all::add);
            }
        }

        private boolean isOr() {
            return text.startsWith("OR", at)
                    && (at + 2 == text.length() || isBoundary(text.charAt(at + 2)));
        }

        private void skipSpace() {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
        }

        private Optional<Query> term(Query.Field field) {
            if (++terms > MAX_TERMS) {
                problem(
                        at,
                        "The query has more than " + MAX_TERMS + " parts; the rest was ignored.");
                at = text.length();
                return Optional.empty();
            }
            char c = text.charAt(at);
            if (c == '-'
                    && at + 1 < text.length()
                    && !Character.isWhitespace(text.charAt(at + 1))) {
                at++;
                return text.charAt(at) == '-' || text.charAt(at) == ')'
                        ? Optional.empty()
                        : term(field).map(Query::not);
            }
            return c == '(' ? group(field) : piece(field);
        }

        private Optional<Query> group(Query.Field field) {
            int open = at++;
            if (++depth > MAX_DEPTH) {
                problem(
                        open,
                        "More than "
                                + MAX_DEPTH
                                + " parentheses inside one another; one was ignored.");
                depth--;
                return Optional.empty();
            }
            Query inside = alternatives(field);
            depth--;
            if (at < text.length()) {
                at++;
            } else {
                problem(open, "A “(” was never closed; the end of the query closes it.");
            }
            return inside instanceof Query.Everything ? Optional.empty() : Optional.of(inside);
        }

        private Optional<Query> piece(Query.Field field) {
            if (isQuote(text.charAt(at))) {
                return phrase(field);
            }
            int start = at;
            String name = filterName();
            if (!name.isEmpty()) {
                Optional<Query> filter = filter(name, start);
                if (filter.isPresent()) {
                    return filter;
                }
                at = start;
            }
            if (text.charAt(at) == '#'
                    && at + 1 < text.length()
                    && !isBoundary(text.charAt(at + 1))) {
                at++;
                return Optional.of(new Query.Tag(tagPath(value())));
            }
            return words(field);
        }

        private static boolean isQuote(char c) {
            return c == '"' || c == '“' || c == '”' || c == '„' || c == '«' || c == '»';
        }

        private Optional<Query> phrase(Query.Field field) {
            int open = at;
            String inside = quoted(open);
            boolean openEnd = at < text.length() && text.charAt(at) == '*';
            at += openEnd ? 1 : 0;
            return Query.text(inside, openEnd, field);
        }

        private String quoted(int open) {
            int end = open + 1;
            while (end < text.length() && !isQuote(text.charAt(end))) {
                end++;
            }
            if (end == text.length()) {
                problem(open, "A quotation mark was never closed; the end of the query closes it.");
            }
            at = Math.min(text.length(), end + 1);
            return text.substring(open + 1, end);
        }

        private Optional<Query> words(Query.Field field) {
            int start = at;
            while (at < text.length()
                    && !isBoundary(text.charAt(at))
                    && !isQuote(text.charAt(at))) {
                at++;
            }
            String word = text.substring(start, at);
            boolean openEnd = word.endsWith("*");
            return Query.text(
                    openEnd ? word.substring(0, word.length() - 1) : word, openEnd, field);
        }

        /** The name before a colon; empty when there is none. */
        private String filterName() {
            int end = at;
            while (end < text.length() && text.charAt(end) >= 'a' && text.charAt(end) <= 'z') {
                end++;
            }
            boolean named = end > at && end < text.length() && text.charAt(end) == ':';
            String name = named ? text.substring(at, end) : "";
            at = named ? end + 1 : at;
            return name;
        }

        private Optional<Query> filter(String name, int start) {
            return switch (name) {
                case "tag" -> Optional.of(new Query.Tag(tagPath(value())));
                case "folder" -> Optional.of(new Query.Folder(folderPath(value())));
                case "title" -> title();
                case "created" -> dated(Query.Stamp.CREATED, start);
                case "updated" -> dated(Query.Stamp.UPDATED, start);
                case "has" -> choice(Query.Feature.values(), start).map(Query.Has::new);
                case "is" -> choice(Query.State.values(), start).map(Query.Is::new);
                case "prop" -> property();
                default -> Optional.empty();
            };
        }

        private static String tagPath(String value) {
            String path = value.startsWith("#") ? value.substring(1) : value;
            return TextFolding.fold(stripSlashes(path));
        }

        private static String folderPath(String value) {
            return TextFolding.fold(stripSlashes(value));
        }

        private static String stripSlashes(String path) {
            int start = 0;
            int end = path.length();
            while (start < end && path.charAt(start) == '/') {
                start++;
            }
            while (end > start && path.charAt(end - 1) == '/') {
                end--;
            }
            return path.substring(start, end);
        }

        private Optional<Query> title() {
            if (at >= text.length() || Character.isWhitespace(text.charAt(at))) {
                return Optional.empty();
            }
            return text.charAt(at) == '('
                    ? group(Query.Field.TITLE)
                    : isQuote(text.charAt(at))
                            ? phrase(Query.Field.TITLE)
                            : words(Query.Field.TITLE);
        }

        private Optional<Query> dated(Query.Stamp stamp, int start) {
            String value = value();
            Optional<DayRange> days = dates.parse(value);
            if (days.isEmpty()) {
                problem(start, "“" + value + "” is no date; it was looked for as a word.");
            }
            return days.map(range -> new Query.Dated(stamp, range));
        }

        private <E extends Enum<E>> Optional<E> choice(E[] choices, int start) {
            String value = value().toUpperCase(Locale.ROOT);
            for (E choice : choices) {
                if (choice.name().equals(value) || (choice.name() + "S").equals(value)) {
                    return Optional.of(choice);
                }
            }
            problem(
                    start,
                    "“"
                            + value.toLowerCase(Locale.ROOT)
                            + "” is not known here; it was looked for as a word.");
            return Optional.empty();
        }

        private Optional<Query> property() {
            String key = TextFolding.fold(value());
            if (key.isEmpty()) {
                return Optional.empty();
            }
            Query.Comparison comparison = comparison();
            String value = comparison == Query.Comparison.EXISTS ? "" : TextFolding.fold(value());
            return Optional.of(new Query.Property(key, comparison, value));
        }

        private Query.Comparison comparison() {
            for (Query.Comparison each :
                    List.of(
                            Query.Comparison.AT_MOST,
                            Query.Comparison.AT_LEAST,
                            Query.Comparison.EQUAL,
                            Query.Comparison.LESS,
                            Query.Comparison.GREATER)) {
                if (text.startsWith(each.sign(), at)) {
                    at += each.sign().length();
                    return each;
                }
            }
            return Query.Comparison.EXISTS;
        }

        /**
         * A value with or without quotation marks; without, it ends at a space, sign or
         * parenthesis.
         */
        private String value() {
            if (at < text.length() && isQuote(text.charAt(at))) {
                return quoted(at);
            }
            int start = at;
            while (at < text.length() && !isBoundary(text.charAt(at)) && !endsValue(start)) {
                at++;
            }
            return text.substring(start, at);
        }

        /** A sign of comparison ends the name of a property, but begins a date. */
        private boolean endsValue(int start) {
            return at > start
                    && "<>=".indexOf(text.charAt(at)) >= 0
                    && "<>=".indexOf(text.charAt(at - 1)) < 0;
        }
    }
}
