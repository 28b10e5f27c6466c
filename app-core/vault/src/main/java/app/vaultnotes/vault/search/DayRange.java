package app.vaultnotes.vault.search;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/**
 * Days from one to another, both included.
 *
 * @param from the first day; without one, since ever
 * @param to the last day; without one, for ever
 */
public record DayRange(Optional<LocalDate> from, Optional<LocalDate> to) {

    /** The first moment, in milliseconds since 1970. */
    public long startMillis(ZoneId zone) {
        return from.map(day -> day.atStartOfDay(zone).toInstant().toEpochMilli())
                .orElse(Long.MIN_VALUE);
    }

    /** The first moment behind it, in milliseconds since 1970. */
    public long endMillis(ZoneId zone) {
        return to.map(day -> day.plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli())
                .orElse(Long.MAX_VALUE);
    }

    /** Whether a moment lies inside. */
    public boolean contains(Instant moment, ZoneId zone) {
        long millis = moment.toEpochMilli();
        return millis >= startMillis(zone) && millis < endMillis(zone);
    }

    String toText() {
        if (from.isPresent() && from.equals(to)) {
            return from.get().toString();
        }
        return from.map(LocalDate::toString).orElse("")
                + ".."
                + to.map(LocalDate::toString).orElse("");
    }
}
