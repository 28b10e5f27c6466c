package app.vaultnotes.relay.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.proto.v1.Ack;
import app.vaultnotes.proto.v1.CreateVaultRequest;
import app.vaultnotes.proto.v1.Error;
import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.Received;
import app.vaultnotes.proto.v1.Records;
import app.vaultnotes.proto.v1.RenameVaultRequest;
import app.vaultnotes.proto.v1.Sealing;
import app.vaultnotes.proto.v1.SignInRequest;
import app.vaultnotes.proto.v1.Statement;
import app.vaultnotes.proto.v1.Vault;
import app.vaultnotes.relay.TestRelay;
import app.vaultnotes.wire.SignedBatch;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Messages as their own bytes over REST, as apps send and ask for them. */
class RestProtobufTest extends TwoRelays {

    private static final String PROTOBUF = "application/x-protobuf";

    private HttpResponse<byte[]> send(HttpRequest.Builder request, TestApp app) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    request.header("Authorization", "Bearer " + app.token()).build(),
                    HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    private HttpRequest.Builder asking(String path) {
        return to(0, path).header("Accept", PROTOBUF);
    }

    private HttpRequest.Builder posting(String path, byte[] body) {
        return asking(path).header("Content-Type", PROTOBUF).POST(BodyPublishers.ofByteArray(body));
    }

    private static byte[] good(HttpResponse<byte[]> answer) {
        assertEquals(200, answer.statusCode());
        assertEquals(PROTOBUF, answer.headers().firstValue("Content-Type").orElse(""));
        return answer.body();
    }

    private static void assertRefused(int status, ErrorCode code, HttpResponse<byte[]> answer)
            throws IOException {
        assertEquals(status, answer.statusCode());
        assertEquals(PROTOBUF, answer.headers().firstValue("Content-Type").orElse(""));
        Error error = Error.parseFrom(answer.body());
        assertEquals(code, error.getCode(), error.getMessage());
        assertFalse(error.getMessage().isEmpty());
    }

    @Test
    void messagesGoBothWaysAsTheirBytes() throws Exception {
        TestApp app = app(0);
        byte[] request =
                CreateVaultRequest.newBuilder()
                        .setVaultId(app.vaultId())
                        .setName("Plans")
                        .setSealing(Sealing.READABLE)
                        .build()
                        .toByteArray();
        Vault made = Vault.parseFrom(good(send(posting("/v1/vaults", request), app)));
        assertEquals("Plans", made.getName());
        String path = "/v1/vaults/" + app.vaultId();
        assertEquals(made, Vault.parseFrom(good(send(asking(path), app))));
        byte[] name =
                RenameVaultRequest.newBuilder()
                        .setVaultId(TestRelay.id()) // the path wins
                        .setName("Trips")
                        .build()
                        .toByteArray();
        HttpRequest.Builder renaming =
                asking(path + "/name")
                        .header("Content-Type", PROTOBUF + "; proto=any")
                        .PUT(BodyPublishers.ofByteArray(name));
        assertEquals("Trips", Vault.parseFrom(good(send(renaming, app))).getName());
    }

    @Test
    void recordsComeAsTheyWentAndSayInWhichLog() throws Exception {
        TestApp app = app(0).withVault();
        SignedBatch batch = app.cut(UUID.randomUUID(), List.of(bytes(1 << 20), bytes(10)));
        String path = "/v1/vaults/" + app.vaultId() + "/changes";
        Ack ack = Ack.parseFrom(good(send(posting(path, batch.toMessage().toByteArray()), app)));
        assertEquals(2, ack.getLastVaultSeq());
        Records first = Records.parseFrom(good(send(asking(path), app)));
        assertEquals(batch.toMessage().getRecords(0), first.getRecords(0).getRecord());
        assertEquals(app.session().getIncarnation().getId(), first.getIncarnation());
        String rest = path + "?after_vault_seq=2&incarnation=" + first.getIncarnation();
        Records end = Records.parseFrom(good(send(asking(rest), app)));
        assertEquals(0, end.getRecordsCount());
        assertEquals(2, end.getHead());
        assertEquals(first.getIncarnation(), end.getIncarnation());
        String other = path + "?after_vault_seq=2&incarnation=" + TestRelay.id();
        assertRefused(409, ErrorCode.OTHER_INCARNATION, send(asking(other), app));
    }

