package app.vaultnotes.vault.search;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Days from one to another, both included; an end that is null is open. At least one end is given,
 * they are in order, and years lie between 1 and 9999.
 *
 * @param from the first day
 * @param to the last day
 */
public record DayRange(@Nullable LocalDate from, @Nullable LocalDate to) {

    static final LocalDate FIRST_DAY = LocalDate.of(1, 1, 1);
    static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);

    /** Checks the ends. */
    public DayRange {
        if (from == null && to == null) {
            throw new IllegalArgumentException("a range of days needs an end");
        }
        if (from != null && to != null && to.isBefore(from)) {
            throw new IllegalArgumentException("the range ends before it begins: " + from + to);
        }
        requireYear(from);
        requireYear(to);
    }

    private static void requireYear(@Nullable LocalDate day) {
        if (day != null && (day.isBefore(FIRST_DAY) || day.isAfter(LAST_DAY))) {
            throw new IllegalArgumentException("the year is outside 1 to 9999: " + day);
        }
    }

    /** The moment the first day begins, in milliseconds; the least long when that end is open. */
    public long startMillis(ZoneId zone) {
        return from == null ? Long.MIN_VALUE : from.atStartOfDay(zone).toInstant().toEpochMilli();
    }

    /** The moment the last day is over, in milliseconds; the largest long when it is open. */
    public long endMillis(ZoneId zone) {
        return to == null
                ? Long.MAX_VALUE
                : to.plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli();
    }

    /** Whether a moment lies in these days. */
    public boolean contains(Instant moment, ZoneId zone) {
        long millis = moment.toEpochMilli();
        return startMillis(zone) <= millis && millis < endMillis(zone);
    }

    /** The range as a query says it. */
    @Override
    public String toString() {
        if (from != null && from.equals(to)) {
            return from.toString();
        }
        return (from == null ? "" : from) + ".." + (to == null ? "" : to);
    }
}
