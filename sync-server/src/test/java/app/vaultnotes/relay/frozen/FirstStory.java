package app.vaultnotes.relay.frozen;

import app.vaultnotes.proto.v1.AcceptRequest;
import app.vaultnotes.proto.v1.Ack;
import app.vaultnotes.proto.v1.AttestSnapshotRequest;
import app.vaultnotes.proto.v1.Batch;
import app.vaultnotes.proto.v1.BlobDescription;
import app.vaultnotes.proto.v1.BlobPiece;
import app.vaultnotes.proto.v1.BlobState;
import app.vaultnotes.proto.v1.CreateVaultRequest;
import app.vaultnotes.proto.v1.DeleteVaultRequest;
import app.vaultnotes.proto.v1.DeviceChallengeRequest;
import app.vaultnotes.proto.v1.InviteRequest;
import app.vaultnotes.proto.v1.Role;
import app.vaultnotes.proto.v1.Sealing;
import app.vaultnotes.proto.v1.Snapshot;
import app.vaultnotes.proto.v1.SnapshotPiece;
import app.vaultnotes.proto.v1.Statement;
import app.vaultnotes.relay.api.Collected;
import app.vaultnotes.wire.Hash;
import app.vaultnotes.wire.SignedBatch;
import app.vaultnotes.wire.SignedSnapshot;
import app.vaultnotes.wire.SignedStatement;
import app.vaultnotes.wire.WireId;
import com.google.protobuf.ByteString;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What a relay has of two people before the recording: an admin with two vaults, one of them being
 * deleted, and a colleague who writes into the other.
 */
final class FirstStory {

    final UUID vault = UUID.randomUUID();
    final UUID gone = UUID.randomUUID();
    final UUID doc = UUID.randomUUID();
    final byte[] attachment = new byte[3_000];
    final byte[] saved = new byte[2_000];
    final FirstApp ann;
    final FirstApp ben;

    FirstStory(Channel channel) {
        Recorder unheard = new Recorder();
        ann = new FirstApp("ann@example.org", vault, channel, unheard);
        ben = new FirstApp("ben@example.org", vault, channel, unheard);
        Random random = new Random(1);
        random.nextBytes(attachment);
        random.nextBytes(saved);
    }

    /** Leaves something in every table. */
    void fill(String firstSecret) throws Exception {
        ann.signUp(firstSecret);
        ann.bind();
        create(ann, vault, "Plans");
        create(ann, gone, "Old plans");
        ann.vaults()
                .deleteVault(DeleteVaultRequest.newBuilder().setVaultId(WireId.text(gone)).build());
        ben.signUp(invite(ann, vault, Role.EDITOR));
        ben.bind();
        send(ann, ann.cut(doc, text("one"), text("two")), ann.cut(vault, text("the tree")));
        send(ben, ben.cut(doc, text("three")));
        putBlob(ann, attachment);
        Hash hash = putSnapshot(ann, saved);
        attest(ben, hash);
        ben.sync().putReceipts(statement(ben, 1));
        invite(ann, vault, Role.VIEWER);
        ann.signInByKey();
        ann.auth()
                .deviceChallenge(
                        DeviceChallengeRequest.newBuilder()
                                .setDeviceId(WireId.text(ann.device))
                                .build());
        refused(() -> ben.signIn("not the passphrase at all"));
    }

    static byte[] text(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    /** What a client may run into. */
    interface Step {
        void run() throws Exception;
    }

    static void refused(Step step) throws Exception {
        try {
            step.run();
        } catch (StatusRuntimeException expected) {
            if (expected.getStatus().getCode() != Status.Code.INTERNAL) {
                return;
            }
            throw expected;
        }
        throw new AssertionError("it was not refused");
    }

    static void create(FirstApp app, UUID vault, String name) {
        app.vaults()
                .createVault(
                        CreateVaultRequest.newBuilder()
                                .setVaultId(WireId.text(vault))
                                .setName(name)
                                .setSealing(Sealing.READABLE)
                                .build());
    }

    static String invite(FirstApp app, UUID vault, Role role) {
        return app.vaults()
                .invite(
                        InviteRequest.newBuilder()
                                .setVaultId(WireId.text(vault))
                                .setRole(role)
                                .build())
                .getSecret();
    }

    static void accept(FirstApp app, String secret) {
        app.vaults().accept(AcceptRequest.newBuilder().setSecret(secret).build());
    }

    static void send(FirstApp app, SignedBatch... batches) throws Exception {
        Collected<Ack> acks = new Collected<>();
        StreamObserver<Batch> sending = app.syncAsync().sendChanges(acks);
        for (SignedBatch batch : batches) {
            sending.onNext(batch.toMessage());
        }
        sending.onCompleted();
        end(acks);
    }

    private static void end(Collected<?> answers) throws InterruptedException {
        Throwable failure = answers.awaitEnd();
        if (failure instanceof StatusRuntimeException refusal) {
            throw refusal;
        }
    }

    void putBlob(FirstApp app, byte[] content) throws Exception {
        Collected<BlobState> answer = new Collected<>();
        StreamObserver<BlobPiece> sending = app.blobsAsync().put(answer);
        sending.onNext(
                BlobPiece.newBuilder()
                        .setDescription(
                                BlobDescription.newBuilder()
                                        .setVaultId(WireId.text(vault))
                                        .setHash(bytes(Hash.of(content)))
                                        .setSizeBytes(content.length))
                        .build());
        sending.onNext(BlobPiece.newBuilder().setBytes(ByteString.copyFrom(content)).build());
        sending.onCompleted();
        end(answer);
    }

    static ByteString bytes(Hash hash) {
        return ByteString.copyFrom(hash.toByteArray());
    }

    /** Of the document, with all that there is of both. */
    Hash putSnapshot(FirstApp app, byte[] content) throws Exception {
        TreeMap<String, Long> covered = new TreeMap<>();
        covered.put(WireId.text(ann.device), ann.lastSeq());
        covered.put(WireId.text(ben.device), ben.lastSeq());
        Hash hash = Hash.of(content);
        SignedSnapshot snapshot =
                new SignedSnapshot(
                                vault, doc, app.device, hash, content.length, covered, new byte[0])
                        .sign(app.key());
        Collected<Snapshot> answer = new Collected<>();
        StreamObserver<SnapshotPiece> sending = app.syncAsync().putSnapshot(answer);
        sending.onNext(SnapshotPiece.newBuilder().setDescription(snapshot.toMessage()).build());
        sending.onNext(SnapshotPiece.newBuilder().setBytes(ByteString.copyFrom(content)).build());
        sending.onCompleted();
        end(answer);
        return hash;
    }

    void attest(FirstApp app, Hash hash) {
        byte[] signature = SignedSnapshot.attestation(vault, doc, hash, app.device).sign(app.key());
        app.sync()
                .attestSnapshot(
                        AttestSnapshotRequest.newBuilder()
                                .setVaultId(WireId.text(vault))
                                .setDocId(WireId.text(doc))
                                .setHash(bytes(hash))
                                .setSignature(ByteString.copyFrom(signature))
                                .build());
    }

    Statement statement(FirstApp app, long number) {
        TreeMap<String, SignedStatement.UpTo> received = new TreeMap<>();
        received.put(WireId.text(ann.device), new SignedStatement.UpTo(ann.lastSeq(), ann.last()));
        return new SignedStatement(vault, app.device, number, received, new byte[0])
                .sign(app.key())
                .toMessage();
    }
}
