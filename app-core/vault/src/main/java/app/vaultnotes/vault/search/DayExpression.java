package app.vaultnotes.vault.search;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Days as a query names them: {@code 2026}, {@code 2026-01}, {@code 2026-01-31}, {@code today},
 * {@code yesterday}, {@code 7d} (the last seven days, today among them; also {@code w}, {@code m},
 * {@code y}), {@code >day}, {@code >=day}, {@code <day}, {@code <=day}, {@code day..day}, {@code
 * day..}, {@code ..day}. A range in the wrong order is turned round.
 */
final class DayExpression {

    private static final Pattern DATE = Pattern.compile("(\\d{4})(?:-(\\d{1,2})(?:-(\\d{1,2}))?)?");
    private static final Pattern AGO = Pattern.compile("(\\d{1,4})([dwmy])");
    private static final Pattern COMPARED = Pattern.compile("([<>]=?)(.+)");

    private DayExpression() {}

    /** The days meant, if the text names any. */
    static Optional<DayRange> parse(String text, LocalDate today) {
        String plain = text.strip().toLowerCase(Locale.ROOT);
        Matcher compared = COMPARED.matcher(plain);
        if (compared.matches()) {
            return date(compared.group(2), today).flatMap(day -> compared(compared.group(1), day));
        }
        int dots = plain.indexOf("..");
        if (dots < 0) {
            return days(plain, today);
        }
        return between(plain.substring(0, dots), plain.substring(dots + 2), today);
    }

    private static Optional<DayRange> compared(String sign, DayRange day) {
        LocalDate first = day.from();
        LocalDate last = day.to();
        if (first == null || last == null) {
            return Optional.empty();
        }
        return switch (sign) {
            case ">" -> range(last.plusDays(1), null);
            case ">=" -> range(first, null);
            case "<" -> range(null, first.minusDays(1));
            default -> range(null, last);
        };
    }

    private static Optional<DayRange> between(String from, String to, LocalDate today) {
        Optional<DayRange> first = days(from, today);
        Optional<DayRange> last = days(to, today);
        boolean wrong = (first.isEmpty() && !from.isBlank()) || (last.isEmpty() && !to.isBlank());
        if (wrong) {
            return Optional.empty();
        }
        LocalDate start = first.map(DayRange::from).orElse(null);
        LocalDate end = last.map(DayRange::to).orElse(null);
        if (start != null && end != null && end.isBefore(start)) {
            return between(to, from, today);
        }
        return range(start, end);
    }

    private static Optional<DayRange> range(@Nullable LocalDate from, @Nullable LocalDate to) {
        boolean known = from != null || to != null;
        boolean inYears =
                (from == null || !from.isAfter(DayRange.LAST_DAY))
                        && (to == null || !to.isBefore(DayRange.FIRST_DAY));
        return known && inYears ? Optional.of(new DayRange(from, to)) : Optional.empty();
    }

    private static Optional<DayRange> days(String text, LocalDate today) {
        Matcher ago = AGO.matcher(text.strip());
        if (ago.matches()) {
            return since(Integer.parseInt(ago.group(1)), ago.group(2), today);
        }
        return date(text.strip(), today);
    }

    private static Optional<DayRange> since(int count, String unit, LocalDate today) {
        LocalDate before =
                switch (unit) {
                    case "d" -> today.minusDays(count);
                    case "w" -> today.minusWeeks(count);
                    case "m" -> today.minusMonths(count);
                    default -> today.minusYears(count);
                };
        LocalDate first = before.isBefore(DayRange.FIRST_DAY) ? DayRange.FIRST_DAY : before;
        return count == 0 ? Optional.empty() : range(first.plusDays(1), today);
    }

    private static Optional<DayRange> date(String text, LocalDate today) {
        return switch (text) {
            case "today" -> range(today, today);
            case "yesterday" -> range(today.minusDays(1), today.minusDays(1));
            default -> calendarDays(text);
        };
    }

    private static Optional<DayRange> calendarDays(String text) {
        Matcher date = DATE.matcher(text.strip());
        if (!date.matches() || date.group(1).equals("0000")) {
            return Optional.empty();
        }
        try {
            return Optional.of(calendarDays(date));
        } catch (DateTimeException e) {
            // the thirtieth of February and its like
            return Optional.empty();
        }
    }

    private static DayRange calendarDays(Matcher date) {
        int year = Integer.parseInt(date.group(1));
        if (date.group(2) == null) {
            return new DayRange(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31));
        }
        YearMonth month = YearMonth.of(year, Integer.parseInt(date.group(2)));
        if (date.group(3) == null) {
            return new DayRange(month.atDay(1), month.atEndOfMonth());
        }
        LocalDate day = month.atDay(Integer.parseInt(date.group(3)));
        return new DayRange(day, day);
    }
}
