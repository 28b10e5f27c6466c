package app.vaultnotes.vault;

import app.vaultnotes.document.Id;
import app.vaultnotes.proto.v1.Ack;
import app.vaultnotes.proto.v1.Batch;
import app.vaultnotes.proto.v1.Error;
import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.Incarnation;
import app.vaultnotes.proto.v1.Open;
import app.vaultnotes.proto.v1.Opened;
import app.vaultnotes.proto.v1.Ping;
import app.vaultnotes.proto.v1.Records;
import app.vaultnotes.proto.v1.Refused;
import app.vaultnotes.proto.v1.Role;
import app.vaultnotes.proto.v1.StoredRecord;
import app.vaultnotes.proto.v1.ToClient;
import app.vaultnotes.proto.v1.ToRelay;
import app.vaultnotes.proto.v1.Trimmed;
import app.vaultnotes.vault.RecordLog.Last;
import app.vaultnotes.wire.LogRecord;
import app.vaultnotes.wire.SignedBatch;
import app.vaultnotes.wire.WireException;
import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A relay of one vault by the rules of the protocol, which real ones are held to elsewhere. */
class SimRelay {

    private static final int RECORDS_AT_ONCE = 16;

    final SimWorld world;
    final Id vault;
    final List<LogRecord> log = new ArrayList<>();
    final Map<Id, Last> last = new HashMap<>();
    final List<SimLine> lines = new ArrayList<>();
    final SimBlobs blobs;
    SimSnapshots snapshots = new SimSnapshots(this);
    String incarnation = "first";
    boolean down;
    int restores;

    SimRelay(SimWorld world, Id vault) {
        this(world, vault, new SimBlobs(world));
    }

    SimRelay(SimWorld world, Id vault, SimBlobs blobs) {
        this.world = world;
        this.vault = vault;
        this.blobs = blobs;
    }

    void receive(SimLine line, ToRelay message) {
        try {
            switch (message.getMessageCase()) {
                case OPEN -> open(line, message.getOpen());
                case CLOSE -> line.sentUpTo = SimLine.NOT_OPEN;
                case BATCH -> batch(line, message.getBatch());
                case PING ->
                        line.toClient(
                                ToClient.newBuilder()
                                        .setPong(
                                                Ping.newBuilder()
                                                        .setNumber(message.getPing().getNumber()))
                                        .build());
                default -> {}
            }
        } catch (WireException e) {
            refuse(line, 0, Error.newBuilder().setCode(e.code()).setMessage(e.getMessage()));
        }
    }

    private void open(SimLine line, Open open) {
        if (open.getAfterVaultSeq() > 0 && !open.getIncarnation().equals(incarnation)) {
            refuse(line, 0, Error.newBuilder().setCode(ErrorCode.OTHER_INCARNATION));
            return;
        }
        line.sentUpTo = open.getAfterVaultSeq();
        line.toClient(
                ToClient.newBuilder()
                        .setOpened(
                                Opened.newBuilder()
                                        .setVaultId(vault.toString())
                                        .setHead(log.size())
                                        .setIncarnation(Incarnation.newBuilder().setId(incarnation))
                                        .setRole(Role.EDITOR))
                        .build());
        bringUpToDate(line);
    }

    void refuse(SimLine line, long deviceSeq, Error.Builder error) {
        line.toClient(
                ToClient.newBuilder()
                        .setRefused(
                                Refused.newBuilder()
                                        .setVaultId(vault.toString())
                                        .setDeviceSeq(deviceSeq)
                                        .setError(error))
                        .build());
    }

    void bringUpToDate(SimLine line) {
        while (line.sentUpTo != SimLine.NOT_OPEN && line.sentUpTo < log.size()) {
            int from = (int) line.sentUpTo;
            int to = Math.min(log.size(), from + RECORDS_AT_ONCE);
            Records.Builder records =
                    Records.newBuilder().setVaultId(vault.toString()).setHead(log.size());
            for (int i = from; i < to; i++) {
                records.addRecords(stored(i + 1, log.get(i)));
            }
            line.toClient(ToClient.newBuilder().setRecords(records).build());
            line.sentUpTo = to;
        }
    }

    StoredRecord stored(long vaultSeq, LogRecord record) {
        if (snapshots.isTrimmed(record)) {
            return StoredRecord.newBuilder()
                    .setVaultSeq(vaultSeq)
                    .setTrimmed(
                            Trimmed.newBuilder()
                                    .setDocId(Uuids.id(record.doc()).toString())
                                    .setDeviceId(Uuids.id(record.device()).toString())
                                    .setDeviceSeq(record.deviceSeq())
                                    .setHash(ByteString.copyFrom(record.hash().toByteArray())))
                    .build();
        }
        return StoredRecord.newBuilder()
                .setVaultSeq(vaultSeq)
                .setRecord(ByteString.copyFrom(record.toByteArray()))
                .build();
    }

    private void batch(SimLine line, Batch message) {
        SignedBatch batch = SignedBatch.parse(message);
        Id device = Uuids.id(batch.first().device());
        Last before = last.getOrDefault(device, Last.NONE);
        long end = batch.last().deviceSeq();
        if (batch.first().deviceSeq() > before.deviceSeq() + 1) {
            refuse(
                    line,
                    end,
                    Error.newBuilder().setCode(ErrorCode.GAP).setLastDeviceSeq(before.deviceSeq()));
            return;
        }
        if (isForked(device, batch.records())) {
            refuse(line, end, Error.newBuilder().setCode(ErrorCode.FORKED));
            return;
        }
        append(device, batch.records());
        acknowledge(line, device, end);
        lines.forEach(this::bringUpToDate);
    }

    boolean isForked(Id device, List<LogRecord> records) {
        for (LogRecord record : records) {
            for (LogRecord known : log) {
                boolean sameNumber =
                        Uuids.id(known.device()).equals(device)
                                && known.deviceSeq() == record.deviceSeq();
                if (sameNumber && !known.hash().equals(record.hash())) {
                    return true;
                }
            }
        }
        Last before = last.getOrDefault(device, Last.NONE);
        return records.stream()
                .filter(r -> r.deviceSeq() == before.deviceSeq() + 1)
                .anyMatch(r -> !r.previous().equals(before.hash()));
    }

    void append(Id device, List<LogRecord> records) {
        for (LogRecord record : records) {
            if (record.deviceSeq() > last.getOrDefault(device, Last.NONE).deviceSeq()) {
                log.add(record);
                last.put(device, new Last(record.deviceSeq(), record.hash()));
            }
        }
    }

    void acknowledge(SimLine line, Id device, long deviceSeq) {
        line.toClient(
                ToClient.newBuilder()
                        .setAck(
                                Ack.newBuilder()
                                        .setVaultId(vault.toString())
                                        .setDeviceId(device.toString())
                                        .setDeviceSeq(deviceSeq)
                                        .setLastVaultSeq(log.size()))
                        .build());
    }

    /** The process ends; it comes back after a while. */
    void crash(long forMillis) {
        down = true;
        List.copyOf(lines).forEach(SimLine::cut);
        world.after(forMillis, () -> down = false);
    }

    /** It goes on from a backup that has so many records. */
    void restore(int kept) {
        List.copyOf(lines).forEach(SimLine::cut);
        log.subList(kept, log.size()).clear();
        blobs.restore();
        last.clear();
        log.forEach(r -> last.put(Uuids.id(r.device()), new Last(r.deviceSeq(), r.hash())));
        snapshots.restore();
        incarnation = "life-" + ++restores;
    }
}
