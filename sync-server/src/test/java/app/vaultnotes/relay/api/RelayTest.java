package app.vaultnotes.relay.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.proto.v1.Ack;
import app.vaultnotes.proto.v1.Batch;
import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.GetHistoryRequest;
import app.vaultnotes.proto.v1.GetVaultRequest;
import app.vaultnotes.proto.v1.Presence;
import app.vaultnotes.proto.v1.RemoveRequest;
import app.vaultnotes.proto.v1.RevokeTokenRequest;
import app.vaultnotes.proto.v1.Role;
import app.vaultnotes.proto.v1.StoredRecord;
import app.vaultnotes.proto.v1.ToClient;
import app.vaultnotes.proto.v1.ToRelay;
import app.vaultnotes.relay.call.EmailAddress;
import app.vaultnotes.wire.Hash;
import app.vaultnotes.wire.SignedBatch;
import app.vaultnotes.wire.WireId;
import com.google.protobuf.ByteString;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Changes on their way from one app to another, by every way there is. */
class RelayTest extends TwoRelays {

    @Test
    void changesGoInAndComeOutBitForBit() throws Exception {
        TestApp app = app(0).withVault();
        UUID doc = UUID.randomUUID();
        SignedBatch first = app.cut(doc, List.of(bytes(10), bytes(2_000)));
        SignedBatch second = app.cut(UUID.randomUUID(), List.of(bytes(1 << 20)));
        List<Ack> acks = send(app, first, second);
        assertEquals(List.of(2L, 3L), acks.stream().map(Ack::getLastVaultSeq).toList());
        List<StoredRecord> stored = changes(app);
        assertEquals(3, stored.size());
        assertEquals(first.toMessage().getRecords(1), stored.get(1).getRecord());
        assertEquals(second.toMessage().getRecords(0), stored.get(2).getRecord());
        var history =
                app.sync()
                        .getHistory(
                                GetHistoryRequest.newBuilder()
                                        .setVaultId(app.vaultId())
                                        .setDocId(WireId.text(doc))
                                        .build());
        assertEquals(1, history.next().getVaultSeq());
        assertEquals(2, history.next().getVaultSeq());
        assertFalse(history.hasNext());
    }

    @Test
    void aForkIsRefusedWithItsDetail() throws Exception {
        TestApp app = app(0).withVault();
        send(app, app.cut(UUID.randomUUID(), List.of(bytes(10))));
        app.cut(UUID.randomUUID(), List.of(bytes(10)));
        Collected<Ack> acks = new Collected<>();
        StreamObserver<Batch> sending = app.syncAsync().sendChanges(acks);
        sending.onNext(app.cut(UUID.randomUUID(), List.of(bytes(10))).toMessage());
        Throwable failure = acks.awaitEnd();
        assertEquals(
                ErrorCode.GAP,
                TestApp.detail((StatusRuntimeException) Objects.requireNonNull(failure)).getCode());
    }

    private static boolean has(ToClient message, long vaultSeq) {
        return message.getRecords().getRecordsList().stream()
                .anyMatch(record -> record.getVaultSeq() == vaultSeq);
    }

    @Test
    void whatOneSendsComesToOthersOnBothRelaysAndByBothWays() throws Exception {
        TestApp owner = app(0).withVault();
        TestApp other = member(owner, Role.EDITOR, 1);
        Collected<ToClient> here = new Collected<>();
        Collected<ToClient> there = new Collected<>();
        StreamObserver<ToRelay> line = owner.syncAsync().sync(here);
        StreamObserver<ToRelay> otherLine = other.syncAsync().sync(there);
        line.onNext(open(owner));
        otherLine.onNext(open(owner));
        here.await(ToClient::hasOpened);
        there.await(ToClient::hasOpened);
        Collected<ToClient> socket = new Collected<>();
        WebSocket webSocket = webSocket(other, 1, socket);
        webSocket.send(bytes(open(owner)));
        socket.await(ToClient::hasOpened);
        line.onNext(
                ToRelay.newBuilder()
                        .setBatch(owner.cut(UUID.randomUUID(), List.of(bytes(100))).toMessage())
                        .build());
        here.await(ToClient::hasAck);
        there.await(message -> has(message, 1));
        socket.await(message -> has(message, 1));
        webSocket.send(
                bytes(
                        ToRelay.newBuilder()
                                .setBatch(
                                        other.cut(UUID.randomUUID(), List.of(bytes(100)))
                                                .toMessage())
                                .build()));
        socket.await(ToClient::hasAck);
        here.await(message -> has(message, 2));
        there.await(message -> has(message, 2));
        otherLine.onNext(
                ToRelay.newBuilder()
                        .setPresence(
                                Presence.newBuilder()
                                        .setVaultId(owner.vaultId())
                                        .setState(ByteString.copyFromUtf8("line 3")))
                        .build());
        webSocket.close(1000, null);
        line.onCompleted();
        otherLine.onCompleted();
        assertNull(here.awaitEnd());
        assertNull(there.awaitEnd());
    }

