package app.vaultnotes.desktop;

/** What is said of versions. */
final class HistoryWords {

    /** How many colours there are for devices other than this one. */
    private static final int OTHERS = 6;

    private HistoryWords() {}

    /** The style class that gives a node the colour of a device. */
    static String colour(int device, boolean isThis) {
        return "vn-person-" + (isThis ? 0 : 1 + Math.floorMod(device, OTHERS));
    }

    /** The style class for one of a history's devices. */
    static String colour(NoteHistory history, int device) {
        boolean hasThis = !history.devices().isEmpty() && history.devices().get(0).isThis();
        return colour(hasThis ? device - 1 : device, history.devices().get(device).isThis());
    }

    /** What a device is called. */
    static String device(NoteHistory.Device device) {
        return device.isThis()
                ? Words.of("history.this")
                : device.name().isEmpty() ? Words.of("history.other") : device.name();
    }

    /** What was done in a version. */
    static String done(NoteHistory.Entry entry) {
        return switch (entry.event()) {
            case NoteHistory.Event.Created _ -> Words.of("history.created");
            case NoteHistory.Event.Renamed renamed -> Words.of("history.renamed", renamed.from());
            case NoteHistory.Event.Moved moved ->
                    moved.folder().isEmpty()
                            ? Words.of("history.moved.top")
                            : Words.of("history.moved", moved.folder());
            case NoteHistory.Event.Trashed _ -> Words.of("history.trashed");
            case NoteHistory.Event.Restored _ -> Words.of("history.untrashed");
            case NoteHistory.Event.Merged _ -> Words.of("history.merged");
            case NoteHistory.Event.Written _ ->
                    written(entry.version().added(), entry.version().removed());
        };
    }

    private static String written(int added, int removed) {
        if (removed <= 0) {
            return Words.of("history.added", added);
        }
        return added <= 0
                ? Words.of("history.removed", removed)
                : Words.of("history.both", added, removed);
    }
}
