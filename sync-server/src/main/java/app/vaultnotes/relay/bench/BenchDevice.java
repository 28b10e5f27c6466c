package app.vaultnotes.relay.bench;

import app.vaultnotes.proto.v1.AuthServiceGrpc;
import app.vaultnotes.proto.v1.Batch;
import app.vaultnotes.proto.v1.BindDeviceRequest;
import app.vaultnotes.proto.v1.BlobDescription;
import app.vaultnotes.proto.v1.BlobPiece;
import app.vaultnotes.proto.v1.BlobServiceGrpc;
import app.vaultnotes.proto.v1.BlobState;
import app.vaultnotes.proto.v1.CreateVaultRequest;
import app.vaultnotes.proto.v1.DeviceKind;
import app.vaultnotes.proto.v1.Sealing;
import app.vaultnotes.proto.v1.Session;
import app.vaultnotes.proto.v1.SignInRequest;
import app.vaultnotes.proto.v1.SignUpRequest;
import app.vaultnotes.proto.v1.SyncServiceGrpc;
import app.vaultnotes.proto.v1.VaultServiceGrpc;
import app.vaultnotes.wire.Hash;
import app.vaultnotes.wire.LogRecord;
import app.vaultnotes.wire.SignedBatch;
import app.vaultnotes.wire.Signing;
import app.vaultnotes.wire.WireId;
import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.grpc.stub.AbstractStub;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** A device of a made-up account, connected as an app is. */
final class BenchDevice implements AutoCloseable {

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final String PASSPHRASE = "seven grey herons wade upstream";

    private final ManagedChannel channel;
    private final byte[] key = new byte[Signing.KEY_BYTES];
    private final UUID device = UUID.randomUUID();
    private final Random random;
    private final UUID vault;
    private final Session session;
    private long lastSeq;
    private Hash last = Hash.NONE;

    private BenchDevice(BenchDevice other, int port) {
        channel = connect(port);
        vault = other.vault;
        session = other.session;
        random = new Random(port);
    }

    private BenchDevice(int port, UUID vault, Session session, ManagedChannel channel) {
        this.channel = channel;
        this.vault = vault;
        new SecureRandom().nextBytes(key);
        random = new Random(port);
        this.session = bind(session);
    }

    private static ManagedChannel connect(int port) {
        return OkHttpChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    }

    /** Somebody with an account of their own and a vault. */
    static BenchDevice withVault(int port, String email, UUID vault) {
        ManagedChannel channel = connect(port);
        try {
            Session session =
                    AuthServiceGrpc.newBlockingStub(channel)
                            .signUp(
                                    SignUpRequest.newBuilder()
                                            .setEmail(email)
                                            .setPassphrase(PASSPHRASE)
                                            .build());
            BenchDevice made = new BenchDevice(port, vault, session, channel);
            made.makeVault(vault);
            return made;
        } catch (StatusRuntimeException refused) {
            channel.shutdownNow();
            throw refused;
        }
    }

    /** Registers a vault of the account. */
    void makeVault(UUID id) {
        var _ =
                vaults().createVault(
                                CreateVaultRequest.newBuilder()
                                        .setVaultId(WireId.text(id))
                                        .setName("Bench")
                                        .setSealing(Sealing.READABLE)
                                        .build());
    }

    /** Another device of an account that is there, in one of its vaults. */
    static BenchDevice another(int port, String email, UUID vault) {
        ManagedChannel channel = connect(port);
        Session session =
                AuthServiceGrpc.newBlockingStub(channel)
                        .signIn(
                                SignInRequest.newBuilder()
                                        .setEmail(email)
                                        .setPassphrase(PASSPHRASE)
                                        .build());
        return new BenchDevice(port, vault, session, channel);
    }

    /** The same device on a connection of its own, for reading alone. */
    BenchDevice connectedAnew(int port) {
        return new BenchDevice(this, port);
    }

    private Session bind(Session signedIn) {
        byte[] publicKey = Signing.publicKey(key);
        byte[] signature =
                new Signing.Message(Signing.Purpose.BIND)
                        .id(WireId.parse("the account", signedIn.getAccountId()))
                        .id(device)
                        .bytes(publicKey)
                        .sign(key);
        return with(AuthServiceGrpc.newBlockingStub(channel), signedIn.getAccessToken())
                .bindDevice(
                        BindDeviceRequest.newBuilder()
                                .setDeviceId(WireId.text(device))
                                .setName("Bench")
                                .setKind(DeviceKind.TERMINAL)
                                .setPublicKey(ByteString.copyFrom(publicKey))
                                .setSignature(ByteString.copyFrom(signature))
                                .build());
    }

    private static <S extends AbstractStub<S>> S with(S stub, String token) {
        Metadata headers = new Metadata();
        headers.put(AUTHORIZATION, "Bearer " + token);
        return stub.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
    }

    private <S extends AbstractStub<S>> S with(S stub) {
        return with(stub, session.getAccessToken());
    }

    SyncServiceGrpc.SyncServiceStub sync() {
        return with(SyncServiceGrpc.newStub(channel));
    }

    SyncServiceGrpc.SyncServiceBlockingStub syncBlocking() {
        return with(SyncServiceGrpc.newBlockingStub(channel));
    }

    AuthServiceGrpc.AuthServiceBlockingStub auth() {
        return with(AuthServiceGrpc.newBlockingStub(channel));
    }

    VaultServiceGrpc.VaultServiceBlockingStub vaults() {
        return with(VaultServiceGrpc.newBlockingStub(channel));
    }

    BlobServiceGrpc.BlobServiceBlockingStub blobsBlocking() {
        return with(BlobServiceGrpc.newBlockingStub(channel));
    }

    /** Stores bytes for the vault; returns when they are durable. */
    void put(BlobDescription description, ByteString bytes) {
        CompletableFuture<BlobState> stored = new CompletableFuture<>();
        StreamObserver<BlobPiece> pieces =
                with(BlobServiceGrpc.newStub(channel)).put(new Single<>(stored));
        pieces.onNext(BlobPiece.newBuilder().setDescription(description).build());
        pieces.onNext(BlobPiece.newBuilder().setBytes(bytes).build());
        pieces.onCompleted();
        stored.join();
    }

    /** Random bytes. */
    synchronized ByteString bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return ByteString.copyFrom(bytes);
    }

    String accessToken() {
        return session.getAccessToken();
    }

    String vaultId() {
        return WireId.text(vault);
    }

    /** The next batch, each record of another document. */
    Batch cut(int records, int payloadBytes) {
        List<LogRecord> cut = new ArrayList<>();
        for (int i = 0; i < records; i++) {
            cut.add(next(new UUID(random.nextLong(), random.nextLong()), payloadBytes));
        }
        return SignedBatch.sign(cut, key).toMessage();
    }

    /** The next batch, all of one document. */
    Batch cut(UUID doc, int records, int payloadBytes) {
        List<LogRecord> cut = new ArrayList<>();
        for (int i = 0; i < records; i++) {
            cut.add(next(doc, payloadBytes));
        }
        return SignedBatch.sign(cut, key).toMessage();
    }

    private LogRecord next(UUID doc, int payloadBytes) {
        byte[] payload = new byte[payloadBytes];
        random.nextBytes(payload);
        LogRecord.Place place = new LogRecord.Place(vault, doc, device, lastSeq + 1, last);
        LogRecord record = LogRecord.cut(place, LogRecord.Kind.CHANGES, 0, payload);
        lastSeq++;
        last = record.hash();
        return record;
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
