package app.vaultnotes.vault;

import app.vaultnotes.document.Id;
import app.vaultnotes.vault.RecordLog.Last;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes in records whose bytes the relay has let go. */
final class GoneRecords {

    private final Session session;
    private final Map<Id, Last> last = new HashMap<>();
    private final List<SnapshotLog.Gone> passed = new ArrayList<>();

    GoneRecords(Session session) {
        this.session = session;
    }

    Records.Passed pass(List<SnapshotLog.Gone> records) {
        for (SnapshotLog.Gone record : records) {
            Last before = last.computeIfAbsent(record.device(), session.store.records()::last);
            boolean isNew = record.deviceSeq() > before.deviceSeq();
            if (isNew && record.device().equals(session.device())) {
                return end(Optional.empty(), Optional.empty(), true);
            }
            if (record.deviceSeq() > before.deviceSeq() + 1) {
                return end(Optional.empty(), Optional.of(record.device()), false);
            }
            if (!session.store.snapshots().isCovered(record)) {
                return end(Optional.of(record.document()), Optional.empty(), false);
            }
            if (isNew) {
                last.put(record.device(), new Last(record.deviceSeq(), record.hash()));
            }
            passed.add(record);
        }
        return end(Optional.empty(), Optional.empty(), false);
    }

    private Records.Passed end(Optional<Id> lacking, Optional<Id> missing, boolean forked) {
        session.store.snapshots().pass(passed);
        return new Records.Passed(passed.size(), lacking, missing, forked);
    }
}
