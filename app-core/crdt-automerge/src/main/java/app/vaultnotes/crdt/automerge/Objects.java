package app.vaultnotes.crdt.automerge;

import app.vaultnotes.crdt.OpId;
import app.vaultnotes.crdt.Path;
import app.vaultnotes.crdt.Value;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.automerge.AmValue;
import org.automerge.ChangeHash;
import org.automerge.MapEntry;
import org.automerge.ObjectId;
import org.automerge.ObjectType;
import org.automerge.Read;

/** Finds the objects that paths lead to; remembers those of the present. */
final class Objects {

    /** A map, text or list. */
    private record Found(ObjectId id, ObjectType type) {

        static Optional<Found> in(AmValue value) {
            if (value instanceof AmValue.Map map) {
                return Optional.of(new Found(map.getId(), ObjectType.MAP));
            } else if (value instanceof AmValue.Text text) {
                return Optional.of(new Found(text.getId(), ObjectType.TEXT));
            }
            return value instanceof AmValue.List list
                    ? Optional.of(new Found(list.getId(), ObjectType.LIST))
                    : Optional.empty();
        }

        boolean isMap() {
            return type == ObjectType.MAP;
        }
    }

    private static final Found ROOT = new Found(ObjectId.ROOT, ObjectType.MAP);

    private final Map<Path, Found> present = new HashMap<>();

    void forget() {
        present.clear();
    }

    Optional<Value> value(Read from, Path path, Optional<ChangeHash[]> at) {
        return path.keys().isEmpty()
                ? Optional.of(new Value.MapObject())
                : read(from, path, at).map(Values::value);
    }

    private Optional<AmValue> read(Read from, Path path, Optional<ChangeHash[]> at) {
        Optional<ObjectId> map = find(from, path.parent(), at).filter(Found::isMap).map(Found::id);
        return map.flatMap(id -> read(from, id, path.lastKey(), at));
    }

    /** What stands at a key of a map. */
    static Optional<AmValue> read(Read from, ObjectId map, String key, Optional<ChangeHash[]> at) {
        if (!Keys.reachable(key)) {
            return Arrays.stream(entries(from, map, at))
                    .filter(entry -> entry.getKey().equals(key))
                    .map(MapEntry::getValue)
                    .findFirst();
        }
        return at.isPresent() ? from.get(map, key, at.get()) : from.get(map, key);
    }

    /** The name of the map, text or list that a value is. */
    static Optional<OpId> made(AmValue value) {
        return Found.in(value).map(found -> Values.opId(found.id()));
    }

    static MapEntry[] entries(Read from, ObjectId map, Optional<ChangeHash[]> at) {
        Optional<MapEntry[]> entries =
                at.isPresent() ? from.mapEntries(map, at.get()) : from.mapEntries(map);
        return entries.orElse(new MapEntry[0]);
    }

    private Optional<Found> find(Read from, Path path, Optional<ChangeHash[]> at) {
        if (path.keys().isEmpty()) {
            return Optional.of(ROOT);
        }
        Found remembered = at.isEmpty() ? present.get(path) : null;
        if (remembered != null) {
            return Optional.of(remembered);
        }
        Optional<Found> found = read(from, path, at).flatMap(Found::in);
        if (at.isEmpty()) {
            found.ifPresent(f -> present.put(path, f));
        }
        return found;
    }

    SortedSet<String> keys(Read from, Path map, Optional<ChangeHash[]> at) {
        SortedSet<String> keys = new TreeSet<>();
        find(from, map, at)
                .filter(Found::isMap)
                .map(Found::id)
                .flatMap(id -> at.isPresent() ? from.keys(id, at.get()) : from.keys(id))
                .ifPresent(found -> keys.addAll(Arrays.asList(found)));
        return keys;
    }

    /** The text object at a path. */
    Optional<ObjectId> text(Read from, Path path, Optional<ChangeHash[]> at) {
        return find(from, path, at).filter(f -> f.type() == ObjectType.TEXT).map(Found::id);
    }

    /** The text object at a path; refuses a path without one. */
    ObjectId requireText(Read from, Path path, Optional<ChangeHash[]> at) {
        return text(from, path, at)
                .orElseThrow(() -> new IllegalArgumentException("there is no text at " + path));
    }

    /** The list at a path; refuses a path without one. */
    ObjectId requireList(Read from, Path path, Optional<ChangeHash[]> at) {
        return find(from, path, at)
                .filter(found -> found.type() == ObjectType.LIST)
                .map(Found::id)
                .orElseThrow(() -> new IllegalArgumentException("there is no list at " + path));
    }

    /** What stands in a list. */
    static List<Value> items(Read from, ObjectId list, Optional<ChangeHash[]> at) {
        Optional<AmValue[]> items =
                at.isPresent() ? from.listItems(list, at.get()) : from.listItems(list);
        return Arrays.stream(items.orElse(new AmValue[0])).map(Values::value).toList();
    }

    /** The whole text of a text object. */
    static String characters(Read from, ObjectId text, Optional<ChangeHash[]> at) {
        Optional<String> characters = at.isPresent() ? from.text(text, at.get()) : from.text(text);
        return characters.orElse("");
    }

    /** The map a path's last key stands in; refuses a path that leads through something else. */
    ObjectId mapOf(Read from, Path path) {
        Path parent = path.parent();
        return find(from, parent, Optional.empty())
                .filter(Found::isMap)
                .map(Found::id)
                .orElseThrow(() -> new IllegalArgumentException("there is no map at " + parent));
    }
}
