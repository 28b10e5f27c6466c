package app.vaultnotes.crdt.engine;

import app.vaultnotes.crdt.ActorId;
import app.vaultnotes.crdt.OpId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The authors of a document, each under an index, and their order by bytes, which settles ties. The
 * order is made out when it is asked for and pays: authors who come one by one, each with a tie,
 * must not each cost as much as all of them.
 */
final class Actors {

    /** Names that are put into their order without that of all authors. */
    private static final int FEW = 16;

    private final List<ActorId> actors = new ArrayList<>();
    private final Map<ActorId, Integer> indexes = new HashMap<>();

    /** Indexes in the order of the actors' bytes, of as many as there were when it was made. */
    private int[] ordered = {};

    /** For each index its place in that order. */
    private int[] ranks = {};

    /** Ties settled by bytes since an actor came that has no rank. */
    private int compared;

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
        Integer known = indexes.putIfAbsent(actor, actors.size());
        if (known != null) {
            return known;
        }
        actors.add(actor);
        compared = 0;
        return actors.size() - 1;
    }

    private boolean isOrdered() {
        return ordered.length == actors.size();
    }

    private void order() {
        if (isOrdered()) {
            return;
        }
        List<Integer> all = new ArrayList<>(indexes.values());
        all.sort(Comparator.comparing(actors::get));
        ordered = all.stream().mapToInt(Integer::intValue).toArray();
        ranks = new int[ordered.length];
        for (int place = 0; place < ordered.length; place++) {
            ranks[ordered[place]] = place;
        }
    }

    /** The index of the actor at a place in the order of bytes. */
    int ordered(int place) {
        order();
        return ordered[place];
    }

    /** An actor's place in the order of bytes. */
    int rank(int index) {
        order();
        return ranks[index];
    }

    /** Orders names by counter, then by actor. */
    int compare(long id, long other) {
        int byCounter = Integer.compare(Ids.counter(id), Ids.counter(other));
        return byCounter != 0 ? byCounter : compareActors(Ids.actor(id), Ids.actor(other));
    }

    private int compareActors(int index, int other) {
        if (index == other) {
            return 0;
        }
        if (!isOrdered()) {
            if (++compared <= actors.size()) {
                return actors.get(index).compareTo(actors.get(other));
            }
            order();
        }
        return Integer.compare(ranks[index], ranks[other]);
    }

    /** Puts names into their order. */
    void sort(long[] ids, int count) {
        if (count <= FEW) {
            sortFew(ids, count);
            return;
        }
        order();
        for (int i = 0; i < count; i++) {
            ids[i] = Ids.of(ranks[Ids.actor(ids[i])], Ids.counter(ids[i]));
        }
        Arrays.sort(ids, 0, count);
        for (int i = 0; i < count; i++) {
            ids[i] = Ids.of(ordered[Ids.actor(ids[i])], Ids.counter(ids[i]));
        }
    }

    private void sortFew(long[] ids, int count) {
        for (int i = 1; i < count; i++) {
            long id = ids[i];
            int at = i;
            while (at > 0 && compare(ids[at - 1], id) > 0) {
                ids[at] = ids[at - 1];
                at--;
            }
            ids[at] = id;
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
