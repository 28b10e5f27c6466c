package app.vaultnotes.relay.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.proto.v1.AuthServiceGrpc;
import app.vaultnotes.proto.v1.BlobDescription;
import app.vaultnotes.proto.v1.BlobPiece;
import app.vaultnotes.proto.v1.BlobState;
import app.vaultnotes.proto.v1.Error;
import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.ExportPiece;
import app.vaultnotes.proto.v1.GetBlobRequest;
import app.vaultnotes.proto.v1.InviteRequest;
import app.vaultnotes.proto.v1.RenameVaultRequest;
import app.vaultnotes.proto.v1.Role;
import app.vaultnotes.proto.v1.Snapshot;
import app.vaultnotes.proto.v1.SnapshotPiece;
import app.vaultnotes.proto.v1.ToClient;
import app.vaultnotes.relay.api.StrangersCalls.Attempt;
import app.vaultnotes.relay.database.Database;
import app.vaultnotes.relay.database.Scope;
import app.vaultnotes.wire.WireId;
import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Message;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Of every call there is: who is a stranger neither sees nor changes what another has. */
class StrangerTest extends TwoRelays {

    private static final String CANARY = "kanarienvogel";
    private static final byte[] CONTENT = CANARY.repeat(10).getBytes(StandardCharsets.UTF_8);

    /** Who fails to sign in as another is noted, and who asks for a challenge has one. */
    private static final Set<String> NOT_OF_ANYBODY = Set.of("failure", "challenge", "audit");

    /** After these there is no session to go on with. */
    private static final Set<String> LEAVES =
            Set.of(
                    AuthServiceGrpc.getRevokeTokenMethod().getFullMethodName(),
                    AuthServiceGrpc.getEraseAccountMethod().getFullMethodName());

    private final Database database = Database.open(address);
    private final UUID doc = UUID.randomUUID();
    private TestApp ann;
    private TestApp friend;
    private Target hers;

    @BeforeAll
    void fill() throws Exception {
        ann = app(0).withVault();
        friend = member(ann, Role.EDITOR, 1);
        var _ =
                ann.vaults()
                        .renameVault(
                                RenameVaultRequest.newBuilder()
                                        .setVaultId(ann.vaultId())
                                        .setName(CANARY)
                                        .build());
        send(ann, ann.cut(doc, List.of(CONTENT)));
        var _ = ann.sync().putReceipts(ann.statement(1));
        Collected<Snapshot> snapshot = new Collected<>();
        StreamObserver<SnapshotPiece> pieces = ann.syncAsync().putSnapshot(snapshot);
        pieces.onNext(
                SnapshotPiece.newBuilder().setDescription(ann.snapshot(doc, CONTENT, 1)).build());
        pieces.onNext(SnapshotPiece.newBuilder().setBytes(ByteString.copyFrom(CONTENT)).build());
        pieces.onCompleted();
        assertEquals(CONTENT.length, snapshot.await(any -> true).getSizeBytes());
        String invitation =
                ann.vaults()
                        .invite(
                                InviteRequest.newBuilder()
                                        .setVaultId(ann.vaultId())
                                        .setRole(Role.OWNER)
                                        .build())
                        .getInvitationId();
        hers =
                new Target(
                        ann.email(),
                        ann.session().getRefreshToken(),
                        ann.session().getAccountId(),
                        ann.device(),
                        ann.vault(),
                        doc,
                        CONTENT,
                        invitation);
        putBlob();
    }

    private void putBlob() throws Exception {
        Collected<BlobState> answer = new Collected<>();
        StreamObserver<BlobPiece> sending = ann.blobsAsync().put(answer);
        sending.onNext(
                BlobPiece.newBuilder()
                        .setDescription(
                                BlobDescription.newBuilder()
                                        .setVaultId(ann.vaultId())
                                        .setHash(hers.hash())
                                        .setSizeBytes(CONTENT.length))
                        .build());
        sending.onNext(BlobPiece.newBuilder().setBytes(ByteString.copyFrom(CONTENT)).build());
        sending.onCompleted();
        assertTrue(answer.await(BlobState::getComplete).getComplete());
    }

    @AfterAll
    void leave() {
        database.close();
    }

