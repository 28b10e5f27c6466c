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
        Map<ChangeHash, Integer> places = new HashMap<>();
        came.forEach(change -> places.putIfAbsent(change.hash(), places.size()));
        Map<ChangeHash, Integer> complete = new HashMap<>();
        Set<ChangeHash> inOrder = new HashSet<>();
        for (Change change : ready) {
            int place = places.getOrDefault(change.hash(), BEFORE);
            int last = place;
            for (ChangeHash dependency : change.dependencies()) {
                last = Math.max(last, complete.getOrDefault(dependency, BEFORE));
            }
            complete.put(change.hash(), last);
            if (place > BEFORE && last == place) {
                inOrder.add(change.hash());
            }
        }
        return inOrder;
    }
}
