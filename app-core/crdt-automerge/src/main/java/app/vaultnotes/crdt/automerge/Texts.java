package app.vaultnotes.crdt.automerge;

import app.vaultnotes.crdt.Heads;
import app.vaultnotes.crdt.OpId;
import app.vaultnotes.crdt.Path;
import app.vaultnotes.crdt.TextDiff;
import app.vaultnotes.crdt.TextEdit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.automerge.AmValue;
import org.automerge.ChangeHash;
import org.automerge.Document;
import org.automerge.MapEntry;
import org.automerge.ObjectId;
import org.automerge.Read;
import org.jspecify.annotations.Nullable;

/**
 * A document's texts as Java sees them: mirrors of those that were looked at, so that the engine is
 * rarely asked for a whole one, and, once changes from elsewhere come in, which texts there are.
 */
final class Texts {

    /** Texts deeper inside maps than this are not looked for. */
    private static final int MAX_DEPTH = 64;

    /** A text object and what is in it. */
    private record Mirrored(ObjectId id, TextMirror mirror) {}

    private final Objects objects;
    private final Map<Path, Mirrored> mirrors = new HashMap<>();
    private @Nullable Map<OpId, Path> places;

    Texts(Objects objects) {
        this.objects = objects;
    }

    /** The text at a path, read from the engine when it is not mirrored. */
    TextMirror mirror(Read from, Path text) {
        Mirrored known = mirrors.get(text);
        if (known != null) {
            return known.mirror();
        }
        ObjectId id = objects.requireText(from, text, Optional.empty());
        return mirror(text, id, Objects.characters(from, id, Optional.empty()));
    }

    private TextMirror mirror(Path text, ObjectId id, String characters) {
        TextMirror mirror = new TextMirror(characters);
        mirrors.put(text, new Mirrored(id, mirror));
        return mirror;
    }

    /** A new text was put at a path. */
    void made(Path text, ObjectId id) {
        replaced(text);
        mirror(text, id, "");
    }

    /** A map or text was removed: what stood at paths is something else now. */
    void replaced(Path path) {
        mirrors.keySet().removeIf(p -> startsWith(p, path));
        places = null;
    }

    private static boolean startsWith(Path path, Path start) {
        int length = start.keys().size();
        return path.keys().size() >= length && path.keys().subList(0, length).equals(start.keys());
    }

    /** Prepares to follow changes, operation by operation; null when they are not simple enough. */
    @Nullable FewEdits prepare(Document document, Survey.Sum coming) {
        if (!coming.isFew() || coming.placeTexts() || coming.sequences().size() != 1) {
            return null;
        }
        Path path = places(document).get(coming.sequences().iterator().next());
        if (path == null) {
            return null;
        }
        ObjectId id = objects.requireText(document, path, Optional.empty());
        TextMirror mirror = mirror(document, path);
        return FewEdits.prepare(document, path, id, mirror, coming.operations());
    }

    /**
     * Follows changes that the document took in.
     *
     * @param before where the document stood
     * @param prepared what {@link #prepare} said of just these changes
     * @return how the texts changed
     */
    List<TextEdit> follow(
            Document document, Survey.Sum done, Heads before, @Nullable FewEdits prepared) {
        Map<OpId, Path> old = places;
        if (done.changeMaps()) {
            objects.forget();
            dropGone(document);
        }
        if (done.sequences().isEmpty() && !done.placeTexts()) {
            return List.of();
        }
        if (prepared != null && places != null) {
            List<TextEdit> edits = prepared.finish(document);
            if (edits != null) {
                return edits;
            }
        }
        return compare(document, done, old, Values.hashes(before));
    }

    /** Forgets mirrors and places of texts that do not stand where they stood. */
    private void dropGone(Document document) {
        mirrors.entrySet()
                .removeIf(entry ->
                        !objects.text(document, entry.getKey(), Optional.empty())
                                .equals(Optional.of(entry.getValue().id())));
        Map<OpId, Path> known = places == null ? Map.of() : places;
        for (Map.Entry<OpId, Path> place : known.entrySet()) {
            Optional<OpId> there =
                    objects.text(document, place.getValue(), Optional.empty()).map(Values::opId);
            if (!there.equals(Optional.of(place.getKey()))) {
                places = null;
            }
        }
    }

    private List<TextEdit> compare(
            Document document,
            Survey.Sum done,
            @Nullable Map<OpId, Path> placesBefore,
            ChangeHash[] before) {
        Map<OpId, Path> old =
                placesBefore == null ? walk(document, Optional.of(before)) : placesBefore;
        if (done.placeTexts()) {
            places = null;
        }
        Map<OpId, Path> now = places(document);
        Map<Path, OpId> altered = new TreeMap<>(Comparator.comparing(Path::toString));
        for (Map.Entry<OpId, Path> place : now.entrySet()) {
            boolean moved = !place.getValue().equals(old.get(place.getKey()));
            if (moved || done.sequences().contains(place.getKey())) {
                altered.put(place.getValue(), place.getKey());
            }
        }
        List<TextEdit> edits = new ArrayList<>();
        for (Path path : altered.keySet()) {
            Mirrored known = mirrors.remove(path);
            String was = known != null ? known.mirror().toString() : past(document, path, before);
            edits.addAll(TextDiff.edits(path, was, mirror(document, path).toString()));
        }
        return edits;
    }

    private String past(Document document, Path path, ChangeHash[] before) {
        return objects.text(document, path, Optional.of(before))
                .map(id -> Objects.characters(document, id, Optional.of(before)))
                .orElse("");
    }

    private Map<OpId, Path> places(Document document) {
        Map<OpId, Path> found = places;
        if (found == null) {
            found = walk(document, Optional.empty());
            places = found;
        }
        return found;
    }

    /** All texts that stand in the root or in maps inside it. */
    private static Map<OpId, Path> walk(Document document, Optional<ChangeHash[]> at) {
        record Open(ObjectId map, Path path) {}
        Map<OpId, Path> found = new HashMap<>();
        Deque<Open> open = new ArrayDeque<>(List.of(new Open(ObjectId.ROOT, Path.ROOT)));
        while (!open.isEmpty()) {
            Open next = open.remove();
            for (MapEntry entry : Objects.entries(document, next.map(), at)) {
                if (entry.getValue() instanceof AmValue.Text text) {
                    found.put(Values.opId(text.getId()), next.path().then(entry.getKey()));
                } else if (entry.getValue() instanceof AmValue.Map map
                        && next.path().keys().size() < MAX_DEPTH) {
                    open.add(new Open(map.getId(), next.path().then(entry.getKey())));
                }
            }
        }
        return found;
    }
}
