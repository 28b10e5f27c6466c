package app.vaultnotes.vault.store;

import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.ChangeHash;
import app.vaultnotes.crdt.Heads;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The newest changes of a document, worked out from their dependencies without an engine.
 *
 * <p>A change whose dependencies are not here waits and is none of them, as in an engine. Of what a
 * snapshot holds only the newest are known; a dependency that is neither here nor lost is taken to
 * be inside it.
 */
final class Frontier {

    private final Set<ChangeHash> heads;
    private final Set<ChangeHash> applied;
    private final boolean hasSnapshot;
    private final Set<ChangeHash> absent;

    /**
     * What stands before any loose change.
     *
     * @param base the newest changes of the snapshot, or the skeleton
     * @param hasSnapshot whether it is a snapshot
     * @param lost changes known to be missing
     */
    Frontier(Heads base, boolean hasSnapshot, Set<ChangeHash> lost) {
        this.heads = new HashSet<>(base.hashes());
        this.applied = new HashSet<>(base.hashes());
        this.hasSnapshot = hasSnapshot;
        this.absent = new HashSet<>(lost);
    }

    /** The newest changes once these are there too. */
    Heads over(List<Change> loose) {
        loose.forEach(change -> absent.add(change.hash()));
        List<Change> waiting = new ArrayList<>(loose);
        while (waiting.removeIf(this::applies)) {
            // Each round may be what others waited for.
        }
        return Heads.of(heads);
    }

    private boolean applies(Change change) {
        for (ChangeHash dependency : change.dependencies()) {
            boolean inSnapshot = hasSnapshot && !absent.contains(dependency);
            if (!applied.contains(dependency) && !inSnapshot) {
                return false;
            }
        }
        change.dependencies().forEach(heads::remove);
        heads.add(change.hash());
        applied.add(change.hash());
        return true;
    }
}
