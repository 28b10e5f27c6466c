package app.vaultnotes.crdt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a document's maps and texts show, kept by somebody who read it once and since then only
 * follows the edits told. Refuses edits that do not fit what it has, or change nothing.
 */
public final class Shadow {
    private final Map<String, Object> root;

    /** What a text says. */
    private record Words(String text) {}

    private Shadow(Map<String, Object> root) {
        this.root = root;
    }

    /** A shadow of what is to be read. */
    public static Shadow of(CrdtReader reader) {
        return new Shadow(read(reader, Path.ROOT));
    }

    private static Map<String, Object> read(CrdtReader reader, Path map) {
        Map<String, Object> content = new TreeMap<>();
        for (String key : reader.keys(map)) {
            Path path = map.then(key);
            Value value = reader.value(path).orElseThrow();
            if (value instanceof Value.MapObject) {
                content.put(key, read(reader, path));
            } else if (value instanceof Value.TextObject) {
                content.put(key, new Words(reader.text(path)));
            } else {
                content.put(key, value);
            }
        }
        return content;
    }

    /** Follows edits. */
    public void follow(List<? extends Edit> edits) {
        for (Edit edit : edits) {
            if (edit instanceof TextEdit text) {
                assertNotEquals(0, text.deleted() + text.inserted().length(), edit::toString);
                String words = ((Words) at(text.text())).text();
                map(text.text().parent())
                        .put(text.text().lastKey(), new Words(text.applyTo(words)));
            } else if (edit instanceof MapEdit value) {
                follow(value);
            }
        }
    }

    private void follow(MapEdit edit) {
        Map<String, Object> map = map(edit.path().parent());
        String key = edit.path().lastKey();
        assertNotEquals(shown(map.get(key)), edit.value(), () -> "changes nothing: " + edit);
        if (edit.value().isEmpty()) {
            map.remove(key);
        } else {
            map.put(key, begun(edit.value().get()));
        }
    }

    private static Object begun(Value value) {
        if (value instanceof Value.MapObject) {
            return new TreeMap<>();
        }
        return value instanceof Value.TextObject ? new Words("") : value;
    }

    private static Optional<Value> shown(@Nullable Object content) {
        if (content instanceof Map) {
            return Optional.of(new Value.MapObject());
        } else if (content instanceof Words) {
            return Optional.of(new Value.TextObject());
        }
        return Optional.ofNullable((Value) content);
    }

    private Object at(Path path) {
        Object there = path.depth() == 0 ? root : map(path.parent()).get(path.lastKey());
        if (there == null) {
            throw new AssertionError("an edit where nothing stands: " + path);
        }
        return there;
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> map(Path path) {
        return (Map<String, Object>) at(path);
    }

    /** Checks that a document shows the same. */
    public void assertShows(CrdtReader reader, String context) {
        assertEquals(read(reader, Path.ROOT), root, context);
    }
}
