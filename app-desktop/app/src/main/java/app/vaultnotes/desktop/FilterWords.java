package app.vaultnotes.desktop;

import app.vaultnotes.vault.search.Query;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What filters of a search are called. */
final class FilterWords {

    private FilterWords() {}

    /** What a filter says beside the words. */
    static String of(SearchText.Filter filter) {
        return filter.query() instanceof Query.Dated dated
                ? dated(dated, filter.text())
                : of(filter.query());
    }

    private static String of(Query query) {
        return switch (query) {
            case Query.Tag tag -> "#" + tag.path();
            case Query.Folder folder -> Words.of("search.filter.folder", path(folder.path()));
            case Query.Has has -> Words.of("search.has." + lower(has.feature()));
            case Query.Is is -> Words.of("search.is." + lower(is.state()));
            case Query.Property property -> property(property);
            case Query.Not not -> Words.of("search.filter.not", of(not.part()));
            case Query.Dated dated -> dated(dated, dated.days().toString());
            case Query.Or or -> either(or.parts());
            case Query.And and -> joined(and.parts(), "search.filter.and");
            case Query.Everything _,
                    Query.Unreadable _,
                    Query.Word _,
                    Query.Prefix _,
                    Query.Phrase _ ->
                    query.toText();
        };
    }

    private static String either(List<Query> parts) {
        boolean folders = parts.stream().allMatch(Query.Folder.class::isInstance);
        if (!folders) {
            return joined(parts, "search.filter.or");
        }
        String names =
                parts.stream()
                        .map(part -> path(((Query.Folder) part).path()))
                        .collect(Collectors.joining(" " + Words.of("search.filter.or") + " "));
        return Words.of("search.filter.folder", names);
    }

    private static String joined(List<Query> parts, String with) {
        return parts.stream()
                .map(FilterWords::of)
                .collect(Collectors.joining(" " + Words.of(with) + " "));
    }

    private static String property(Query.Property property) {
        return property.comparison() == Query.Comparison.EXISTS
                ? Words.of("search.has.named", property.key())
                : property.key() + " " + property.comparison().sign() + " " + property.value();
    }

    private static String dated(Query.Dated dated, String typed) {
        String value = typed.substring(typed.indexOf(':') + 1);
        String days = SearchText.months(dated).map(FilterWords::months).orElse(value);
        return Words.of(
                dated.stamp() == Query.Stamp.UPDATED
                        ? "search.filter.changed"
                        : "search.filter.made",
                days);
    }

    /** Months from one to another, as people say them. */
    static String months(SearchText.Months months) {
        return months.from().equals(months.to())
                ? month(months.from())
                : Words.of("search.months", month(months.from()), month(months.to()));
    }

    static String month(YearMonth month) {
        return DateTimeFormatter.ofLocalizedPattern("yMMMM").format(month);
    }

    /** A folder's path as it is shown: with air between the names. */
    static String path(String path) {
        String plain = path.startsWith("/") ? path.substring(1) : path;
        return plain.isEmpty() ? Words.of("search.root") : plain.replace("/", " / ");
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