    private static Target nobodys() {
        return new Target(
                "nobody@example.org",
                "none",
                WireId.text(UUID.randomUUID()),
                UUID.randomUUID(),
                UUID.randomUUID(),
                UUID.randomUUID(),
                UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8),
                WireId.text(UUID.randomUUID()));
    }

    /** What came of a call. */
    private record Outcome(
            List<? extends Message> requests, Error refusal, List<? extends Message> answers) {}

    private static <Q extends Message, A extends Message> Outcome make(
            Attempt<Q, A> attempt, TestApp stranger, Target target) throws Exception {
        List<Q> requests = attempt.requests().apply(stranger, target);
        ClientCall<Q, A> call =
                stranger.sync().getChannel().newCall(attempt.method(), CallOptions.DEFAULT);
        Collected<A> answers = new Collected<>();
        StreamObserver<Q> sending = ClientCalls.asyncBidiStreamingCall(call, answers);
        requests.forEach(sending::onNext);
        if (attempt.method().getType() == MethodType.BIDI_STREAMING) {
            answers.awaitAny();
        }
        sending.onCompleted();
        return new Outcome(requests, refusal(answers), answers.all());
    }

    private static Error refusal(Collected<? extends Message> answers) throws InterruptedException {
        Throwable failure = answers.awaitEnd();
        if (failure != null) {
            return TestApp.detail((StatusRuntimeException) failure);
        }
        return answers.all().stream()
                .filter(answer -> answer instanceof ToClient line && line.hasRefused())
                .map(answer -> ((ToClient) answer).getRefused().getError())
                .findFirst()
                .orElse(Error.getDefaultInstance());
    }

    private static Set<String> everyMethod() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(WireId.class.getResourceAsStream("/vaultnotes.desc"))) {
            return FileDescriptorSet.parseFrom(in).getFileList().stream()
                    .flatMap(file ->
                            file.getServiceList().stream()
                                    .flatMap(service ->
                                            service.getMethodList().stream()
                                                    .map(method ->
                                                            file.getPackage()
                                                                    + "."
                                                                    + service.getName()
                                                                    + "/"
                                                                    + method.getName())))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Test
    void everyCallIsTried() throws Exception {
        Set<String> tried =
                StrangersCalls.all().stream()
                        .map(each -> each.method().getFullMethodName())
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(everyMethod(), tried);
        assertTrue(tried.size() > 40, tried.toString());
    }

    @Test
    void aStrangerNeitherSeesNorChangesAnythingByAnyCall() throws Exception {
        String before = state();
        assertTrue(before.contains(ann.vault().toString()), before);
        TestApp stranger = app(0).withVault();
        UUID own = stranger.vault();
        for (Attempt<?, ?> attempt : StrangersCalls.all()) {
            String name = attempt.method().getFullMethodName();
            Outcome outcome = make(attempt, stranger.in(own), hers);
            assertEquals(attempt.outcome(), outcome.refusal().getCode(), name + outcome.refusal());
            String told = text(outcome);
            for (String secret : secrets(outcome.requests().toString())) {
                assertFalse(told.contains(secret), name + " tells " + secret);
            }
            assertEquals(before, state(), name);
            if (attempt.isAlike()) {
                Outcome unknown = make(attempt, stranger.in(own), nobodys());
                assertEquals(outcome.refusal(), unknown.refusal(), name);
                boolean isAnswered = attempt.outcome() == ErrorCode.ERROR_CODE_UNSPECIFIED;
                assertTrue(!isAnswered || outcome.answers().equals(unknown.answers()), name);
            }
            if (LEAVES.contains(name)) {
                stranger = app(0).withVault();
                own = stranger.vault();
            }
        }
        assertArrayEquals(CONTENT, blob());
    }

    private static String text(Outcome outcome) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(outcome.refusal().toByteArray());
        for (Message answer : outcome.answers()) {
            all.write(answer.toByteArray());
            all.write(answer.toString().getBytes(StandardCharsets.UTF_8));
        }
        return all.toString(StandardCharsets.UTF_8) + unzipped(outcome.answers());
    }

    private static String unzipped(List<? extends Message> answers) throws IOException {
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        for (Message answer : answers) {
            if (answer instanceof ExportPiece piece) {
                piece.getBytes().writeTo(zip);
            }
        }
        StringBuilder text = new StringBuilder();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip.toByteArray()))) {
            while (in.getNextEntry() != null) {
                text.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return text.toString();
    }

    /** What only those may know who have the vault, but for what the stranger knew. */
    private List<String> secrets(String known) {
        List<String> secrets = new ArrayList<>(List.of(CANARY, ann.vaultId(), WireId.text(doc)));
        for (TestApp each : List.of(ann, friend)) {
            secrets.add(each.session().getAccountId());
            secrets.add(WireId.text(each.device()));
            secrets.add(each.token());
            secrets.add(each.session().getRefreshToken());
        }
        secrets.removeIf(known::contains);
        return secrets;
    }

    /** Every row of every table that names the account, its device, its vault or its friend. */
    private String state() {
        return database.transact(
                Scope.keeper(),
                rows -> {
                    List<String> all = new ArrayList<>();
                    List<String> tables =
                            rows.list(
                                    "SELECT relname::text FROM pg_class WHERE relkind IN ('r', 'p')"
                                            + " AND NOT relispartition AND relnamespace ="
                                            + " 'public'::regnamespace AND relname <>"
                                            + " 'flyway_schema_history' ORDER BY 1",
                                    row -> row.getString(1));
                    for (String table : tables) {
                        if (!NOT_OF_ANYBODY.contains(table)) {
                            all.addAll(
                                    rows.list(
                                            "SELECT (to_jsonb(t) - 'last_seen_millis')::text FROM "
                                                    + table
                                                    + " t WHERE to_jsonb(t)::text ~ ? ORDER BY 1",
                                            row -> table + " " + row.getString(1),
                                            names()));
                        }
                    }
                    return String.join("\n", all);
                });
    }

    private String names() {
        UUID account = WireId.parse("account", hers.account());
        UUID other = WireId.parse("account", friend.session().getAccountId());
        return "%s|%s|%s|%s|%s"
                .formatted(account, ann.device(), ann.vault(), other, friend.device());
    }

    private byte[] blob() {
        ByteString.Output all = ByteString.newOutput();
        ann.blobs()
                .get(
                        GetBlobRequest.newBuilder()
                                .setVaultId(ann.vaultId())
                                .setHash(hers.hash())
                                .build())
                .forEachRemaining(
                        piece -> piece.getBytes().iterator().forEachRemaining(all::write));
        return all.toByteString().toByteArray();
    }
}