    @Test
    void refusalsComeAsErrors() throws Exception {
        TestApp app = app(0);
        String missing = "/v1/vaults/" + app.vaultId();
        assertRefused(404, ErrorCode.NOT_FOUND, send(asking(missing), app));
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> stranger =
                    client.send(
                            asking("/v1/vaults").build(), HttpResponse.BodyHandlers.ofByteArray());
            assertRefused(401, ErrorCode.UNAUTHENTICATED, stranger);
        }
    }

    @Test
    void whoeverDoesNotAskForBytesGetsJson() throws Exception {
        TestApp app = app(0).withVault();
        String path = "/v1/vaults/" + app.vaultId();
        for (String accepted : List.of("*/*", "application/json", "text/html, */*;q=0.8")) {
            HttpResponse<byte[]> answer = send(to(0, path).header("Accept", accepted), app);
            String text = new String(answer.body(), StandardCharsets.UTF_8);
            assertTrue(text.startsWith("{\"vault_id\":"), text);
        }
        HttpResponse<byte[]> either =
                send(to(0, path).header("Accept", "application/json, " + PROTOBUF), app);
        assertEquals(app.vaultId(), Vault.parseFrom(good(either)).getVaultId());
        byte[] nothing = CreateVaultRequest.getDefaultInstance().toByteArray();
        HttpRequest.Builder posting =
                to(0, "/v1/vaults")
                        .header("Content-Type", PROTOBUF)
                        .POST(BodyPublishers.ofByteArray(nothing));
        String refusal = new String(send(posting, app).body(), StandardCharsets.UTF_8);
        assertTrue(refusal.startsWith("{\"error\":{\"code\":\"INVALID\""), refusal);
    }

    private static byte[] repeated(int field, Message part, int times) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        for (int i = 0; i < times; i++) {
            out.writeMessage(field, part);
        }
        out.flush();
        return bytes.toByteArray();
    }

    @Test
    void bodiesAreHeldToTheLimitsOfJson() throws Exception {
        TestApp app = app(0).withVault();
        String path = "/v1/vaults/" + app.vaultId() + "/receipts";
        byte[] many =
                repeated(Statement.RECEIVED_FIELD_NUMBER, Received.getDefaultInstance(), 100_001);
        assertRefused(400, ErrorCode.INVALID, send(putting(path, many), app));
        Received withMuchUnknown =
                Received.parseFrom(repeated(1_000, Received.getDefaultInstance(), 100_001));
        byte[] nested = repeated(Statement.RECEIVED_FIELD_NUMBER, withMuchUnknown, 1);
        assertRefused(400, ErrorCode.INVALID, send(putting(path, nested), app));
        byte[] long2 = new byte[(2 << 20) + 1];
        assertRefused(413, ErrorCode.TOO_LARGE, send(putting(path, long2), app));
        byte[] open =
                SignInRequest.newBuilder()
                        .setPassphrase("x".repeat(16 << 10))
                        .build()
                        .toByteArray();
        assertRefused(413, ErrorCode.TOO_LARGE, send(posting("/v1/sessions", open), app));
    }

    private HttpRequest.Builder putting(String path, byte[] body) {
        return asking(path).header("Content-Type", PROTOBUF).PUT(BodyPublishers.ofByteArray(body));
    }

    @Test
    void bytesThatAreNoMessageAreRefused() throws Exception {
        TestApp app = app(0);
        byte[] text = "{\"name\":\"a\"}".getBytes(StandardCharsets.UTF_8);
        byte[] cut = ByteString.fromHex("0a7f61").toByteArray();
        byte[] groups = ByteString.fromHex("2b2c").toByteArray();
        byte[] endless = ByteString.fromHex("0affffffff0f").toByteArray();
        for (byte[] each : List.of(text, cut, groups, endless, new byte[] {0})) {
            assertRefused(400, ErrorCode.INVALID, send(posting("/v1/vaults", each), app));
        }
    }
}
