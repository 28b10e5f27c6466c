package app.vaultnotes.relay.account;

import app.vaultnotes.relay.clock.RelayClock;
import app.vaultnotes.relay.database.Database;
import app.vaultnotes.relay.database.DatabaseException;
import app.vaultnotes.relay.database.Scope;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When devices were last seen, gathered in memory and written together: a call costs no write.
 * Whoever wires the relay has {@link #write} called every 30 seconds and at its end. Safe for any
 * number of threads.
 */
public final class LastSeen {

    private static final Logger LOG = System.getLogger(LastSeen.class.getName());
    private static final int MOST = 10_000;
    private static final String UPDATE =
            "UPDATE device d SET last_seen_millis = seen.millis,"
                    + " seen_steady_millis = seen.steady_millis"
                    + " FROM unnest(?, ?, ?) AS seen (device_id, millis, steady_millis)"
                    + " WHERE d.device_id = seen.device_id";

    private final Database database;
    private final Map<UUID, Moment> seen = new ConcurrentHashMap<>();

    private record Moment(long millis, long steadyMillis) {}

    /** Nobody was seen yet. */
    public LastSeen(Database database) {
        this.database = database;
    }

    /** A device was here. */
    void note(UUID device, RelayClock clock) {
        seen.put(device, new Moment(clock.millis(), clock.steadyMillis()));
        if (seen.size() > MOST) {
            write();
        }
    }

    /** Writes down who was seen; says how many. What a database that is away misses is lost. */
    public int write() {
        List<UUID> devices = new ArrayList<>();
        List<Moment> moments = new ArrayList<>();
        // In one order everywhere: two relays that write at once would lock each other out.
        for (UUID device : seen.keySet().stream().sorted().toList()) {
            Moment last = seen.remove(device);
            if (last != null) {
                devices.add(device);
                moments.add(last);
            }
        }
        return devices.isEmpty() ? 0 : write(devices, moments);
    }

    private int write(List<UUID> devices, List<Moment> moments) {
        try {
            return database.transact(
                    Scope.gate(),
                    rows ->
                            rows.update(
                                    UPDATE,
                                    devices.toArray(UUID[]::new),
                                    moments.stream().map(Moment::millis).toArray(Long[]::new),
                                    moments.stream()
                                            .map(Moment::steadyMillis)
                                            .toArray(Long[]::new)));
        } catch (DatabaseException e) {
            LOG.log(Level.WARNING, "Could not write down when devices were seen.", e);
            return 0;
        }
    }
}
