package app.vaultnotes.vault.sync;

import app.vaultnotes.document.Id;
import app.vaultnotes.proto.v1.Error;
import app.vaultnotes.wire.Hash;
import app.vaultnotes.wire.SignedSnapshot;
import java.util.List;

/** What a {@link SnapshotSync} wants done; a call is answered once, with itself. */
public sealed interface SnapshotAct {

    /** A call of the relay. */
    sealed interface Call extends SnapshotAct {}

    /** Something that the core has to know. */
    sealed interface ForCore extends SnapshotAct {
        /** Tells it, and answers what that wants done. */
        List<Act> tell(SyncCore core, long nowMillis);
    }

    /**
     * Ask for a page of descriptions ({@code ListSnapshots}).
     *
     * @param after the document behind which it begins; {@link Id#ROOT} for the first
     */
    record ListAll(Id after) implements Call {}

    /** Ask for the newest description of one document. */
    record Describe(Id document) implements Call {}

    /** Get a snapshot ({@code GetSnapshot}). */
    record Get(Id document, boolean attested) implements Call {}

    /** Send a snapshot ({@code PutSnapshot}). */
    record Put(SignedSnapshot description, byte[] bytes) implements Call {}

    /** Say that another's snapshot has all that it covers ({@code AttestSnapshot}). */
    record Attest(Id document, Hash hash, byte[] signature) implements Call {}

    /**
     * Tell the core what became of the snapshot that it waits for ({@link Act.Fetch}).
     *
     * @param why it did not come; empty when it is here
     */
    record Fetched(Id document, String why) implements ForCore {
        @Override
        public List<Act> tell(SyncCore core, long nowMillis) {
            return core.fetched(why, nowMillis);
        }
    }

    /** Tell the core that the snapshot that it waits for is not to be had for now. */
    record Delayed(Error error) implements ForCore {
        @Override
        public List<Act> tell(SyncCore core, long nowMillis) {
            return core.delayed(error, nowMillis);
        }
    }

    /**
     * Tell the core that a snapshot came in: what of it stands in no record may have to be told.
     */
    record Taken(Id document) implements ForCore {
        @Override
        public List<Act> tell(SyncCore core, long nowMillis) {
            return core.edited(List.of(document), nowMillis);
        }
    }
}
