package app.vaultnotes.crdt.engine;

import app.vaultnotes.crdt.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the maps below a place as they are at one moment and, beside them, as they are at
 * another one: finds the texts of the first and what stands there in the second. Maps may stand
 * inside each other as deeply as they like.
 */
final class TextWalk {
    private final Moment now;
    private final Moment before;

    /** What was come by already. */
    private final Set<ObjectState> seen = new HashSet<>();

    /** A document as it is at a moment. */
    interface Moment {
        /** The object that stands at a key, if one does. */
        @Nullable ObjectState at(MapState map, String key);
    }

    /**
     * An object and where it stands.
     *
     * @param before what stands there at the other moment
     */
    record Standing(Path path, ObjectState object, @Nullable ObjectState before) {}

    TextWalk(Moment now, Moment before) {
        this.now = now;
        this.before = before;
    }

    /** Shows every text below a place, or at it, but those that were shown before. */
    void walk(Standing from, Consumer<Standing> text) {
        Deque<Standing> open = new ArrayDeque<>();
        open.push(from);
        while (!open.isEmpty()) {
            Standing next = open.pop();
            if (!seen.add(next.object())) {
                continue;
            }
            if (next.object() instanceof MapState map) {
                map.sortedKeys().forEach(key -> push(open, next, map, key));
            } else if (next.object() instanceof SequenceState sequence && sequence.isText) {
                text.accept(next);
            }
        }
    }

    private void push(Deque<Standing> open, Standing parent, MapState map, String key) {
        ObjectState inner = now.at(map, key);
        if (inner != null) {
            ObjectState other =
                    parent.before() instanceof MapState old ? before.at(old, key) : null;
            open.push(new Standing(parent.path().then(key), inner, other));
        }
    }
}
