package app.vaultnotes.crdt;

import java.util.ArrayList;
import java.util.List;

/**
 * The way from a document's root to a value: the keys to follow. The empty path is the root map.
 *
 * @param keys the keys, outermost first; none is empty
 */
public record Path(List<String> keys) {

    /** The root map. */
    public static final Path ROOT = new Path(List.of());

    /** Checks that no key is empty: the format has no place for such a key. */
    public Path {
        keys = List.copyOf(keys);
        if (keys.stream().anyMatch(String::isEmpty)) {
            throw new IllegalArgumentException("empty key in path " + keys);
        }
    }

    /** The path of these keys. */
    public static Path of(String... keys) {
        return new Path(List.of(keys));
    }

    /** The path one step further in. */
    public Path then(String key) {
        List<String> longer = new ArrayList<>(keys);
        longer.add(key);
        return new Path(longer);
    }

    /** The map this path's last key stands in; the root has none. */
    public Path parent() {
        if (keys.isEmpty()) {
            throw new IllegalStateException("the root has no parent");
        }
        return new Path(keys.subList(0, keys.size() - 1));
    }

    /** The key this path ends with. */
    public String lastKey() {
        if (keys.isEmpty()) {
            throw new IllegalStateException("the root has no key");
        }
        return keys.get(keys.size() - 1);
    }

    @Override
    public String toString() {
        return "/" + String.join("/", keys);
    }
}
