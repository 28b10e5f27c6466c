package app.vaultnotes.crdt.automerge;

import app.vaultnotes.crdt.Heads;
import app.vaultnotes.crdt.OpId;
import app.vaultnotes.crdt.Path;
import app.vaultnotes.crdt.TextDiff;
import app.vaultnotes.crdt.TextEdit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.automerge.ChangeHash;
import org.automerge.Document;
import org.automerge.ObjectId;
import org.automerge.Read;
import org.jspecify.annotations.Nullable;

/**
 * A document's texts as Java sees them: mirrors of those that were looked at, so that the engine is
 * rarely asked for a whole one, and, once changes from elsewhere come in, which texts there are.
 */
final class Texts {

    /** A text object and what is in it. */
    private record Mirrored(ObjectId id, TextMirror mirror) {}

    private static final Places NOWHERE = new Places(Map.of(), Map.of());

    private final Objects objects;
    private final Map<Path, Mirrored> mirrors = new HashMap<>();
    private @Nullable Places places;

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
        mirror(text, id, "");
    }

    /** A map or text came or went: what stands at paths is something else now. */
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
        Path path = places(document).texts().get(coming.sequences().iterator().next());
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
     * @param moved whether a map or text came, went, or took another's place
     * @param before where the document stood
     * @param prepared what {@link #prepare} said of just these changes
     * @return how the texts changed
     */
    List<TextEdit> follow(
            Document document,
            Survey.Sum done,
            boolean moved,
            Heads before,
            @Nullable FewEdits prepared) {
        Places old = places;
        if (moved) {
            objects.forget();
            dropGone(document);
            places = null;
        } else if (done.sequences().isEmpty()) {
            return List.of();
        } else if (prepared != null) {
            List<TextEdit> edits = prepared.finish(document);
            if (edits != null) {
                return edits;
            }
        }
        return compare(document, done, old, Values.hashes(before));
    }

    /** Forgets mirrors of texts that do not stand where they stood. */
    private void dropGone(Document document) {
        mirrors.entrySet()
                .removeIf(entry ->
                        !objects.text(document, entry.getKey(), Optional.empty())
                                .equals(Optional.of(entry.getValue().id())));
    }

    private List<TextEdit> compare(
            Document document, Survey.Sum done, @Nullable Places known, ChangeHash[] before) {
        Places old = known == null ? Places.walk(document, Optional.of(before)) : known;
        Map<Path, OpId> altered = new TreeMap<>(Comparator.comparing(Path::toString));
        places(document)
                .texts()
                .forEach((text, path) -> {
                    boolean other = !path.equals(old.texts().get(text));
                    if (other || done.sequences().contains(text)) {
                        altered.put(path, text);
                    }
                });
        List<TextEdit> edits = new ArrayList<>();
        for (Path path : altered.keySet()) {
            Mirrored mirrored = mirrors.remove(path);
            String was =
                    mirrored != null ? mirrored.mirror().toString() : past(document, path, before);
            edits.addAll(TextDiff.edits(path, was, mirror(document, path).toString()));
        }
        return edits;
    }

    private String past(Document document, Path path, ChangeHash[] before) {
        return objects.text(document, path, Optional.of(before))
                .map(id -> Objects.characters(document, id, Optional.of(before)))
                .orElse("");
    }

    /** Where texts and maps stand; nothing when changes write no maps. */
    Places places(Document document, Survey.Sum coming) {
        return coming.places().isEmpty() ? NOWHERE : places(document);
    }

    private Places places(Document document) {
        Places found = places;
        if (found == null) {
            found = Places.walk(document, Optional.empty());
            places = found;
        }
        return found;
    }
}
