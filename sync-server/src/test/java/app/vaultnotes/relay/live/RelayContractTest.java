package app.vaultnotes.relay.live;

import app.vaultnotes.proto.v1.StoredRecord;
import app.vaultnotes.proto.v1.ToClient;
import app.vaultnotes.proto.v1.ToRelay;
import app.vaultnotes.relay.TestDevice;
import app.vaultnotes.relay.TestPostgres;
import app.vaultnotes.vault.RelayContract;
import app.vaultnotes.wire.WireId;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** The real relay, on PostgreSQL. */
class RelayContractTest extends RelayContract {

    private final BareRelay relay =
            new BareRelay(
                    TestPostgres.newRelayDatabase(),
                    token -> {
                        throw new AssertionError(token);
                    });
    private @Nullable TestDevice owner;

    @AfterEach
    void close() {
        relay.close();
    }

    @Override
    protected Device device() {
        TestDevice first = owner;
        TestDevice device =
                first == null
                        ? TestDevice.withVault(relay.database)
                        : first.sibling(relay.database);
        owner = device;
        return new OnLine(device);
    }

    @Override
    protected String incarnation() {
        return WireId.text(relay.database.incarnation());
    }

    private final class OnLine implements Device {
        private final TestDevice device;
        private final TestClient client = new TestClient();
        private final Line line;

        OnLine(TestDevice device) {
            this.device = device;
            line = relay.lines.connect(device.caller(), device::caller, client);
        }

        @Override
        public UUID vault() {
            return device.vault();
        }

        @Override
        public UUID id() {
            return device.id();
        }

        @Override
        public byte[] key() {
            return device.privateKey();
        }

        @Override
        public void say(ToRelay message) {
            line.receive(message);
        }

        @Override
        public ToClient await(Predicate<ToClient> wanted) {
            try {
                return client.await(wanted);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public List<StoredRecord> records() {
            return client.records();
        }
    }
}
