package app.vaultnotes.crdt.engine;

import app.vaultnotes.crdt.ActorId;
import app.vaultnotes.crdt.OpId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The authors of a document, each under an index, and their order by bytes, which settles ties. */
final class Actors {
    private final List<ActorId> actors = new ArrayList<>();
    private final Map<ActorId, Integer> indexes = new HashMap<>();

    /** Indexes in the order of the actors' bytes. */
    private int[] ordered = new int[4];

    /** For each index its place in that order. */
    private int[] ranks = new int[4];

    int count() {
        return actors.size();
    }

    ActorId get(int index) {
        return actors.get(index);
    }

    /** The index of an actor, or -1. */
    int find(ActorId actor) {
        Integer index = indexes.get(actor);
        return index == null ? -1 : index;
    }

    /** The index of an actor, who is listed now if not before. */
    int add(ActorId actor) {
        Integer known = indexes.get(actor);
        if (known != null) {
            return known;
        }
        int index = actors.size();
        actors.add(actor);
        indexes.put(actor, index);
        if (index == ordered.length) {
            ordered = Arrays.copyOf(ordered, 2 * index);
            ranks = Arrays.copyOf(ranks, 2 * index);
        }
        int at = place(actor, index);
        System.arraycopy(ordered, at, ordered, at + 1, index - at);
        ordered[at] = index;
        for (int i = at; i <= index; i++) {
            ranks[ordered[i]] = i;
        }
        return index;
    }

    private int place(ActorId actor, int count) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (actors.get(ordered[middle]).compareTo(actor) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The index of the actor at a place in the order of bytes. */
    int ordered(int place) {
        return ordered[place];
    }

    /** An actor's place in the order of bytes. */
    int rank(int index) {
        return ranks[index];
    }

    /** Orders names by counter, then by actor. */
    int compare(long id, long other) {
        int byCounter = Integer.compare(Ids.counter(id), Ids.counter(other));
        return byCounter != 0
                ? byCounter
                : Integer.compare(ranks[Ids.actor(id)], ranks[Ids.actor(other)]);
    }

    /** Puts names into their order. */
    void sort(long[] ids, int count) {
        if (count < 2) {
            return;
        }
        for (int i = 0; i < count; i++) {
            ids[i] = Ids.of(ranks[Ids.actor(ids[i])], Ids.counter(ids[i]));
        }
        Arrays.sort(ids, 0, count);
        for (int i = 0; i < count; i++) {
            ids[i] = Ids.of(ordered[Ids.actor(ids[i])], Ids.counter(ids[i]));
        }
    }

    /** The name as a number; -1 when the actor is not known. */
    long id(OpId id) {
        int actor = find(id.actor());
        return actor < 0 ? -1 : Ids.of(actor, (int) id.counter());
    }

    OpId opId(long id) {
        return new OpId(Ids.counter(id), actors.get(Ids.actor(id)));
    }
}
