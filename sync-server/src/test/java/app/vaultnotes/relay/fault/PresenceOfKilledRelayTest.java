package app.vaultnotes.relay.fault;

import app.vaultnotes.proto.v1.AcceptRequest;
import app.vaultnotes.proto.v1.InviteRequest;
import app.vaultnotes.proto.v1.Open;
import app.vaultnotes.proto.v1.Presence;
import app.vaultnotes.proto.v1.Role;
import app.vaultnotes.proto.v1.ToClient;
import app.vaultnotes.proto.v1.ToRelay;
import app.vaultnotes.relay.TestPostgres;
import app.vaultnotes.relay.api.Collected;
import app.vaultnotes.relay.api.TestApp;
import app.vaultnotes.relay.database.DatabaseAddress;
import app.vaultnotes.relay.serve.Addresses;
import app.vaultnotes.wire.WireId;
import com.google.protobuf.ByteString;
import io.grpc.stub.StreamObserver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever had a line at a relay that was killed is gone for those at the other. */
class PresenceOfKilledRelayTest {

    @TempDir private Path folder;

    private final DatabaseAddress address = TestPostgres.newRelayDatabase();

    private RelayProcess relay() throws Exception {
        Path password = Files.writeString(folder.resolve("secret"), address.password());
        return RelayProcess.start(
                new RelayProcess.Setup(folder.resolve("data"), Addresses.port("127.0.0.1", 0))
                        .with(
                                Map.of(
                                        "VAULTNOTES_DATABASE_URL", address.url(),
                                        "VAULTNOTES_DATABASE_USER", address.user(),
                                        "VAULTNOTES_DATABASE_PASSWORD_FILE", password.toString())));
    }

    private static StreamObserver<ToRelay> open(TestApp app, Collected<ToClient> into)
            throws InterruptedException {
        StreamObserver<ToRelay> line = app.syncAsync().sync(into);
        Open open = Open.newBuilder().setVaultId(app.vaultId()).build();
        line.onNext(ToRelay.newBuilder().setOpen(open).build());
        into.await(ToClient::hasOpened);
        return line;
    }

    private static boolean says(ToClient message, TestApp of, String state) {
        Presence presence = message.getPresence();
        return presence.getDeviceId().equals(WireId.text(of.device()))
                && presence.getState().toStringUtf8().equals(state);
    }

    @Test
    void theDevicesOfAKilledRelayAreGoneAtTheOther() throws Exception {
        try (RelayProcess here = relay();
                RelayProcess there = relay();
                TestApp ann = TestApp.signUp(here.port(), "").withVault();
                TestApp bob = TestApp.signUp(there.port(), "")) {
            InviteRequest invite =
                    InviteRequest.newBuilder()
                            .setVaultId(ann.vaultId())
                            .setRole(Role.VIEWER)
                            .build();
            String secret = ann.vaults().invite(invite).getSecret();
            bob.vaults().accept(AcceptRequest.newBuilder().setSecret(secret).build());
            bob.use(ann.vault());
            Collected<ToClient> seen = new Collected<>();
            open(bob, seen);
            Presence.Builder presence =
                    Presence.newBuilder()
                            .setVaultId(ann.vaultId())
                            .setState(ByteString.copyFromUtf8("line 3"));
            open(ann, new Collected<>()).onNext(ToRelay.newBuilder().setPresence(presence).build());
            seen.await(message -> says(message, ann, "line 3"));
            here.kill();
            long killedNanos = System.nanoTime();
            seen.await(message -> says(message, ann, ""));
            System.out.println(
                    "gone after " + (System.nanoTime() - killedNanos) / 1_000_000 + " ms");
        }
    }
}
