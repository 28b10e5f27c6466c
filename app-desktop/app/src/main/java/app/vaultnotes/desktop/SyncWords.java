package app.vaultnotes.desktop;

import app.vaultnotes.proto.v1.DeviceKind;
import app.vaultnotes.proto.v1.Role;
import app.vaultnotes.ui.sharing.SyncView;
import app.vaultnotes.ui.sharing.SyncView.Kind;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** What is said of the sync of a vault, and of what has to do with it. */
final class SyncWords {

    /** More minutes than these are told in hours. */
    private static final long MOST_MINUTES = 120;

    /** More minutes than these are told in days. */
    private static final long MOST_HOURS = 48 * 60;

    private SyncWords() {}

    private static String key(Kind kind) {
        return "sync." + kind.name().toLowerCase(Locale.ROOT).replace('_', '.');
    }

    /**
     * In few words, with what waits.
     *
     * @param levelMillis when all was last on the relay; 0 for not yet
     */
    static String brief(SyncView view, long levelMillis) {
        if (view.kind() == Kind.LEVEL && levelMillis > 0) {
            return Words.of("sync.level.at", Times.time(levelMillis));
        }
        if (view.kind() == Kind.WRONG_CLOCK) {
            return clock(view.clockAheadMillis());
        }
        String words = Words.of(key(view.kind()), view.waiting());
        boolean isCounted = view.waiting() > 0 && view.kind().weight() != SyncView.Weight.WELL;
        return isCounted && view.kind() != Kind.ROLE_LOST
                ? Words.of("sync.and.waiting", words, view.waiting())
                : words;
    }

    /** How wrong this device's clock is. */
    private static String clock(long aheadMillis) {
        long minutes = TimeUnit.MILLISECONDS.toMinutes(Math.abs(aheadMillis));
        String unit = minutes < MOST_MINUTES ? "minutes" : minutes < MOST_HOURS ? "hours" : "days";
        long count =
                switch (unit) {
                    case "minutes" -> minutes;
                    case "hours" -> TimeUnit.MINUTES.toHours(minutes);
                    default -> TimeUnit.MINUTES.toDays(minutes);
                };
        String much = Words.of("sync.clock." + unit, count);
        return Words.of(aheadMillis < 0 ? "sync.clock.behind" : "sync.clock.ahead", much);
    }

    /** What it means, and what becomes of what is written. */
    static String about(Kind kind) {
        return Words.of(key(kind) + ".about");
    }

    /** How a line of the log calls a state. */
    static String state(Kind kind) {
        return Words.of(key(kind), 0);
    }

    /** What a button that does it says. */
    static String way(SyncView.Way way) {
        return Words.of("sync.way." + way.name().toLowerCase(Locale.ROOT).replace('_', '.'));
    }

    /** What a role is called. */
    static String role(Role role) {
        return Words.of("role." + role.name().toLowerCase(Locale.ROOT));
    }

    /** The picture of a kind of machine. */
    static String icon(DeviceKind kind) {
        return switch (kind) {
            case LAPTOP -> Icons.LAPTOP;
            case PHONE -> Icons.PHONE;
            case TABLET -> Icons.TABLET;
            case TERMINAL -> Icons.TERMINAL;
            default -> Icons.DESKTOP;
        };
    }
}
