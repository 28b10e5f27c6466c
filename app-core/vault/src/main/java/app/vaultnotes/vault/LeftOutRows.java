package app.vaultnotes.vault;

import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.ChangeHash;
import app.vaultnotes.crdt.CrdtDocument;
import app.vaultnotes.crdt.CrdtException;
import app.vaultnotes.crdt.Heads;
import app.vaultnotes.document.Id;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Rows of changes that had waited when they were stored, and that the document left out when their
 * turn came. They keep nothing from opening, but are no part of it.
 */
final class LeftOutRows {

    private final Session session;

    LeftOutRows(Session session) {
        this.session = session;
    }

    /** The loose changes that a document neither has nor keeps for later. */
    Set<ChangeHash> of(Id id, CrdtDocument document) {
        if (document.leftOut().isEmpty()) {
            return Set.of();
        }
        Set<ChangeHash> rows = new HashSet<>(session.store.changes().loose(id));
        document.changesSince(Heads.NONE).forEach(change -> rows.remove(change.hash()));
        document.waiting().forEach(change -> rows.remove(change.hash()));
        return rows;
    }

    /** What is said of changes that came and were left out; nothing when there are none. */
    static Optional<String> told(Id id, List<Change> out) {
        if (out.isEmpty()) {
            return Optional.empty();
        }
        String more = out.size() == 1 ? "" : " and " + (out.size() - 1) + " more";
        return Optional.of("document " + id + ": left out change " + out.get(0).hash() + more);
    }

    /** What a check says of them; nothing when there are none. */
    List<Doctor.Problem> problems(Id id, CrdtDocument document) {
        return of(id, document).isEmpty()
                ? List.of()
                : List.of(
                        new Doctor.Problem(
                                "change-left-out",
                                "document " + id,
                                "A change of document "
                                        + id
                                        + " does not fit and is left out: "
                                        + document.leftOut().orElseThrow()
                                        + ".",
                                false));
    }

    /**
     * Sets them aside in all documents that can be read, before anyone counts them among the newest
     * changes of one.
     *
     * @return what was set aside, in the words of a check
     */
    List<Doctor.Problem> setAside(Progress progress) {
        List<Doctor.Problem> aside = new ArrayList<>();
        List<Id> all = readable();
        int done = 0;
        for (Id id : all) {
            try (CrdtDocument document = session.loadForReading(id)) {
                aside.addAll(problems(id, document));
                Set<ChangeHash> rows = of(id, document);
                if (!rows.isEmpty()) {
                    session.store.care().setAside(id, rows);
                }
            } catch (CrdtException e) {
                // What is wrong with all of it is told by what comes next.
            }
            progress.report("documents", ++done, all.size());
        }
        return aside;
    }

    /** None where the entry of one is damaged; the next repair finds that mended. */
    private List<Id> readable() {
        try {
            return session.store.changes().documents().stream()
                    .map(ChangeLog.DocumentEntry::id)
                    .toList();
        } catch (VaultException e) {
            return List.of();
        }
    }
}
