package app.vaultnotes.vault.sync;

import app.vaultnotes.proto.v1.Records;
import app.vaultnotes.proto.v1.StoredRecord;
import app.vaultnotes.proto.v1.Trimmed;
import app.vaultnotes.vault.SnapshotLog;
import app.vaultnotes.vault.Uuids;
import app.vaultnotes.wire.Hash;
import app.vaultnotes.wire.LogRecord;
import app.vaultnotes.wire.WireException;
import app.vaultnotes.wire.WireId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads what a relay sends of its log, and believes nothing that contradicts what it sent. */
final class Incoming {

    private Incoming() {}

    /**
     * A record of the log, with its bytes or, in the other field, without.
     *
     * @param signature of a batch that ends with it, or nothing
     */
    record Arrived(
            UUID vault,
            Optional<LogRecord> record,
            Optional<SnapshotLog.Gone> gone,
            byte[] signature) {

        UUID device() {
            return record.map(LogRecord::device)
                    .orElseGet(() -> Uuids.of(gone.orElseThrow().device()));
        }

        long deviceSeq() {
            return record.map(LogRecord::deviceSeq).orElseGet(() -> gone.orElseThrow().deviceSeq());
        }

        Hash hash() {
            return record.map(LogRecord::hash).orElseGet(() -> gone.orElseThrow().hash());
        }
    }

    /** Records that follow each other: with their bytes, or, in the other list, without. */
    record Run(List<LogRecord> records, List<SnapshotLog.Gone> gone) {

        static Run empty() {
            return new Run(new ArrayList<>(), new ArrayList<>());
        }

        private boolean takes(Arrived arrived) {
            return arrived.gone().isPresent() ? records.isEmpty() : gone.isEmpty();
        }

        private void add(Arrived arrived) {
            arrived.record().ifPresent(records::add);
            arrived.gone().ifPresent(gone::add);
        }
    }

    /**
     * The records that follow the last one that is here; what is here already is left out.
     *
     * @param vault of which they have to be
     * @param after the number of the last one that is here
     * @throws WireException when one is missing in between, is of another vault or no record
     */
    static List<Arrived> read(Records message, UUID vault, long after) {
        requireVault(message.getVaultId(), vault);
        List<Arrived> all = new ArrayList<>();
        long next = after + 1;
        for (StoredRecord stored : message.getRecordsList()) {
            if (stored.getVaultSeq() < next) {
                continue;
            }
            if (stored.getVaultSeq() > next) {
                throw WireException.invalid("record " + stored.getVaultSeq() + " for " + next);
            }
            all.add(arrived(stored, vault));
            next++;
        }
        return all;
    }

    /** The same, those with bytes and those without apart. */
    static List<Run> runs(List<Arrived> all) {
        List<Run> runs = new ArrayList<>();
        Run run = Run.empty();
        for (Arrived arrived : all) {
            if (runs.isEmpty() || !run.takes(arrived)) {
                run = Run.empty();
                runs.add(run);
            }
            run.add(arrived);
        }
        return runs;
    }

    private static Arrived arrived(StoredRecord stored, UUID vault) {
        byte[] signature = stored.getSignature().toByteArray();
        return stored.hasTrimmed()
                ? new Arrived(
                        vault, Optional.empty(), Optional.of(gone(stored.getTrimmed())), signature)
                : new Arrived(
                        vault, Optional.of(record(stored, vault)), Optional.empty(), signature);
    }

    /**
     * That something is about the vault.
     *
     * @throws WireException when it is about another
     */
    static void requireVault(String id, UUID vault) {
        if (!WireId.parse("a vault", id).equals(vault)) {
            throw WireException.invalid("word of another vault");
        }
    }

    private static LogRecord record(StoredRecord stored, UUID vault) {
        LogRecord record = LogRecord.parse(stored.getRecord().toByteArray());
        if (!record.vault().equals(vault)) {
            throw WireException.invalid("record " + stored.getVaultSeq() + " of another vault");
        }
        return record;
    }

    private static SnapshotLog.Gone gone(Trimmed trimmed) {
        if (trimmed.getDeviceSeq() < 1) {
            throw WireException.invalid("a record with the number " + trimmed.getDeviceSeq());
        }
        return new SnapshotLog.Gone(
                Uuids.id(WireId.parse("the document of a record", trimmed.getDocId())),
                Uuids.id(WireId.parse("the device of a record", trimmed.getDeviceId())),
                trimmed.getDeviceSeq(),
                Hash.fromByteArray("the hash of a record", trimmed.getHash().toByteArray()));
    }
}
