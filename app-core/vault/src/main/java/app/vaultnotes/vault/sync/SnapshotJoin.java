package app.vaultnotes.vault.sync;

import app.vaultnotes.document.Id;
import app.vaultnotes.proto.v1.Snapshot;
import app.vaultnotes.vault.Uuids;
import app.vaultnotes.wire.SignedSnapshot;
import app.vaultnotes.wire.WireException;
import app.vaultnotes.wire.WireId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The snapshots that have more than is here: the tree first, then what was saved last. */
final class SnapshotJoin {

    /** More than these are left to the log. */
    private static final int MOST = 10_000;

    private final Id vault;
    private final Predicate<SignedSnapshot> isNews;
    private final List<Found> found = new ArrayList<>();
    private final Deque<Id> toGet = new ArrayDeque<>();
    private Id after = Id.ROOT;
    private boolean listing;

    SnapshotJoin(Id vault, Predicate<SignedSnapshot> isNews) {
        this.vault = vault;
        this.isNews = isNews;
    }

    private record Found(Id document, long takenMillis) {}

    void begin() {
        end();
        after = Id.ROOT;
        listing = true;
    }

    void end() {
        listing = false;
        found.clear();
        toGet.clear();
    }

    Optional<SnapshotAct.Call> next() {
        return listing
                ? Optional.of(new SnapshotAct.ListAll(after))
                : Optional.ofNullable(toGet.peek())
                        .map(document -> new SnapshotAct.Get(document, false));
    }

    /**
     * A page of what there is.
     *
     * @throws WireException when it does not follow the one before
     */
    void add(List<Snapshot> page) {
        for (Snapshot each : page) {
            Id document = Uuids.id(WireId.parse("the document of a snapshot", each.getDocId()));
            if (document.compareTo(after) <= 0) {
                throw WireException.invalid("documents are not in their order");
            }
            after = document;
            if (isNews.test(SignedSnapshot.parse(each))) {
                found.add(new Found(document, each.getTakenMillis()));
            }
        }
        if (page.isEmpty() || found.size() >= MOST) {
            listing = false;
            found.sort(
                    Comparator.<Found, Boolean>comparing(each -> !each.document().equals(vault))
                            .thenComparing(Found::takenMillis, Comparator.reverseOrder()));
            found.forEach(each -> toGet.add(each.document()));
            found.clear();
        }
    }

    /** How many are to come, or 1 while it is asked which. */
    int toGet() {
        return listing ? 1 : toGet.size();
    }

    void done(Id document) {
        toGet.remove(document);
    }
}
