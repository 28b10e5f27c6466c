package app.vaultnotes.relay.live;

import app.vaultnotes.proto.v1.Records;
import app.vaultnotes.proto.v1.StoredRecord;
import app.vaultnotes.proto.v1.ToClient;
import app.vaultnotes.relay.log.LogReader;
import app.vaultnotes.wire.WireId;
import app.vaultnotes.wire.WireLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Records of a vault that follow each other, in one message that all clients share.
 *
 * @param records at least one
 */
record Chunk(UUID vault, List<StoredRecord> records, ToClient message) {

    private Chunk(UUID vault, List<StoredRecord> records, long head) {
        this(
                vault,
                records,
                ToClient.newBuilder()
                        .setRecords(
                                Records.newBuilder()
                                        .setVaultId(WireId.text(vault))
                                        .addAllRecords(records)
                                        .setHead(head))
                        .build());
    }

    /** As few as hold the records, each no larger than a message may be. */
    static List<Chunk> of(UUID vault, List<StoredRecord> records) {
        long head = records.get(records.size() - 1).getVaultSeq();
        List<Chunk> chunks = new ArrayList<>();
        int start = 0;
        long bytes = 0;
        for (int i = 0; i < records.size(); i++) {
            bytes += records.get(i).getRecord().size();
            boolean isLast =
                    i + 1 == records.size()
                            || i + 1 - start == WireLimits.BATCH_RECORDS
                            || bytes >= LogReader.PAGE_BYTES;
            if (isLast) {
                chunks.add(new Chunk(vault, List.copyOf(records.subList(start, i + 1)), head));
                start = i + 1;
                bytes = 0;
            }
        }
        return chunks;
    }

    long first() {
        return records.get(0).getVaultSeq();
    }

    long last() {
        return records.get(records.size() - 1).getVaultSeq();
    }

    /** What of it is behind a cursor that stands within it. */
    Chunk after(long cursor) {
        return new Chunk(
                vault,
                records.stream().filter(record -> record.getVaultSeq() > cursor).toList(),
                message.getRecords().getHead());
    }
}
