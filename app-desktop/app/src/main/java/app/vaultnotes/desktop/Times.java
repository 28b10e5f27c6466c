package app.vaultnotes.desktop;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;

/** Days and times as people of the system's language write them. */
final class Times {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofLocalizedPattern("MMMMd");
    private static final DateTimeFormatter DAY_OF_YEAR =
            DateTimeFormatter.ofLocalizedPattern("yMMMMd");
    private static final DateTimeFormatter WEEKDAY = DateTimeFormatter.ofPattern("EEEE");
    private static final DateTimeFormatter SHORT_DAY = DateTimeFormatter.ofLocalizedPattern("MMMd");

    private static Clock clock = Clock.system(ZoneId.systemDefault());

    private Times() {}

    /** Tells the time by another clock from now on. Before a window opens. */
    static void tellBy(Clock other) {
        clock = other;
    }

    /** What the app tells the time by. */
    static Clock clock() {
        return clock;
    }

    static ZoneId zone() {
        return ZoneId.systemDefault();
    }

    /** The day that it is. */
    static LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), zone());
    }

    private static LocalDateTime local(long millis) {
        return LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), zone());
    }

    private static String dayOfYear(LocalDate day) {
        boolean isThisYear = day.getYear() == today().getYear();
        return localised(isThisYear ? DAY : DAY_OF_YEAR).format(day);
    }

    /** The time of day. */
    static String time(long millis) {
        return localised(TIME).format(local(millis));
    }

    /** The day, with the year when it is another one, and the time. */
    static String dayAndTime(long millis) {
        return Words.of("time.at", dayOfYear(local(millis).toLocalDate()), time(millis));
    }

    /** The day of the week, the day and the time. */
    static String weekdayAndTime(long millis) {
        return Words.of("time.at", day(local(millis).toLocalDate()), time(millis));
    }

    /** The day of the week and the day, with the year when it is another one. */
    static String day(LocalDate day) {
        return Words.of("time.day", localised(WEEKDAY).format(day), dayOfYear(day));
    }

    /** The day in few letters. */
    static String shortDay(LocalDate day) {
        return localised(SHORT_DAY).format(day);
    }

    private static DateTimeFormatter localised(DateTimeFormatter formatter) {
        return formatter.withLocale(Locale.getDefault());
    }
}
