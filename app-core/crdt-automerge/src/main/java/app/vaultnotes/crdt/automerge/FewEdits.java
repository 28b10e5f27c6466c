package app.vaultnotes.crdt.automerge;

import app.vaultnotes.crdt.OpId;
import app.vaultnotes.crdt.Operation;
import app.vaultnotes.crdt.Path;
import app.vaultnotes.crdt.TextEdit;
import app.vaultnotes.crdt.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.automerge.Cursor;
import org.automerge.Document;
import org.automerge.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * Follows a few insertions and deletions of characters in one text from one change to the next: the
 * engine is asked for the place of each character, of those that go beforehand, of those that come
 * afterwards. Microseconds each, where reading and comparing a long text takes milliseconds.
 */
final class FewEdits {

    private final Path path;
    private final ObjectId text;
    private final TextMirror mirror;
    private final Map<OpId, String> inserted = new HashMap<>();
    private final TreeSet<Integer> deletedAt = new TreeSet<>();

    private FewEdits(Path path, ObjectId text, TextMirror mirror) {
        this.path = path;
        this.text = text;
        this.mirror = mirror;
    }

    /** Looks up what goes; null when the operations are of a kind that cannot be followed. */
    static @Nullable FewEdits prepare(
            Document document,
            Path path,
            ObjectId text,
            TextMirror mirror,
            List<Operation> operations) {
        FewEdits edits = new FewEdits(path, text, mirror);
        for (Operation operation : operations) {
            if (!edits.note(document, operation)) {
                return null;
            }
        }
        return edits;
    }

    private boolean note(Document document, Operation operation) {
        OpId element = operation.element();
        if (operation.key() != null) {
            return operation.action() == Operation.Action.SET
                    || operation.action() == Operation.Action.INCREMENT;
        }
        return switch (operation.action()) {
            case MARK -> true;
            case SET -> operation.insert() && noteInserted(operation);
            case DELETE -> element != null && noteDeleted(document, element);
            default -> false;
        };
    }

    private boolean noteInserted(Operation operation) {
        if (operation.value() instanceof Value.Str character
                && character.value().codePointCount(0, character.value().length()) == 1) {
            inserted.put(operation.id(), character.value());
            return true;
        }
        return false;
    }

    private boolean noteDeleted(Document document, OpId element) {
        if (inserted.remove(element) != null) {
            return true;
        }
        int at = codePoint(document, element);
        if (at >= 0 && at < mirror.codePoints()) {
            String there = document.makeCursor(text, at).toString();
            if (there.equals(element.toString())) {
                deletedAt.add(at);
            }
        }
        return at >= 0;
    }

    /** Where a character is or would be; negative when the text does not know it. */
    private int codePoint(Document document, OpId element) {
        try {
            Cursor cursor = Cursor.fromString(element.toString());
            return Math.toIntExact(document.lookupCursorIndex(text, cursor));
        } catch (RuntimeException e) {
            return -1;
        }
    }

    /**
     * The edits, after the document took in the changes; null when they cannot be told this way.
     */
    @Nullable List<TextEdit> finish(Document document) {
        TreeMap<Integer, String> insertedAt = new TreeMap<>();
        for (Map.Entry<OpId, String> character : inserted.entrySet()) {
            insertedAt.put(codePoint(document, character.getKey()), character.getValue());
        }
        int length = mirror.codePoints() - deletedAt.size() + insertedAt.size();
        boolean whole = insertedAt.size() == inserted.size() && !insertedAt.containsKey(-1);
        return whole && document.length(text) == length ? merged(insertedAt) : null;
    }

    /** Both kinds in the order of the text; applies them to the mirror as well. */
    private List<TextEdit> merged(NavigableMap<Integer, String> insertedAt) {
        List<TextEdit> edits = new ArrayList<>();
        List<Integer> deletions = List.copyOf(deletedAt);
        int deleted = 0;
        int done = 0;
        while (deleted < deletions.size() || !insertedAt.isEmpty()) {
            int deletion =
                    deleted < deletions.size()
                            ? deletions.get(deleted) - deleted + done
                            : Integer.MAX_VALUE;
            boolean insert = !insertedAt.isEmpty() && insertedAt.firstKey() <= deletion;
            if (insert) {
                Map.Entry<Integer, String> first = insertedAt.pollFirstEntry();
                apply(edits, first.getKey(), 0, first.getValue());
                done++;
            } else {
                apply(edits, deletion, 1, "");
                deleted++;
            }
        }
        return edits;
    }

    private void apply(List<TextEdit> edits, int codePoint, int count, String characters) {
        int start = mirror.pairs().toOffset(codePoint);
        int length = mirror.pairs().toOffset(codePoint + count) - start;
        mirror.splice(start, length, characters);
        if (!edits.isEmpty()) {
            TextEdit last = edits.get(edits.size() - 1);
            if (last.start() + last.inserted().length() == start) {
                edits.set(
                        edits.size() - 1,
                        new TextEdit(
                                path,
                                last.start(),
                                last.deleted() + length,
                                last.inserted() + characters));
                return;
            }
        }
        edits.add(new TextEdit(path, start, length, characters));
    }
}
