package app.vaultnotes.relay.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.proto.v1.AttestSnapshotRequest;
import app.vaultnotes.proto.v1.BlobDescription;
import app.vaultnotes.proto.v1.BlobPiece;
import app.vaultnotes.proto.v1.BlobState;
import app.vaultnotes.proto.v1.BlobStateRequest;
import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.GetBlobRequest;
import app.vaultnotes.proto.v1.GetSnapshotRequest;
import app.vaultnotes.proto.v1.HasRequest;
import app.vaultnotes.proto.v1.ListSnapshotsRequest;
import app.vaultnotes.proto.v1.Role;
import app.vaultnotes.proto.v1.Snapshot;
import app.vaultnotes.proto.v1.SnapshotPiece;
import app.vaultnotes.wire.Hash;
import app.vaultnotes.wire.SignedSnapshot;
import app.vaultnotes.wire.WireId;
import app.vaultnotes.wire.WireLimits;
import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Attachments and snapshots over real connections. */
class ContentTest extends TwoRelays {

    private BlobState put(TestApp app, byte[] content, int from, int to) throws Exception {
        Collected<BlobState> answer = new Collected<>();
        StreamObserver<BlobPiece> sending = app.blobsAsync().put(answer);
        sending.onNext(
                BlobPiece.newBuilder()
                        .setDescription(
                                BlobDescription.newBuilder()
                                        .setVaultId(app.vaultId())
                                        .setHash(hash(content))
                                        .setSizeBytes(content.length)
                                        .setOffset(from))
                        .build());
        for (int at = from; at < to; at += 1 << 20) {
            int end = Math.min(to, at + (1 << 20));
            ByteString piece = ByteString.copyFrom(content, at, end - at);
            sending.onNext(BlobPiece.newBuilder().setBytes(piece).build());
        }
        sending.onCompleted();
        Throwable failure = answer.awaitEnd();
        if (failure != null) {
            throw (StatusRuntimeException) failure;
        }
        return answer.all().get(0);
    }

    private static ByteString hash(byte[] content) {
        return ByteString.copyFrom(Hash.of(content).toByteArray());
    }

    private static byte[] get(TestApp app, GetBlobRequest.Builder request) {
        ByteString all = ByteString.EMPTY;
        Iterator<BlobPiece> pieces = app.blobs().get(request.setVaultId(app.vaultId()).build());
        while (pieces.hasNext()) {
            all = all.concat(pieces.next().getBytes());
        }
        return all.toByteArray();
    }

    @Test
    void attachmentsGoInPartsAndComeInRanges() throws Exception {
        TestApp app = app(0).withVault();
        byte[] large = bytes(12 << 20);
        assertFalse(put(app, large, 0, 7 << 20).getComplete());
        BlobState state =
                app.blobs()
                        .getState(
                                BlobStateRequest.newBuilder()
                                        .setVaultId(app.vaultId())
                                        .setHash(hash(large))
                                        .build());
        assertEquals(7 << 20, state.getStoredBytes());
        assertTrue(put(app, large, 7 << 20, large.length).getComplete());
        byte[] small = bytes(100);
        assertTrue(put(app, small, 0, 100).getComplete());
        var has =
                app.blobs()
                        .has(
                                HasRequest.newBuilder()
                                        .setVaultId(app.vaultId())
                                        .addHashes(hash(small))
                                        .addHashes(hash(new byte[] {1}))
                                        .build());
        assertEquals(List.of(true, false), has.getHasList());
        assertArrayEquals(large, get(app, GetBlobRequest.newBuilder().setHash(hash(large))));
        assertArrayEquals(
                Arrays.copyOfRange(small, 10, 30),
                get(
                        app,
                        GetBlobRequest.newBuilder()
                                .setHash(hash(small))
                                .setOffset(10)
                                .setLength(20)));
        TestApp stranger = app(1).withVault();
        StatusRuntimeException hidden =
                assertThrows(
                        StatusRuntimeException.class,
                        () -> get(stranger, GetBlobRequest.newBuilder().setHash(hash(small))));
        assertEquals(ErrorCode.NOT_FOUND, TestApp.detail(hidden).getCode());
    }

    private Snapshot putSnapshot(TestApp app, UUID doc, byte[] content, long upTo)
            throws Exception {
        return putSnapshot(app, doc, content, upTo, content.length);
    }

    /** Sends a snapshot, or so many bytes of it. */
    private Snapshot putSnapshot(TestApp app, UUID doc, byte[] content, long upTo, int until)
            throws Exception {
        Collected<Snapshot> answer = new Collected<>();
        StreamObserver<SnapshotPiece> sending = app.syncAsync().putSnapshot(answer);
        sending.onNext(
                SnapshotPiece.newBuilder()
                        .setDescription(app.snapshot(doc, content, upTo))
                        .build());
        for (int at = 0; at < until; at += WireLimits.PIECE_BYTES) {
            int count = Math.min(WireLimits.PIECE_BYTES, until - at);
            ByteString piece = ByteString.copyFrom(content, at, count);
            sending.onNext(SnapshotPiece.newBuilder().setBytes(piece).build());
        }
        sending.onCompleted();
        Throwable failure = answer.awaitEnd();
        if (failure != null) {
            throw (StatusRuntimeException) failure;
        }
        return answer.all().get(0);
    }

