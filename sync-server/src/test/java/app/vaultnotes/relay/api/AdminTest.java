package app.vaultnotes.relay.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.proto.v1.Ack;
import app.vaultnotes.proto.v1.Batch;
import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.GetChangesRequest;
import app.vaultnotes.proto.v1.ListVaultsRequest;
import app.vaultnotes.proto.v1.Open;
import app.vaultnotes.proto.v1.SignInRequest;
import app.vaultnotes.proto.v1.StoredRecord;
import app.vaultnotes.proto.v1.ToClient;
import app.vaultnotes.proto.v1.ToRelay;
import app.vaultnotes.relay.TestSettings;
import app.vaultnotes.relay.cli.Ran;
import app.vaultnotes.relay.serve.Relay;
import app.vaultnotes.wire.WireId;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of whoever runs a relay, beside one that runs and where none does. */
class AdminTest {

    @TempDir private Path temporary;

    private Path folder() {
        return temporary.resolve("relay");
    }

    private Relay relay() {
        return Relay.start(TestSettings.in(folder()).settings());
    }

    private String[] on(String... words) {
        List<String> all = new ArrayList<>(List.of("admin"));
        all.addAll(List.of(words));
        all.addAll(List.of("--data", folder().toString()));
        return all.toArray(String[]::new);
    }

    private static ErrorCode refusal(Runnable call) {
        return TestApp.detail(assertThrows(StatusRuntimeException.class, call::run)).getCode();
    }

    private static String email(TestApp app) {
        return WireId.text(app.device()) + "@example.org";
    }

    private static void list(TestApp app) {
        var _ = app.vaults().listVaults(ListVaultsRequest.getDefaultInstance());
    }

    private static void send(TestApp app) throws Exception {
        Collected<Ack> acks = new Collected<>();
        StreamObserver<Batch> sending = app.syncAsync().sendChanges(acks);
        sending.onNext(app.cut(UUID.randomUUID(), List.of(new byte[500])).toMessage());
        sending.onCompleted();
        assertEquals(null, acks.awaitEnd());
    }

    private static List<StoredRecord> changes(TestApp app) {
        List<StoredRecord> all = new ArrayList<>();
        app.sync()
                .getChanges(GetChangesRequest.newBuilder().setVaultId(app.vaultId()).build())
                .forEachRemaining(page -> all.addAll(page.getRecordsList()));
        return all;
    }

    private static void signIn(TestApp app) {
        var _ =
                app.auth()
                        .signIn(
                                SignInRequest.newBuilder()
                                        .setEmail(email(app))
                                        .setPassphrase("seven grey herons wade upstream")
                                        .build());
    }

    private void disableAndEnable(TestApp app) throws Exception {
        Collected<ToClient> heard = new Collected<>();
        StreamObserver<ToRelay> line = app.syncAsync().sync(heard);
        line.onNext(
                ToRelay.newBuilder().setOpen(Open.newBuilder().setVaultId(app.vaultId())).build());
        heard.await(ToClient::hasOpened);
        Ran.done(on("disable", email(app)));
        assertNotNull(heard.awaitEnd(), "the line was ended");
        assertEquals(ErrorCode.UNAUTHENTICATED, refusal(() -> list(app)));
        StatusRuntimeException out = assertThrows(StatusRuntimeException.class, () -> signIn(app));
        assertFalse(TestApp.detail(out).getMessage().isEmpty());
        assertTrue(Ran.done(on("users", "--json")).contains("\"disabled\":true"));
        Ran.done(on("enable", email(app)));
        signIn(app);
    }

    @Test
    void commandsReachTheRelayThatRunsAndOneThatDoesNot() throws Exception {
        Path backups = temporary.resolve("backups");
        TestApp ann;
        TestApp bob;
        try (Relay relay = relay()) {
            ann = TestApp.signUp(relay.port(), "").withVault();
            bob = TestApp.signUp(relay.port(), "").withVault();
            send(bob);
            disableAndEnable(ann);
            String link = Ran.done(on("invite", "--admin"));
            assertTrue(link.startsWith("https://relay.example/join#"), link);
            TestApp.signUp(relay.port(), link.substring(link.indexOf('#') + 1)).close();
            assertTrue(Ran.done(on("reset", email(bob))).contains("/reset#"));
            Ran.done(on("quota", email(bob), "100000"));
            Ran.done(on("quota", bob.vaultId(), "600"));
            assertTrue(Ran.done(on("users")).contains("of 100000"));
            Path zip = temporary.resolve("bob.zip");
            Ran.done(on("export", email(bob), zip.toString()));
            try (ZipFile file = new ZipFile(zip.toFile())) {
                assertEquals(4, file.size());
            }
            assertEquals(1, Ran.of(on("export", email(bob), zip.toString())).code());
            Ran.done(on("backup", backups.toString(), "--keep", "3"));
            assertEquals(1, Ran.of(on("restore", backups.toString(), "--replace")).code());
            Ran.done(on("erase", email(ann)));
            assertEquals(ErrorCode.UNAUTHENTICATED, refusal(() -> list(ann)));
            assertFalse(Ran.done(on("users")).contains(email(ann)));
        }
        try (ann;
                bob) {
            restored(backups, email(ann), bob);
        }
    }

    /** After the relay has ended: commands start its PostgreSQL for themselves. */
    private void restored(Path backups, String erased, TestApp bob) {
        assertTrue(Ran.done(on("users")).contains(email(bob)));
        Ran refused = Ran.of(on("restore", backups.toString()));
        assertEquals(1, refused.code());
        assertTrue(refused.err().contains("--replace"), refused.err());
        String answer = Ran.done(on("restore", backups.toString(), "--replace", "--json"));
        assertTrue(answer.contains("\"erasedAgain\":1"), answer);
        try (Relay again = relay();
                TestApp carl = TestApp.signUp(again.port(), "")) {
            assertFalse(Ran.done(on("users")).contains(erased));
            assertEquals(ErrorCode.NOT_FOUND, refusal(() -> changes(bob, carl)));
        }
    }

    private static void changes(TestApp owner, TestApp asker) {
        asker.use(owner.vault());
        changes(asker);
    }

    @Test
    void aWrongWordIsSaidAndNothingIsMade() {
        assertEquals(2, Ran.of("admin", "quota", "somebody@example.org").code());
        assertEquals(2, Ran.of("admin", "no-such-command").code());
        Ran none = Ran.of(on("users"));
        assertEquals(1, none.code());
        assertTrue(none.err().contains("no relay"), none.err());
        assertFalse(Files.exists(folder()));
    }
}
