package app.vaultnotes.relay.log;

import app.vaultnotes.proto.v1.StoredRecord;
import java.util.List;
import java.util.UUID;

/** Hears of records that this relay has just made durable. */
@FunctionalInterface
public interface LogListener {

    /**
     * Records that follow each other in a vault's log. Called once for each, in their order, by the
     * thread that wrote them, which waits: it must return at once and throw nothing.
     */
    void appended(UUID vault, List<StoredRecord> records);
}
