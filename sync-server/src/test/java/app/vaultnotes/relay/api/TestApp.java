package app.vaultnotes.relay.api;

import app.vaultnotes.proto.v1.AuthServiceGrpc;
import app.vaultnotes.proto.v1.BindDeviceRequest;
import app.vaultnotes.proto.v1.BlobServiceGrpc;
import app.vaultnotes.proto.v1.CreateVaultRequest;
import app.vaultnotes.proto.v1.DeviceKind;
import app.vaultnotes.proto.v1.Error;
import app.vaultnotes.proto.v1.Sealing;
import app.vaultnotes.proto.v1.Session;
import app.vaultnotes.proto.v1.SignUpRequest;
import app.vaultnotes.proto.v1.Snapshot;
import app.vaultnotes.proto.v1.Statement;
import app.vaultnotes.proto.v1.SyncServiceGrpc;
import app.vaultnotes.proto.v1.VaultServiceGrpc;
import app.vaultnotes.wire.Hash;
import app.vaultnotes.wire.LogRecord;
import app.vaultnotes.wire.SignedBatch;
import app.vaultnotes.wire.SignedSnapshot;
import app.vaultnotes.wire.SignedStatement;
import app.vaultnotes.wire.Signing;
import app.vaultnotes.wire.WireId;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.grpc.stub.AbstractStub;
import io.grpc.stub.MetadataUtils;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** An app of somebody with an account, a bound device and a vault, over a real connection. */
public final class TestApp implements AutoCloseable {

    private static final Metadata.Key<byte[]> DETAIL =
            Metadata.Key.of("vaultnotes-error-bin", Metadata.BINARY_BYTE_MARSHALLER);
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final long DEADLINE_SECONDS = 30;

    private ManagedChannel channel;
    private final byte[] key = new byte[Signing.KEY_BYTES];
    private final UUID device = UUID.randomUUID();
    private UUID vault = UUID.randomUUID();
    private Session session = Session.getDefaultInstance();
    private long lastSeq;
    private Hash last = Hash.NONE;

    private TestApp(int port) {
        channel = channel(port);
        new SecureRandom().nextBytes(key);
    }

    private static ManagedChannel channel(int port) {
        return OkHttpChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    }

    /** Speaks over a new connection from now on, to the same relay or another. */
    public void reach(int port) {
        channel.shutdownNow();
        channel = channel(port);
    }

    /** Makes an account by a link's secret, and binds the device. */
    public static TestApp signUp(int port, String secret) {
        TestApp app = new TestApp(port);
        app.session =
                AuthServiceGrpc.newBlockingStub(app.channel)
                        .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
                        .signUp(
                                SignUpRequest.newBuilder()
                                        .setEmail(app.email())
                                        .setPassphrase("seven grey herons wade upstream")
                                        .setInvitation(secret)
                                        .build());
        app.bind();
        return app;
    }

    private void bind() {
        UUID account = WireId.parse("account", session.getAccountId());
        byte[] publicKey = Signing.publicKey(key);
        byte[] signature =
                new Signing.Message(Signing.Purpose.BIND)
                        .id(account)
                        .id(device)
                        .bytes(publicKey)
                        .sign(key);
        session =
                auth().bindDevice(
                                BindDeviceRequest.newBuilder()
                                        .setDeviceId(WireId.text(device))
                                        .setName("Laptop")
                                        .setKind(DeviceKind.LAPTOP)
                                        .setPublicKey(ByteString.copyFrom(publicKey))
                                        .setSignature(ByteString.copyFrom(signature))
                                        .build());
    }

    /** Makes its vault on the relay. */
    public TestApp withVault() {
        vaults().createVault(
                        CreateVaultRequest.newBuilder()
                                .setVaultId(vaultId())
                                .setName("Notes")
                                .setSealing(Sealing.READABLE)
                                .build());
        return this;
    }

    private <S extends AbstractStub<S>> S with(S stub) {
        Metadata headers = new Metadata();
        headers.put(AUTHORIZATION, "Bearer " + session.getAccessToken());
        return stub.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
    }

    public AuthServiceGrpc.AuthServiceBlockingStub auth() {
        return with(AuthServiceGrpc.newBlockingStub(channel));
    }

    public VaultServiceGrpc.VaultServiceBlockingStub vaults() {
        return with(VaultServiceGrpc.newBlockingStub(channel));
    }

    public SyncServiceGrpc.SyncServiceBlockingStub sync() {
        return with(SyncServiceGrpc.newBlockingStub(channel));
    }

    public SyncServiceGrpc.SyncServiceStub syncAsync() {
        return with(SyncServiceGrpc.newStub(channel));
    }

    public BlobServiceGrpc.BlobServiceBlockingStub blobs() {
        return with(BlobServiceGrpc.newBlockingStub(channel));
    }

    public BlobServiceGrpc.BlobServiceStub blobsAsync() {
        return with(BlobServiceGrpc.newStub(channel));
    }

    public String vaultId() {
        return WireId.text(vault);
    }

    public UUID vault() {
        return vault;
    }

    /** Works in the vault of another from now on. */
    public void use(UUID other) {
        vault = other;
    }

    /** The same, as a sentence goes on. */
    public TestApp in(UUID other) {
        use(other);
        return this;
    }

    public UUID device() {
        return device;
    }

    public byte[] key() {
        return key.clone();
    }

    /** The address of its account. */
    public String email() {
        return WireId.text(device) + "@example.org";
    }

    public String token() {
        return session.getAccessToken();
    }

    public Session session() {
        return session;
    }

    /** The next records of a document, as many as there are payloads. */
    public SignedBatch cut(UUID doc, List<byte[]> payloads) {
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

    /** Another first record than the one it cut, as of a vault that was copied. */
    public SignedBatch anotherFirst(byte[] payload) {
        LogRecord.Place place = new LogRecord.Place(vault, UUID.randomUUID(), device, 1, Hash.NONE);
        return SignedBatch.sign(
                List.of(LogRecord.cut(place, LogRecord.Kind.CHANGES, 0, payload)), key);
    }

    /** A description of content that stands for the device's own records up to one. */
    public Snapshot snapshot(UUID doc, byte[] content, long upTo) {
        TreeMap<String, Long> covered = new TreeMap<>();
        covered.put(WireId.text(device), upTo);
        Hash hash = Hash.of(content);
        return new SignedSnapshot(vault, doc, device, hash, content.length, covered, new byte[0])
                .sign(key)
                .toMessage();
    }

    /** What it says to have of its vault: nothing. */
    public Statement statement(long number) {
        return new SignedStatement(vault, device, number, new TreeMap<>(), new byte[0])
                .sign(key)
                .toMessage();
    }

    /** What a refused call was told. */
    public static Error detail(StatusRuntimeException failure) {
        Metadata trailers = failure.getTrailers();
        byte[] bytes = trailers == null ? null : trailers.get(DETAIL);
        try {
            return bytes == null ? Error.getDefaultInstance() : Error.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
