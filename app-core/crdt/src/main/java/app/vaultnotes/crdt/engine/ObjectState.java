package app.vaultnotes.crdt.engine;

import app.vaultnotes.crdt.Operation.Action;
import org.jspecify.annotations.Nullable;

/** A map, text or list of a document. */
abstract sealed class ObjectState permits MapState, SequenceState {

    /** The name of the operation that made it; {@link Ids#NONE} for the root. */
    final long id;

    /** The map it stands in; null for the root and for what stands in a sequence. */
    @Nullable MapState parent;

    /** Its key in the parent. */
    String key = "";

    ObjectState(long id) {
        this.id = id;
    }

    static boolean isMadeBy(Action action) {
        return switch (action) {
            case MAKE_MAP, MAKE_TABLE, MAKE_TEXT, MAKE_LIST -> true;
            default -> false;
        };
    }

    /** The new object that an operation makes, if it makes one. */
    static @Nullable ObjectState made(long id, Action action) {
        return switch (action) {
            case MAKE_MAP, MAKE_TABLE -> new MapState(id);
            case MAKE_TEXT -> new SequenceState(id, true);
            case MAKE_LIST -> new SequenceState(id, false);
            default -> null;
        };
    }
}