    @Test
    void whoIsRemovedOrSignedOutLosesTheLineOnEveryRelay() throws Exception {
        TestApp owner = app(0).withVault();
        TestApp other = member(owner, Role.EDITOR, 1);
        Collected<ToClient> there = new Collected<>();
        StreamObserver<ToRelay> line = other.syncAsync().sync(there);
        line.onNext(open(owner));
        there.await(ToClient::hasOpened);
        var _ =
                owner.vaults()
                        .remove(
                                RemoveRequest.newBuilder()
                                        .setVaultId(owner.vaultId())
                                        .setAccountId(other.session().getAccountId())
                                        .build());
        there.await(ToClient::hasClosed);
        StatusRuntimeException gone =
                assertThrows(StatusRuntimeException.class, () -> changes(other));
        assertEquals(ErrorCode.NOT_FOUND, TestApp.detail(gone).getCode());
        var _ = other.auth().revokeToken(RevokeTokenRequest.getDefaultInstance());
        Throwable ended = Objects.requireNonNull(there.awaitEnd());
        assertEquals(
                ErrorCode.UNAUTHENTICATED,
                TestApp.detail((StatusRuntimeException) ended).getCode());
        StatusRuntimeException out =
                assertThrows(
                        StatusRuntimeException.class,
                        () ->
                                other.vaults()
                                        .getVault(
                                                GetVaultRequest.newBuilder()
                                                        .setVaultId(owner.vaultId())
                                                        .build()));
        assertEquals(ErrorCode.UNAUTHENTICATED, TestApp.detail(out).getCode());
    }

    /** A relay may die after it did something and before it told the others. */
    @Test
    void whatNobodyToldIsFoundOutWhenARelayListensAnew() throws Exception {
        TestApp owner = app(0).withVault();
        TestApp removed = member(owner, Role.EDITOR, 1);
        TestApp signedOut = member(owner, Role.EDITOR, 1);
        List<Collected<ToClient>> heard = new ArrayList<>();
        for (TestApp each : List.of(removed, signedOut)) {
            Collected<ToClient> there = new Collected<>();
            each.syncAsync().sync(there).onNext(open(owner));
            there.await(ToClient::hasOpened);
            heard.add(there);
        }
        try (Connection connection =
                        DriverManager.getConnection(
                                address.url(), address.user(), address.password());
                Statement statement = connection.createStatement()) {
            statement.execute("SET ROLE vaultnotes_keeper");
            statement.execute(deleteOf("member", removed));
            statement.execute(deleteOf("session", signedOut));
            statement.execute("RESET ROLE");
            statement.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                            + " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                            + " AND (query = 'SELECT 1' OR query LIKE 'LISTEN %')");
        }
        heard.get(0).await(ToClient::hasClosed);
        Throwable ended = Objects.requireNonNull(heard.get(1).awaitEnd());
        assertEquals(
                ErrorCode.UNAUTHENTICATED,
                TestApp.detail((StatusRuntimeException) ended).getCode());
    }

    private static String deleteOf(String table, TestApp app) {
        UUID account = WireId.parse("account", app.session().getAccountId());
        return "DELETE FROM " + table + " WHERE account_id = '" + account + "'";
    }

    @Test
    void whoIsSignedOutAppendsNoMoreByACallThatIsOpen() throws Exception {
        TestApp app = app(0).withVault();
        Collected<Ack> acks = new Collected<>();
        StreamObserver<Batch> sending = app.syncAsync().sendChanges(acks);
        sending.onNext(app.cut(UUID.randomUUID(), List.of(bytes(10))).toMessage());
        acks.await(ack -> ack.getLastVaultSeq() == 1);
        var _ = app.auth().revokeToken(RevokeTokenRequest.getDefaultInstance());
        sending.onNext(app.cut(UUID.randomUUID(), List.of(bytes(10))).toMessage());
        Throwable ended = Objects.requireNonNull(acks.awaitEnd());
        assertEquals(
                ErrorCode.UNAUTHENTICATED,
                TestApp.detail((StatusRuntimeException) ended).getCode());
        assertEquals(1, acks.all().size());
    }

    @Test
    void theSameIsThereOverRest() throws Exception {
        TestApp app = app(0).withVault();
        send(app, app.cut(UUID.randomUUID(), List.of(bytes(10))));
        String base = "/v1/vaults/" + app.vaultId();
        HttpResponse<String> vault = rest(to(0, base).GET(), app);
        assertEquals(200, vault.statusCode());
        assertTrue(vault.body().contains("\"head\":\"1\""), vault.body());
        HttpResponse<String> changes = rest(to(0, base + "/changes").GET(), app);
        assertTrue(changes.body().contains("\"vault_seq\":\"1\""), changes.body());
        HttpResponse<String> missing =
                rest(to(0, "/v1/vaults/" + WireId.text(UUID.randomUUID())).GET(), app);
        assertEquals(404, missing.statusCode());
        assertTrue(missing.body().contains("NOT_FOUND"), missing.body());
        HttpResponse<String> wrong = rest(to(0, base + "?nonsense=1").GET(), app);
        assertEquals(400, wrong.statusCode());
        byte[] blob = bytes(1_000);
        String path = base + "/blobs/" + Hash.of(blob);
        HttpResponse<String> put =
                rest(
                        to(0, path + "?size_bytes=1000")
                                .PUT(HttpRequest.BodyPublishers.ofByteArray(blob)),
                        app);
        assertEquals(200, put.statusCode(), put.body());
        HttpResponse<String> part = rest(to(1, path).header("Range", "bytes=10-19").GET(), app);
        assertEquals(206, part.statusCode());
        assertEquals("bytes 10-19/1000", part.headers().firstValue("Content-Range").orElse(""));
        HttpResponse<String> ready = rest(to(0, "/readyz").GET(), app);
        assertEquals("ready", ready.body());
    }

