package app.vaultnotes.relay.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.proto.v1.HistoryEntry;
import app.vaultnotes.proto.v1.HistoryPage;
import app.vaultnotes.proto.v1.Role;
import app.vaultnotes.proto.v1.Snapshot;
import app.vaultnotes.proto.v1.SnapshotPage;
import app.vaultnotes.wire.WireId;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What over gRPC is a stream, page by page and as bytes over REST. */
class RestStreamsTest extends TwoRelays {

    private HttpResponse<byte[]> ask(TestApp app, int relay, String path) throws Exception {
        return send(app, to(relay, path).GET());
    }

    private static HttpResponse<byte[]> send(TestApp app, HttpRequest.Builder request)
            throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    request.header("Authorization", "Bearer " + app.token()).build(),
                    HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static <T extends Message.Builder> T read(HttpResponse<byte[]> answer, T into)
            throws InvalidProtocolBufferException {
        assertEquals(200, answer.statusCode(), text(answer));
        JsonFormat.parser().merge(text(answer), into);
        return into;
    }

    @Test
    void theHistoryOfADocumentComesPageByPage() throws Exception {
        TestApp app = app(0).withVault();
        UUID doc = UUID.randomUUID();
        send(app, app.cut(doc, List.of(bytes(10), bytes(20))));
        send(app, app.cut(UUID.randomUUID(), List.of(bytes(10))));
        send(app, app.cut(doc, List.of(bytes(30))));
        String path = "/v1/vaults/" + app.vaultId() + "/documents/" + WireId.text(doc) + "/history";
        HistoryPage all = read(ask(app, 1, path), HistoryPage.newBuilder()).build();
        assertEquals(
                List.of(1L, 2L, 4L),
                all.getEntriesList().stream().map(HistoryEntry::getVaultSeq).toList());
        HistoryEntry last =
                read(ask(app, 1, path + "?after_vault_seq=2"), HistoryPage.newBuilder())
                        .build()
                        .getEntries(0);
        assertEquals(all.getEntries(2), last);
        assertEquals(WireId.text(app.device()), last.getDeviceId());
        HistoryPage end =
                read(ask(app, 1, path + "?after_vault_seq=4"), HistoryPage.newBuilder()).build();
        assertEquals(0, end.getEntriesCount());
        assertEquals(404, ask(app(1).withVault(), 1, path).statusCode());
        assertEquals(400, ask(app, 1, path + "?after_vault_seq=x").statusCode());
    }

    private static String snapshots(TestApp app) {
        return "/v1/vaults/" + app.vaultId() + "/snapshots";
    }

    private HttpResponse<byte[]> put(TestApp app, UUID doc, String header, byte[] content)
            throws Exception {
        return send(
                app,
                to(0, snapshots(app) + "/" + WireId.text(doc))
                        .header("Vaultnotes-Snapshot", header)
                        .PUT(HttpRequest.BodyPublishers.ofByteArray(content)));
    }

    private static String base64(Snapshot description) {
        return Base64.getEncoder().encodeToString(description.toByteArray());
    }

    @Test
    void snapshotsGoInAndAreListedAndComeOut() throws Exception {
        TestApp app = app(0).withVault();
        List<String> docs = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            UUID doc = UUID.randomUUID();
            docs.add(WireId.text(doc));
            send(app, app.cut(doc, List.of(bytes(10))));
            byte[] content = bytes(2_000_000);
            Snapshot description = app.snapshot(doc, content, i);
            HttpResponse<byte[]> answer = put(app, doc, base64(description), content);
            Snapshot stored = read(answer, Snapshot.newBuilder()).build();
            assertEquals(description.getHash(), stored.getHash());
            HttpResponse<byte[]> got = ask(app, 1, snapshots(app) + "/" + docs.getLast());
            assertArrayEquals(content, got.body());
            String header = got.headers().firstValue("Vaultnotes-Snapshot").orElse("");
            assertEquals(stored, Snapshot.parseFrom(Base64.getDecoder().decode(header)));
        }
        // As the database has them, by their bytes: letters of base32 come before its digits.
        docs.sort(Comparator.comparing(doc -> WireId.parse("a document", doc).toString()));
        assertEquals(docs, listed(ask(app, 1, snapshots(app))));
        String rest = snapshots(app) + "?after_doc_id=" + docs.get(0);
        assertEquals(docs.subList(1, 3), listed(ask(app, 1, rest)));
        String end = snapshots(app) + "?after_doc_id=" + docs.get(2);
        assertEquals(List.of(), listed(ask(app, 1, end)));
        assertEquals(400, ask(app, 1, snapshots(app) + "?after_doc_id=x").statusCode());
        assertEquals(404, ask(app(1).withVault(), 1, snapshots(app)).statusCode());
    }

    private static List<String> listed(HttpResponse<byte[]> answer) throws Exception {
        return read(answer, SnapshotPage.newBuilder()).getSnapshotsList().stream()
                .map(Snapshot::getDocId)
                .toList();
    }

    @Test
    void aSnapshotThatIsNotAsDescribedIsRefused() throws Exception {
        TestApp app = app(0).withVault();
        UUID doc = UUID.randomUUID();
        send(app, app.cut(doc, List.of(bytes(10))));
        byte[] content = bytes(1_000);
        Snapshot description = app.snapshot(doc, content, 1);
        assertRefused(400, "INVALID", put(app, doc, "no Base64!", content));
        assertRefused(400, "INVALID", put(app, doc, "A".repeat(12_004), content));
        assertRefused(400, "BAD_PROOF", put(app, doc, base64(description), new byte[10]));
        assertRefused(400, "BAD_PROOF", put(app, doc, base64(description), bytes(1_000)));
        assertRefused(400, "BAD_PROOF", put(app, UUID.randomUUID(), base64(description), content));
        TestApp viewer = member(app, Role.VIEWER, 0);
        Snapshot theirs = viewer.snapshot(doc, content, 1);
        assertRefused(403, "FORBIDDEN", put(viewer, doc, base64(theirs), content));
        assertEquals(List.of(), listed(ask(app, 0, snapshots(app))));
    }

    private static void assertRefused(int status, String code, HttpResponse<byte[]> answer) {
        assertEquals(status, answer.statusCode(), text(answer));
        assertTrue(text(answer).contains(code), text(answer));
    }
}
