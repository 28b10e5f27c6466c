package app.vaultnotes.crdt.automerge;

import app.vaultnotes.crdt.OpId;
import app.vaultnotes.crdt.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.automerge.AmValue;
import org.automerge.ChangeHash;
import org.automerge.MapEntry;
import org.automerge.ObjectId;
import org.automerge.Read;

/** Where the texts and maps stand that can be reached through maps from the root. */
record Places(Map<OpId, Path> texts, Map<OpId, Path> maps) {

    /** What is deeper inside maps than this is not looked for. */
    static final int MAX_DEPTH = 64;

    private record Open(ObjectId map, Path path) {}

    /** The places of a moment, or of the present. */
    static Places walk(Read from, Optional<ChangeHash[]> at) {
        Places found = new Places(new HashMap<>(), new HashMap<>());
        Deque<Open> open = new ArrayDeque<>();
        open.add(new Open(ObjectId.ROOT, Path.ROOT));
        while (!open.isEmpty()) {
            Open next = open.remove();
            for (MapEntry entry : Objects.entries(from, next.map(), at)) {
                found.note(next.path().then(entry.getKey()), entry.getValue(), open);
            }
        }
        return found;
    }

    private void note(Path path, AmValue value, Deque<Open> open) {
        if (value instanceof AmValue.Text text) {
            texts.put(Values.opId(text.getId()), path);
        } else if (value instanceof AmValue.Map map && path.depth() <= MAX_DEPTH) {
            maps.put(Values.opId(map.getId()), path);
            open.add(new Open(map.getId(), path));
        }
    }
}
