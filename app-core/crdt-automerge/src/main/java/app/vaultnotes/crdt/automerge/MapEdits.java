package app.vaultnotes.crdt.automerge;

import app.vaultnotes.crdt.Edit;
import app.vaultnotes.crdt.MapEdit;
import app.vaultnotes.crdt.OpId;
import app.vaultnotes.crdt.Path;
import app.vaultnotes.crdt.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.automerge.AmValue;
import org.automerge.MapEntry;
import org.automerge.ObjectId;
import org.automerge.Read;
import org.jspecify.annotations.Nullable;

/**
 * Follows what stands at the keys that changes from elsewhere write: reads it before and after. The
 * engine's own account of that can end the process once something was merged.
 */
final class MapEdits {

    /** Keys that are written, as they were. */
    private final List<Noted> noted = new ArrayList<>();

    /** What stands at a key that is written. */
    private record Noted(ObjectId map, Path path, @Nullable Standing before) {}

    /** A key that was written and what stands there now. */
    private record Written(Path path, @Nullable Standing before, @Nullable Standing now) {

        boolean isOtherObject() {
            return !object(before).equals(object(now));
        }
    }

    private List<Written> written = List.of();

    /**
     * What stands at a key.
     *
     * @param inside what is in it, if it is a map
     */
    private record Standing(Value value, Optional<OpId> object, Map<String, Standing> inside) {

        static Standing of(Read from, Path path, AmValue value) {
            Map<String, Standing> inside = new TreeMap<>();
            if (value instanceof AmValue.Map map && path.depth() <= Places.MAX_DEPTH) {
                for (MapEntry entry : Objects.entries(from, map.getId(), Optional.empty())) {
                    Path inner = path.then(entry.getKey());
                    inside.put(entry.getKey(), of(from, inner, entry.getValue()));
                }
            }
            return new Standing(Values.value(value), Objects.made(value), inside);
        }
    }

    private static Optional<Value> value(@Nullable Standing standing) {
        return standing == null ? Optional.empty() : Optional.of(standing.value());
    }

    private static Optional<OpId> object(@Nullable Standing standing) {
        return standing == null ? Optional.empty() : standing.object();
    }

    private static Map<String, Standing> inside(@Nullable Standing standing) {
        return standing == null ? Map.of() : standing.inside();
    }

    /** Reads what stands at the keys that are to be written, in maps that can be reached. */
    static MapEdits prepare(Read from, Places places, Survey.Sum coming) {
        MapEdits edits = new MapEdits();
        for (Survey.Place place : coming.places()) {
            OpId object = place.map();
            Path map = object == null ? Path.ROOT : places.maps().get(object);
            if (map != null) {
                ObjectId id = object == null ? ObjectId.ROOT : NativeAccess.objectId(object);
                Path path = map.then(place.key());
                edits.noted.add(new Noted(id, path, read(from, id, path)));
            }
        }
        return edits;
    }

    private static @Nullable Standing read(Read from, ObjectId map, Path path) {
        return Objects.read(from, map, path.lastKey(), Optional.empty())
                .map(value -> Standing.of(from, path, value))
                .orElse(null);
    }

    /**
     * Reads what stands there once the changes were taken in.
     *
     * @return whether a map, text or list came, went, or took another's place somewhere
     */
    boolean read(Read from) {
        written =
                noted.stream()
                        .map(n -> new Written(n.path(), n.before(), read(from, n.map(), n.path())))
                        .toList();
        return written.stream().anyMatch(Written::isOtherObject);
    }

    /**
     * The edits: first of what stands at another object's place, outermost first, with all that is
     * in it; then of what is not inside of one of those.
     */
    List<Edit> edits() {
        List<Edit> edits = new ArrayList<>();
        Set<Path> others = new HashSet<>();
        written.stream()
                .filter(Written::isOtherObject)
                .sorted(Comparator.comparingInt(w -> w.path().depth()))
                .filter(w -> !isBelow(w.path(), others))
                .forEach(w -> {
                    others.add(w.path());
                    compare(w.path(), w.before(), w.now(), edits);
                });
        written.stream()
                .filter(w -> !w.isOtherObject() && !isBelow(w.path(), others))
                .forEach(w -> tell(w.path(), w.before(), w.now(), edits));
        return edits;
    }

    private static boolean isBelow(Path path, Set<Path> others) {
        Path step = path;
        while (step.depth() > 0 && !others.isEmpty()) {
            step = step.parent();
            if (others.contains(step)) {
                return true;
            }
        }
        return false;
    }

    private static void compare(
            Path path, @Nullable Standing before, @Nullable Standing now, List<Edit> edits) {
        tell(path, before, now, edits);
        if (now == null) {
            return;
        }
        Map<String, Standing> old = inside(before);
        boolean bothMaps = value(before).equals(value(now));
        Set<String> keys = new TreeSet<>(now.inside().keySet());
        keys.addAll(bothMaps ? old.keySet() : Set.of());
        for (String key : keys) {
            compare(path.then(key), old.get(key), now.inside().get(key), edits);
        }
    }

    private static void tell(
            Path path, @Nullable Standing before, @Nullable Standing now, List<Edit> edits) {
        if (!value(before).equals(value(now))) {
            edits.add(new MapEdit(path, value(now)));
        }
    }
}
