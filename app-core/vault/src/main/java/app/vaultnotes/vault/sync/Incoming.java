package app.vaultnotes.vault.sync;

import app.vaultnotes.proto.v1.Records;
import app.vaultnotes.proto.v1.StoredRecord;
import app.vaultnotes.wire.LogRecord;
import app.vaultnotes.wire.WireException;
import app.vaultnotes.wire.WireId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Reads what a relay sends of its log, and believes nothing that contradicts what it sent. */
final class Incoming {

    private Incoming() {}

    /**
     * The records that follow the last one that is here; what is here already is left out.
     *
     * @param vault of which they have to be
     * @param after the number of the last one that is here
     * @throws WireException when one is missing in between, is of another vault or no record
     */
    static List<LogRecord> read(Records message, UUID vault, long after) {
        if (!WireId.parse("the vault of records", message.getVaultId()).equals(vault)) {
            throw WireException.invalid("records of another vault");
        }
        List<LogRecord> records = new ArrayList<>(message.getRecordsCount());
        long next = after + 1;
        for (StoredRecord stored : message.getRecordsList()) {
            if (stored.getVaultSeq() < next) {
                continue;
            }
            if (stored.getVaultSeq() > next) {
                throw WireException.invalid("record " + stored.getVaultSeq() + " for " + next);
            }
            LogRecord record = LogRecord.parse(stored.getRecord().toByteArray());
            if (!record.vault().equals(vault)) {
                throw WireException.invalid("record " + next + " of another vault");
            }
            records.add(record);
            next++;
        }
        return records;
    }
}
