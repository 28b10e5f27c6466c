package app.vaultnotes.crdt;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who answers for a damaged change. One that came when all it builds on was there is refused, and
 * all that came with it. One that had to wait was taken on trust: it is left out. Changes of one
 * file or one call count as having come one after the other, so that a document loads from the
 * changes it was kept as, also from one that waited and was left out when its turn came.
 */
public final class Arrival {
    private static final int BEFORE = -1;

    private Arrival() {}

    /**
     * The changes that found all there when they came.
     *
     * @param came changes as they came
     * @param ready those of them, and of what had waited before, that nothing keeps waiting any
     *     more, each after what it builds on
     */
    public static Set<ChangeHash> inOrder(List<Change> came, List<Change> ready) {
        if (came.size() == 1) {
            Change one = came.get(0); // as mostly, and all else that is ready had waited for it
            return ready.contains(one) ? Set.of(one.hash()) : Set.of();
        }
        if (came.equals(ready)) { // each behind what it builds on
            Set<ChangeHash> all = new HashSet<>();
            came.forEach(change -> all.add(change.hash()));
            return all;
        }
        Map<ChangeHash, Integer> places = new HashMap<>();
        came.forEach(change -> places.putIfAbsent(change.hash(), places.size()));
        Map<ChangeHash, Integer> late = new HashMap<>();
        Set<ChangeHash> inOrder = new HashSet<>();
        for (Change change : ready) {
            int place = place(places, change.hash());
            int last = place;
            for (ChangeHash dependency : change.dependencies()) {
                Integer before = late.get(dependency);
                last = Math.max(last, before == null ? place(places, dependency) : before);
            }
            if (last > place) {
                late.put(change.hash(), last);
            } else if (place > BEFORE) {
                inOrder.add(change.hash());
            }
        }
        return inOrder;
    }

    private static int place(Map<ChangeHash, Integer> places, ChangeHash change) {
        return places.getOrDefault(change, BEFORE);
    }
}
