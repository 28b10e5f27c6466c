package app.vaultnotes.vault.search;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Days as people write them in a query: {@code 2026}, {@code 2026-11}, {@code 2026-11-24}, {@code
 * today}, {@code yesterday}, {@code 7d} (also {@code w m y}), each alone, between two dots, or
 * behind {@code < <= > >=}.
 */
final class Dates {

    private static final Pattern AGO = Pattern.compile("(\\d{1,4})([dwmy])");

    private final Clock clock;

    Dates(Clock clock) {
        this.clock = clock;
    }

    Optional<DayRange> parse(String text) {
        try {
            return text.contains("..") ? between(text) : compared(text);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private Optional<DayRange> between(String text) {
        int dots = text.indexOf("..");
        String first = text.substring(0, dots);
        String last = text.substring(dots + 2);
        Optional<DayRange> from = first.isEmpty() ? Optional.empty() : span(first);
        Optional<DayRange> to = last.isEmpty() ? Optional.empty() : span(last);
        boolean understood =
                (first.isEmpty() || from.isPresent()) && (last.isEmpty() || to.isPresent());
        return understood && (from.isPresent() || to.isPresent())
                ? Optional.of(new DayRange(from.flatMap(DayRange::from), to.flatMap(DayRange::to)))
                : Optional.empty();
    }

    private Optional<DayRange> compared(String text) {
        if (text.startsWith(">=")) {
            return bound(text.substring(2), s -> new DayRange(s.from(), Optional.empty()));
        }
        if (text.startsWith("<=")) {
            return bound(text.substring(2), s -> new DayRange(Optional.empty(), s.to()));
        }
        if (text.startsWith(">")) {
            return bound(
                    text.substring(1),
                    s -> new DayRange(s.to().map(d -> d.plusDays(1)), Optional.empty()));
        }
        if (text.startsWith("<")) {
            return bound(
                    text.substring(1),
                    s -> new DayRange(Optional.empty(), s.from().map(d -> d.minusDays(1))));
        }
        return span(text);
    }

    private Optional<DayRange> bound(String text, Function<DayRange, DayRange> bound) {
        return span(text).map(bound);
    }

    private Optional<DayRange> span(String text) {
        String word = text.toLowerCase(Locale.ROOT);
        LocalDate today = LocalDate.now(clock);
        Matcher ago = AGO.matcher(word);
        if (word.equals("today")) {
            return days(today, today);
        } else if (word.equals("yesterday")) {
            return days(today.minusDays(1), today.minusDays(1));
        } else if (ago.matches()) {
            return days(back(today, Integer.parseInt(ago.group(1)), ago.group(2)), today);
        } else if (word.matches("\\d{4}")) {
            int year = Integer.parseInt(word);
            return days(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31));
        } else if (word.matches("\\d{4}-\\d{2}")) {
            YearMonth month = YearMonth.parse(word);
            return days(month.atDay(1), month.atEndOfMonth());
        }
        return word.matches("\\d{4}-\\d{2}-\\d{2}")
                ? days(LocalDate.parse(word), LocalDate.parse(word))
                : Optional.empty();
    }

    private static LocalDate back(LocalDate today, int count, String unit) {
        return switch (unit) {
            case "d" -> today.minusDays(count);
            case "w" -> today.minusWeeks(count);
            case "m" -> today.minusMonths(count);
            default -> today.minusYears(count);
        };
    }

    private static Optional<DayRange> days(LocalDate from, LocalDate to) {
        return Optional.of(new DayRange(Optional.of(from), Optional.of(to)));
    }
}
