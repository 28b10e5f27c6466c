package app.vaultnotes.relay.api;

import app.vaultnotes.proto.v1.Ack;
import app.vaultnotes.proto.v1.Batch;
import app.vaultnotes.proto.v1.GetChangesRequest;
import app.vaultnotes.proto.v1.GetHistoryRequest;
import app.vaultnotes.proto.v1.GetSnapshotRequest;
import app.vaultnotes.proto.v1.HistoryEntry;
import app.vaultnotes.proto.v1.HistoryPage;
import app.vaultnotes.proto.v1.ListSnapshotsRequest;
import app.vaultnotes.proto.v1.Records;
import app.vaultnotes.proto.v1.Snapshot;
import app.vaultnotes.proto.v1.SnapshotPage;
import app.vaultnotes.proto.v1.SnapshotPiece;
import app.vaultnotes.relay.call.Caller;
import app.vaultnotes.relay.call.RelayException;
import app.vaultnotes.relay.content.Snapshots;
import app.vaultnotes.relay.live.Traffic;
import app.vaultnotes.relay.log.Appended;
import app.vaultnotes.relay.log.Log;
import app.vaultnotes.relay.log.LogReader;
import app.vaultnotes.wire.SignedBatch;
import app.vaultnotes.wire.WireId;
import app.vaultnotes.wire.WireLimits;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** What of the log and of snapshots takes more than one answer. */
final class SyncStreams {

    private final LogReader reader;
    private final Log log;
    private final Snapshots snapshots;
    private final Traffic traffic;
    private final Set<Appending> appending = ConcurrentHashMap.newKeySet();

    SyncStreams(LogReader reader, Log log, Snapshots snapshots, Traffic traffic) {
        this.reader = reader;
        this.log = log;
        this.snapshots = snapshots;
        this.traffic = traffic;
    }

    /** Takes messages, and waits while the client cannot. */
    @FunctionalInterface
    interface Sink<T> {
        void send(T message) throws InterruptedException;
    }

    private static UUID vault(String text) {
        return WireId.parse("the vault", text);
    }

    void changes(Caller caller, GetChangesRequest request, Sink<Records> sink)
            throws InterruptedException {
        long cursor = request.getAfterVaultSeq();
        Records page = page(caller, request);
        while (page.getRecordsCount() > 0) {
            sink.send(page);
            cursor = page.getRecords(page.getRecordsCount() - 1).getVaultSeq();
            page = page(caller, request, cursor);
        }
        sink.send(page);
    }

    /** The first page behind a request's cursor. */
    Records page(Caller caller, GetChangesRequest request) {
        long cursor = request.getAfterVaultSeq();
        UUID incarnation = reader.requireIncarnation(cursor, request.getIncarnation());
        return page(caller, request, cursor).toBuilder()
                .setIncarnation(WireId.text(incarnation))
                .build();
    }

    private Records page(Caller caller, GetChangesRequest request, long cursor) {
        Records page =
                reader.read(
                                vault(request.getVaultId()),
                                caller.account(),
                                cursor,
                                LogReader.PAGE_BYTES,
                                request.getBeyondSnapshots())
                        .toMessage();
        traffic.caughtUp(page.getRecordsCount());
        return page;
    }

    void opened(Appending call) {
        appending.add(call);
    }

    void ended(Appending call) {
        appending.remove(call);
    }

    /** Ends calls that would go on for as long as the client likes, and tells it why. */
    void close(RelayException reason) {
        appending.forEach(call -> call.close(reason));
    }

    CompletableFuture<Ack> append(Caller caller, Batch batch) {
        return log.append(caller, SignedBatch.parse(batch)).thenApply(Appended::toMessage);
    }

    void history(Caller caller, GetHistoryRequest request, Sink<HistoryEntry> sink)
            throws InterruptedException {
        UUID vault = vault(request.getVaultId());
        UUID doc = WireId.parse("the document", request.getDocId());
        long cursor = request.getAfterVaultSeq();
        List<HistoryEntry> page = reader.history(vault, caller.account(), doc, cursor);
        while (!page.isEmpty()) {
            for (HistoryEntry entry : page) {
                sink.send(entry);
            }
            cursor = page.get(page.size() - 1).getVaultSeq();
            page = reader.history(vault, caller.account(), doc, cursor);
        }
    }

    /** The first page behind a request's cursor. */
    HistoryPage historyPage(Caller caller, GetHistoryRequest request) {
        UUID doc = WireId.parse("the document", request.getDocId());
        long cursor = request.getAfterVaultSeq();
        return HistoryPage.newBuilder()
                .addAllEntries(
                        reader.history(vault(request.getVaultId()), caller.account(), doc, cursor))
                .build();
    }

    void listSnapshots(Caller caller, ListSnapshotsRequest request, Sink<Snapshot> sink)
            throws InterruptedException {
        UUID vault = vault(request.getVaultId());
        List<Snapshot> page = snapshots.list(caller, vault, afterDoc(request));
        while (!page.isEmpty()) {
            for (Snapshot snapshot : page) {
                sink.send(snapshot);
            }
            String last = page.get(page.size() - 1).getDocId();
            page = snapshots.list(caller, vault, WireId.parse("a document", last));
        }
    }

    private static UUID afterDoc(ListSnapshotsRequest request) {
        return request.getAfterDocId().isEmpty()
                ? new UUID(0, 0)
                : WireId.parse("the document", request.getAfterDocId());
    }

    /** The first page behind a request's cursor. */
    SnapshotPage snapshotPage(Caller caller, ListSnapshotsRequest request) {
        SnapshotPage.Builder page = SnapshotPage.newBuilder();
        long bytes = 0;
        for (Snapshot each :
                snapshots.list(caller, vault(request.getVaultId()), afterDoc(request))) {
            bytes += each.getSerializedSize();
            if (bytes > WireLimits.BATCH_BYTES && page.getSnapshotsCount() > 0) {
                break;
            }
            page.addSnapshots(each);
        }
        return page.build();
    }

    void snapshot(Caller caller, GetSnapshotRequest request, Sink<SnapshotPiece> sink)
            throws InterruptedException, IOException {
        Snapshots.Opened opened = snapshots.open(caller, request);
        try (InputStream bytes = opened.bytes()) {
            sink.send(SnapshotPiece.newBuilder().setDescription(opened.description()).build());
            ByteString piece = piece(bytes);
            while (!piece.isEmpty()) {
                sink.send(SnapshotPiece.newBuilder().setBytes(piece).build());
                piece = piece(bytes);
            }
        }
    }

    /** The next bytes of a stream, as many as a piece may have; none at its end. */
    static ByteString piece(InputStream bytes) throws IOException {
        return ByteString.copyFrom(bytes.readNBytes(WireLimits.PIECE_BYTES));
    }
}
