package app.vaultnotes.crdt;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way from a document's root to a value: the keys to follow. The empty path is the root map.
 * Paths share the steps they have in common, so that one more step costs little however deep it is.
 */
public final class Path {

    /** The root map. */
    public static final Path ROOT = new Path(null, "", 0, 1);

    private static final int HASH_FACTOR = 31;

    private final @Nullable Path parent;
    private final String lastKey;
    private final int depth;
    private final int hash;

    /** The keys once somebody asked. */
    private @Nullable List<String> keys;

    private Path(@Nullable Path parent, String lastKey, int depth, int hash) {
        this.parent = parent;
        this.lastKey = lastKey;
        this.depth = depth;
        this.hash = hash;
    }

    /** The path of these keys, outermost first. */
    public static Path of(String... keys) {
        return of(Arrays.asList(keys));
    }

    /** The path of these keys, outermost first. */
    public static Path of(List<String> keys) {
        Path path = ROOT;
        for (String key : keys) {
            path = path.then(key);
        }
        return path;
    }

    /** The path one step further in. The key may be empty: others write such. */
    public Path then(String key) {
        return new Path(this, key, depth + 1, HASH_FACTOR * hash + key.hashCode());
    }

    /** How many keys it has. */
    public int depth() {
        return depth;
    }

    /** The keys, outermost first. */
    public List<String> keys() {
        List<String> known = keys;
        if (known == null) {
            String[] all = new String[depth];
            Path step = this;
            for (int i = depth - 1; i >= 0 && step != null; i--) {
                all[i] = step.lastKey;
                step = step.parent;
            }
            known = List.of(all);
            keys = known;
        }
        return known;
    }

    /** The map this path's last key stands in; the root has none. */
    public Path parent() {
        if (parent == null) {
            throw new IllegalStateException("the root has no parent");
        }
        return parent;
    }

    /** The key this path ends with. */
    public String lastKey() {
        if (parent == null) {
            throw new IllegalStateException("the root has no key");
        }
        return lastKey;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // where two paths meet, the rest is the same
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof Path path) || path.hash != hash || path.depth != depth) {
            return false;
        }
        Path mine = this;
        Path theirs = path;
        while (mine != theirs && mine != null && theirs != null) {
            if (!mine.lastKey.equals(theirs.lastKey)) {
                return false;
            }
            mine = mine.parent;
            theirs = theirs.parent;
        }
        return true;
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return "/" + String.join("/", keys());
    }
}
