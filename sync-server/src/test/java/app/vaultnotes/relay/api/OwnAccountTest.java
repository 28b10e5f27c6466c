package app.vaultnotes.relay.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.proto.v1.BlobDescription;
import app.vaultnotes.proto.v1.BlobPiece;
import app.vaultnotes.proto.v1.BlobState;
import app.vaultnotes.proto.v1.EraseAccountRequest;
import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.ExportAccountRequest;
import app.vaultnotes.proto.v1.GetVaultRequest;
import app.vaultnotes.proto.v1.Open;
import app.vaultnotes.proto.v1.RenameVaultRequest;
import app.vaultnotes.proto.v1.Role;
import app.vaultnotes.proto.v1.ToClient;
import app.vaultnotes.proto.v1.ToRelay;
import app.vaultnotes.proto.v1.ValidateTokenRequest;
import app.vaultnotes.relay.blob.BlobStore;
import app.vaultnotes.relay.blob.FileBlobStore;
import app.vaultnotes.relay.clock.KeptClock;
import app.vaultnotes.relay.content.Orphans;
import app.vaultnotes.relay.database.Database;
import app.vaultnotes.relay.database.Scope;
import app.vaultnotes.wire.Hash;
import app.vaultnotes.wire.WireId;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.google.protobuf.ByteString;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.slf4j.LoggerFactory;

/** What accounts do with themselves over the network: take all with them, and go. */
class OwnAccountTest extends TwoRelays {

    private static final String CANARY = "kanarienvogel";
    private static final String PASSPHRASE = "seven grey herons wade upstream";

    private HttpResponse<byte[]> ask(TestApp app, String verb, String path, String body)
            throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(
                                    URI.create("http://127.0.0.1:" + relays.get(0).port() + path))
                            .header("Authorization", "Bearer " + app.token())
                            .method(verb, HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    private static Map<String, String> entries(byte[] zip) throws IOException {
        Map<String, String> entries = new TreeMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            ZipEntry entry = in.getNextEntry();
            while (entry != null) {
                entries.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
                entry = in.getNextEntry();
            }
        }
        return entries;
    }

    private static byte[] export(TestApp app) {
        ByteString.Output zip = ByteString.newOutput();
        app.auth()
                .exportAccount(ExportAccountRequest.getDefaultInstance())
                .forEachRemaining(
                        piece -> piece.getBytes().iterator().forEachRemaining(zip::write));
        return zip.toByteString().toByteArray();
    }

    private static ErrorCode refused(Executable call) {
        return TestApp.detail(assertThrows(StatusRuntimeException.class, call)).getCode();
    }

    @Test
    void anAccountTakesAllWithItButNotOften() throws Exception {
        TestApp app = app(0).withVault();
        Map<String, String> all = entries(export(app));
        assertEquals(
                List.of("account.json", "audit.json", "devices.json", "memberships.json"),
                List.copyOf(all.keySet()));
        assertTrue(all.getOrDefault("account.json", "").contains(app.session().getAccountId()));
        assertTrue(all.getOrDefault("devices.json", "").contains(WireId.text(app.device())));
        assertTrue(all.getOrDefault("memberships.json", "").contains(app.vaultId()));
        HttpResponse<byte[]> zip = ask(app, "GET", "/v1/account/export", "");
        assertEquals(200, zip.statusCode());
        assertEquals("application/zip", zip.headers().firstValue("Content-Type").orElse(""));
        Map<String, String> again = entries(zip.body());
        assertEquals(all.get("devices.json"), again.get("devices.json"));
        assertTrue(again.getOrDefault("audit.json", "").contains("exported"));
        HttpResponse<byte[]> third = ask(app, "GET", "/v1/account/export", "");
        assertEquals(429, third.statusCode());
        long waitSeconds = Long.parseLong(third.headers().firstValue("Retry-After").orElse("0"));
        assertTrue(waitSeconds > 60 && waitSeconds <= 3_600, waitSeconds + " s");
        assertEquals(ErrorCode.RATE_LIMITED, refused(() -> export(app)));
        assertEquals(4, entries(export(app(0))).size());
    }

    private void put(TestApp app, String content) throws Exception {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        BlobDescription description =
                BlobDescription.newBuilder()
                        .setVaultId(app.vaultId())
                        .setHash(ByteString.copyFrom(Hash.of(bytes).toByteArray()))
                        .setSizeBytes(bytes.length)
                        .build();
        Collected<BlobState> answer = new Collected<>();
        StreamObserver<BlobPiece> sending = app.blobsAsync().put(answer);
        sending.onNext(BlobPiece.newBuilder().setDescription(description).build());
        sending.onNext(BlobPiece.newBuilder().setBytes(ByteString.copyFrom(bytes)).build());
        sending.onCompleted();
        assertTrue(answer.await(BlobState::getComplete).getComplete());
    }