    @Test
    void withoutATokenNothingIsTold() throws Exception {
        TestApp app = app(0).withVault();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer =
                    client.send(
                            to(0, "/v1/vaults/" + app.vaultId()).GET().build(),
                            HttpResponse.BodyHandlers.ofString());
            assertEquals(401, answer.statusCode());
            assertTrue(answer.body().contains("UNAUTHENTICATED"), answer.body());
        }
        Collected<ToClient> socket = new Collected<>();
        OkHttpClient client = new OkHttpClient();
        Request request =
                new Request.Builder()
                        .url("ws://127.0.0.1:" + relays.get(0).port() + "/v1/sync")
                        .build();
        client.newWebSocket(
                request,
                new WebSocketListener() {
                    @Override
                    public void onFailure(
                            WebSocket webSocket, Throwable t, @Nullable Response response) {
                        socket.onError(new IllegalStateException(said(response)));
                    }
                });
        String said = String.valueOf(Objects.requireNonNull(socket.awaitEnd()).getMessage());
        assertTrue(said.startsWith("401 {\"error\":"), said);
        assertTrue(said.contains("UNAUTHENTICATED"), said);
    }

    private static String said(@Nullable Response refused) {
        try {
            return refused == null ? "nothing" : refused.code() + " " + refused.body().string();
        } catch (IOException e) {
            return refused.code() + ", and then " + e;
        }
    }

    private String metrics() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI uri = URI.create("http://127.0.0.1:" + metricsPort + "/metrics");
            return client.send(
                            HttpRequest.newBuilder(uri).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    private double metric(String name) throws Exception {
        return metrics()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not told"));
    }

    @Test
    void prometheusIsToldHowItDoes() throws Exception {
        TestApp app = app(1).withVault();
        send(app, app.cut(UUID.randomUUID(), List.of(bytes(10), bytes(10))));
        String told = metrics();
        for (String name :
                List.of(
                        "vaultnotes_call_seconds_count{call=\"vaultnotes.v1.VaultService/CreateVault\",outcome=\"ok\"}",
                        "vaultnotes_append_batch_records_count",
                        "vaultnotes_log_waiting_bytes",
                        "hikaricp_connections_active",
                        "jvm_memory_used_bytes")) {
            assertTrue(told.contains(name), name);
        }
        assertFalse(told.contains(app.vaultId()));
        assertEquals(0, metric("vaultnotes_lines_slow_total"));
        double messages = metric("vaultnotes_line_messages_total");
        double records = metric("vaultnotes_catch_up_records_total");
        Collected<ToClient> line = new Collected<>();
        app.syncAsync().sync(line).onNext(open(app));
        line.await(message -> has(message, 2));
        assertTrue(metric("vaultnotes_lines") >= 1, "no line");
        assertTrue(metric("vaultnotes_line_messages_total") >= messages + 2, "no message");
        assertEquals(records + 2, metric("vaultnotes_catch_up_records_total"));
        assertEquals(2, changes(app).size());
        assertEquals(records + 4, metric("vaultnotes_catch_up_records_total"));
    }

    @Test
    void rulesAndDashboardAskForWhatIsTold() throws Exception {
        TestApp app = app(1).withVault();
        send(app, app.cut(UUID.randomUUID(), List.of(bytes(10))));
        String told = metrics();
        Path packaging = Path.of(System.getProperty("vaultnotes.root"), "packaging", "relay");
        for (String file : List.of("alerts.yaml", "grafana-dashboard.json")) {
            List<String> names =
                    Pattern.compile("\\bvaultnotes_[a-z_]+")
                            .matcher(Files.readString(packaging.resolve(file)))
                            .results()
                            .map(MatchResult::group)
                            .distinct()
                            .toList();
            assertTrue(names.contains("vaultnotes_lines_slow_total"), file + names);
            for (String name : names) {
                // Told only where backups are made.
                boolean isOfBackups = name.equals("vaultnotes_backup_age_seconds");
                assertTrue(isOfBackups || told.contains("\n" + name), file + " asks for " + name);
            }
        }
    }

    @Test
    void theOperatorInvitesByALink() {
        String link =
                relays.get(0)
                        .operator()
                        .invite(EmailAddress.parse("someone@example.org"), false)
                        .link();
        assertTrue(link.startsWith("https://relay.example/"), link);
    }
}
