package app.vaultnotes.relay.api;

import static org.junit.jupiter.api.Assertions.assertNull;

import app.vaultnotes.proto.v1.AcceptRequest;
import app.vaultnotes.proto.v1.Ack;
import app.vaultnotes.proto.v1.Batch;
import app.vaultnotes.proto.v1.GetChangesRequest;
import app.vaultnotes.proto.v1.InviteRequest;
import app.vaultnotes.proto.v1.Open;
import app.vaultnotes.proto.v1.Role;
import app.vaultnotes.proto.v1.StoredRecord;
import app.vaultnotes.proto.v1.ToClient;
import app.vaultnotes.proto.v1.ToRelay;
import app.vaultnotes.relay.TestPostgres;
import app.vaultnotes.relay.TestSettings;
import app.vaultnotes.relay.database.DatabaseAddress;
import app.vaultnotes.relay.serve.Addresses;
import app.vaultnotes.relay.serve.Relay;
import app.vaultnotes.wire.SignedBatch;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.stub.StreamObserver;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Two relays on one database, and clients that speak to them over real connections. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TwoRelays {

    final DatabaseAddress address = TestPostgres.newRelayDatabase();
    final List<Relay> relays = new ArrayList<>();
    private final List<TestApp> apps = new ArrayList<>();
    final Random random = new Random(7);
    int metricsPort;
    Path folder;

    @BeforeAll
    void start(@TempDir Path shared) {
        folder = shared;
        relays.add(relay(folder));
        relays.add(relay(folder));
    }

    Relay relay(Path folder) {
        metricsPort = Addresses.port("127.0.0.1", 0);
        return Relay.start(
                TestSettings.in(folder)
                        .on(address)
                        .metrics(
                                new InetSocketAddress(
                                        InetAddress.getLoopbackAddress(), metricsPort))
                        .settings());
    }

    @AfterAll
    void stop() {
        apps.forEach(TestApp::close);
        relays.forEach(Relay::close);
    }

    TestApp app(int relay) {
        TestApp app = TestApp.signUp(relays.get(relay).port(), "");
        apps.add(app);
        return app;
    }

    /** A member of the vault of another. */
    TestApp member(TestApp owner, Role role, int relay) {
        TestApp member = app(relay);
        String secret =
                owner.vaults()
                        .invite(
                                InviteRequest.newBuilder()
                                        .setVaultId(owner.vaultId())
                                        .setRole(role)
                                        .build())
                        .getSecret();
        member.vaults().accept(AcceptRequest.newBuilder().setSecret(secret).build());
        member.use(owner.vault());
        return member;
    }

    byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    List<Ack> send(TestApp app, SignedBatch... batches) throws Exception {
        Collected<Ack> acks = new Collected<>();
        StreamObserver<Batch> sending = app.syncAsync().sendChanges(acks);
        for (SignedBatch batch : batches) {
            sending.onNext(batch.toMessage());
        }
        sending.onCompleted();
        assertNull(acks.awaitEnd());
        return acks.all();
    }

    static List<StoredRecord> changes(TestApp app) {
        List<StoredRecord> all = new ArrayList<>();
        app.sync()
                .getChanges(GetChangesRequest.newBuilder().setVaultId(app.vaultId()).build())
                .forEachRemaining(page -> all.addAll(page.getRecordsList()));
        return all;
    }

    static ToRelay open(TestApp app) {
        return ToRelay.newBuilder().setOpen(Open.newBuilder().setVaultId(app.vaultId())).build();
    }

    static okio.ByteString bytes(ToRelay message) {
        return okio.ByteString.of(message.toByteArray());
    }

    WebSocket webSocket(TestApp app, int relay, Collected<ToClient> into) {
        OkHttpClient client = new OkHttpClient();
        Request request =
                new Request.Builder()
                        .url("ws://127.0.0.1:" + relays.get(relay).port() + "/v1/sync")
                        .header("Authorization", "Bearer " + app.token())
                        .build();
        return client.newWebSocket(
                request,
                new WebSocketListener() {
                    @Override
                    public void onMessage(WebSocket webSocket, okio.ByteString bytes) {
                        try {
                            into.onNext(ToClient.parseFrom(bytes.toByteArray()));
                        } catch (InvalidProtocolBufferException e) {
                            into.onError(e);
                        }
                    }

                    @Override
                    public void onFailure(
                            WebSocket webSocket, Throwable t, @Nullable Response response) {
                        into.onError(t);
                    }

                    @Override
                    public void onClosing(WebSocket webSocket, int code, String reason) {
                        into.onCompleted();
                    }
                });
    }

    HttpResponse<String> rest(HttpRequest.Builder request, TestApp app) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    request.header("Authorization", "Bearer " + app.token()).build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    HttpRequest.Builder to(int relay, String path) {
        return HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + relays.get(relay).port() + path));
    }
}
