package app.vaultnotes.vault.sync;

import app.vaultnotes.document.Id;
import app.vaultnotes.vault.Snapshots;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Which documents are due for a snapshot, and when: once nobody has edited them for a while, since
 * only then others have just the same and can vouch for it; at a moment drawn at random, so that
 * not all devices make it at once.
 */
final class SnapshotsDue {

    private static final int MOST = 100;
    private static final long NEVER = Long.MAX_VALUE;

    private final Snapshots snapshots;
    private final SnapshotPace pace;
    private final RandomGenerator random;

    /** From when on each is to be saved. */
    private final Map<Id, Long> fromMillis = new LinkedHashMap<>();

    /** Those that this process does not try again. */
    private final Set<Id> refused = new HashSet<>();

    private long lookMillis;

    SnapshotsDue(Snapshots snapshots, SnapshotPace pace, RandomGenerator random) {
        this.snapshots = snapshots;
        this.pace = pace;
        this.random = random;
    }

    void changed(Collection<Id> documents, long nowMillis) {
        documents.forEach(
                document -> fromMillis.computeIfPresent(document, (id, at) -> at(nowMillis)));
        if (lookMillis == NEVER) {
            lookMillis = nowMillis + pace.quietMillis();
        }
    }

    private long at(long nowMillis) {
        return nowMillis + pace.quietMillis() + random.nextLong(2 * pace.quietMillis());
    }

    /** A document to be saved now. */
    Optional<Id> next(long nowMillis) {
        if (nowMillis >= lookMillis) {
            lookMillis = NEVER;
            List<Id> some = snapshots.due(pace.minBytes(), MOST);
            if (some.size() == MOST) {
                lookMillis = nowMillis + 3 * pace.quietMillis(); // there may be more
            }
            for (Id document : some) {
                if (!refused.contains(document)) {
                    fromMillis.putIfAbsent(document, at(nowMillis));
                }
            }
        }
        return fromMillis.entrySet().stream()
                .filter(each -> each.getValue() <= nowMillis)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Saves it; where that cannot be done now, a later edit makes it due again. */
    Optional<Snapshots.Made> make(Id document) {
        Optional<Snapshots.Made> made = snapshots.make(document);
        if (made.isEmpty()) {
            fromMillis.remove(document);
        }
        return made;
    }

    void done(Id document) {
        fromMillis.remove(document);
    }

    void refused(Id document) {
        fromMillis.remove(document);
        if (refused.size() < 10 * MOST) {
            refused.add(document);
        }
    }

    /** Nothing before this. */
    void later(long untilMillis) {
        fromMillis.replaceAll((id, at) -> Math.max(at, untilMillis));
    }

    long wakeMillis() {
        return fromMillis.values().stream().reduce(lookMillis, Math::min);
    }
}
