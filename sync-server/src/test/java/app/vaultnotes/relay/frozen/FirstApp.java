package app.vaultnotes.relay.frozen;

import app.vaultnotes.proto.v1.AuthServiceGrpc;
import app.vaultnotes.proto.v1.BindDeviceRequest;
import app.vaultnotes.proto.v1.BlobServiceGrpc;
import app.vaultnotes.proto.v1.DeviceChallengeRequest;
import app.vaultnotes.proto.v1.DeviceKind;
import app.vaultnotes.proto.v1.DeviceSignInRequest;
import app.vaultnotes.proto.v1.RefreshTokenRequest;
import app.vaultnotes.proto.v1.RelayServiceGrpc;
import app.vaultnotes.proto.v1.Session;
import app.vaultnotes.proto.v1.SignInRequest;
import app.vaultnotes.proto.v1.SignUpRequest;
import app.vaultnotes.proto.v1.SyncServiceGrpc;
import app.vaultnotes.proto.v1.VaultServiceGrpc;
import app.vaultnotes.relay.TestRelay;
import app.vaultnotes.wire.Hash;
import app.vaultnotes.wire.LogRecord;
import app.vaultnotes.wire.SignedBatch;
import app.vaultnotes.wire.Signing;
import app.vaultnotes.wire.WireId;
import com.google.protobuf.ByteString;
import io.grpc.Channel;
import io.grpc.Metadata;
import io.grpc.stub.AbstractStub;
import io.grpc.stub.MetadataUtils;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Somebody's app of the first release, on one device. */
final class FirstApp {

    final String email;
    final UUID device = UUID.randomUUID();
    private final byte[] key = new byte[Signing.KEY_BYTES];
    private final UUID vault;
    private Channel channel;
    private Recorder recorder;
    private Session session = Session.getDefaultInstance();
    private long lastSeq;
    private Hash last = Hash.NONE;

    FirstApp(String email, UUID vault, Channel channel, Recorder recorder) {
        this.email = email;
        this.vault = vault;
        this.channel = channel;
        this.recorder = recorder;
        new SecureRandom().nextBytes(key);
    }

    /** Speaks to a relay anew. */
    void reach(Channel other, Recorder otherRecorder) {
        channel = other;
        recorder = otherRecorder;
        session = Session.getDefaultInstance();
    }

    private <S extends AbstractStub<S>> S with(S stub) {
        if (session.getAccessToken().isEmpty()) {
            return stub;
        }
        Metadata headers = new Metadata();
        headers.put(Recorder.AUTHORIZATION, Recorder.BEARER + session.getAccessToken());
        return stub.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
    }

    AuthServiceGrpc.AuthServiceBlockingStub auth() {
        return with(AuthServiceGrpc.newBlockingStub(channel));
    }

    VaultServiceGrpc.VaultServiceBlockingStub vaults() {
        return with(VaultServiceGrpc.newBlockingStub(channel));
    }

    RelayServiceGrpc.RelayServiceBlockingStub relay() {
        return with(RelayServiceGrpc.newBlockingStub(channel));
    }

    SyncServiceGrpc.SyncServiceBlockingStub sync() {
        return with(SyncServiceGrpc.newBlockingStub(channel));
    }

    SyncServiceGrpc.SyncServiceStub syncAsync() {
        return with(SyncServiceGrpc.newStub(channel));
    }

    BlobServiceGrpc.BlobServiceBlockingStub blobs() {
        return with(BlobServiceGrpc.newBlockingStub(channel));
    }

    BlobServiceGrpc.BlobServiceStub blobsAsync() {
        return with(BlobServiceGrpc.newStub(channel));
    }

    String account() {
        return session.getAccountId();
    }

    String token() {
        return session.getAccessToken();
    }

    Hash last() {
        return last;
    }

    long lastSeq() {
        return lastSeq;
    }

    byte[] key() {
        return key.clone();
    }

    void signUp(String secret) {
        session = Session.getDefaultInstance();
        session =
                auth().signUp(
                                SignUpRequest.newBuilder()
                                        .setEmail(email)
                                        .setPassphrase(TestRelay.PASSPHRASE)
                                        .setInvitation(secret)
                                        .build());
    }

    void signIn(String passphrase) {
        session = Session.getDefaultInstance();
        session =
                auth().signIn(
                                SignInRequest.newBuilder()
                                        .setEmail(email)
                                        .setPassphrase(passphrase)
                                        .build());
    }

    private ByteString signed(Signing.Purpose purpose, byte[]... fields) {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        String word = purpose.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        message.writeBytes(("vaultnotes/" + word + "/1\0").getBytes(StandardCharsets.US_ASCII));
        Signing.Message signing = new Signing.Message(purpose);
        for (byte[] field : fields) {
            message.writeBytes(field);
            signing.bytes(field);
        }
        byte[] signature = signing.sign(key);
        recorder.signed(new Transcript.Signed(key(), message.toByteArray(), signature));
        return ByteString.copyFrom(signature);
    }

    private static byte[] raw(UUID id) {
        return ByteBuffer.allocate(WireId.LENGTH)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    void bind() {
        byte[] publicKey = Signing.publicKey(key);
        byte[] account = raw(WireId.parse("account", session.getAccountId()));
        session =
                auth().bindDevice(
                                BindDeviceRequest.newBuilder()
                                        .setDeviceId(WireId.text(device))
                                        .setName("Laptop of " + email)
                                        .setKind(DeviceKind.LAPTOP)
                                        .setPublicKey(ByteString.copyFrom(publicKey))
                                        .setSignature(
                                                signed(
                                                        Signing.Purpose.BIND,
                                                        account,
                                                        raw(device),
                                                        publicKey))
                                        .build());
    }

    void signInByKey() {
        session = Session.getDefaultInstance();
        ByteString nonce =
                auth().deviceChallenge(
                                DeviceChallengeRequest.newBuilder()
                                        .setDeviceId(WireId.text(device))
                                        .build())
                        .getNonce();
        session =
                auth().deviceSignIn(
                                DeviceSignInRequest.newBuilder()
                                        .setDeviceId(WireId.text(device))
                                        .setNonce(nonce)
                                        .setSignature(
                                                signed(
                                                        Signing.Purpose.SIGN_IN,
                                                        raw(device),
                                                        nonce.toByteArray()))
                                        .build());
    }

    void refresh() {
        String token = session.getRefreshToken();
        session = Session.getDefaultInstance();
        byte[] hash = Hash.of(token.getBytes(StandardCharsets.UTF_8)).toByteArray();
        session =
                auth().refreshToken(
                                RefreshTokenRequest.newBuilder()
                                        .setRefreshToken(token)
                                        .setDeviceSignature(signed(Signing.Purpose.REFRESH, hash))
                                        .build());
    }

    /** The next records of a document. */
    SignedBatch cut(UUID doc, byte[]... payloads) {
        List<LogRecord> records = new ArrayList<>();
        for (byte[] payload : payloads) {
            LogRecord.Place place = new LogRecord.Place(vault, doc, device, lastSeq + 1, last);
            LogRecord record = LogRecord.cut(place, LogRecord.Kind.CHANGES, 0, payload);
            lastSeq++;
            last = record.hash();
            records.add(record);
        }
        return SignedBatch.sign(records, key);
    }

    /** A record where none belongs. */
    SignedBatch stray(UUID doc, long deviceSeq, Hash before) {
        LogRecord.Place place = new LogRecord.Place(vault, doc, device, deviceSeq, before);
        return SignedBatch.sign(
                List.of(LogRecord.cut(place, LogRecord.Kind.CHANGES, 0, new byte[] {7})), key);
    }
}
