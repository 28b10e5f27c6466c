package app.vaultnotes.crdt.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A map: for each key that ever was, its operations. */
final class MapState extends ObjectState {

    /** The order of keys in the format: that of their UTF-8, which is that of code points. */
    private static final Comparator<String> BY_CODE_POINTS = MapState::compareCodePoints;

    private final Map<String, Slot> slots = new HashMap<>(4);

    MapState(long id) {
        super(id);
    }

    @Nullable Slot slot(String key) {
        return slots.get(key);
    }

    /** Adds an operation to a key; false when there is one of its name already. */
    boolean add(Actors actors, String key, Op op) {
        ObjectState made = op.made;
        if (made != null) {
            made.parent = this;
            made.key = key;
        }
        Slot slot = slots.get(key);
        if (slot == null) {
            slots.put(key, new Slot(op));
            return true;
        }
        return slot.add(actors, op);
    }

    Iterable<Map.Entry<String, Slot>> entries() {
        return slots.entrySet();
    }

    /** All keys that ever were, in the format's order. */
    List<String> sortedKeys() {
        List<String> keys = new ArrayList<>(slots.keySet());
        keys.sort(BY_CODE_POINTS);
        return keys;
    }

    private static int compareCodePoints(String one, String other) {
        int length = Math.min(one.length(), other.length());
        for (int i = 0; i < length; i++) {
            char left = one.charAt(i);
            char right = other.charAt(i);
            if (left != right) {
                boolean surrogates = Character.isSurrogate(left) != Character.isSurrogate(right);
                return surrogates
                        ? (Character.isSurrogate(left) ? 1 : -1)
                        : Character.compare(left, right);
            }
        }
        return Integer.compare(one.length(), other.length());
    }
}
