package app.vaultnotes.crdt.automerge;

import app.vaultnotes.crdt.Value;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.automerge.AmValue;
import org.automerge.Document;
import org.automerge.MapEntry;
import org.automerge.ObjectId;

/** What a document of automerge-java holds, as plain maps, lists, strings and numbers. */
final class NativeContent {
    private final Document document;

    NativeContent(Document document) {
        this.document = document;
    }

    Map<String, Object> all() {
        return map(ObjectId.ROOT);
    }

    private Map<String, Object> map(ObjectId map) {
        Map<String, Object> content = new TreeMap<>();
        for (MapEntry entry : document.mapEntries(map).orElseThrow()) {
            content.put(entry.getKey(), plain(entry.getValue()));
        }
        return content;
    }

    private Object plain(AmValue value) {
        if (value instanceof AmValue.Map map) {
            return map(map.getId());
        } else if (value instanceof AmValue.List list) {
            return Arrays.stream(document.listItems(list.getId()).orElseThrow())
                    .map(this::plain)
                    .toList();
        } else if (value instanceof AmValue.Text text) {
            return document.text(text.getId()).orElseThrow();
        }
        Value plain = Values.value(value);
        if (plain instanceof Value.Str text) {
            return text.value();
        } else if (plain instanceof Value.Bytes bytes) {
            return Base64.getEncoder().encodeToString(bytes.toByteArray());
        } else if (plain instanceof Value.Bool flag) {
            return flag.value();
        }
        return number(plain);
    }

    private static Object number(Value value) {
        if (value instanceof Value.Int number) {
            return number.value();
        } else if (value instanceof Value.Uint number) {
            return number.value();
        } else if (value instanceof Value.Counter counter) {
            return counter.value();
        } else if (value instanceof Value.Timestamp time) {
            return time.epochMillis();
        } else if (value instanceof Value.Real real) {
            return real.value();
        }
        return "nothing";
    }

    /** All objects but the root, outermost first. */
    List<AmValue> objects() {
        List<AmValue> found = new ArrayList<>();
        for (MapEntry entry : document.mapEntries(ObjectId.ROOT).orElseThrow()) {
            collect(entry.getValue(), found);
        }
        return found;
    }

    private void collect(AmValue value, List<AmValue> found) {
        if (value instanceof AmValue.Map map) {
            found.add(value);
            for (MapEntry entry : document.mapEntries(map.getId()).orElseThrow()) {
                collect(entry.getValue(), found);
            }
        } else if (value instanceof AmValue.List list) {
            found.add(value);
            items(list.getId(), found);
        } else if (value instanceof AmValue.Text text) {
            found.add(value);
            items(text.getId(), found);
        }
    }

    private void items(ObjectId sequence, List<AmValue> found) {
        for (AmValue item : document.listItems(sequence).orElse(new AmValue[0])) {
            collect(item, found);
        }
    }

    /** Is shown all values of one key, or of one element of a list. */
    interface Conflicts {
        void ofKey(List<String> way, List<Value> values);

        void ofElement(List<String> list, int index, List<Value> values);
    }

    /**
     * Shows all values of each key of each map that stands in maps, and of each element of each
     * list that stands there, in no order.
     */
    void conflicts(Conflicts each) {
        conflicts(ObjectId.ROOT, List.of(), each);
    }

    private void conflicts(ObjectId map, List<String> way, Conflicts each) {
        for (MapEntry entry : document.mapEntries(map).orElseThrow()) {
            List<String> path = new ArrayList<>(way);
            path.add(entry.getKey());
            each.ofKey(path, values(document, map, entry.getKey()));
            if (entry.getValue() instanceof AmValue.Map inner) {
                conflicts(inner.getId(), path, each);
            } else if (entry.getValue() instanceof AmValue.List list) {
                elements(list.getId(), path, each);
            }
        }
    }

    private void elements(ObjectId list, List<String> way, Conflicts each) {
        int length = document.listItems(list).orElseThrow().length;
        for (int i = 0; i < length; i++) {
            each.ofElement(way, i, values(document, list, int.class, i));
        }
    }

    /** All values of a key, none when nothing stands there. */
    static List<Value> values(Document document, ObjectId map, String key) {
        return values(document, map, String.class, key);
    }

    /** All values; automerge-java hides the class that holds them. */
    private static List<Value> values(
            Document document, ObjectId object, Class<?> kind, Object place) {
        try {
            Method getAll = Document.class.getMethod("getAll", ObjectId.class, kind);
            Object found = ((Optional<?>) getAll.invoke(document, object, place)).orElse(null);
            if (found == null) {
                return List.of();
            }
            Method values = found.getClass().getMethod("values");
            values.setAccessible(true);
            return ((Collection<?>) values.invoke(found))
                    .stream().map(value -> Values.value((AmValue) value)).toList();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("no way to all values of a key", e);
        }
    }
}
