package app.vaultnotes.desktop;

import app.vaultnotes.vault.search.DayRange;
import app.vaultnotes.vault.search.ParsedQuery;
import app.vaultnotes.vault.search.Query;
import app.vaultnotes.vault.search.QueryParser;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What stands in a search field: words as they are typed, and filters beside them. Both together
 * find what the query finds that they were read from.
 *
 * @param words anything that is not taken for a filter
 * @param filters in order; all of them must hold
 */
record SearchText(String words, List<Filter> filters) {

    /** An empty field. */
    static final SearchText EMPTY = new SearchText("", List.of());

    /** Keeps its own list. */
    SearchText {
        filters = List.copyOf(filters);
    }

    /**
     * A part of a query that looks at something else than words.
     *
     * @param text as it was typed
     * @param query what it means
     */
    record Filter(String text, Query query) {
        static Filter of(Query query) {
            String text = query.toText();
            return new Filter(query instanceof Query.Or ? "(" + text + ")" : text, query);
        }
    }

    /**
     * Months from one to another, both included.
     *
     * @param from the first
     * @param to the last
     */
    record Months(YearMonth from, YearMonth to) {
        boolean contains(YearMonth month) {
            return !month.isBefore(from) && !month.isAfter(to);
        }
    }

    /** What a query means. */
    static ParsedQuery parse(String query) {
        return new QueryParser(Times.clock()).parse(query);
    }

    /**
     * Takes a query apart. Filters that cannot stand alone, such as beside an {@code OR}, stay
     * among the words.
     */
    static SearchText read(String query) {
        String whole = query.substring(0, Math.min(query.length(), QueryParser.MAX_CHARS));
        List<String> words = new ArrayList<>();
        List<Filter> filters = new ArrayList<>();
        for (String piece : Pieces.of(whole)) {
            Optional<Filter> filter = filter(piece);
            filter.ifPresentOrElse(filters::add, () -> words.add(piece));
        }
        SearchText apart = new SearchText(String.join(" ", words), filters);
        return apart.means(whole) ? apart : new SearchText(whole.strip(), List.of());
    }

    private static Optional<Filter> filter(String piece) {
        ParsedQuery parsed = parse(piece);
        boolean alone = parsed.problems().isEmpty() && isFilter(parsed.query());
        return alone ? Optional.of(new Filter(piece, parsed.query())) : Optional.empty();
    }

    private static boolean isFilter(Query query) {
        return switch (query) {
            case Query.Not not -> isFilter(not.part());
            case Query.And and -> and.parts().stream().allMatch(SearchText::isFilter);
            case Query.Or or -> or.parts().stream().allMatch(SearchText::isFilter);
            case Query.Tag _,
                    Query.Folder _,
                    Query.Dated _,
                    Query.Has _,
                    Query.Is _,
                    Query.Property _ ->
                    true;
            case Query.Everything _,
                    Query.Unreadable _,
                    Query.Word _,
                    Query.Prefix _,
                    Query.Phrase _ ->
                    false;
        };
    }

    /** Whether words and filters find together what the whole does. */
    private boolean means(String whole) {
        return isSame(parts(parse(whole).query()), parts(parse(query()).query()));
    }

    private static boolean isSame(List<Query> some, List<Query> others) {
        Map<Query, Integer> counts = new HashMap<>();
        some.forEach(part -> counts.merge(part, 1, Integer::sum));
        others.forEach(part -> counts.merge(part, -1, Integer::sum));
        return counts.values().stream().allMatch(count -> count == 0);
    }

    private static List<Query> parts(Query query) {
        return switch (query) {
            case Query.And and -> and.parts();
            case Query.Everything _ -> List.of();
            default -> List.of(query);
        };
    }

    /** The whole as one query; the words come first unless they would reach over the filters. */
    String query() {
        String typed = grouped(words.strip());
        String rest = filters.stream().map(Filter::text).collect(Collectors.joining(" "));
        String wordsFirst = (typed + " " + rest).strip();
        List<Query> own = new ArrayList<>(parts(parse(typed).query()));
        filters.forEach(filter -> own.addAll(parts(filter.query)));
        return filters.isEmpty() || isSame(own, parts(parse(wordsFirst).query()))
                ? wordsFirst
                : (rest + " " + typed).strip();
    }

    /** An {@code OR} among the words must not reach over the filters. */
    private String grouped(String typed) {
        boolean either = !filters.isEmpty() && parse(typed).query() instanceof Query.Or;
        return either ? "(" + typed + ")" : typed;
    }

    boolean isEmpty() {
        return words.isBlank() && filters.isEmpty();
    }

    /** The same filters with other words. */
    SearchText withWords(String typed) {
        return new SearchText(typed, filters);
    }

    /** The same with those filters taken out of the words that are complete. */
    SearchText settled() {
        SearchText apart = read(words);
        SearchText all = withWords(apart.words);
        for (Filter filter : apart.filters) {
            all = all.with(filter);
        }
        return apart.filters.isEmpty() ? this : all;
    }

    /** With a filter more, unless it is there. */
    SearchText with(Filter filter) {
        if (filters.stream().anyMatch(f -> f.query.equals(filter.query))) {
            return this;
        }
        List<Filter> more = new ArrayList<>(filters);
        more.add(filter);
        return new SearchText(words, more);
    }

    /** Without the filters of a kind. */
    SearchText without(Predicate<Filter> unwanted) {
        return new SearchText(words, filters.stream().filter(unwanted.negate()).toList());
    }

    // ---- tags ----

    boolean hasTag(String tag) {
        return filters.stream().anyMatch(filter -> isTag(filter, tag));
    }

