package app.vaultnotes.vault;

import app.vaultnotes.document.Id;
import app.vaultnotes.wire.Hash;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What snapshots on a relay stand for, and which documents are due for one. */
public interface SnapshotLog {

    /**
     * A record whose bytes the relay has let go.
     *
     * @param hash of the record
     */
    record Gone(Id document, Id device, long deviceSeq, Hash hash) {}

    /**
     * Documents whose records have grown by more bytes since their last snapshot than that has.
     *
     * @param minBytes below this none is due
     */
    List<Id> due(long minBytes, int most);

    /** A snapshot of a document is on the relay that stands for all of it that is here now. */
    void noted(Id document, long sizeBytes);

    /** Whether a record of the document could not be taken in, or waits for others. */
    boolean isAside(Id document);

    /** All records of a document up to these have their content here, by what others attested. */
    void cover(Id document, Map<Id, Long> covered);

    /** What a document had is not here any more: snapshots of it have to come again. */
    void uncover(Id document);

    /** Whether the content of a record is here by that. */
    boolean isCovered(Gone record);

    /** Counts records without their bytes as being here, which they are by what covers them. */
    void pass(Collection<Gone> records);
}
