package app.vaultnotes.relay.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.proto.v1.Ack;
import app.vaultnotes.proto.v1.Batch;
import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.relay.TestPostgres;
import app.vaultnotes.relay.TestSettings;
import app.vaultnotes.relay.serve.Relay;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients are told whose calls are open when the relay ends. */
class EndingTest {

    @Test
    void whoeverSendsChangesIsToldToComeAgainWhenAllIsAcknowledged(@TempDir Path folder)
            throws Exception {
        Relay relay =
                Relay.start(TestSettings.in(folder).on(TestPostgres.newRelayDatabase()).settings());
        try (TestApp app = TestApp.signUp(relay.port(), "").withVault()) {
            Collected<Ack> acks = new Collected<>();
            StreamObserver<Batch> sending = app.syncAsync().sendChanges(acks);
            sending.onNext(app.cut(UUID.randomUUID(), List.of(new byte[10])).toMessage());
            acks.await(ack -> ack.getLastVaultSeq() == 1);
            relay.close();
            Throwable ended = Objects.requireNonNull(acks.awaitEnd());
            assertTrue(ended instanceof StatusRuntimeException, ended.toString());
            assertEquals(
                    ErrorCode.UNAVAILABLE,
                    TestApp.detail((StatusRuntimeException) ended).getCode(),
                    ended.toString());
        } finally {
            relay.close();
        }
    }
}
