package app.vaultnotes.crdt.engine;

import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.ChangeHash;
import app.vaultnotes.crdt.CrdtException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Changes that came before the ones they depend on. */
final class Waiting {
    private final long maxBytes;
    private final Map<ChangeHash, Change> waiting = new LinkedHashMap<>(2);
    private final Map<ChangeHash, Map<ChangeHash, Held>> byMissing = new HashMap<>(2);

    /** What the last call brought or freed. */
    private final List<Held> moved = new ArrayList<>();

    private long bytes;
    private long came;

    /** A change whose dependencies before one are here, and as which it came. */
    private record Held(Change change, long number, int dependency) {}

    Waiting(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** The changes that wait, in the order in which they came. */
    Collection<Change> changes() {
        return waiting.values();
    }

    boolean contains(Change change) {
        return waiting.containsKey(change.hash());
    }

    /** The changes nobody has that others wait for. */
    Set<ChangeHash> missing(Predicate<ChangeHash> known) {
        Set<ChangeHash> missing = new LinkedHashSet<>();
        for (Change change : waiting.values()) {
            for (ChangeHash dependency : change.dependencies()) {
                if (!waiting.containsKey(dependency) && !known.test(dependency)) {
                    missing.add(dependency);
                }
            }
        }
        return missing;
    }

    /**
     * Takes in new changes.
     *
     * @return those that nothing keeps waiting any more, each after those it depends on, and what
     *     one freed right behind it, in the order in which it came: so it is one order, and one
     *     price, whether changes come one by one or all in one file. They count as waiting until
     *     {@link #remove}
     */
    List<Change> add(List<Change> arrived, Predicate<ChangeHash> known) {
        Deque<Held> next = new ArrayDeque<>();
        moved.clear();
        for (Change change : arrived) {
            waiting.put(change.hash(), change);
            bytes += change.decodedBytes();
            next.add(new Held(change, came++, 0));
        }
        Map<ChangeHash, Change> ready = new LinkedHashMap<>();
        while (!next.isEmpty()) {
            Held held = next.remove();
            Change change = held.change();
            moved.add(held);
            if (ready.containsKey(change.hash()) || isHeld(held, ready, known)) {
                continue;
            }
            ready.put(change.hash(), change);
            Map<ChangeHash, Held> behind = byMissing.remove(change.hash());
            if (behind != null) {
                List<Held> freed = new ArrayList<>(behind.values());
                freed.sort(Comparator.comparingLong(Held::number));
                for (int i = freed.size(); i > 0; i--) {
                    next.addFirst(freed.get(i - 1));
                }
            }
        }
        return new ArrayList<>(ready.values());
    }

    /** Whether a dependency is missing; if so, the change is noted under the first such. */
    private boolean isHeld(Held held, Map<ChangeHash, Change> ready, Predicate<ChangeHash> known) {
        List<ChangeHash> dependencies = held.change().dependencies();
        for (int i = held.dependency(); i < dependencies.size(); i++) {
            ChangeHash dependency = dependencies.get(i);
            boolean missing =
                    !ready.containsKey(dependency)
                            && (waiting.containsKey(dependency) || !known.test(dependency));
            if (missing) {
                byMissing
                        .computeIfAbsent(dependency, hash -> new HashMap<>(2))
                        .put(held.change().hash(), new Held(held.change(), held.number(), i));
                return true;
            }
        }
        return false;
    }

    /** Lets go of changes that are part of the document now, or that were refused. */
    void remove(Collection<Change> changes) {
        for (Change change : changes) {
            if (waiting.remove(change.hash()) != null) {
                bytes -= change.decodedBytes();
                free(change);
            }
        }
    }

    /** Takes a change off what it is noted under. */
    private void free(Change change) {
        if (byMissing.isEmpty()) {
            return;
        }
        for (ChangeHash dependency : change.dependencies()) {
            Map<ChangeHash, Held> behind = byMissing.get(dependency);
            if (behind != null && behind.remove(change.hash()) != null && behind.isEmpty()) {
                byMissing.remove(dependency);
            }
        }
    }

    /**
     * Holds back again what the last call brought or freed and what did not become part of the
     * document; all others are noted under something that is not there still.
     */
    void holdAgain(Predicate<ChangeHash> known) {
        for (Held held : moved) {
            if (waiting.containsKey(held.change().hash())) {
                free(held.change());
                isHeld(new Held(held.change(), held.number(), 0), Map.of(), known);
            }
        }
    }

    /** Refuses to let more wait than there may, when these have gone. */
    void requireRoom(List<Change> going) {
        if (!hasRoom(going)) {
            throw new CrdtException("too many changes wait for others that never came");
        }
    }

    /** Whether no more wait than may, when these have gone. */
    boolean hasRoom(List<Change> going) {
        return bytes - going.stream().mapToLong(Change::decodedBytes).sum() <= maxBytes;
    }
}