    private static void erase(TestApp app, String passphrase) {
        EraseAccountRequest request =
                EraseAccountRequest.newBuilder().setPassphrase(passphrase).build();
        Objects.requireNonNull(app.auth().eraseAccount(request));
    }

    @Test
    void whoeverErasesTheirAccountIsFoundNowhereAnyMore() throws Exception {
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        Level level = root.getLevel();
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        root.addAppender(log);
        root.setLevel(Level.INFO);
        try {
            eraseAndLook(log);
        } finally {
            root.setLevel(level);
            root.detachAppender(log);
        }
    }

    private void eraseAndLook(ListAppender<ILoggingEvent> log) throws Exception {
        TestApp app = app(0).withVault();
        RenameVaultRequest rename =
                RenameVaultRequest.newBuilder()
                        .setVaultId(app.vaultId())
                        .setName("Plans of " + CANARY)
                        .build();
        assertNotNull(app.vaults().renameVault(rename));
        byte[] payload = ("x" + CANARY).getBytes(StandardCharsets.UTF_8);
        send(app, app.cut(UUID.randomUUID(), List.of(payload)));
        put(app, "picture of a " + CANARY);
        TestApp fellow = member(app, Role.EDITOR, 1);
        Collected<ToClient> line = new Collected<>();
        fellow.syncAsync()
                .sync(line)
                .onNext(
                        ToRelay.newBuilder()
                                .setOpen(Open.newBuilder().setVaultId(app.vaultId()))
                                .build());
        line.await(ToClient::hasOpened);
        String name = WireId.text(app.device()) + "@example.org";
        try (Database database = Database.open(address)) {
            assertEquals(List.of("record", "vault"), tablesWith(database, CANARY));
            assertEquals(
                    ErrorCode.WRONG_CREDENTIALS,
                    refused(() -> erase(app, "seven grey herons wade downstream")));
            assertEquals(ErrorCode.WRONG_CREDENTIALS, refused(() -> erase(app, "")));
            assertEquals(ErrorCode.INVALID, refused(() -> erase(app, "x".repeat(1_001))));
            assertEquals(List.of("record", "vault"), tablesWith(database, CANARY));

            erase(app, PASSPHRASE);

            assertEquals(List.of(), tablesWith(database, CANARY));
            assertEquals(List.of(), tablesWith(database, name));
            assertEquals(
                    ErrorCode.UNAUTHENTICATED,
                    refused(() ->
                            app.auth().validateToken(ValidateTokenRequest.getDefaultInstance())));
            line.await(ToClient::hasClosed);
            assertEquals(
                    ErrorCode.NOT_FOUND,
                    refused(() ->
                            fellow.vaults()
                                    .getVault(
                                            GetVaultRequest.newBuilder()
                                                    .setVaultId(app.vaultId())
                                                    .build())));
            collect(database);
        }
        assertEquals(List.of(), filesWith(CANARY));
        assertTrue(!log.list.isEmpty(), "nothing was logged at all");
        for (ILoggingEvent each : log.list) {
            String said = each.getFormattedMessage();
            assertTrue(!said.contains(CANARY) && !said.contains(name), said);
        }
    }

    /** As the relay does once a day. */
    private void collect(Database database) {
        try (BlobStore store = FileBlobStore.open(folder.resolve("blobs"))) {
            InstantSource later = () -> Instant.now().plus(Duration.ofDays(2));
            new Orphans(database, store, new KeptClock(database, later, System::nanoTime)).remove();
        }
    }

    private List<String> filesWith(String text) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> all = files.filter(Files::isRegularFile).toList();
            assertTrue(!all.isEmpty(), "there is no file at all");
            return all.stream().filter(file -> has(file, text)).map(Path::toString).toList();
        }
    }

    private static boolean has(Path file, String text) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException gone) {
            return false;
        }
    }

    /** As text, and as bytes, which JSON has in hexadecimal digits. */
    private static List<String> tablesWith(Database database, String text) {
        String hex = HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
        return database.transact(
                Scope.keeper(),
                rows -> {
                    List<String> tables =
                            rows.list(
                                    "SELECT relname::text FROM pg_class WHERE relkind IN ('r', 'p')"
                                            + " AND NOT relispartition AND relnamespace ="
                                            + " 'public'::regnamespace AND relname <>"
                                            + " 'flyway_schema_history' ORDER BY relname",
                                    row -> row.getString(1));
                    assertTrue(tables.size() > 10, tables.toString());
                    List<String> found = new ArrayList<>();
                    for (String table : tables) {
                        String sql =
                                "SELECT 1 FROM "
                                        + table
                                        + " t WHERE to_jsonb(t)::text ~* ? LIMIT 1";
                        if (rows.first(sql, row -> true, text + "|" + hex).isPresent()) {
                            found.add(table);
                        }
                    }
                    return found;
                });
    }
}
