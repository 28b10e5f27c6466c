package app.vaultnotes.relay.live;

import app.vaultnotes.proto.v1.ToClient;
import app.vaultnotes.relay.call.Authenticator;
import app.vaultnotes.relay.clock.KeptClock;
import app.vaultnotes.relay.database.Database;
import app.vaultnotes.relay.database.DatabaseAddress;
import app.vaultnotes.relay.database.Notifications;
import app.vaultnotes.relay.log.DeviceKeys;
import app.vaultnotes.relay.log.Log;
import app.vaultnotes.relay.log.LogNotice;
import app.vaultnotes.relay.log.LogReader;
import app.vaultnotes.relay.log.Receipts;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A relay without a network, which hears of others on its database and keeps what it heard. */
final class BareRelay implements AutoCloseable {

    final UUID id = UUID.randomUUID();
    final Set<String> presenceNotices = ConcurrentHashMap.newKeySet();
    final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    final Database database;
    final LogReader reader;
    final PresenceChannel presence;
    final Hub hub;
    final Log log;
    final Lines lines;
    private final Notifications notifications;

    /** One that is open. */
    BareRelay(DatabaseAddress address, Authenticator authenticator) {
        database = Database.open(address);
        reader = new LogReader(database);
        presence = new PresenceChannel(id, database, executor);
        hub = new Hub(reader, executor, presence);
        DeviceKeys keys = new DeviceKeys(database);
        log = new Log(database, keys, new Log.Place(id, true, InstantSource.system()), hub);
        Receipts receipts =
                new Receipts(
                        database,
                        keys,
                        (vault, said) ->
                                hub.tell(vault, ToClient.newBuilder().setStatement(said).build()));
        lines =
                new Lines(
                        new Lines.Parts(hub, log, reader, receipts, authenticator),
                        new KeptClock(database),
                        executor);
        notifications =
                new Notifications(
                        address,
                        Map.of(
                                LogNotice.CHANNEL,
                                text -> LogNotice.ofOther(id, text).ifPresent(hub::noticed),
                                PresenceNotice.CHANNEL,
                                this::heard),
                        hub::noticedAny);
    }

    private void heard(String text) {
        presenceNotices.add(text);
        presence.heard(text).ifPresent(hub::heard);
    }

    @Override
    public void close() {
        notifications.close();
        log.close();
        executor.close();
        database.close();
    }
}
