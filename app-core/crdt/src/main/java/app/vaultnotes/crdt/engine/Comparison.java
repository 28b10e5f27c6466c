package app.vaultnotes.crdt.engine;

import app.vaultnotes.crdt.Edit;
import app.vaultnotes.crdt.MapEdit;
import app.vaultnotes.crdt.Path;
import app.vaultnotes.crdt.TextDiff;
import app.vaultnotes.crdt.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the maps below a place as they are at one moment and, beside them, as they are at
 * another one, and collects the edits that lead from the other moment to the one. Maps may stand
 * inside each other as deeply as they like.
 */
final class Comparison {
    private final Actors actors;
    private final Moment now;
    private final Moment before;
    private final List<Edit> edits = new ArrayList<>();
    private final TextDiff.Effort effort = new TextDiff.Effort();

    /** The maps and texts that were compared. */
    private final Set<ObjectState> compared = new HashSet<>();

    /** What stands at the keys of maps. */
    interface Keys {
        /** What stands at a key, if something does. */
        @Nullable Shown at(MapState map, String key);
    }

    /** A document as it is at a moment. */
    record Moment(Clock clock, Keys keys) {

        static Moment of(Actors actors, Clock clock) {
            return new Moment(clock, (map, key) -> Shown.of(actors, clock, map.slot(key)));
        }
    }

    /** What stands at a key: a value, and the object if it is one. */
    record Shown(Value value, @Nullable ObjectState object) {
        private static final Value MAP = new Value.MapObject();

        /** What a slot shows at a moment, if it shows something. */
        static @Nullable Shown of(Actors actors, Clock clock, @Nullable Slot slot) {
            Op winner = slot == null ? null : slot.winner(actors, clock);
            return slot == null || winner == null
                    ? null
                    : new Shown(slot.value(actors, winner, clock), winner.made);
        }

        /** The map at the root. */
        static Shown root(Store store) {
            return new Shown(MAP, store.root);
        }
    }

    /** What stands at a path at the one moment and at the other. */
    record Standing(Path path, @Nullable Shown now, @Nullable Shown before) {

        @Nullable ObjectState object() {
            return now == null ? null : now.object();
        }

        @Nullable ObjectState objectBefore() {
            return before == null ? null : before.object();
        }

        /** Whether another object stands there, or one came or went. */
        @SuppressWarnings("ReferenceEquality") // objects are themselves and nothing else
        boolean isOtherObject() {
            return object() != objectBefore();
        }
    }

    Comparison(Actors actors, Moment now, Moment before) {
        this.actors = actors;
        this.now = now;
        this.before = before;
    }

    /** What was told so far, in order. */
    List<Edit> edits() {
        return edits;
    }

    /** Whether this map or text was come by, with all that is in it. */
    boolean covers(ObjectState object) {
        return compared.contains(object);
    }

    /** Compares what stands at a place and all below it. */
    void compare(Standing place) {
        Deque<Standing> open = new ArrayDeque<>();
        open.push(place);
        while (!open.isEmpty()) {
            Standing next = open.pop();
            tell(next);
            ObjectState object = next.object();
            ObjectState old = next.objectBefore();
            if (object == null || !compared.add(object)) {
                continue;
            }
            if (object instanceof MapState map) {
                pushKeys(open, next.path(), map, old instanceof MapState there ? there : null);
            } else if (object instanceof SequenceState text && text.isText) {
                edits.addAll(
                        TextDiff.edits(next.path(), text(old, before), text(text, now), effort));
            }
        }
    }

    /** What a text says at a moment; of anything else nothing. */
    private String text(@Nullable ObjectState object, Moment moment) {
        return object instanceof SequenceState text && text.isText
                ? new SequenceReader(actors, text, moment.clock()).text()
                : "";
    }

    /** Tells another value at a place, if it is one. */
    void tell(Standing place) {
        Optional<Value> value = Optional.ofNullable(place.now()).map(Shown::value);
        if (!value.equals(Optional.ofNullable(place.before()).map(Shown::value))) {
            edits.add(new MapEdit(place.path(), value));
        }
    }

    private void pushKeys(Deque<Standing> open, Path path, MapState map, @Nullable MapState old) {
        for (String key : map.sortedKeys()) {
            Shown was = old == null ? null : before.keys().at(old, key);
            push(open, path, key, now.keys().at(map, key), was);
        }
        if (old == null || old == map) {
            return;
        }
        for (String key : old.sortedKeys()) {
            if (map.slot(key) == null) {
                push(open, path, key, null, before.keys().at(old, key));
            }
        }
    }

    private static void push(
            Deque<Standing> open,
            Path path,
            String key,
            @Nullable Shown shown,
            @Nullable Shown was) {
        if (shown != null || was != null) {
            open.push(new Standing(path.then(key), shown, was));
        }
    }
}
