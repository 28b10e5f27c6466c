package app.vaultnotes.crdt.automerge;

import app.vaultnotes.crdt.ChangeHash;
import app.vaultnotes.crdt.CrdtException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Changes that came before the ones they depend on. They wait here and not in the engine: only when
 * everything they build on is known can their operations be checked against it.
 */
final class Waiting {

    /** Most bytes that wait for one document. */
    static final long MAX_BYTES = 64L << 20;

    private final KnownChanges known;
    private final Map<ChangeHash, Survey> waiting = new LinkedHashMap<>();
    private final Map<ChangeHash, List<Survey>> byMissing = new HashMap<>();
    private long bytes;

    Waiting(KnownChanges known) {
        this.known = known;
    }

    /** The changes that wait, in the order in which they came. */
    Collection<Survey> changes() {
        return waiting.values();
    }

    /**
     * Takes in changes.
     *
     * @return the new ones that nothing keeps waiting any more, each after those it depends on;
     *     they count as waiting until {@link #remove}
     */
    List<Survey> add(List<Survey> arrived) {
        Deque<Survey> next = new ArrayDeque<>();
        for (Survey survey : arrived) {
            if (!waiting.containsKey(hash(survey)) && !known.contains(survey.change())) {
                keep(survey);
                next.add(survey);
            }
        }
        Map<ChangeHash, Survey> ready = new LinkedHashMap<>();
        while (!next.isEmpty()) {
            Survey survey = next.remove();
            if (waiting.containsKey(hash(survey))
                    && !ready.containsKey(hash(survey))
                    && !isHeld(survey, ready)) {
                ready.put(hash(survey), survey);
                List<Survey> freed = byMissing.remove(hash(survey));
                next.addAll(freed == null ? List.of() : freed);
            }
        }
        return List.copyOf(ready.values());
    }

    private static ChangeHash hash(Survey survey) {
        return survey.change().hash();
    }

    private void keep(Survey survey) {
        waiting.put(hash(survey), survey);
        bytes += survey.change().size();
    }

    /** Whether a dependency is missing; if so, the change is noted under the first such. */
    private boolean isHeld(Survey survey, Map<ChangeHash, Survey> ready) {
        for (ChangeHash dependency : survey.change().dependencies()) {
            boolean missing =
                    !ready.containsKey(dependency)
                            && (waiting.containsKey(dependency) || !known.contains(dependency));
            if (missing) {
                byMissing.computeIfAbsent(dependency, hash -> new ArrayList<>()).add(survey);
                return true;
            }
        }
        return false;
    }

    /** Lets go of changes that are part of the document now, or that were refused. */
    void remove(Collection<Survey> changes) {
        for (Survey survey : changes) {
            if (waiting.remove(hash(survey)) != null) {
                bytes -= survey.change().size();
            }
        }
    }

    /** Holds back again what was freed by changes that did not become part of the document. */
    void holdAgain() {
        byMissing.clear();
        waiting.values().forEach(survey -> isHeld(survey, Map.of()));
    }

    /** Refuses to let more wait than there may. */
    void requireRoom() {
        if (bytes > MAX_BYTES) {
            throw new CrdtException("too many changes wait for others that never came");
        }
    }
}
