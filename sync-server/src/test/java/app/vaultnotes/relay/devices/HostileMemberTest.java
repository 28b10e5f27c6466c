package app.vaultnotes.relay.devices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.crdt.ActorId;
import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.CrdtDocument;
import app.vaultnotes.crdt.CrdtWriter;
import app.vaultnotes.crdt.Value;
import app.vaultnotes.crdt.engine.JavaEngine;
import app.vaultnotes.document.DocumentKind;
import app.vaultnotes.document.NoteDocument;
import app.vaultnotes.document.Skeleton;
import app.vaultnotes.proto.v1.AcceptRequest;
import app.vaultnotes.proto.v1.Ack;
import app.vaultnotes.proto.v1.Batch;
import app.vaultnotes.proto.v1.GetChangesRequest;
import app.vaultnotes.proto.v1.Payload;
import app.vaultnotes.proto.v1.Role;
import app.vaultnotes.proto.v1.StoredRecord;
import app.vaultnotes.relay.TestPostgres;
import app.vaultnotes.relay.TestRelay;
import app.vaultnotes.relay.TestSettings;
import app.vaultnotes.relay.api.Collected;
import app.vaultnotes.relay.api.TestApp;
import app.vaultnotes.relay.serve.Relay;
import app.vaultnotes.vault.Progress;
import app.vaultnotes.vault.sync.SyncStatus;
import app.vaultnotes.wire.LogRecord;
import app.vaultnotes.wire.PackedPayload;
import app.vaultnotes.wire.WireId;
import com.google.protobuf.ByteString;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A member whose device signs and sends what breaks documents, or lies about them. */
class HostileMemberTest {

    private static final String TEXT = "one two three\n";

    @TempDir private Path folder;
    private Relay relay;
    private Laptops laptops;
    private final String email = TestRelay.email();
    private Laptop one;
    private Laptop guest;
    private TestApp hostile;
    private UUID note;

    @BeforeEach
    void share() {
        relay =
                Relay.start(
                        TestSettings.in(folder.resolve("relay"))
                                .on(TestPostgres.newRelayDatabase())
                                .settings());
        laptops = new Laptops(folder, relay.port());
        one = laptops.owner(email);
        note = WireId.parse("note", one.vault.notes().write("Plan", TEXT).id().toString());
        one.settle();
        guest = laptops.guest(one, Role.EDITOR);
        guest.settle();
        String secret =
                one.asAccount(calls -> calls.invite(one.vault.id(), Role.EDITOR)).getSecret();
        hostile = TestApp.signUp(relay.port(), "");
        hostile.vaults().accept(AcceptRequest.newBuilder().setSecret(secret).build());
        hostile.use(WireId.parse("vault", one.vault.id().toString()));
    }

    @AfterEach
    void stop() {
        hostile.close();
        laptops.close();
        relay.close();
    }

    /** What is in the log for a document. */
    private Payload payload(UUID document) {
        List<StoredRecord> all = new ArrayList<>();
        hostile.sync()
                .getChanges(GetChangesRequest.newBuilder().setVaultId(hostile.vaultId()).build())
                .forEachRemaining(page -> all.addAll(page.getRecordsList()));
        return all.stream()
                .map(stored -> LogRecord.parse(stored.getRecord().toByteArray()))
                .filter(record -> record.doc().equals(document))
                .map(record ->
                        PackedPayload.unpack(List.of(PackedPayload.Part.parse(record.payload()))))
                .findFirst()
                .orElseThrow();
    }

    /** The payload with a change more, made by an engine that does as it is told. */
    private Payload with(Payload payload, DocumentKind kind, Consumer<CrdtWriter> edits) {
        ActorId actor = ActorId.fromByteArray(new byte[] {6, 6, 6});
        try (CrdtDocument document = new JavaEngine().create(actor, Skeleton.of(kind))) {
            document.apply(
                    payload.getChangesList().stream()
                            .map(change -> Change.parse(change.toByteArray()))
                            .toList());
            Change change = document.change(edits).orElseThrow();
            return payload.toBuilder()
                    .clearChanges()
                    .addChanges(ByteString.copyFrom(change.toByteArray()))
                    .build();
        }
    }

    private static Payload flipped(Payload payload) {
        byte[] change = payload.getChanges(0).toByteArray();
        change[change.length / 2] ^= 1;
        return payload.toBuilder().setChanges(0, ByteString.copyFrom(change)).build();
    }

    private void send(UUID document, Payload payload) throws InterruptedException {
        send(document, PackedPayload.pack(payload).getFirst());
    }

    private void send(UUID document, byte[] payload) throws InterruptedException {
        Collected<Ack> acks = new Collected<>();
        StreamObserver<Batch> sending = hostile.syncAsync().sendChanges(acks);
        sending.onNext(hostile.cut(document, List.of(payload)).toMessage());
        acks.awaitCount(1);
        sending.onCompleted();
    }

    /** Sends one of each sort; gives how many. */
    private int attack() throws InterruptedException {
        Payload good = payload(note);
        byte[] cut = PackedPayload.pack(good).getFirst();
        send(note, "no payload".getBytes(StandardCharsets.UTF_8));
        send(note, Arrays.copyOf(cut, cut.length - 3));
        send(note, flipped(good));
        send(note, good.toBuilder().setChanges(0, ByteString.copyFromUtf8("no change")).build());
        send(note, with(good, DocumentKind.NOTE, w -> w.put(NoteDocument.TEXT, new Value.Int(7))));
        send(note, good.toBuilder().setKind(app.vaultnotes.proto.v1.DocumentKind.FILE).build());
        send(hostile.vault(), good);
        return 7;
    }

    private void awaitReported(Laptop laptop, int count) {
        laptop.await(
                "not all is reported", () -> laptop.sync().status().problems().size() >= count);
        SyncStatus status = laptop.sync().status();
        assertEquals(count, status.problems().size(), status::toString);
        for (int record = 1; record <= count; record++) {
            String begin = "record " + record + " of device " + WireId.text(hostile.device());
            assertTrue(
                    status.problems().stream().anyMatch(each -> each.startsWith(begin)),
                    status::toString);
        }
    }

    @Test
    void whatBreaksADocumentIsSetAsideAndTheRestGoesOn() throws Exception {
        int count = attack();
        for (Laptop each : List.of(one, guest)) {
            awaitReported(each, count);
            each.await("it does not go on", () -> each.sync().status().isLevel());
        }
        goesOn(count);
    }

    private void goesOn(int count) throws IOException {
        guest.vault.notes().write("Plan", TEXT + "four\n");
        one.await("the edit does not come", () -> one.text("Plan").equals(TEXT + "four\n"));
        one.vault.notes().write("After", "all\n");
        guest.await("the note does not come", () -> guest.text("After").equals("all\n"));
        Laptop late = laptops.second(email, one);
        late.settle();
        awaitReported(late, count);
        assertEquals(one.export(), late.export());
        assertEquals(one.export(), guest.export());
        for (Laptop each : List.of(one, guest, late)) {
            assertEquals(List.of(), each.vault.check(Progress.NONE));
        }
    }
}