    @Test
    void aSnapshotThatBrokeOffIsSentAgain() throws Exception {
        TestApp app = app(0).withVault();
        UUID doc = UUID.randomUUID();
        send(app, app.cut(doc, List.of(bytes(10))));
        byte[] content = bytes(12 << 20);
        StatusRuntimeException broken =
                assertThrows(
                        StatusRuntimeException.class,
                        () -> putSnapshot(app, doc, content, 1, 7 << 20));
        assertEquals(ErrorCode.INVALID, TestApp.detail(broken).getCode());
        assertEquals(content.length, putSnapshot(app, doc, content, 1).getSizeBytes());
    }

    @Test
    void aSnapshotStandsForWhatItCovers() throws Exception {
        TestApp app = app(0).withVault();
        TestApp other = member(app, Role.EDITOR, 1);
        UUID doc = UUID.randomUUID();
        send(app, app.cut(doc, List.of(bytes(10), bytes(10))));
        send(app, app.cut(UUID.randomUUID(), List.of(bytes(10))));
        send(other, other.cut(doc, List.of(bytes(10))));
        byte[] content = bytes(5_000);
        Snapshot put = putSnapshot(app, doc, content, 2);
        assertEquals(3, put.getCoveredVaultSeq());
        StatusRuntimeException beyond =
                assertThrows(StatusRuntimeException.class, () -> putSnapshot(app, doc, content, 9));
        assertEquals(ErrorCode.INVALID, TestApp.detail(beyond).getCode());
        ByteString got = ByteString.EMPTY;
        Iterator<SnapshotPiece> pieces =
                other.sync()
                        .getSnapshot(
                                GetSnapshotRequest.newBuilder()
                                        .setVaultId(app.vaultId())
                                        .setDocId(WireId.text(doc))
                                        .build());
        assertEquals(put, pieces.next().getDescription());
        while (pieces.hasNext()) {
            got = got.concat(pieces.next().getBytes());
        }
        assertArrayEquals(content, got.toByteArray());
        AttestSnapshotRequest.Builder attest =
                AttestSnapshotRequest.newBuilder()
                        .setVaultId(app.vaultId())
                        .setDocId(WireId.text(doc))
                        .setHash(put.getHash());
        byte[] signature =
                SignedSnapshot.attestation(app.vault(), doc, Hash.of(content), other.device())
                        .sign(other.key());
        attest.setSignature(ByteString.copyFrom(signature));
        assertTrue(other.sync().attestSnapshot(attest.build()).getAttested());
        Iterator<Snapshot> listed =
                app.sync()
                        .listSnapshots(
                                ListSnapshotsRequest.newBuilder()
                                        .setVaultId(app.vaultId())
                                        .build());
        assertTrue(listed.next().getAttested());
        assertFalse(listed.hasNext());
    }

    /** An upload of which only the beginning is sent. */
    private StreamObserver<BlobPiece> begun(
            TestApp app, Collected<StatusRuntimeException> refusals) {
        byte[] content = bytes(3_000);
        StreamObserver<BlobPiece> sending =
                app.blobsAsync()
                        .put(
                                new StreamObserver<>() {
                                    @Override
                                    public void onNext(BlobState state) {}

                                    @Override
                                    public void onError(Throwable failure) {
                                        refusals.onNext((StatusRuntimeException) failure);
                                    }

                                    @Override
                                    public void onCompleted() {}
                                });
        sending.onNext(
                BlobPiece.newBuilder()
                        .setDescription(
                                BlobDescription.newBuilder()
                                        .setVaultId(app.vaultId())
                                        .setHash(hash(content))
                                        .setSizeBytes(content.length))
                        .build());
        sending.onNext(BlobPiece.newBuilder().setBytes(ByteString.copyFrom(content, 0, 9)).build());
        return sending;
    }

    @Test
    void anAccountSendsSoMuchAtOnceAndOthersStillDo() throws Exception {
        TestApp app = app(0).withVault();
        TestApp other = app(0).withVault();
        Collected<StatusRuntimeException> refusals = new Collected<>();
        List<StreamObserver<BlobPiece>> begun = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            begun.add(begun(app, refusals));
        }
        refusals.await(any -> refusals.all().size() >= 4);
        for (StatusRuntimeException refusal : refusals.all()) {
            assertEquals(Status.Code.RESOURCE_EXHAUSTED, refusal.getStatus().getCode());
            assertEquals(ErrorCode.RATE_LIMITED, TestApp.detail(refusal).getCode());
        }
        byte[] small = bytes(100);
        assertTrue(put(other, small, 0, 100).getComplete());
        assertEquals(4, refusals.all().size());
        begun.forEach(StreamObserver::onCompleted);
        refusals.await(any -> refusals.all().size() == 12);
        assertTrue(put(app, small, 0, 100).getComplete());
    }

    /** As of a client that wants to know of a blob and has no use for its bytes. */
    @Test
    void askingForTheHeadAloneKeepsNoTurn() throws Exception {
        TestApp app = app(0).withVault();
        byte[] small = bytes(100);
        assertTrue(put(app, small, 0, 100).getComplete());
        String path =
                "http://127.0.0.1:%d/v1/vaults/%s/blobs/%s"
                        .formatted(relays.get(0).port(), app.vaultId(), Hash.of(small));
        HttpRequest head =
                HttpRequest.newBuilder(URI.create(path))
                        .header("Authorization", "Bearer " + app.token())
                        .method("HEAD", HttpRequest.BodyPublishers.noBody())
                        .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int i = 0; i < 40; i++) {
                int status = client.send(head, HttpResponse.BodyHandlers.discarding()).statusCode();
                assertTrue(status != 429, "it is refused");
            }
        }
        assertArrayEquals(small, get(app, GetBlobRequest.newBuilder().setHash(hash(small))));
    }
}
