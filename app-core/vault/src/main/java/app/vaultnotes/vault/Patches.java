package app.vaultnotes.vault;

import app.vaultnotes.document.Id;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * How texts of notes change, for those who show them: kept from the edit until it is durable, and
 * told then. Under the vault's lock, but for {@link #listen}.
 */
final class Patches {

    private final List<Consumer<TextPatch>> listeners = new CopyOnWriteArrayList<>();
    private final Map<Id, List<TextPatch>> untold = new HashMap<>();

    /** Has a listener told from now on. For any thread. */
    Listening listen(Consumer<TextPatch> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** A note in memory was edited; the store lacks that yet. */
    void add(TextPatch patch) {
        if (!listeners.isEmpty()) {
            untold.computeIfAbsent(patch.note(), id -> new ArrayList<>()).add(patch);
        }
    }

    /** What was done to a document in memory is void. */
    void drop(Id document) {
        untold.remove(document);
    }

    /** Nothing of what was not told by now becomes durable. */
    void dropAll() {
        untold.clear();
    }

    /** What was done to a document is durable. */
    void tell(Id document) {
        List<TextPatch> patches = untold.remove(document);
        if (patches != null) {
            patches.forEach(patch -> listeners.forEach(listener -> listener.accept(patch)));
        }
    }
}