    /** With a tag as a filter, or without it where it is one. */
    SearchText toggleTag(String tag) {
        return hasTag(tag)
                ? without(filter -> isTag(filter, tag))
                : with(Filter.of(new Query.Tag(tag)));
    }

    private static boolean isTag(Filter filter, String tag) {
        return filter.query instanceof Query.Tag own && own.key().equals(new Query.Tag(tag).key());
    }

    // ---- folders: any of those that are chosen ----

    /** Whether a filter is nothing but folders, of which one must hold the note. */
    static boolean isFolders(Filter filter) {
        return !folders(filter.query).isEmpty();
    }

    /** The folders that are chosen, as they are written in the query. */
    List<String> folders() {
        return filters.stream()
                .filter(SearchText::isFolders)
                .findFirst()
                .map(filter -> folders(filter.query).stream().map(Query.Folder::path).toList())
                .orElse(List.of());
    }

    private static List<Query.Folder> folders(Query query) {
        if (query instanceof Query.Folder folder) {
            return List.of(folder);
        }
        if (query instanceof Query.Or or
                && or.parts().stream().allMatch(Query.Folder.class::isInstance)) {
            return or.parts().stream().map(Query.Folder.class::cast).toList();
        }
        return List.of();
    }

    boolean hasFolder(String path) {
        return folders().stream().anyMatch(chosen -> isSame(chosen, path));
    }

    /** With a folder, named from the root, among those that are looked in, or without it. */
    SearchText toggleFolder(String path) {
        List<Query> chosen = new ArrayList<>();
        boolean there = hasFolder(path);
        folders().stream()
                .filter(each -> !isSame(each, path))
                .forEach(each -> chosen.add(new Query.Folder(each)));
        if (!there) {
            chosen.add(new Query.Folder("/" + path));
        }
        SearchText others = without(SearchText::isFolders);
        return chosen.isEmpty() ? others : others.with(Filter.of(Query.or(chosen)));
    }

    private static boolean isSame(String chosen, String path) {
        String plain = chosen.startsWith("/") ? chosen.substring(1) : chosen;
        return plain.toLowerCase(Locale.ROOT).equals(path.toLowerCase(Locale.ROOT));
    }

    // ---- months of the last change ----

    /** Whether a filter is whole months of the last change. */
    static boolean isMonths(Filter filter) {
        return months(filter.query).isPresent();
    }

    /** The months that are chosen. */
    Optional<Months> months() {
        return filters.stream().flatMap(filter -> months(filter.query).stream()).findFirst();
    }

    /** The months that a query means, if it means whole months of the last change. */
    static Optional<Months> months(Query query) {
        if (!(query instanceof Query.Dated dated) || dated.stamp() != Query.Stamp.UPDATED) {
            return Optional.empty();
        }
        DayRange days = dated.days();
        LocalDate from = days.from();
        LocalDate to = days.to();
        boolean whole =
                from != null
                        && to != null
                        && from.getDayOfMonth() == 1
                        && to.equals(YearMonth.from(to).atEndOfMonth());
        return whole
                ? Optional.of(new Months(YearMonth.from(from), YearMonth.from(to)))
                : Optional.empty();
    }

    /** Chooses a month; one more makes a range of both, the same again takes it back. */
    SearchText toggleMonth(YearMonth month) {
        Months now = months().orElse(new Months(month, month));
        SearchText others = without(SearchText::isMonths);
        if (months().isEmpty() || (now.contains(month) && !now.from.equals(now.to))) {
            return others.with(filter(month, month));
        }
        if (now.contains(month)) {
            return others;
        }
        return month.isBefore(now.from)
                ? others.with(filter(month, now.to))
                : others.with(filter(now.from, month));
    }

    private static Filter filter(YearMonth from, YearMonth to) {
        String days = from.equals(to) ? from.toString() : from + ".." + to;
        DayRange range = new DayRange(from.atDay(1), to.atEndOfMonth());
        return new Filter("updated:" + days, new Query.Dated(Query.Stamp.UPDATED, range));
    }

    /** The pieces of a query between spaces that stand outside of quotes and parentheses. */
    private static final class Pieces {
        private static final String OPENING = "\"\u201C\u201D\u201E\u201F\uFF02";
        private static final String BEFORE_QUOTE = "(:-=<>!";

        private final List<String> pieces = new ArrayList<>();
        private final StringBuilder piece = new StringBuilder();
        private boolean quoted;
        private int depth;

        static List<String> of(String text) {
            Pieces pieces = new Pieces();
            for (int i = 0; i < text.length(); i++) {
                pieces.add(text, i);
            }
            pieces.cut();
            return pieces.pieces;
        }

        private void add(String text, int at) {
            char c = text.charAt(at);
            char before = at == 0 ? ' ' : text.charAt(at - 1);
            boolean space = Character.isWhitespace(c) || Character.isSpaceChar(c);
            if (OPENING.indexOf(c) >= 0) {
                quoted = quoted ? before == '\\' : piece.isEmpty() || opens(before);
            } else if (!quoted) {
                depth = Math.max(0, depth + (c == '(' ? 1 : c == ')' ? -1 : 0));
            }
            if (space && !quoted && depth == 0) {
                cut();
            } else {
                piece.append(c);
            }
        }

        private static boolean opens(char before) {
            return BEFORE_QUOTE.indexOf(before) >= 0 || Character.isWhitespace(before);
        }

        private void cut() {
            if (!piece.isEmpty()) {
                pieces.add(piece.toString());
                piece.setLength(0);
            }
        }
    }
}
