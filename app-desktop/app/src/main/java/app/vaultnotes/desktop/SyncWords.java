package app.vaultnotes.desktop;

import app.vaultnotes.proto.v1.DeviceKind;
import app.vaultnotes.proto.v1.Role;
import app.vaultnotes.ui.sharing.SyncView;
import app.vaultnotes.ui.sharing.SyncView.Kind;
import java.util.Locale;

/** What is said of the sync of a vault, and of what has to do with it. */
final class SyncWords {

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
        String words = Words.of(key(view.kind()), view.waiting());
        boolean isCounted = view.waiting() > 0 && view.kind().weight() != SyncView.Weight.WELL;
        return isCounted && view.kind() != Kind.ROLE_LOST
                ? Words.of("sync.and.waiting", words, view.waiting())
                : words;
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
