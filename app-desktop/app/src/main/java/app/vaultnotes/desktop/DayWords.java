package app.vaultnotes.desktop;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;

/** Days as lists say them. */
final class DayWords {

    private DayWords() {}

    /** The day of a moment, as near as it is needed to tell it from others. */
    static String of(long millis) {
        return of(millis, Times.today(), Times.zone());
    }

    static String of(long millis, LocalDate today, ZoneId zone) {
        LocalDate day = LocalDate.ofInstant(Instant.ofEpochMilli(millis), zone);
        if (day.equals(today)) {
            return Words.of("day.today");
        }
        if (day.equals(today.minusDays(1))) {
            return Words.of("day.yesterday");
        }
        return day.getYear() == today.getYear()
                ? DateTimeFormatter.ofLocalizedPattern("MMMMd").format(day)
                : DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).format(day);
    }
}
