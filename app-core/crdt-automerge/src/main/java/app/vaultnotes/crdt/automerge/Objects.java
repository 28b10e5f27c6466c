package app.vaultnotes.crdt.automerge;

import app.vaultnotes.crdt.Heads;
import app.vaultnotes.crdt.Path;
import app.vaultnotes.crdt.Value;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.automerge.AmValue;
import org.automerge.ChangeHash;
import org.automerge.ObjectId;
import org.automerge.Read;

/** Finds the objects that paths lead to; remembers those of the present. */
final class Objects {

    private final Map<Path, ObjectId> present = new HashMap<>();

    void forget() {
        present.clear();
    }

    Optional<Value> value(Read from, Path path, Optional<Heads> at) {
        return path.keys().isEmpty()
                ? Optional.of(new Value.MapObject())
                : find(from, path, at).map(Values::value);
    }

    private Optional<AmValue> find(Read from, Path path, Optional<Heads> at) {
        Optional<ObjectId> map = object(from, path.parent(), at);
        if (map.isEmpty()) {
            return Optional.empty();
        }
        String key = path.lastKey();
        SurrogatePairs.requireWellFormed(key);
        return at.isPresent()
                ? from.get(map.get(), key, hashes(at.get()))
                : from.get(map.get(), key);
    }

    private static ChangeHash[] hashes(Heads heads) {
        return Values.hashes(heads);
    }

    /** The map or text at a path. */
    private Optional<ObjectId> object(Read from, Path path, Optional<Heads> at) {
        if (path.keys().isEmpty()) {
            return Optional.of(ObjectId.ROOT);
        }
        ObjectId remembered = at.isEmpty() ? present.get(path) : null;
        if (remembered != null) {
            return Optional.of(remembered);
        }
        Optional<ObjectId> found = find(from, path, at).flatMap(Objects::id);
        if (at.isEmpty()) {
            found.ifPresent(id -> present.put(path, id));
        }
        return found;
    }

    private static Optional<ObjectId> id(AmValue value) {
        if (value instanceof AmValue.Map map) {
            return Optional.of(map.getId());
        }
        return value instanceof AmValue.Text text ? Optional.of(text.getId()) : Optional.empty();
    }

    SortedSet<String> keys(Read from, Path map, Optional<Heads> at) {
        SortedSet<String> keys = new TreeSet<>();
        if (value(from, map, at).equals(Optional.of(new Value.MapObject()))) {
            object(from, map, at)
                    .flatMap(id -> at.isPresent() ? from.keys(id, hashes(at.get())) : from.keys(id))
                    .ifPresent(found -> keys.addAll(Arrays.asList(found)));
        }
        return keys;
    }

    /** The text object at a path; refuses a path without one. */
    ObjectId textObject(Read from, Path path, Optional<Heads> at) {
        ObjectId remembered = at.isEmpty() ? present.get(path) : null;
        if (remembered != null) {
            return remembered;
        }
        if (!value(from, path, at).equals(Optional.of(new Value.TextObject()))) {
            throw new IllegalArgumentException("there is no text at " + path);
        }
        return object(from, path, at).orElseThrow();
    }

    /** The map a path's last key stands in; refuses a path that leads through something else. */
    ObjectId mapOf(Read from, Path path) {
        Path parent = path.parent();
        if (!value(from, parent, Optional.empty()).equals(Optional.of(new Value.MapObject()))) {
            throw new IllegalArgumentException("there is no map at " + parent);
        }
        return object(from, parent, Optional.empty()).orElseThrow();
    }

    String text(Read from, Path path, Optional<Heads> at) {
        ObjectId id = textObject(from, path, at);
        Optional<String> text = at.isPresent() ? from.text(id, hashes(at.get())) : from.text(id);
        return text.orElse("");
    }
}
