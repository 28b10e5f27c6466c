package app.vaultnotes.vault;

import app.vaultnotes.document.Id;
import app.vaultnotes.proto.v1.Error;
import app.vaultnotes.proto.v1.StoredRecord;
import app.vaultnotes.proto.v1.ToClient;
import app.vaultnotes.proto.v1.ToRelay;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

/** The relay of the simulator is held to what the real one is. */
class SimRelayTest extends RelayContract {

    private static final long PATIENCE_MILLIS = 60_000;

    private final SimWorld world = new SimWorld(3);
    private final SimRelay relay = new SimRelay(world, Id.random(world.random));

    @Override
    protected Device device() {
        return new End();
    }

    @Override
    protected String incarnation() {
        return relay.incarnation;
    }

    private final class End implements Device, SimLine.End {
        private final UUID id = UUID.randomUUID();
        private final List<ToClient> heard = new ArrayList<>();
        private final SimLine line = new SimLine(world, relay, this);

        End() {
            relay.lines.add(line);
        }

        @Override
        public boolean isSlow() {
            return false;
        }

        @Override
        public void heard(SimLine from, ToClient message) {
            heard.add(message);
        }

        @Override
        public void broken(SimLine from, Error error) {
            throw new AssertionError(error);
        }

        @Override
        public UUID vault() {
            return Uuids.of(relay.vault);
        }

        @Override
        public UUID id() {
            return id;
        }

        @Override
        public byte[] key() {
            return LyingRelay.key(1);
        }

        @Override
        public void say(ToRelay message) {
            line.toRelay(message);
        }

        @Override
        public ToClient await(Predicate<ToClient> wanted) {
            long end = world.nowMillis() + PATIENCE_MILLIS;
            while (heard.stream().noneMatch(wanted) && world.nowMillis() < end) {
                world.runUntil(world.nowMillis() + 1);
            }
            return heard.stream().filter(wanted).findFirst().orElseThrow();
        }

        @Override
        public List<StoredRecord> records() {
            return heard.stream().flatMap(m -> m.getRecords().getRecordsList().stream()).toList();
        }
    }
}
